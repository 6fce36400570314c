//! `plenum serve`: the server on a data folder.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::ValueEnum;
use plenum_app::{Account, App, Scanner};
use plenum_domain::{AccountId, PlanId, Role};
use plenum_identity::{Mailer, OpenId, OpenIdConfig};
use plenum_server::{Config, Server, Ways};
use serde_json::json;
use tokio::{net::TcpListener, sync::watch};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{LevelFilter, filter_fn},
    fmt,
    layer::SubscriberExt,
    registry,
    util::SubscriberInitExt,
};

use crate::{STORAGE_UNKNOWN, data, import, import::PlanFile, keys::Places, load, out};

/// Serve plans over HTTP and WebSocket
///
/// Ends with 74 when a commit's outcome is unknown: start it again, and repeated commands get their
/// true outcome.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  plenum serve --data ./data --demo\n  plenum serve --data /var/lib/plenum --origin https://plenum.example.org"
)]
pub struct Args {
    /// The data folder, made where there is none
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// An address that browsers use, exactly; repeat for several. Where one is https, cookies are Secure
    #[arg(long, value_name = "URL")]
    origin: Vec<String>,
    /// Import the demo plan where there is none, and print sign-in links
    #[arg(long)]
    demo: bool,
    /// Import this plan file where its plan is not there yet, and print sign-in links; given several times, the
    /// files are one plan, woven by time
    #[arg(long, value_name = "FILE", conflicts_with = "demo")]
    import: Vec<PathBuf>,
    /// Free space to leave: below it commands wait, and reads go on
    #[arg(long, value_name = "BYTES", default_value_t = plenum_log_redb::RESERVE_BYTES)]
    reserve_bytes: u64,
    /// A command that looks for viruses in every file sent: it reads the file on standard input and ends with 0
    /// for clean and 1 for infected; whatever else it ends with keeps the file out. No shell, words cut at spaces
    #[arg(long, value_name = "COMMAND")]
    scan_command: Option<String>,
    #[command(flatten)]
    places: Places,
    #[command(flatten)]
    people: People,
    /// How to print the address and the links
    #[arg(long, value_enum, default_value_t = Links::Text)]
    print_links: Links,
    /// How to write the log of operations on standard error; what is in it, PLENUM_LOG says
    #[arg(long, value_enum, default_value_t = Trace::Text)]
    trace: Trace,
}

/// How people prove who they are, and how they are written to.
#[derive(clap::Args)]
struct People {
    /// Mail server for invitations and forgotten passwords: smtps://user:password@host
    #[arg(long, value_name = "URL", env = "PLENUM_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// The address that mail comes from
    #[arg(long, value_name = "ADDRESS", requires = "smtp")]
    mail_from: Option<String>,
    /// An OpenID Connect provider; its redirect is ADDRESS/api/session/openid/callback
    #[arg(long, value_name = "URL", requires = "openid_client")]
    openid_issuer: Option<String>,
    /// The client's id at the provider
    #[arg(long, value_name = "ID")]
    openid_client: Option<String>,
    /// The client's secret at the provider
    #[arg(long, value_name = "SECRET", env = "PLENUM_OPENID_SECRET", hide_env_values = true)]
    openid_secret: Option<String>,
    /// What people call the provider
    #[arg(long, value_name = "NAME", default_value = "OpenID Connect")]
    openid_label: String,
}

impl Args {
    fn scanner(&self) -> Option<Scanner> {
        self.scan_command.as_deref().and_then(Scanner::of_line)
    }
}

