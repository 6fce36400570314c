//! A server with two plans and one account for every role.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use plenum_app::{Account, App, FixedClock, Invitee, Options, Scanner, Scope, Scripted, SignInAct};
use plenum_directory::Offer;
use plenum_domain::{AccountId, PlanId, Role, member::MemberFact, plan::PlanFact};
use plenum_identity::{Mailer, OpenId};
use plenum_server::{Config, Server, Ways, router};
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use crate::storage::Storage;

pub const ORIGIN: &str = "http://plenum.test";
/// The plan that only the neighbour is in.
pub const OTHER_PLAN: u128 = 0x200;
pub const NOW: i64 = 1_790_000_000_000;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    /// Signed in, without any role.
    Stranger,
    /// A coordinator of the other plan only.
    Neighbour,
    Coordinator,
    Facilitator,
    Contributor,
    Secretary,
    Auditor,
    Observer,
    /// Administers the server, without any role in a plan.
    Administrator,
    /// A program that may read the plan, with a token of the coordinator's.
    Program,
    /// The same, and it may write.
    Writer,
    /// A program with a token of the coordinator's for the other plan only.
    Elsewhere,
    /// An auditor until a moment ago.
    Former,
    /// An auditor whose account was locked while they were signed in.
    Locked,
    /// Whoever holds the link of an observer: nobody's account.
    Guest,
}

pub const EVERYONE: [Who; 16] = [
    Who::Nobody,
    Who::Stranger,
    Who::Neighbour,
    Who::Coordinator,
    Who::Facilitator,
    Who::Contributor,
    Who::Secretary,
    Who::Auditor,
    Who::Observer,
    Who::Administrator,
    Who::Program,
    Who::Writer,
    Who::Elsewhere,
    Who::Former,
    Who::Locked,
    Who::Guest,
];

impl Who {
    pub fn account(self) -> AccountId {
        Uuid::from_u128(0xA000 + self as u128).into()
    }
}

pub struct World {
    pub app: App,
    pub server: Server,
    pub router: Router,
    pub clock: Arc<FixedClock>,
    pub storage: Arc<Storage>,
    pub plan: PlanId,
    folder: Option<tempfile::TempDir>,
    tokens: Vec<Option<String>>,
    ids: AtomicU64,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// Asserts a problem, typed like every other.
    #[track_caller]
    pub fn assert_problem(&self, status: u16, code: &str) {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        assert_eq!(self.json()["error"]["code"], code, "{self:?}");
        assert!(self.json()["error"]["message"].is_string(), "{self:?}");
    }
}

pub const SPACE: u128 = 1;
pub const PARTNER: u128 = 2;
pub const MEETING: u128 = 3;
pub const ITEM: u128 = 4;
pub const INS_CODE: &str = "92094";

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

impl World {
    pub async fn new() -> Self {
        Self::with(Config { origins: vec![ORIGIN.into()], ..Config::default() }).await
    }

    pub async fn with(config: Config) -> Self {
        Self::with_ways(config, None, None).await
    }

    /// A server that sends mail, or lets people in by a provider.
    pub async fn with_ways(config: Config, mailer: Option<Mailer>, openid: Option<OpenId>) -> Self {
        Self::over(config, mailer, openid, Options::default(), None).await
    }

    /// A server with a data folder, which keeps files.
    pub async fn in_folder(config: Config, scanner: Option<Scanner>) -> Self {
        let config = Config { origins: vec![ORIGIN.into()], ..config };
        let folder = tempfile::tempdir().unwrap();
        let options =
            Options { folder: Some(folder.path().to_owned()), scanner, ..Options::default() };
        Self::over(config, None, None, options, Some(folder)).await
    }

