//! A running binary on a folder of its own, a small plan to serve, and a few words of HTTP.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::Duration,
};

use plenum_protocol::live::CommandFrame;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

/// What takes longer is stuck: the binary under test is not optimised and the machine may be busy.
pub const STUCK: Duration = Duration::from_secs(60);

fn path() -> PathBuf {
    let test = std::env::current_exe().expect("this test");
    let folder = test.parent().and_then(Path::parent).expect("the folder of binaries");
    let path = folder.join("plenum");
    assert!(path.is_file(), "build it first: cargo build --package plenum ({})", path.display());
    path
}

/// Runs a command of the binary to its end.
pub fn plenum(args: &[&str]) -> Output {
    Command::new(path()).args(args).output().expect("the binary runs")
}

/// Standard output and error of a command, for messages and for looking into.
pub fn words(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    format!("{out}{err}")
}

/// A plan with a plenary, and people who contribute to it for one partner.
pub fn plan_file(contributors: usize) -> String {
    let mut text = String::from(
        "plan: {key: essai, title: \"Essai\", territory: \"Namur\"}\npeople:\n  \
         - {key: coordination, label: \"Coordination (démo)\"}\n",
    );
    for n in 0..contributors {
        let _ = writeln!(text, "  - {{key: personne-{n}, label: \"Personne {n} (démo)\"}}");
    }
    text.push_str(
        "history:\n  - {at: 2024-01-01T09:00+01:00, by: coordination, do: plan.create}\n  \
         - {at: 2024-01-01T09:01+01:00, by: coordination, do: partner.register, \
         with: {partner: \"@org\", name: \"Organisation (démo)\", sector: public}}\n  \
         - {at: 2024-01-01T09:02+01:00, by: coordination, do: meeting.schedule, \
         with: {meeting: \"@pl\", kind: plenary, title: \"Plénière\", \
         when: {day: \"2024-06-01\", starts: 540}}}\n",
    );
    for n in 0..contributors {
        let _ = writeln!(
            text,
            "  - {{at: 2024-01-02T09:00+01:00, by: coordination, do: member.grant_role, with: \
             {{account: \"@personne-{n}\", role: {{contributor: {{partner: \"@org\"}}}}}}}}"
        );
    }
    text
}

/// The binary, serving.
pub struct Serving {
    child: Child,
    pub address: SocketAddr,
    pub data: PathBuf,
    pub plan: Uuid,
    /// Secrets of sign-in links, by key.
    secrets: HashMap<String, String>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn launch(data: &Path, listen: &str, more: &[&str]) -> (Child, String) {
    let mut child = Command::new(path())
        .args(["serve", "--listen", listen, "--data"])
        .arg(data)
        .args(more)
        .env("PLENUM_LOG", "error")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut greeting = String::new();
    let out = child.stdout.as_mut().expect("its output");
    BufReader::new(out).read_line(&mut greeting).expect("a greeting");
    (child, greeting)
}

impl Serving {
    /// Serves the plan of [`plan_file`] on a folder.
    pub fn start(data: &Path, contributors: usize, more: &[&str]) -> Self {
        let file = data.join("plan.yaml");
        std::fs::write(&file, plan_file(contributors)).expect("the plan file");
        let file = file.to_string_lossy();
        let args = [&["--import", &*file, "--print-links", "json"], more].concat();
        let (child, greeting) = launch(data, "127.0.0.1:0", &args);
        let greeting: Value = serde_json::from_str(&greeting).expect("a greeting in JSON");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let secret = |link: &Value| {
            let url = text(&link["url"]);
            (text(&link["key"]), url.split('#').nth(1).expect("a secret").to_owned())
        };
        let links = greeting["links"].as_array().expect("links").iter();
        Self {
            child,
            address: address(&text(&greeting["address"])),
            data: data.to_owned(),
            plan: text(&greeting["plan"]).parse().expect("a plan"),
            secrets: links.map(secret).collect(),
        }
    }

