//! No space left: commands wait, reads go on, and it recovers by itself.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use tempfile::TempDir;
use uuid::Uuid;

use crate::binary::{STUCK, Serving, block_on, export, plenum, words};

/// A small file system in memory; unmounted when dropped.
struct Small {
    folder: TempDir,
}

impl Small {
    /// None where this account may not mount.
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let size = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes up space: so many bytes, or all there is.
    fn fill(&self, bytes: Option<usize>) -> PathBuf {
        let path = self.path().join("ballast");
        let mut file = std::fs::File::create(&path).expect("the ballast");
        let block = vec![0x5A; 1 << 16];
        let blocks = bytes.map_or(usize::MAX, |bytes| bytes / block.len());
        for _ in 0..blocks {
            if file.write_all(&block).is_err() {
                break;
            }
        }
        path
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // What is still open goes with its last user.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).output();
    }
}

/// Fills the file system under a server, looks at what it answers, frees it again.
async fn fill_and_free(size: &str, ballast: Option<usize>, more: &[&str]) {
    let Some(small) = Small::mount(size) else {
        eprintln!(
            "SKIPPED: a small file system cannot be mounted here; run as root to test for want of space"
        );
        return;
    };
    let mut serving = Serving::start(small.path(), 1, more);
    let token = serving.sign_in("personne-0").await;
    let before = serving.add_task(Uuid::from_u128(1), "Avant");
    assert_eq!(serving.command(&token, &before).await.0, 200);

    let ballast = small.fill(ballast);
    // The engine looks at the free space a few times a second: some may still pass, if it fits.
    let (mut wanted, begun) = (Vec::new(), Instant::now());
    let refused = loop {
        let id = Uuid::from_u128(100 + wanted.len() as u128);
        let frame = serving.add_task(id, &"Pendant ".repeat(20));
        let (status, answer) = serving.command(&token, &frame).await;
        if status == 429 {
            continue;
        }
        if status != 200 {
            assert_eq!(status, 503, "{answer}");
            assert!(answer.contains(r#""code":"unavailable""#), "{answer}");
            assert!(answer.contains(r#""retry":true"#), "{answer}");
            break frame;
        }
        wanted.push(id);
        assert!(begun.elapsed() < STUCK, "commands are taken without space");
    };
    assert_eq!(serving.http("GET", "/healthz", None, "").await.0, 200);
    let path = format!("/api/plans/{}/records", serving.plan);
    let (status, answer) = serving.http("GET", &path, Some(&token), "").await;
    assert!(status == 200 && answer.contains("Avant"), "reads go on: {answer}");

    std::fs::remove_file(ballast).expect("the ballast goes");
    // After a commit that found no space the engine rests for a second before it tries again.
    for _ in 0..2 {
        while serving.command(&token, &refused).await.0 != 200 {
            assert!(begun.elapsed() < STUCK * 2, "it does not recover");
        }
    }
    wanted.push(refused.id);
    wanted.push(before.id);
    serving.kill();
    let events = export(small.path());
    for id in wanted {
        assert_eq!(events.iter().filter(|event| event.command == id).count(), 1, "{id}");
    }
    let fsck = plenum(&["fsck", "--data", &small.path().to_string_lossy()]);
    assert!(fsck.status.success(), "{}", words(&fsck));
}

/// The reserve keeps redb from ever meeting a full disk.
#[test]
fn below_the_reserve_commands_wait_and_reads_go_on() {
    block_on(fill_and_free("320m", Some(96 << 20), &[]));
}

/// Without a reserve a commit meets the full disk: the log is opened again, and goes on.
#[test]
fn on_a_full_disk_commands_wait_and_reads_go_on() {
    block_on(fill_and_free("24m", None, &["--reserve-bytes", "0"]));
}
