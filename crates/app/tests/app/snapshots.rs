//! Snapshots: disposable, equal to the byte, and never believed without proof.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use plenum_app::{Options, Projection, SNAPSHOT_VERSION, Snapshots};
use plenum_domain::{
    Fact,
    agenda::AgendaFact,
    edition::{Adoption, EditionFact},
};
use plenum_log::{EventLog, MemoryLog};
use plenum_testkit::{
    ids::{day, edition, meeting, noon, plan},
    random::History,
    sample::{self, TODAY, add, coordinator, first},
};
use sha2::{Digest, Sha256};

use crate::support::{import, open_with, records, replayed, scripted, send};

/// Long enough for two snapshots.
static LONG: LazyLock<History> = LazyLock::new(|| {
    let mut history = History::random(1, 4_000);
    while history.events.len() < 9_000 {
        let more: Vec<_> = history.events.iter().skip(100).map(|e| e.fact.clone()).collect();
        let at = history.plan.updated;
        history.extend(sample::events(history.plan.head, coordinator(), at, more).collect());
    }
    history
});

fn in_folder(folder: &Path) -> Options {
    Options { folder: Some(folder.to_owned()), ..Options::default() }
}

fn files(folder: &Path) -> Vec<(u64, PathBuf)> {
    let folder = folder.join("snapshots").join(plan(1).to_string());
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let seq = |path: &Path| path.file_stem()?.to_str()?.parse().ok();
    let mut files: Vec<_> =
        entries.filter_map(|e| seq(&e.path()).map(|seq| (seq, e.path()))).collect();
    files.sort();
    files
}

/// A log that holds the long history, and a folder with the snapshots that opening it left.
async fn snapped() -> (Arc<MemoryLog>, tempfile::TempDir) {
    let (log, folder) = (Arc::new(MemoryLog::new()), tempfile::tempdir().expect("a folder"));
    import(&open_with(log.clone(), in_folder(folder.path())), &LONG).await;
    assert!(files(folder.path()).len() >= 2, "opening leaves snapshots");
    (log, folder)
}

/// The plan as it opens over some snapshots.
async fn opened(log: &Arc<MemoryLog>, folder: &Path) -> Projection {
    let app = open_with(log.clone(), in_folder(folder));
    app.plan(plan(1)).await.expect("it opens").read(Clone::clone)
}

#[tokio::test]
async fn a_snapshot_is_the_replay_to_the_byte() {
    let (log, folder) = snapped().await;
    let records = records(&*log);
    for (seq, path) in files(folder.path()) {
        let state = replayed(&log, seq);
        let bytes = Snapshots::encode(&state, records[seq as usize - 1].hash);
        assert!(fs::read(path).expect("it reads") == bytes, "the snapshot at {seq}");
    }
    assert!(opened(&log, folder.path()).await.plan == LONG.plan);
}

/// One that is kept while commands come in is the same as one that a replay would leave.
#[test]
fn a_snapshot_taken_live_is_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = Arc::new(MemoryLog::new());
    // One thread for what blocks: whoever waits for a later one has waited for the snapshot.
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().max_blocking_threads(1).build();
    runtime.expect("a runtime").block_on(async {
        let app = open_with(log.clone(), in_folder(folder.path()));
        let short = scripted(&LONG.events[..4_000]);
        app.import(plan(1), &short).await.expect("it comes in");
        let handle = app.plan(plan(1)).await.expect("it opens");
        assert!(files(folder.path()).is_empty(), "too few events for a snapshot");
        for n in 0..200 {
            let by = coordinator();
            let title = plenum_domain::plan::PlanCommand::Rename { title: format!("Titre {n}") };
            send(&handle, by, n, title).await;
        }
        handle.at(1).await.expect("it reads");
    });
    let found = files(folder.path());
    assert_eq!(found.len(), 1);
    let (seq, path) = &found[0];
    let hash = records(&*log)[*seq as usize - 1].hash;
    let bytes = Snapshots::encode(&replayed(&log, *seq), hash);
    assert!(fs::read(path).expect("it reads") == bytes);
}

/// That snapshots are used at all: one that is told a lie, with everything else in order, is believed.
#[tokio::test]
async fn a_good_snapshot_is_used() {
    let (log, folder) = snapped().await;
    let (seq, path) = files(folder.path()).pop().expect("a snapshot");
    let mut state = replayed(&log, seq);
    state.plan.notes = "pris à l'instantané".into();
    let hash = records(&*log)[seq as usize - 1].hash;
    fs::write(path, Snapshots::encode(&state, hash)).expect("it writes");
    let read = opened(&log, folder.path()).await;
    let told_later = LONG.events[seq as usize..].iter().any(|e| e.fact.kind() == "plan.described");
    assert!(told_later || read.plan.notes == state.plan.notes);
}

