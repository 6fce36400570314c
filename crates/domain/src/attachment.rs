//! Attachments: files that hang on records. Their bytes are never in the log; the log says what they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AttachmentId, Context, Event, Fact, Plan, RecordKind, RecordRef, Refusal,
    rights::Act,
    value::{self, MAX_TITLE},
};

/// The largest file: a scanned report of some hundred pages.
pub const ATTACHMENT_BYTES: u64 = 50 << 20;
/// All present files of a plan together: what an operator can back up every night.
pub const PLAN_BYTES: u64 = 10 << 30;
/// Present files on one record: beyond, a list is no longer read.
pub const ATTACHMENTS_PER_RECORD: usize = 50;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    pub id: AttachmentId,
    /// What it hangs on.
    pub about: RecordRef,
    pub file: FileFacts,
    pub added_by: AccountId,
    /// The bytes are gone; that there was such a file stays.
    pub removed: bool,
}

/// What is known of a file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileFacts {
    /// As people call it: a name without a folder.
    pub name: String,
    pub media: Media,
    /// In bytes.
    pub size: u64,
    /// SHA-256 of the bytes.
    pub sha256: Fingerprint,
}

/// What files may be: documents, tables, slides, pictures and boundaries; nothing that a browser or an
/// operating system would run.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    Pdf,
    Odt,
    Ods,
    Odp,
    Docx,
    Xlsx,
    Pptx,
    Csv,
    Txt,
    Png,
    Jpeg,
    Webp,
    /// Boundaries of communes, for the map.
    Geojson,
}

impl Media {
    pub const ALL: [Self; 13] = [
        Self::Pdf,
        Self::Odt,
        Self::Ods,
        Self::Odp,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Csv,
        Self::Txt,
        Self::Png,
        Self::Jpeg,
        Self::Webp,
        Self::Geojson,
    ];

    /// Its media type, as HTTP names it.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Csv => "text/csv; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Geojson => "application/geo+json",
        }
    }
}

/// A SHA-256 in 64 lower-case hexadecimal digits.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Fingerprint(String);

