//! Files: kept sealed, read back, destroyed; nothing of them stays that no attachment names.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use plenum_app::{
    Answer, App, BlobError, BoundariesError, Keys, Master, Options, PlanHandle, Scanner, Upload,
    UploadError, check_files,
};
use plenum_domain::{
    AccountId, Act, RecordKind, RecordRef, Refusal,
    attachment::{AttachmentCommand, FileFacts, Fingerprint, Media},
};
use plenum_log::MemoryLog;
use plenum_testkit::{
    ids::{attachment, meeting, plan},
    sample::{contributor, coordinator, stranger},
};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::support::{id, open_with, request, the_sample};

struct World {
    log: Arc<MemoryLog>,
    folder: tempfile::TempDir,
    app: App,
    plan: PlanHandle,
}

fn options(folder: &Path) -> Options {
    Options { folder: Some(folder.to_owned()), ..Options::default() }
}

async fn world_with(scanner: Option<Scanner>) -> World {
    let (log, folder) = (Arc::new(MemoryLog::new()), tempfile::tempdir().expect("a folder"));
    let app = open_with(log.clone(), Options { scanner, ..options(folder.path()) });
    let plan = the_sample(&app).await;
    World { log, folder, app, plan }
}

async fn world() -> World {
    world_with(None).await
}

fn pdf(words: &str) -> Vec<u8> {
    [b"%PDF-1.7\n", words.as_bytes()].concat()
}

fn fingerprint(bytes: &[u8]) -> Fingerprint {
    Fingerprint::try_from(hex::encode(Sha256::digest(bytes))).expect("64 digits")
}

fn upload(n: u64, bytes: &[u8]) -> Upload {
    let (name, size) = (format!("Pièce {n}.pdf"), bytes.len() as u64);
    let file = FileFacts { name, media: Media::Pdf, size, sha256: fingerprint(bytes) };
    let about = RecordRef::new(RecordKind::Meeting, meeting(1));
    let (actor, command) = (coordinator(), id(n));
    Upload { attachment: attachment(n), about, file, actor, command }
}

impl World {
    async fn send(&self, upload: Upload, bytes: &[u8]) -> Result<Answer, UploadError> {
        let (sender, receiver) = mpsc::channel(4);
        let bytes = bytes.to_vec();
        let chunks = async move {
            for chunk in bytes.chunks(10_000) {
                if sender.send(chunk.to_vec().into()).await.is_err() {
                    return;
                }
            }
        };
        let (answer, ()) = tokio::join!(self.app.upload(&self.plan, upload, receiver), chunks);
        answer
    }

    async fn add(&self, n: u64, bytes: &[u8]) {
        let answer = self.send(upload(n, bytes), bytes).await.expect("it comes in");
        assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
    }

    async fn remove(&self, n: u64) {
        let command = request(AttachmentCommand::Remove { attachment: attachment(n) });
        let why = Some("retirée".to_owned());
        let answer = self.plan.submit(coordinator(), id(500 + n), command, why).await;
        assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
    }

    async fn read(&self, bytes: &[u8]) -> Result<Vec<u8>, BlobError> {
        read(&self.app, bytes).await
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files = below(&self.folder.path().join("attachments"));
        files.retain(|path| path.is_file());
        files
    }

    fn blob(&self, bytes: &[u8]) -> PathBuf {
        let of_plan = self.folder.path().join("attachments").join(plan(1).to_string());
        of_plan.join(fingerprint(bytes).as_str())
    }

    /// The process ends, and another begins on the same log and folder.
    async fn again(self) -> Self {
        let Self { log, folder, app, plan: handle } = self;
        drop((app, handle));
        let app = open_with(log.clone(), options(folder.path()));
        let handle = app.plan(plan(1)).await.expect("it opens");
        Self { log, folder, app, plan: handle }
    }

    fn damages(&self) -> Vec<BlobError> {
        let keys = self.app.access().keys();
        let found = self.plan.read(|now| check_files(self.folder.path(), keys, &now.plan));
        found.expect("it reads").into_iter().map(|damage| damage.error).collect()
    }
}