impl People {
    /// The ways in, as set up.
    fn ways(self, config: &Config) -> anyhow::Result<Ways> {
        let mailer = match (self.smtp, self.mail_from) {
            (Some(smtp), Some(from)) => Some(Mailer::new(&smtp, &from).context("setting mail up")?),
            (Some(_), None) => anyhow::bail!("--smtp needs --mail-from"),
            (None, _) => None,
        };
        let openid = match (self.openid_issuer, self.openid_client) {
            (Some(issuer), Some(client_id)) => {
                let origin = config.origins.first().cloned().unwrap_or_default();
                let set_up = OpenIdConfig {
                    issuer,
                    client_id,
                    client_secret: self.openid_secret,
                    redirect: format!("{origin}/api/session/openid/callback"),
                    label: self.openid_label,
                };
                Some(OpenId::new(set_up).context("setting OpenID Connect up")?)
            }
            _ => None,
        };
        Ok(Ways::new(config, mailer, openid))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Links {
    /// For people: one link for each kind of role
    Text,
    /// For programs: every link, as one line of JSON
    Json,
    /// None are made
    None,
}

#[derive(Clone, Copy, ValueEnum)]
enum Trace {
    Text,
    Json,
}

pub fn run(args: Args) -> ExitCode {
    trace(args.trace);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            out::complain(&format!("starting: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(serve(args)) {
        Ok(Ended::Asked) => ExitCode::SUCCESS,
        Ok(Ended::Unknown) => {
            out::complain("a commit failed and its outcome is unknown; start again to find out");
            // Nothing may be written from here on, not even by what still runs.
            std::process::exit(STORAGE_UNKNOWN.into())
        }
        Err(error) => {
            out::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// How serving ended.
enum Ended {
    /// By a signal.
    Asked,
    /// By a commit whose outcome is unknown.
    Unknown,
}

async fn serve(args: Args) -> anyhow::Result<Ended> {
    let log = plenum_log_redb::Options { reserve_bytes: args.reserve_bytes, ..Default::default() };
    let (app, _log) = data::open_with(&args.data, log, &args.places, args.scanner())?;
    let file = plan_file(&args)?;
    let plan = match &file {
        Some(file) => Some(load::ensure(&app, file).await?),
        None => None,
    };
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("listening on {}", args.listen))?;
    let address = listener.local_addr()?;
    let config = config(&args.origin, address.port());
    let base = config.origins.first().cloned().unwrap_or_default();
    let first = first_administrator(&app, &base, args.print_links)?;
    if let (Some(file), Some(plan)) = (&file, plan) {
        print_links(&app, (file, plan), &base, first.as_deref(), args.print_links).await?;
    } else {
        greet(&base, first.as_deref(), args.print_links);
    }
    let ways = args.people.ways(&config)?;
    let server = Server::with_ways(app.clone(), config, ways);
    let fatal = app.fatal();
    let unknown = fatal.clone();
    plenum_server::serve(listener, server, ended(fatal)).await?;
    Ok(if *unknown.borrow() { Ended::Unknown } else { Ended::Asked })
}

fn plan_file(args: &Args) -> anyhow::Result<Option<PlanFile>> {
    let checked = match args.import.as_slice() {
        [] if args.demo => load::check(import::DEMO),
        [] => return Ok(None),
        files => load::read(files)?,
    };
    checked.map(Some).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the plan file:\n{}", lines.join("\n"))
    })
}

fn config(origins: &[String], port: u16) -> Config {
    if origins.is_empty() {
        return Config::local(port);
    }
    let origins: Vec<String> = origins.iter().map(|o| o.trim_end_matches('/').to_owned()).collect();
    let tls = origins.iter().any(|origin| origin.starts_with("https://"));
    Config { origins, tls, ..Config::default() }
}

/// Resolves when a signal asks to stop, or the storage can no longer be trusted.
async fn ended(mut fatal: watch::Receiver<bool>) {
    let asked = async {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            if let Ok(mut terminate) = signal(SignalKind::terminate()) {
                tokio::select! {
                    _ = terminate.recv() => return,
                    _ = tokio::signal::ctrl_c() => return,
                }
            }
        }
        let _ = tokio::signal::ctrl_c().await;
    };
    tokio::select! {
        () = asked => {}
        _ = fatal.wait_for(|fatal| *fatal) => {}
    }
}

/// The link that makes the first administrator, where there is none yet; earlier ones end.
fn first_administrator(app: &App, base: &str, how: Links) -> anyhow::Result<Option<String>> {
    if matches!(how, Links::None) || !app.access().needs_administrator() {
        return Ok(None);
    }
    let issued = app.access().invite_first_administrator()?;
    Ok(Some(format!("{base}/invitation#{}", issued.secret)))
}

/// Says where the server is, and how it gets its first administrator.
fn greet(base: &str, first: Option<&str>, how: Links) {
    if let Links::Json = how {
        let links: [&str; 0] = [];
        out::say(&json!({ "address": base, "administrator": first, "links": links }).to_string());
        return;
    }
    out::say(&format!("Plenum: {base}"));
    if let Some(first) = first {
        out::say(&format!(
            "\n  Nobody administers this server yet. Whoever opens this link will:\n    {first}\n"
        ));
    }
}

/// Makes a one-time link for the people of a plan file, and prints them with the address.
async fn print_links(
    app: &App,
    (file, plan): (&PlanFile, PlanId),
    base: &str,
    first: Option<&str>,
    how: Links,
) -> anyhow::Result<()> {
    let known: Vec<Account> =
        file.people.iter().filter_map(|p| app.access().account(p.id)).collect();
    let link = |account: AccountId| -> anyhow::Result<String> {
        Ok(format!("{base}/entrer#{}", app.access().issue_link(account)?))
    };
    match how {
        Links::None => greet(base, None, how),
        Links::Json => {
            let mut links = Vec::new();
            for person in file.people.iter().filter(|p| known.iter().any(|k| k.id == p.id)) {
                links.push(json!({ "key": person.key, "account": person.id, "label": person.label, "url": link(person.id)? }));
            }
            out::say(
                &json!({ "address": base, "plan": plan, "administrator": first, "links": links })
                    .to_string(),
            );
        }
        Links::Text => {
            out::say(&format!(
                "\n  {}\n  {base}\n\n  Sign-in links, each good for one use and for a day:\n",
                file.title
            ));
            let handle = app.plan(plan).await?;
            for account in one_of_each_role(&handle, &known) {
                out::say(&format!("  {}\n    {}\n", account.label, link(account.id)?));
            }
            if let Some(first) = first {
                out::say(&format!(
                    "  First administrator of this server, for a week:\n    {first}\n"
                ));
            }
        }
    }
    Ok(())
}

/// A coordinator, two partners and an auditor.
fn one_of_each_role(plan: &plenum_app::PlanHandle, people: &[Account]) -> Vec<Account> {
    let having = |wanted: fn(&Role) -> bool, count: usize| -> Vec<Account> {
        let has = |account: &&Account| {
            plan.read(|now| {
                now.plan.members.get(&account.id).is_some_and(|m| m.roles.iter().any(wanted))
            })
        };
        people.iter().filter(has).take(count).cloned().collect()
    };
    [
        having(|role| matches!(role, Role::Coordinator), 1),
        having(|role| matches!(role, Role::Contributor { .. }), 2),
        having(|role| matches!(role, Role::Auditor), 1),
    ]
    .concat()
}

fn trace(how: Trace) {
    let filter = EnvFilter::try_from_env("PLENUM_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // Libraries trace what passes through them, mails and headers included: whatever is asked for, they
    // are heard no finer than this. Our own crates write neither names nor secrets.
    let heard = filter_fn(|event| {
        event.target().starts_with("plenum") || *event.level() <= LevelFilter::INFO
    });
    let lines = fmt::layer().with_writer(std::io::stderr);
    match how {
        Trace::Text => registry().with(filter).with(lines.with_filter(heard)).init(),
        Trace::Json => registry().with(filter).with(lines.json().with_filter(heard)).init(),
    }
}