    async fn over(
        config: Config,
        mailer: Option<Mailer>,
        openid: Option<OpenId>,
        options: Options,
        folder: Option<tempfile::TempDir>,
    ) -> Self {
        let storage = Arc::new(Storage::default());
        let clock = Arc::new(FixedClock::at(NOW));
        let app = App::open(storage.clone(), clock.clone(), options).unwrap();
        let label = |who: Who| format!("{who:?} (test)");
        let account = |who: Who| Account { id: who.account(), label: label(who), language: None };
        app.access().register(EVERYONE.map(account)).unwrap();
        let plan = id(0x100).into();
        begin(&app, plan, Who::Coordinator).await;
        begin(&app, id(OTHER_PLAN).into(), Who::Neighbour).await;
        let operator = Uuid::nil().into();
        app.access().set_administrator(operator, Who::Administrator.account(), true).unwrap();
        let tokens = EVERYONE.map(|who| token(&app, plan, who)).into();
        let ways = Ways::new(&config, mailer, openid);
        let server = Server::with_ways(app.clone(), config, ways);
        let router = router(server.clone());
        let ids = AtomicU64::new(0);
        let mut world = Self { app, server, router, clock, storage, plan, folder, tokens, ids };
        world.furnish().await;
        world.admit_guest().await;
        let locked = Who::Locked.account();
        world.app.access().lock_account(Who::Administrator.account(), locked).unwrap();
        world
    }

    /// A space, a partner, a plenary in preparation with an item, and a role for everyone.
    async fn furnish(&self) {
        let commands = [
            (
                "partner.register",
                json!({ "partner": id(PARTNER), "name": "P", "sector": "public" }),
            ),
            (
                "plan.add_commune",
                json!({
                    "ins_code": INS_CODE, "name": "Namur", "arrondissement": "Namur",
                    "longitude": 4.8896, "latitude": 50.4577,
                }),
            ),
            ("space.open", json!({ "space": id(SPACE), "kind": "platform", "title": "S" })),
            (
                "meeting.schedule",
                json!({
                    "meeting": id(MEETING), "kind": "plenary", "title": "Plenary",
                    "when": { "day": "2026-12-01", "starts": 540 },
                }),
            ),
            ("agenda.add_item", item(ITEM, "Opening")),
        ];
        for (name, body) in commands {
            self.done(name, body).await;
        }
        for (who, role) in [
            (Who::Facilitator, Role::Facilitator { space: id(SPACE).into() }),
            (Who::Contributor, Role::Contributor { partner: id(PARTNER).into() }),
            (Who::Secretary, Role::Secretary { meeting: id(MEETING).into() }),
            (Who::Auditor, Role::Auditor),
            (Who::Observer, Role::Observer),
            (Who::Former, Role::Auditor),
            (Who::Locked, Role::Auditor),
        ] {
            self.role("member.grant_role", who, role).await;
        }
        self.role("member.revoke_role", Who::Former, Role::Auditor).await;
    }

    /// An observer's link, opened.
    async fn admit_guest(&mut self) {
        let (offer, to) = (Offer::Observe { plan: self.plan }, Invitee::default());
        let issued = self.app.access().invite(Who::Coordinator.account(), offer, to, 30).unwrap();
        let role = json!({ "account": issued.account, "role": Role::Observer });
        self.done("member.grant_role", role).await;
        let entered = self.app.access().sign_in(issued.account, "", SignInAct::ByObserverLink);
        self.tokens[Who::Guest as usize] = Some(entered.unwrap().1);
    }

    pub fn token(&self, who: Who) -> Option<&str> {
        self.tokens[who as usize].as_deref()
    }

    pub fn next_id(&self) -> Uuid {
        Uuid::from_u128(0xC000_0000 + u128::from(self.ids.fetch_add(1, Ordering::Relaxed)))
    }

    /// Grants or revokes a role.
    pub async fn role(&self, command: &str, who: Who, role: Role) -> u64 {
        self.done(command, json!({ "account": who.account(), "role": role })).await
    }