async fn read(app: &App, bytes: &[u8]) -> Result<Vec<u8>, BlobError> {
    let mut opener = app.open_file(plan(1), fingerprint(bytes)).await?;
    let mut all = Vec::new();
    while let Some(block) = opener.next_block()? {
        all.extend_from_slice(&block);
    }
    Ok(all)
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

fn copy(from: &Path, to: &Path) {
    for path in below(from) {
        let end = to.join(path.strip_prefix(from).expect("below it"));
        fs::create_dir_all(end.parent().expect("a folder")).expect("it is made");
        fs::copy(&path, end).expect("it copies");
    }
}

#[tokio::test]
async fn a_file_comes_back_to_the_byte_and_lies_sealed() {
    let world = world().await;
    let long = pdf(&"secret de l’instruction ".repeat(20_000));
    world.add(1, &long).await;
    assert!(world.read(&long).await.expect("it reads") == long);
    for path in below(world.folder.path()) {
        let bytes = fs::read(&path).expect("it reads");
        let has = |words: &[u8]| bytes.windows(words.len()).any(|w| w == words);
        assert!(!has("instruction".as_bytes()), "{} is in the clear", path.display());
    }
    assert_eq!(world.files(), [world.blob(&long)]);
    let world = world.again().await;
    assert!(world.read(&long).await.expect("it reads after a restart") == long);
    world.app.access().keys().rotate(None).expect("the master key turns");
    let world = world.again().await;
    assert!(world.read(&long).await.expect("it reads under another master key") == long);
    assert!(world.damages().is_empty());
}

#[tokio::test]
async fn a_removed_file_is_nowhere_not_even_in_an_earlier_copy() {
    let world = world().await;
    let (gone, kept) = (pdf("à détruire"), pdf("à garder"));
    world.add(1, &gone).await;
    world.add(2, &kept).await;
    let earlier = tempfile::tempdir().expect("a folder");
    copy(world.folder.path(), earlier.path());
    world.remove(1).await;
    assert_eq!(world.files(), [world.blob(&kept)]);
    assert!(matches!(world.read(&gone).await, Err(BlobError::NoKey)));
    assert!(world.read(&kept).await.expect("it reads") == kept);
    // The earlier copy, but the master key and the ledger of today.
    for name in ["master.key", "erasures.jsonl"] {
        let (from, to) = (world.folder.path().join(name), earlier.path().join(name));
        fs::copy(from, to).expect("it copies");
    }
    let master = Master::File(earlier.path().join("master.key"));
    let ledger = earlier.path().join("erasures.jsonl");
    assert!(Keys::open(earlier.path(), master, ledger).is_err(), "another master key");
    // The earlier files of keys with today's ring.
    fs::copy(world.folder.path().join("keys.json"), earlier.path().join("keys.json")).expect("ok");
    let app = open_with(Arc::new(MemoryLog::new()), options(earlier.path()));
    assert!(matches!(read(&app, &gone).await, Err(BlobError::NoKey)));
}

#[tokio::test]
async fn the_same_content_is_kept_once_until_nobody_names_it() {
    let world = world().await;
    let bytes = pdf("deux fois");
    world.add(1, &bytes).await;
    world.add(2, &bytes).await;
    assert_eq!(world.files().len(), 1);
    world.remove(1).await;
    assert!(world.read(&bytes).await.expect("it is still named") == bytes);
    world.remove(2).await;
    assert!(world.files().is_empty());
    world.add(3, &bytes).await;
    assert!(world.read(&bytes).await.expect("it came anew") == bytes);
}

#[tokio::test]
async fn what_is_not_taken_leaves_nothing() {
    let world = world().await;
    let bytes = pdf("bon");
    let refused = |answer: Result<Answer, UploadError>| answer.expect_err("it is refused");
    let short = refused(world.send(upload(1, &bytes), &bytes[..bytes.len() - 1]).await);
    assert!(matches!(short, UploadError::WrongSize));
    let long = refused(world.send(upload(1, &bytes), &[&bytes[..], b"x"].concat()).await);
    assert!(matches!(long, UploadError::WrongSize));
    let other = refused(world.send(upload(1, &bytes), &pdf("bom")).await);
    assert!(matches!(other, UploadError::WrongHash));
    let words = b"<html>".to_vec();
    let page = refused(world.send(upload(1, &words), &words).await);
    assert!(matches!(page, UploadError::WrongType));
    // Whoever lost the right while it came.
    for actor in [stranger(), AccountId(Uuid::from_u128(99))] {
        let answer = world.send(Upload { actor, ..upload(1, &bytes) }, &bytes).await;
        let forbidden = Answer::Refused(Refusal::Forbidden(Act::PrepareAgenda));
        assert_eq!(answer.expect("it is decided"), forbidden);
    }
    assert!(world.files().is_empty());
    world.add(1, &bytes).await;
    // Nor does a refusal take away what another attachment names.
    let answer = world.send(Upload { command: id(9), ..upload(1, &bytes) }, &bytes).await;
    assert_eq!(answer.expect("it is decided"), Answer::Refused(Refusal::Exists("attachment")));
    assert!(world.read(&bytes).await.expect("it reads") == bytes);
    assert_eq!(world.files().len(), 1);
}

#[tokio::test]
async fn before_the_bytes_come_what_can_be_told_is_told() {
    let world = world().await;
    let bytes = pdf("deux envois");
    let before = async |upload: &Upload| world.app.before_upload(&world.plan, upload).await;
    let first = upload(1, &bytes);
    assert_eq!(before(&first).await.expect("it asks"), None);
    let done = world.send(first.clone(), &bytes).await.expect("it comes in");
    assert_eq!(before(&first).await.expect("it asks"), Some(done));
    let other = Upload { attachment: attachment(2), ..first.clone() };
    assert_eq!(before(&other).await.expect("it asks"), Some(Answer::KeyReused));
    let of_another = Upload { actor: contributor(), command: id(3), ..upload(3, &bytes) };
    assert_eq!(before(&of_another).await.expect("it asks"), None);
    let stranger = Upload { actor: stranger(), ..of_another };
    let forbidden = Answer::Refused(Refusal::Forbidden(Act::PrepareAgenda));
    assert_eq!(before(&stranger).await.expect("it asks"), Some(forbidden));
}

#[tokio::test]
async fn what_a_crash_leaves_is_swept() {
    let world = world().await;
    let (named, unnamed) = (pdf("nommé"), pdf("jamais nommé"));
    world.add(1, &named).await;
    world.add(2, &unnamed).await;
    // As if the process had ended before the log named the second: its note is there, the event is not.
    let incoming = world.folder.path().join("attachments/incoming");
    let note = |n: u8, bytes: &[u8]| {
        let name = format!("{}/{}", plan(1), fingerprint(bytes).as_str());
        fs::write(incoming.join(format!("{n}.note")), name).expect("it writes");
    };
    note(1, &named);
    note(2, &unnamed);
    fs::write(incoming.join("half.part"), b"half of a file").expect("it writes");
    fs::write(incoming.join("bad.note"), b"nothing that is one").expect("it writes");
    let World { folder, .. } = world;
    let log = Arc::new(MemoryLog::new());
    let app = open_with(log.clone(), Options::default());
    let handle = the_sample(&app).await;
    let add = AttachmentCommand::Add {
        attachment: attachment(1),
        about: RecordRef::new(RecordKind::Meeting, meeting(1)),
        file: upload(1, &named).file,
    };
    let answer = handle.submit(coordinator(), id(1), request(add), None).await;
    assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
    drop((app, handle));
    let app = open_with(log.clone(), options(folder.path()));
    let handle = app.plan(plan(1)).await.expect("it opens");
    let world = World { log, folder, app, plan: handle };
    assert_eq!(world.files(), [world.blob(&named)]);
    assert!(world.read(&named).await.expect("it reads") == named);
    assert!(matches!(world.read(&unnamed).await, Err(BlobError::NoKey)));
    // A removal that the crash kept from the disk is done at the next opening.
    let kept = fs::read(world.blob(&named)).expect("it reads");
    world.remove(1).await;
    fs::write(world.blob(&named), kept).expect("it writes");
    let world = world.again().await;
    assert!(world.files().is_empty());
}

#[tokio::test]
async fn damage_is_found_and_named() {
    let world = world().await;
    let (one, two, three) = (pdf("un"), pdf(&"deux".repeat(50_000)), pdf("trois"));
    world.add(1, &one).await;
    world.add(2, &two).await;
    world.add(3, &three).await;
    assert!(world.damages().is_empty());
    fs::remove_file(world.blob(&one)).expect("it goes");
    let mut bytes = fs::read(world.blob(&two)).expect("it reads");
    bytes[100_000] ^= 1;
    fs::write(world.blob(&two), bytes).expect("it writes");
    let damages = world.damages();
    assert!(matches!(damages[..], [BlobError::Missing, BlobError::Altered]), "{damages:?}");
    assert!(matches!(world.read(&two).await, Err(BlobError::Altered)));
    // A file in the place of another is not taken for it.
    fs::copy(world.blob(&three), world.blob(&one)).expect("it copies");
    assert!(matches!(world.read(&one).await, Err(BlobError::Altered)));
}

#[cfg(unix)]
#[tokio::test]
async fn the_scanner_keeps_out_what_it_finds_and_what_it_cannot_judge() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("scanner");
    let text = "case $(cat) in *EICAR*) exit 1;; *STRANGE*) exit 2;; esac";
    fs::write(&script, text).expect("it writes");
    let world = world_with(Scanner::of_line(&format!("sh {}", script.display()))).await;
    let (good, bad, strange) = (pdf("sain"), pdf("EICAR"), pdf("STRANGE"));
    world.add(1, &good).await;
    let infected = world.send(upload(2, &bad), &bad).await;
    assert!(matches!(infected, Err(UploadError::Infected)), "{infected:?}");
    let unjudged = world.send(upload(3, &strange), &strange).await;
    assert!(matches!(unjudged, Err(UploadError::NotScanned)), "{unjudged:?}");
    assert_eq!(world.files(), [world.blob(&good)]);
}

