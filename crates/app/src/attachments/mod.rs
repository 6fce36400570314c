//! Files that hang on records: taken in, looked at, kept, read, destroyed.
//!
//! The log says what a file is; the bytes are beside it (`store.rs`). They are kept before the log names
//! them and destroyed after it says that they are removed, so that a crash leaves bytes without a
//! name, which are swept, and never a name without bytes.

mod boundaries;
mod scan;
mod seal;
mod sniff;
mod store;

use std::{collections::BTreeSet, io};

use bytes::Bytes;
use plenum_domain::{
    AccountId, AttachmentId, Command, Context, Plan, PlanId, RecordRef,
    attachment::{AttachmentCommand, FileFacts, Fingerprint, Media},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::mpsc;
use uuid::Uuid;

pub use boundaries::{BOUNDARIES_BYTES, BoundariesError};
pub use scan::Scanner;
use scan::Verdict;
pub use seal::{BlobError, Opener};
use store::Incoming;
pub(crate) use store::{Blob, Store};

use crate::{
    App,
    access::{KeyError, Keys},
    app::Inner,
    plan::{Answer, PlanHandle, Request},
};

/// A file that somebody sends.
#[derive(Clone, Debug)]
pub struct Upload {
    pub attachment: AttachmentId,
    pub about: RecordRef,
    pub file: FileFacts,
    pub actor: AccountId,
    /// The id of the command that adds it.
    pub command: Uuid,
}

/// Why a file was not taken.
#[derive(Debug, Error)]
pub enum UploadError {
    #[error("not as many bytes came as were announced")]
    WrongSize,
    #[error("the bytes have another SHA-256 than was announced")]
    WrongHash,
    #[error("the bytes are not of the kind that was announced")]
    WrongType,
    #[error("the scanner found something in it")]
    Infected,
    #[error("the scanner gave no verdict")]
    NotScanned,
    #[error("boundaries are at most {BOUNDARIES_BYTES} bytes")]
    BoundariesTooLarge,
    #[error("boundaries")]
    Boundaries(#[from] BoundariesError),
    #[error("this server has no data folder to keep files in")]
    NoFolder,
    #[error("writing the file")]
    File(#[from] io::Error),
    #[error("the keys of files")]
    Keys(#[from] KeyError),
    #[error("reading the file again")]
    Blob(#[from] BlobError),
    #[error("cut off")]
    CutOff,
}

/// A file of a plan that is not as the log says.
#[derive(Debug)]
pub struct FileDamage {
    pub attachment: AttachmentId,
    pub error: BlobError,
}

#[derive(Serialize)]
struct Body<'u> {
    attachment: AttachmentId,
    about: RecordRef,
    file: &'u FileFacts,
}

impl Upload {
    /// The command that adds it: to the byte the same for the same upload.
    fn request(&self) -> Request {
        let body = Body { attachment: self.attachment, about: self.about, file: &self.file };
        // Plain data with string keys: writing it to memory cannot fail.
        let body = serde_json::to_string(&body).unwrap_or_default();
        Request { name: "attachment.add".to_owned(), body }
    }

    fn command(&self) -> Command {
        let (attachment, about, file) = (self.attachment, self.about, self.file.clone());
        AttachmentCommand::Add { attachment, about, file }.into()
    }
}

impl App {
    /// What can be told of an upload before its bytes come: the first outcome of one that is repeated, or
    /// the refusal of one that may not be. None where the bytes are wanted.
    ///
    /// # Errors
    /// [`UploadError::BoundariesTooLarge`].
    pub async fn before_upload(
        &self,
        plan: &PlanHandle,
        upload: &Upload,
    ) -> Result<Option<Answer>, UploadError> {
        match self.log().command(plan.id().into(), upload.command) {
            Ok(None) => {}
            Ok(Some(_)) => {
                let (actor, id) = (upload.actor, upload.command);
                return Ok(Some(plan.submit(actor, id, upload.request(), None).await));
            }
            Err(_) => return Ok(Some(Answer::Unavailable)),
        }
        let now = self.now();
        let ctx = Context { plan: plan.id(), actor: upload.actor, now, reason: None };
        let refused = plan.read(|state| state.plan.decide(upload.command(), &ctx).err());
        if let Some(refusal) = refused {
            return Ok(Some(Answer::Refused(refusal)));
        }
        if upload.file.media == Media::Geojson && upload.file.size > BOUNDARIES_BYTES {
            return Err(UploadError::BoundariesTooLarge);
        }
        Ok(None)
    }

    /// Takes a file in, block by block, and adds it to its record. Whatever comes of it, no bytes stay
    /// that no attachment names.
    ///
    /// # Errors
    /// [`UploadError`].
    pub async fn upload(
        &self,
        plan: &PlanHandle,
        upload: Upload,
        mut bytes: mpsc::Receiver<Bytes>,
    ) -> Result<Answer, UploadError> {
        let inner = self.inner().clone();
        let id = plan.id();
        let (begun, file) = (inner.clone(), upload.file.clone());
        let mut incoming = blocking(move || begun.store()?.begin(id, &file)).await?;
        let blob = incoming.blob.clone();
        let mut taken = Ok(());
        while taken.is_ok()
            && let Some(chunk) = bytes.recv().await
        {
            (taken, incoming) = blocking(move || Ok((incoming.write(&chunk), incoming))).await?;
        }
        let (kept, codes) = (inner.clone(), upload.file.media == Media::Geojson);
        let communes: Option<BTreeSet<String>> =
            codes.then(|| plan.read(|now| now.plan.communes.keys().cloned().collect()));
        let keep = move || {
            taken?;
            incoming.finish()?;
            kept.look_at(&incoming, communes.as_ref())?;
            kept.store()?.keep(kept.keys(), &incoming)
        };
        let answer = match blocking(keep).await {
            Ok(()) => Ok(plan.submit(upload.actor, upload.command, upload.request(), None).await),
            Err(error) => Err(error),
        };
        // Whether the log has it is not known now: the note stays, and the next start finds out.
        let is_known = !matches!(answer, Ok(Answer::Unknown));
        let needed = is_known.then(|| plan.read(|now| now.plan.needs_bytes(&blob.sha256)));
        let settle = move || Ok(inner.store()?.settle(inner.keys(), &blob, needed, inner.now())?);
        if let Err(error) = blocking(settle).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "ending an upload");
        }
        answer
    }

    /// The bytes of a file, to be read block by block.
    ///
    /// # Errors
    /// [`BlobError`].
    pub async fn open_file(&self, plan: PlanId, sha256: Fingerprint) -> Result<Opener, BlobError> {
        let inner = self.inner().clone();
        let open = move || {
            let store = inner.store().map_err(|_| BlobError::Missing)?;
            store.read(inner.keys(), &Blob { plan, sha256 })
        };
        tokio::task::spawn_blocking(open)
            .await
            .unwrap_or_else(|_| Err(BlobError::File(io::ErrorKind::Interrupted.into())))
    }
}

/// Does what waits for the disk away from the threads that serve.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, UploadError> + Send + 'static,
) -> Result<T, UploadError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(UploadError::CutOff))
}