impl Fingerprint {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 64 && text.bytes().all(is_digit) {
            Ok(Self(text))
        } else {
            Err("a SHA-256 has 64 hexadecimal digits".to_owned())
        }
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.0
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum AttachmentCommand {
    /// Comes with the bytes, by an upload; a client that sends it alone is refused.
    Add { attachment: AttachmentId, about: RecordRef, file: FileFacts },
    /// Destroys the bytes for good. Wants a reason.
    Remove { attachment: AttachmentId },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AttachmentFact {
    Added { attachment: AttachmentId, about: RecordRef, file: FileFacts },
    Removed { attachment: AttachmentId },
}

impl AttachmentFact {
    /// The attachment it is about.
    #[must_use]
    pub fn attachment(&self) -> AttachmentId {
        match self {
            Self::Added { attachment, .. } | Self::Removed { attachment } => *attachment,
        }
    }
}

/// Whether files hang on records of a kind: not on people, nor on each other, nor on what is a name in a list.
fn holds_files(kind: RecordKind) -> bool {
    use RecordKind as K;
    !matches!(
        kind,
        K::Member | K::Attachment | K::Comment | K::Axis | K::Theme | K::Measure | K::Commune
    )
}

impl Plan {
    /// The files of a record that are present.
    pub fn files_of(&self, about: RecordRef) -> impl Iterator<Item = &Attachment> + '_ {
        let ids = self.attached.get(&about).into_iter().flatten();
        ids.filter_map(|id| self.attachments.get(id)).filter(|attachment| !attachment.removed)
    }

    /// Whether the bytes of a fingerprint belong to an attachment that is present.
    #[must_use]
    pub fn needs_bytes(&self, sha256: &Fingerprint) -> bool {
        self.attachments.values().any(|known| !known.removed && known.file.sha256 == *sha256)
    }

    pub(crate) fn decide_attachment(
        &self,
        command: AttachmentCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use AttachmentCommand as C;
        use AttachmentFact as F;
        match command {
            C::Add { attachment, about, file } => {
                if !holds_files(about.kind) {
                    return Err(Refusal::Malformed { field: "about" });
                }
                self.require_tending(ctx, about)?;
                self.require_record(about)?;
                if self.attachments.contains_key(&attachment) {
                    return Err(Refusal::Exists("attachment"));
                }
                let file = self.check_file(about, file)?;
                Ok(vec![F::Added { attachment, about, file }.into()])
            }
            C::Remove { attachment } => {
                let known = self.attachments.get(&attachment);
                let Some(known) = known else {
                    // Deny by default: who may remove nothing is not told what there is.
                    self.require(ctx, Act::ShapePlan, crate::Scope::Plan)?;
                    return Err(Refusal::Unknown("attachment"));
                };
                self.require_tending(ctx, known.about)?;
                if known.removed {
                    return Err(Refusal::WrongState { what: "attachment", state: "removed" });
                }
                if self.boundaries == Some(attachment) {
                    return Err(Refusal::InUse { what: "boundaries" });
                }
                ctx.require_reason()?;
                Ok(vec![F::Removed { attachment }.into()])
            }
        }
    }

    /// Refuses to take a record away with files on it: they are removed first, one by one, for good.
    pub(crate) fn require_no_files(&self, about: RecordRef) -> Result<(), Refusal> {
        match self.files_of(about).next() {
            None => Ok(()),
            Some(_) => Err(Refusal::InUse { what: "attachments" }),
        }
    }

    fn require_tending(&self, ctx: &Context, about: RecordRef) -> Result<(), Refusal> {
        let (act, scope) = self.tending(about);
        self.require(ctx, act, scope)
    }

    fn check_file(&self, about: RecordRef, file: FileFacts) -> Result<FileFacts, Refusal> {
        let name = file_name(&file.name)?;
        // Boundaries are read by the map: they are the plan's own.
        if file.media == Media::Geojson && about.kind != RecordKind::Plan {
            return Err(Refusal::Malformed { field: "media" });
        }
        let most = i64::try_from(ATTACHMENT_BYTES).unwrap_or(i64::MAX);
        value::within("size", i64::try_from(file.size).unwrap_or(i64::MAX), 1, most)?;
        if self.files_of(about).count() >= ATTACHMENTS_PER_RECORD {
            return Err(Refusal::TooMany { what: "attachments", max: ATTACHMENTS_PER_RECORD });
        }
        if self.attached_bytes + file.size > PLAN_BYTES {
            return Err(Refusal::PlanFull { max: PLAN_BYTES });
        }
        Ok(FileFacts { name, ..file })
    }

    pub(crate) fn evolve_attachment(&mut self, fact: &AttachmentFact, event: &Event) {
        match fact {
            AttachmentFact::Added { attachment: id, about, file } => {
                let (id, about, file, added_by) = (*id, *about, file.clone(), event.actor);
                self.attached_bytes += file.size;
                self.attached.entry(about).or_default().insert(id);
                let removed = false;
                self.attachments.insert(id, Attachment { id, about, file, added_by, removed });
            }
            AttachmentFact::Removed { attachment } => {
                if let Some(known) = self.attachments.get_mut(attachment) {
                    known.removed = true;
                    self.attached_bytes = self.attached_bytes.saturating_sub(known.file.size);
                }
            }
        }
    }
}

/// A name that means the same on every system, and shows what it is.
fn file_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::Empty { field: "name" });
    }
    let name = value::some_words("name", name, MAX_TITLE)?;
    let turns_the_reading = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_strange = |c: char| c.is_control() || turns_the_reading(c) || r#"/\:*?"<>|"#.contains(c);
    if name.chars().any(is_strange) || name.starts_with('.') || name.ends_with('.') {
        return Err(Refusal::Malformed { field: "name" });
    }
    Ok(name)
}