#[tokio::test]
async fn boundaries_are_read_before_they_are_taken() {
    let world = world().await;
    let of = |code: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"ins_code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[4.8,50.4],[4.9,50.4],[4.9,50.5],[4.8,50.4]]]}}}}]}}"#
        )
        .into_bytes()
    };
    let map = |n: u64, bytes: &[u8]| {
        let Upload { file, .. } = upload(n, bytes);
        let about = RecordRef::new(RecordKind::Plan, Uuid::nil());
        Upload { about, file: FileFacts { media: Media::Geojson, ..file }, ..upload(n, bytes) }
    };
    let (good, elsewhere) = (of("92094"), of("21004"));
    let refused = world.send(map(1, &elsewhere), &elsewhere).await;
    let wanted = BoundariesError::BadCommune;
    assert!(matches!(refused, Err(UploadError::Boundaries(e)) if e == wanted), "{refused:?}");
    let answer = world.send(map(2, &good), &good).await.expect("it comes in");
    assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
    assert_eq!(world.files(), [world.blob(&good)]);
    let mut large = map(3, &good);
    large.file.size = (8 << 20) + 1;
    let before = world.app.before_upload(&world.plan, &large).await;
    assert!(matches!(before, Err(UploadError::BoundariesTooLarge)), "{before:?}");
}

#[tokio::test]
async fn without_a_folder_no_file_is_taken() {
    let app = open_with(Arc::new(MemoryLog::new()), Options::default());
    let handle = the_sample(&app).await;
    let (_sender, receiver) = mpsc::channel(1);
    let answer = app.upload(&handle, upload(1, b"%PDF-"), receiver).await;
    assert!(matches!(answer, Err(UploadError::NoFolder)), "{answer:?}");
}