/// What each bad file looks like, made of a good one.
fn bad(good: &[u8], foreign: Vec<u8>) -> Vec<(&'static str, Vec<u8>)> {
    let flipped = |at: usize| {
        let mut bytes = good.to_vec();
        bytes[at] ^= 1;
        bytes
    };
    let mut older = good.to_vec();
    older[4..6].copy_from_slice(&(SNAPSHOT_VERSION - 1).to_be_bytes());
    let mut newer = good.to_vec();
    newer[4..6].copy_from_slice(&(SNAPSHOT_VERSION + 1).to_be_bytes());
    vec![
        ("empty", Vec::new()),
        ("garbage", vec![0x5a; 500]),
        ("no magic", flipped(0)),
        ("older version", older),
        ("newer version", newer),
        ("another record's hash", flipped(6)),
        ("another digest", flipped(38)),
        ("a flipped bit in the body", flipped(good.len() / 2)),
        ("a flipped last bit", flipped(good.len() - 1)),
        ("cut in the header", good[..40].to_vec()),
        ("cut in the body", good[..good.len() - 1].to_vec()),
        ("too long", [good, &[0]].concat()),
        ("of another log", foreign),
    ]
}

#[tokio::test]
async fn a_bad_snapshot_is_passed_over() {
    let (log, folder) = snapped().await;
    let found = files(folder.path());
    let (seq, path) = found.last().expect("a snapshot");
    let good = fs::read(path).expect("it reads");
    let mut other = replayed(&log, *seq);
    other.plan.title = "D'un autre journal".into();
    let foreign = Snapshots::encode(&other, [7; 32]);
    for (what, bytes) in bad(&good, foreign) {
        fs::write(path, bytes).expect("it writes");
        assert!(opened(&log, folder.path()).await.plan == LONG.plan, "{what}");
        fs::write(path, &good).expect("it writes");
    }
    for (_, path) in &found {
        fs::write(path, [1, 2, 3]).expect("it writes");
    }
    assert!(opened(&log, folder.path()).await.plan == LONG.plan, "all of them bad");
}

/// A good snapshot under another's name, of nothing, beyond the log's end, or no snapshot at all.
#[tokio::test]
async fn a_misplaced_file_is_passed_over() {
    let (log, folder) = snapped().await;
    let found = files(folder.path());
    let parent = found[0].1.parent().expect("a folder").to_owned();
    let good = fs::read(&found[0].1).expect("it reads");
    let nothing = Snapshots::encode(&Projection::default(), [0; 32]);
    for (name, bytes) in [
        (format!("{:020}.snap", found[1].0 + 1), good.clone()),
        (format!("{:020}.snap", u64::MAX), good),
        (format!("{:020}.snap", 0), nothing.clone()),
        ("0.snap".into(), nothing),
        ("x.snap".into(), vec![]),
        ("00000000000000000001.new".into(), vec![1]),
    ] {
        let path = parent.join(&name);
        for (_, path) in files(folder.path()) {
            fs::remove_file(path).expect("it goes");
        }
        fs::write(&path, bytes).expect("it writes");
        assert!(opened(&log, folder.path()).await.plan == LONG.plan, "{name}");
        let _ = fs::remove_file(path);
    }
}

/// The form of a snapshot, guarded: a change of it wants a new [`SNAPSHOT_VERSION`], and then a new digest
/// here. It is made of facts, so that no rule of deciding moves it.
#[test]
fn the_form_of_snapshots_is_the_version_s() {
    let e = edition(1);
    let adoption =
        Adoption { body: "Région".into(), day: day("2022-01-31"), reference: "AM 1".into() };
    let mut facts: Vec<Fact> = sample::facts();
    facts.extend(sample::agenda(meeting(1), &[(1, 0), (2, 1), (3, 0)]).into_iter().map(Fact::from));
    let (from, space) = (sample::spot(meeting(1), None, Some(1)), None);
    facts
        .push(AgendaFact::SentToBacklog { item: plenum_testkit::ids::item(3), from, space }.into());
    facts.push(EditionFact::Adopted { edition: e, adoption }.into());
    facts.extend(sample::until("open", meeting(1)).into_iter().map(Fact::from));
    let mut state = Projection::default();
    sample::events(0, coordinator(), noon(TODAY), facts).for_each(|event| state.apply(&event));
    let digest = hex::encode(Sha256::digest(Snapshots::encode(&state, [0; 32])));
    assert_eq!((SNAPSHOT_VERSION, digest.as_str()), (5, GOLDEN));
}

const GOLDEN: &str = "f958bda1d79b6fd33570af5e3a45544a104e49bf51df90384faf11fcfea006a6";

#[tokio::test]
async fn without_a_folder_nothing_is_kept() {
    let log = Arc::new(MemoryLog::new());
    let app = open_with(log.clone(), Options::default());
    let handle = import(&app, &LONG).await;
    send(&handle, coordinator(), 1, add(999, first(meeting(2)))).await;
    assert!(handle.read(|now| now.plan.head) >= LONG.plan.head);
    assert!(log.plans().is_ok());
}
