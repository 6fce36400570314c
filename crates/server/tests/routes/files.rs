//! Files: sent, read and removed; limits to the byte; only for whoever sees what they hang on.

use axum::http::{Method, StatusCode, header};
use plenum_domain::{AccountId, Role, attachment::ATTACHMENT_BYTES};
use plenum_server::Config;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::world::{Answer, MEETING, ORIGIN, OTHER_PLAN, PARTNER, SPACE, Who, World, id};

pub const FILE: u128 = 0x700;
const FINDING: u128 = 0x701;

/// What a file is sent with.
#[derive(Clone)]
pub struct Sent {
    pub command: Uuid,
    pub id: Uuid,
    pub about: (&'static str, Uuid),
    pub name: &'static str,
    pub media: &'static str,
    pub size: u64,
    pub sha256: String,
    pub bytes: Vec<u8>,
}

pub fn sent(n: u128, bytes: impl Into<Vec<u8>>) -> Sent {
    let bytes = bytes.into();
    Sent {
        command: id(0x900 + n),
        id: id(FILE + n),
        about: ("finding", id(FINDING)),
        name: "Proc%C3%A8s-verbal%20%C2%AB1%C2%BB.pdf",
        media: "pdf",
        size: bytes.len() as u64,
        sha256: hex(&bytes),
        bytes,
    }
}

pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn pdf(words: &str) -> Vec<u8> {
    [b"%PDF-1.7\n", words.as_bytes()].concat()
}

fn query(file: &Sent) -> String {
    let Sent { command, id, about: (kind, of), name, media, size, sha256, .. } = file;
    format!(
        "attachments?command={command}&id={id}&about_kind={kind}&about_id={of}&name={name}\
         &media={media}&size={size}&sha256={sha256}"
    )
}

pub async fn send(world: &World, who: Who, file: &Sent) -> Answer {
    let ask = world.request(who, Method::POST, &world.path(&query(file)));
    world.send(ask.body(file.bytes.clone())).await
}

pub async fn read(world: &World, who: Who, n: u128) -> Answer {
    world.read(who, &format!("attachments/{}", id(FILE + n))).await
}

pub async fn remove(world: &World, n: u128) {
    let mut frame = world.frame("attachment.remove", json!({ "attachment": id(FILE + n) }));
    frame["reason"] = json!("une erreur");
    assert_eq!(world.command(Who::Coordinator, &frame).await.status, StatusCode::OK);
}

/// A world that keeps files, with a finding of the space and the partner.
pub async fn world() -> World {
    let world = World::in_folder(Config::default(), None).await;
    let tags = json!({ "space": id(SPACE) });
    let body = json!({
        "finding": id(FINDING), "statement": "Constat", "tags": tags, "partner": id(PARTNER),
    });
    world.done("finding.record", body).await;
    world
}

#[tokio::test]
async fn a_file_comes_back_to_the_byte_as_a_file_and_nothing_else() {
    let world = world().await;
    let file = sent(1, pdf(&"mots ".repeat(50_000)));
    let answer = send(&world, Who::Contributor, &file).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert_eq!(answer.json()["id"], file.command.to_string());
    let seq = answer.json()["ok"]["seq"].clone();
    assert!(seq.is_u64());
    let back = read(&world, Who::Auditor, 1).await;
    assert_eq!((back.status, back.bytes == file.bytes), (StatusCode::OK, true));
    let header = |name: &str| back.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    let named = "attachment; filename*=UTF-8''Proc%C3%A8s-verbal%20%C2%AB1%C2%BB.pdf";
    assert_eq!(header("content-disposition"), named);
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(header("cache-control"), "no-store");
    let policy = header("content-security-policy");
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    assert!(!policy.contains("script-src"), "{policy}");
    // The same upload again: the first outcome, whatever comes with it this time.
    let again = send(&world, Who::Contributor, &Sent { bytes: Vec::new(), ..file.clone() }).await;
    assert_eq!(again.json()["ok"]["seq"], seq);
    let other = send(&world, Who::Contributor, &Sent { id: id(FILE + 2), ..file.clone() }).await;
    other.assert_problem(409, "key_reused");
    let twice = send(&world, Who::Contributor, &Sent { command: id(5), ..file }).await;
    twice.assert_problem(409, "exists");
}

#[tokio::test]
async fn an_attachment_comes_with_its_bytes_only() {
    let world = world().await;
    let Sent { id, about: (kind, of), size, sha256, .. } = sent(1, pdf("x"));
    let file = json!({ "name": "x.pdf", "media": "pdf", "size": size, "sha256": sha256 });
    let about = json!({ "kind": kind, "id": of });
    let body = json!({ "attachment": id, "about": about, "file": file });
    let frame = world.frame("attachment.add", body);
    world.command(Who::Coordinator, &frame).await.assert_problem(422, "upload_only");
    assert!(world.files().is_empty());
}

#[tokio::test]
async fn what_is_not_as_announced_is_refused_and_leaves_nothing() {
    let world = world().await;
    let good = sent(1, pdf("bon"));
    let page = sent(1, "<html><script>alert(1)</script></html>");
    let program = sent(1, b"MZ\x90\0\x03".to_vec());
    for (file, code, field) in [
        (Sent { bytes: pdf("bo"), ..good.clone() }, "wrong_size", "size"),
        (Sent { bytes: pdf("bon!"), ..good.clone() }, "wrong_size", "size"),
        (Sent { bytes: pdf("bom"), ..good.clone() }, "wrong_hash", "sha256"),
        (page, "wrong_type", "media"),
        (program, "wrong_type", "media"),
        (Sent { media: "png", ..good.clone() }, "wrong_type", "media"),
        (Sent { name: "..%2Fetc.pdf", ..good.clone() }, "malformed", "name"),
        (Sent { name: "%20", ..good.clone() }, "empty", "name"),
        (Sent { about: ("finding", id(9)), ..good.clone() }, "unknown", "about"),
        (Sent { about: ("comment", id(4)), ..good.clone() }, "malformed", "about"),
        (Sent { media: "geojson", ..good.clone() }, "malformed", "media"),
    ] {
        let answer = send(&world, Who::Coordinator, &file).await;
        answer.assert_problem(422, code);
        assert_eq!(answer.json()["error"]["field"], field, "{answer:?}");
    }
    // What is no announcement at all.
    for (from, to) in [("media=pdf", "media=svg"), ("size=", "size=-"), ("&name=", "&called=")] {
        let path = world.path(&query(&good).replace(from, to));
        let ask = world.request(Who::Coordinator, Method::POST, &path).body(good.bytes.clone());
        world.send(ask).await.assert_problem(400, "malformed");
    }
    assert!(world.files().is_empty(), "{:?}", world.files());
    read(&world, Who::Coordinator, 1).await.assert_problem(404, "not_found");
}

#[tokio::test]
async fn a_file_has_its_limit_to_the_byte() {
    let world = world().await;
    let size = usize::try_from(ATTACHMENT_BYTES).unwrap();
    let mut largest = pdf("");
    largest.resize(size, b'a');
    let file = sent(1, largest);
    let answer = send(&world, Who::Coordinator, &file).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let announced = Sent { size: ATTACHMENT_BYTES + 1, ..sent(2, pdf("x")) };
    let answer = send(&world, Who::Coordinator, &announced).await;
    answer.assert_problem(413, "too_large");
    // Not announced, and longer all the same: it is not read to its end.
    let longer = [&file.bytes[..], b"a"].concat();
    let lying = Sent { bytes: longer, command: id(6), id: id(FILE + 3), ..file };
    send(&world, Who::Coordinator, &lying).await.assert_problem(422, "wrong_size");
    assert_eq!(world.files().len(), 1);
}

#[tokio::test]
async fn a_removed_file_is_gone_from_the_disk_and_says_so() {
    let world = world().await;
    let file = sent(1, pdf("à retirer"));
    send(&world, Who::Coordinator, &file).await;
    assert_eq!(world.files().len(), 1);
    remove(&world, 1).await;
    read(&world, Who::Coordinator, 1).await.assert_problem(410, "removed");
    assert!(world.files().is_empty(), "{:?}", world.files());
    // The upload that is repeated then brings nothing back.
    let again = send(&world, Who::Coordinator, &file).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(world.files().is_empty());
    read(&world, Who::Coordinator, 1).await.assert_problem(410, "removed");
    let records = world.read(Who::Coordinator, "records").await;
    assert!(records.text.contains("Procès-verbal «1».pdf"), "its name stays");
}

#[tokio::test]
async fn a_file_is_shown_to_whoever_sees_what_it_hangs_on() {
    let world = world().await;
    send(&world, Who::Coordinator, &sent(1, pdf("un constat"))).await;
    let on_meeting = Sent { about: ("meeting", id(MEETING)), ..sent(2, pdf("une réunion")) };
    send(&world, Who::Coordinator, &on_meeting).await;
    for n in [1, 2] {
        for who in [Who::Contributor, Who::Facilitator, Who::Secretary, Who::Auditor, Who::Program]
        {
            assert_eq!(read(&world, who, n).await.status, StatusCode::OK, "{who:?} {n}");
        }
        for who in [Who::Observer, Who::Guest, Who::Stranger, Who::Neighbour, Who::Former] {
            read(&world, who, n).await.assert_problem(404, "not_found");
        }
        read(&world, Who::Nobody, n).await.assert_problem(401, "unauthorised");
    }
    let shown = world.read(Who::Observer, "records").await;
    assert!(!shown.text.contains("Proc"), "not even its name: {shown:?}");
    // Once the meeting is convened, and the finding settled, observers see both and what hangs on them.
    world.done("meeting.convene", json!({ "meeting": id(MEETING) })).await;
    assert_eq!(read(&world, Who::Observer, 2).await.status, StatusCode::OK);
    read(&world, Who::Observer, 1).await.assert_problem(404, "not_found");
    for name in ["finding.review", "finding.settle"] {
        let mut body = json!({ "finding": id(FINDING) });
        if name.ends_with("settle") {
            body["outcome"] = json!("upheld");
        }
        let mut frame = world.frame(name, body);
        frame["reason"] = json!("relu");
        let answer = world.command(Who::Coordinator, &frame).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let seen = read(&world, Who::Observer, 1).await.status == StatusCode::OK;
        assert_eq!(seen, name.ends_with("settle"), "{name}");
    }
    let records = world.read(Who::Observer, "records").await;
    assert!(!records.text.contains(&Who::Coordinator.account().to_string()), "nor who added it");
    remove(&world, 1).await;
    read(&world, Who::Observer, 1).await.assert_problem(404, "not_found");
}

#[tokio::test]
async fn who_may_not_tend_a_record_hangs_nothing_on_it() {
    let world = world().await;
    let file = sent(1, pdf("x"));
    for who in [Who::Auditor, Who::Observer, Who::Secretary, Who::Guest, Who::Program] {
        send(&world, who, &file).await.assert_problem(403, "forbidden");
    }
    let on_plan = Sent { about: ("plan", Uuid::nil()), ..file.clone() };
    for who in [Who::Contributor, Who::Facilitator] {
        send(&world, who, &on_plan).await.assert_problem(403, "forbidden");
    }
    assert!(world.files().is_empty());
    for (n, who) in [(1, Who::Contributor), (2, Who::Facilitator), (3, Who::Writer)] {
        let answer = send(&world, who, &sent(n, pdf("x"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{who:?}: {answer:?}");
    }
}

#[tokio::test]
async fn the_files_of_a_plan_are_in_no_other() {
    let world = world().await;
    send(&world, Who::Coordinator, &sent(1, pdf("ici"))).await;
    let elsewhere = format!("/api/plans/{}/attachments/{}", id(OTHER_PLAN), id(FILE + 1));
    world.get(Who::Neighbour, &elsewhere).await.assert_problem(404, "not_found");
    world.get(Who::Coordinator, &elsewhere).await.assert_problem(404, "not_found");
    read(&world, Who::Neighbour, 1).await.assert_problem(404, "not_found");
    // Whoever reads both reads each file where it is.
    world
        .app
        .plan(id(OTHER_PLAN).into())
        .await
        .unwrap()
        .submit(
            Who::Neighbour.account(),
            id(0x999),
            plenum_app::Request {
                name: "member.grant_role".into(),
                body: grant(Who::Coordinator.account()),
            },
            None,
        )
        .await;
    world.get(Who::Coordinator, &elsewhere).await.assert_problem(404, "not_found");
    read(&world, Who::Coordinator, 0xffff).await.assert_problem(404, "not_found");
    let strange = world.read(Who::Coordinator, "attachments/not-an-id").await;
    strange.assert_problem(404, "not_found");
}

fn grant(account: AccountId) -> String {
    json!({ "account": account, "role": Role::Auditor }).to_string()
}

#[tokio::test]
async fn an_altered_file_is_not_served() {
    let world = world().await;
    send(&world, Who::Coordinator, &sent(1, pdf("vrai"))).await;
    let path = world.files().pop().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let broken = world.request(
        Who::Coordinator,
        Method::GET,
        &world.path(&format!("attachments/{}", id(FILE + 1))),
    );
    assert!(world.breaks_off(broken).await, "a body that ends before its end");
    std::fs::remove_file(path).unwrap();
    read(&world, Who::Coordinator, 1).await.assert_problem(500, "internal");
}

#[cfg(unix)]
#[tokio::test]
async fn what_the_scanner_finds_stays_out() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("scanner");
    let text = "case $(cat) in *EICAR*) exit 1;; *STRANGE*) exit 2;; esac";
    std::fs::write(&script, text).unwrap();
    let scanner = plenum_app::Scanner::of_line(&format!("sh {}", script.display()));
    let world = World::in_folder(Config::default(), scanner).await;
    let on = |n, words: &str| Sent { about: ("plan", Uuid::nil()), ..sent(n, pdf(words)) };
    send(&world, Who::Coordinator, &on(1, "EICAR")).await.assert_problem(422, "infected");
    let unjudged = send(&world, Who::Coordinator, &on(2, "STRANGE")).await;
    unjudged.assert_problem(503, "not_scanned");
    assert_eq!(unjudged.json()["error"]["retry"], true);
    assert!(world.files().is_empty());
    let clean = send(&world, Who::Coordinator, &on(3, "sain")).await;
    assert_eq!(clean.status, StatusCode::OK, "{clean:?}");
}

/// A foreign page cannot send a file with a member's cookie either.
#[tokio::test]
async fn s1_a_foreign_origin_sends_no_file() {
    let world = world().await;
    let file = sent(1, pdf("x"));
    let ask = world.request(Who::Coordinator, Method::POST, &world.path(&query(&file)));
    let ask = ask.header(header::ORIGIN, "https://evil.example").body(file.bytes.clone());
    world.send(ask).await.assert_problem(403, "foreign_origin");
    let ask = world.request(Who::Coordinator, Method::POST, &world.path(&query(&file)));
    let ask = ask.header(header::ORIGIN, ORIGIN).body(file.bytes);
    assert_eq!(world.send(ask).await.status, StatusCode::OK);
}