    /// Starts again on the same folder and port.
    pub fn again(&mut self, more: &[&str]) {
        let (child, greeting) = launch(&self.data, &self.address.to_string(), more);
        self.child = child;
        assert!(greeting.contains(&self.address.port().to_string()), "greeted: {greeting:?}");
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        let pid = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(asked.expect("kill runs").success(), "the process is there to be asked");
    }

    /// Waits for its end.
    pub async fn ended(mut self) -> ExitStatus {
        let waiting = tokio::task::spawn_blocking(move || self.child.wait());
        let ended = tokio::time::timeout(STUCK, waiting).await.expect("it ends in time");
        ended.expect("waited for").expect("an exit status")
    }

    /// Signs in by a link; returns the session's token.
    pub async fn sign_in(&self, key: &str) -> String {
        let body = json!({ "secret": self.secrets[key] }).to_string();
        let (status, answer) = self.http("POST", "/api/session", None, &body).await;
        assert_eq!(status, 200, "{answer}");
        let cookie = answer.split("plenum_session=").nth(1).expect("a cookie");
        cookie.split(';').next().expect("a token").to_owned()
    }

    /// The status of a request, and all of its answer.
    pub async fn http(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &str,
    ) -> (u16, String) {
        let bearer = token.map(|token| format!("authorization: Bearer {token}\r\n"));
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{}content-type: \
             application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            bearer.unwrap_or_default(),
            body.len(),
        );
        let talk = async {
            let mut stream = TcpStream::connect(self.address).await?;
            stream.write_all(request.as_bytes()).await?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await?;
            std::io::Result::Ok(String::from_utf8_lossy(&answer).into_owned())
        };
        let answer = tokio::time::timeout(STUCK, talk).await.expect("an answer in time");
        let answer = answer.expect("an answer");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), answer)
    }

    /// Sends a command over HTTP.
    pub async fn command(&self, token: &str, frame: &CommandFrame) -> (u16, String) {
        let body = serde_json::to_string(frame).expect("JSON");
        self.http("POST", &format!("/api/plans/{}/commands", self.plan), Some(token), &body).await
    }

    /// A command that adds a task for the partner of [`plan_file`].
    pub fn add_task(&self, id: Uuid, title: &str) -> CommandFrame {
        add_task(self.plan, id, title)
    }
}

/// A command that adds a task for the partner of [`plan_file`].
pub fn add_task(plan: Uuid, id: Uuid, title: &str) -> CommandFrame {
    let owner = Uuid::new_v5(&plan, b"org");
    let body = json!({ "task": Uuid::new_v5(&id, b"task"), "title": title, "owner": owner });
    let body = serde_json::value::to_raw_value(&body).expect("JSON");
    CommandFrame { id, name: "task.add".into(), body, reason: None }
}

fn address(url: &str) -> SocketAddr {
    url.trim_start_matches("http://").parse().expect("an address")
}

/// An event of an export.
pub struct Exported {
    pub seq: u64,
    pub command: Uuid,
}

/// The events of a folder's only plan, by `plenum export`, numbered without a gap.
pub fn export(data: &Path) -> Vec<Exported> {
    let output = plenum(&["export", "--data", &data.to_string_lossy()]);
    assert!(output.status.success(), "{}", words(&output));
    let text = String::from_utf8(output.stdout).expect("text");
    let lines = text.lines().skip(1).map(|line| {
        let event: Value = serde_json::from_str(line).expect("an event");
        let command = event["command"].as_str().and_then(|id| id.parse().ok());
        Exported { seq: event["seq"].as_u64().expect("a number"), command: command.expect("an id") }
    });
    let events: Vec<Exported> = lines.collect();
    assert!((1..).zip(&events).all(|(seq, event)| event.seq == seq), "the numbers have no gap");
    events
}

/// A runtime for one test.
pub fn block_on<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test)
}
