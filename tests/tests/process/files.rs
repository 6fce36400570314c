//! Files on the disk: found sound by `fsck`, and named when they are altered or gone.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::binary::{Serving, block_on, plenum, words};

/// The sealed bytes of the only file of a data folder.
fn blob(data: &Path) -> PathBuf {
    let folders = std::fs::read_dir(data.join("attachments")).expect("the store").flatten();
    let files = folders.flat_map(|of| std::fs::read_dir(of.path()).into_iter().flatten().flatten());
    let mut paths: Vec<_> = files.map(|entry| entry.path()).collect();
    assert_eq!(paths.len(), 1, "{paths:?}");
    paths.remove(0)
}

#[test]
fn fsck_reads_every_file_and_names_the_damaged_one() {
    block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let mut serving = Serving::start(folder.path(), 1, &[]);
        let token = serving.sign_in("coordination").await;
        let text = "Procès-verbal";
        let (file, nil) = (Uuid::from_u128(7), Uuid::nil());
        let path = format!(
            "/api/plans/{}/attachments?command={}&id={file}&about_kind=plan&about_id={nil}\
             &name=pv.txt&media=txt&size={}&sha256={}",
            serving.plan,
            Uuid::from_u128(8),
            text.len(),
            hex::encode(Sha256::digest(text)),
        );
        let (status, answer) = serving.http("POST", &path, Some(&token), text).await;
        assert_eq!(status, 200, "{answer}");
        let download = format!("/api/plans/{}/attachments/{file}", serving.plan);
        let (status, answer) = serving.http("GET", &download, Some(&token), "").await;
        assert!(status == 200 && answer.contains(text), "{answer}");
        serving.kill();

        let data = folder.path().to_string_lossy().into_owned();
        let fsck = || plenum(&["fsck", "--data", &data]);
        let sound = fsck();
        assert!(sound.status.success() && words(&sound).contains("files: 1, sound"), "{sound:?}");
        let path = blob(folder.path());
        let good = std::fs::read(&path).expect("the bytes");
        let mut bad = good.clone();
        bad[good.len() / 2] ^= 1;
        std::fs::write(&path, bad).expect("the bytes");
        let altered = fsck();
        let said = words(&altered);
        assert_eq!(altered.status.code(), Some(1), "{said}");
        assert!(said.contains(&file.to_string()) && said.contains("files: 1, damaged"), "{said}");
        std::fs::remove_file(&path).expect("it goes");
        let missing = words(&fsck());
        assert!(missing.contains("the bytes are not there"), "{missing}");
        // The plan goes on without it, and with it again where a backup brings it back.
        std::fs::write(&path, good).expect("the bytes");
        serving.again(&[]);
        let (status, answer) = serving.http("GET", &download, Some(&token), "").await;
        assert!(status == 200 && answer.contains(text), "{answer}");
    });
}
