//! The real server against its own OpenAPI document: schemathesis makes requests up, right and wrong
//! ones, and looks at what comes back.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use crate::step::{self, Step, announce, root};

const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// Requests made up for an operation, beside those at the edges of each of its fields.
const EXAMPLES: &str = "50";
/// What the requests are made from: the same ones each time.
const SEED: &str = "1";

/// Asks everything as nobody, as a coordinator and as an administrator.
pub fn check() -> anyhow::Result<()> {
    let schemathesis = install()?;
    Step::new("cargo").args(["build", "--package", "plenum"]).run()?;
    let server = Server::start()?;
    let coordinator =
        server.session("/api/session", json!({ "secret": server.secret("/links/0/url")? }))?;
    let first = json!({ "secret": server.secret("/administrator")?, "name": "Administration" });
    let administrator = server.session("/api/invitation/accept", first)?;
    let mut failed = Vec::new();
    let callers = [
        ("nobody", None),
        ("a coordinator", Some(coordinator)),
        ("an administrator", Some(administrator)),
    ];
    for (who, token) in callers {
        announce(&format!("asking as {who}"));
        let mut run = Step::new(&schemathesis)
            .arg("--config-file")
            .arg(root().join("tests/openapi/schemathesis.toml"))
            .args(["run", "--no-color", "--seed", SEED, "--max-examples", EXAMPLES])
            .env("PLENUM_PLAN", server.word("/plan")?)
            .env("PLENUM_SOMEONE", server.someone()?);
        if let Some(token) = &token {
            run = run.args(["--header", &format!("Authorization: Bearer {token}")]);
        }
        let ran = run.arg(format!("{}/api/openapi.json", server.word("/address")?)).run();
        if ran.is_err() {
            failed.push(who);
        }
        // Whoever lost their session on the way has asked nothing that matters.
        if let Some(token) = &token {
            let head = format!("GET /api/session HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
            let answer = server.ask(&head, "")?;
            ensure!(answer.starts_with("HTTP/1.1 200"), "the session of {who} ended on the way");
        }
    }
    server.check_reach()?;
    ensure!(
        failed.is_empty(),
        "the server does not keep to its document, asked as {}",
        failed.join(", ")
    );
    Ok(())
}

/// Schemathesis in an environment of its own, made once.
fn install() -> anyhow::Result<String> {
    let folder = step::target().join("schemathesis");
    let bin = folder.join("bin");
    let noted = folder.join("installed");
    if fs::read_to_string(&noted).is_ok_and(|installed| installed == SCHEMATHESIS) {
        return Ok(bin.join("schemathesis").to_string_lossy().into_owned());
    }
    Step::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder)
        .run()
        .context("the check of the OpenAPI document needs Python 3 with its venv module")?;
    let pip = bin.join("pip").to_string_lossy().into_owned();
    Step::new(&pip).args(["install", "--quiet", SCHEMATHESIS]).run()?;
    fs::write(noted, SCHEMATHESIS)?;
    Ok(bin.join("schemathesis").to_string_lossy().into_owned())
}

/// The real binary with the demo plan, on a folder of its own; gone when dropped.
struct Server {
    child: Child,
    folder: PathBuf,
    port: u16,
    /// What it says when it is there: its address, its plan and its links.
    greeting: Value,
}

impl Server {
    fn start() -> anyhow::Result<Self> {
        let folder = step::target().join("openapi");
        if folder.is_dir() {
            fs::remove_dir_all(&folder)?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new(step::binary(false))
            .args(["serve", "--demo", "--print-links", "json", "--listen"])
            .arg(format!("127.0.0.1:{port}"))
            .arg("--data")
            .arg(&folder)
            .env("PLENUM_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .context("starting the server")?;
        let mut server = Self { child, folder, port, greeting: Value::Null };
        server.greeting = server.greeted()?;
        Ok(server)
    }

    fn greeted(&mut self) -> anyhow::Result<Value> {
        let said = self.child.stdout.take().context("what the server says")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("the server said {line:?}"))
    }

    fn word(&self, pointer: &str) -> anyhow::Result<&str> {
        let word = self.greeting.pointer(pointer).and_then(Value::as_str);
        word.with_context(|| format!("the server's greeting has no {pointer}"))
    }

    /// What is behind the `#` of a link.
    fn secret(&self, pointer: &str) -> anyhow::Result<&str> {
        let (_, secret) = self.word(pointer)?.split_once('#').context("a link has a secret")?;
        Ok(secret)
    }

    /// An account that nobody signs in to.
    fn someone(&self) -> anyhow::Result<&str> {
        let links = self.greeting["links"].as_array().context("links")?;
        self.word(&format!("/links/{}/account", links.len().saturating_sub(1)))
    }

    /// Signs in; returns the session's token, which the server takes from programs as well.
    fn session(&self, path: &str, body: Value) -> anyhow::Result<String> {
        let head = format!("POST {path} HTTP/1.1\r\nContent-Type: application/json\r\n");
        let answer = self.ask(&head, &body.to_string())?;
        let cookie =
            answer.split_once("plenum_session=").and_then(|(_, rest)| rest.split_once(';'));
        match cookie {
            Some((token, _)) => Ok(token.to_owned()),
            None => bail!("signing in at {path} was answered by {answer}"),
        }
    }

    /// That made-up commands got past their form: some were done, and some were refused by the rules of the
    /// domain, for naming what is not there.
    fn check_reach(&self) -> anyhow::Result<()> {
        let metrics = self.ask("GET /metrics HTTP/1.1\r\n", "")?;
        let outcomes: Vec<&str> =
            metrics.lines().filter(|line| line.starts_with("plenum_commands_total")).collect();
        announce(&format!("commands by outcome:\n{}", outcomes.join("\n")));
        for outcome in ["ok", "unknown"] {
            let label = format!("outcome=\"{outcome}\"");
            ensure!(
                outcomes.iter().any(|line| line.contains(&label)),
                "no made-up command was answered {outcome:?}: they do not get past their form"
            );
        }
        Ok(())
    }

    fn ask(&self, head: &str, body: &str) -> anyhow::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let (host, length) = (self.port, body.len());
        write!(
            stream,
            "{head}Host: 127.0.0.1:{host}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