    /// A command of the coordinator's that must succeed; returns its number.
    #[track_caller]
    pub fn done(&self, name: &str, body: Value) -> impl Future<Output = u64> {
        let frame = self.frame(name, body);
        let caller = std::panic::Location::caller();
        async move {
            let answer = self.command(Who::Coordinator, &frame).await;
            assert_eq!(answer.status, StatusCode::OK, "{caller}: {frame} gave {answer:?}");
            answer.json()["ok"]["seq"].as_u64().unwrap()
        }
    }

    pub fn frame(&self, name: &str, body: Value) -> Value {
        json!({ "id": self.next_id(), "name": name, "body": body })
    }

    pub async fn command(&self, who: Who, frame: &Value) -> Answer {
        self.send(self.request(who, Method::POST, &self.path("commands")).json(frame)).await
    }

    /// A path below the plan.
    pub fn path(&self, below: &str) -> String {
        format!("/api/plans/{}/{below}", self.plan)
    }

    pub fn request(&self, who: Who, method: Method, path: &str) -> Ask {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = self.token(who) {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        Ask { request, body: Body::empty() }
    }

    pub async fn get(&self, who: Who, path: &str) -> Answer {
        self.send(self.request(who, Method::GET, path)).await
    }

    /// A read below the plan.
    pub async fn read(&self, who: Who, below: &str) -> Answer {
        self.get(who, &self.path(below)).await
    }

    /// Every file of the store: bytes, and what is on its way.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let folders = std::fs::read_dir(folder.path().join("attachments")).into_iter().flatten();
        let entries = folders.flat_map(|of| std::fs::read_dir(of.unwrap().path()).unwrap());
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Whether the body of an answer ends before its end.
    pub async fn breaks_off(&self, ask: Ask) -> bool {
        let request = ask.request.body(ask.body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        axum::body::to_bytes(response.into_body(), usize::MAX).await.is_err()
    }

    pub async fn send(&self, ask: Ask) -> Answer {
        let request = ask.request.body(ask.body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text, bytes: bytes.into() }
    }
}

pub fn item(n: u128, title: &str) -> Value {
    json!({
        "item": id(n), "spot": { "meeting": id(MEETING) }, "kind": "discussion",
        "title": title, "duration": 15,
    })
}

/// A request being put together.
pub struct Ask {
    request: axum::http::request::Builder,
    body: Body,
}

impl Ask {
    pub fn header(self, name: header::HeaderName, value: impl AsRef<str>) -> Self {
        Self { request: self.request.header(name, value.as_ref()), ..self }
    }

    pub fn json(self, body: &Value) -> Self {
        self.header(header::CONTENT_TYPE, "application/json").body(body.to_string())
    }

    pub fn body(self, body: impl Into<Body>) -> Self {
        Self { body: body.into(), ..self }
    }
}

/// What somebody shows at the door.
fn token(app: &App, plan: PlanId, who: Who) -> Option<String> {
    let program = |plan, write| {
        let scope = Scope { plans: vec![plan], write };
        app.access().make_token(Who::Coordinator.account(), "T", scope, 30).unwrap().0
    };
    match who {
        Who::Nobody | Who::Guest => None,
        Who::Program => Some(program(plan, false)),
        Who::Writer => Some(program(plan, true)),
        Who::Elsewhere => Some(program(id(OTHER_PLAN).into(), true)),
        _ => {
            let link = app.access().issue_link(who.account()).unwrap();
            Some(app.access().redeem(&link, "a test").unwrap().1)
        }
    }
}

async fn begin(app: &App, plan: PlanId, coordinator: Who) {
    let account = coordinator.account();
    let facts = vec![
        PlanFact::Created { plan, title: "PPLI".into(), territory: "Namur".into() }.into(),
        MemberFact::RoleGranted { account, role: Role::Coordinator, until: None }.into(),
    ];
    let correlation = Uuid::nil();
    let step = Scripted { at: NOW - 1000, actor: account, facts, reason: None, correlation };
    app.import(plan, &[step]).await.unwrap();
}