impl Inner {
    fn store(&self) -> Result<&Store, UploadError> {
        self.files().ok_or(UploadError::NoFolder)
    }

    /// What may be in a file: boundaries are read, and the scanner is asked.
    fn look_at(
        &self,
        incoming: &Incoming,
        communes: Option<&BTreeSet<String>>,
    ) -> Result<(), UploadError> {
        if let Some(communes) = communes {
            let mut all = Vec::new();
            let mut file = incoming.read()?;
            while let Some(block) = file.next_block()? {
                all.extend_from_slice(&block);
            }
            boundaries::check(&all, |code| communes.contains(code))?;
        }
        let Some(scanner) = self.scanner() else { return Ok(()) };
        match scanner.scan(incoming.read()?) {
            Verdict::Clean => Ok(()),
            Verdict::Infected => Err(UploadError::Infected),
            Verdict::None => Err(UploadError::NotScanned),
        }
    }

    /// Destroys the bytes that a plan's state says are removed, and what a crash left unnamed.
    pub fn destroy_removed(&self, doomed: &[Blob]) {
        let Some(store) = self.files() else { return };
        let left: Vec<_> = doomed.iter().filter(|blob| store.has(blob)).cloned().collect();
        if left.is_empty() {
            return;
        }
        if let Err(error) = store.forget(self.keys(), &left, self.now()) {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "bytes of removed files stay until the plan is opened again");
        }
    }

    /// Settles what the last crash left of a plan that has just been replayed.
    pub fn settle_files(&self, plan: &Plan) {
        let Some(store) = self.files() else { return };
        for blob in store.unsettled(plan.id) {
            let needed = plan.needs_bytes(&blob.sha256);
            if let Err(error) = store.settle(self.keys(), &blob, Some(needed), self.now()) {
                tracing::error!(error = &error as &dyn std::error::Error, "sweeping files");
            }
        }
        self.destroy_removed(&doomed(plan));
    }
}

/// The bytes that no present attachment of a plan names any more.
pub(crate) fn doomed(plan: &Plan) -> Vec<Blob> {
    let attachments = plan.attachments.values();
    let (removed, present): (Vec<_>, Vec<_>) = attachments.partition(|known| known.removed);
    let needed: BTreeSet<_> = present.iter().map(|known| &known.file.sha256).collect();
    let gone = removed.iter().map(|known| &known.file.sha256).filter(|sha| !needed.contains(sha));
    let gone: BTreeSet<_> = gone.collect();
    gone.into_iter().map(|sha256| Blob { plan: plan.id, sha256: sha256.clone() }).collect()
}

/// Reads every present file of a plan and compares it to what the log says. Blocks.
///
/// # Errors
/// [`KeyError`] where the file of keys cannot be read.
pub fn check_files(
    data: &std::path::Path,
    keys: &Keys,
    plan: &Plan,
) -> Result<Vec<FileDamage>, KeyError> {
    let store = Store::open(data)?;
    let present = plan.attachments.values().filter(|known| !known.removed);
    let damage = |known: &plenum_domain::Attachment| {
        let blob = Blob { plan: plan.id, sha256: known.file.sha256.clone() };
        let error = compare(&store, keys, &blob, &known.file).err()?;
        Some(FileDamage { attachment: known.id, error })
    };
    Ok(present.filter_map(damage).collect())
}

fn compare(store: &Store, keys: &Keys, blob: &Blob, file: &FileFacts) -> Result<(), BlobError> {
    let mut opener = store.read(keys, blob)?;
    let (mut digest, mut size) = (Sha256::new(), 0);
    while let Some(block) = opener.next_block()? {
        digest.update(&**block);
        size += block.len() as u64;
    }
    let is_same = size == file.size && hex::encode(digest.finalize()) == file.sha256.as_str();
    if is_same { Ok(()) } else { Err(BlobError::Altered) }
}
