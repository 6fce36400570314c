//! The bytes of a stored record, as `docs/LOG.md` describes them.
//!
//! Stored form: the record, then its RFC 6962 leaf hash. Every integer is big-endian.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{CommandKey, MAX_RECORD_BYTES, NewEvent, Record};

/// The first byte of every record written by this version.
pub const FORMAT: u8 = 1;
/// Bytes before the kind.
pub const HEADER_BYTES: usize = 148;
/// Bytes of the hash that follows the record.
pub const HASH_BYTES: usize = 32;
/// The longest kind, in bytes: its length is stored in one byte.
pub const MAX_KIND_BYTES: usize = 255;

/// The prefix of an RFC 6962 leaf, so that a leaf can never be taken for an inner node.
const LEAF: [u8; 1] = [0];

/// An event that does not fit into a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event is larger than a record may be")]
pub struct TooLarge;

/// Why stored bytes are not a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Shorter than a header and a hash, or longer than a record may be.
    #[error("{0} bytes cannot be a stored record")]
    Length(usize),
    /// The bytes do not match the hash stored behind them.
    #[error("the stored hash does not match")]
    Hash,
    /// Written by a later version of this program.
    #[error("format {0} is not known")]
    Format(u8),
    /// The kind's length runs past the record.
    #[error("the kind runs past the record's end")]
    KindLength,
    /// The kind is not UTF-8.
    #[error("the kind is not UTF-8")]
    KindText,
    /// Numbers start at 1.
    #[error("the number is zero")]
    Seq,
}

/// What a damaged record says about where it belongs. A hint only: nothing vouches for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The plan it names.
    pub plan: Uuid,
    /// The number it names.
    pub seq: u64,
}

/// Size of the record an event becomes, in bytes, without the hash.
#[must_use]
pub fn record_bytes(event: &NewEvent) -> usize {
    HEADER_BYTES + event.kind.len() + event.payload.len()
}

/// Whether an event fits into a record.
#[must_use]
pub fn fits(event: &NewEvent) -> bool {
    event.kind.len() <= MAX_KIND_BYTES && record_bytes(event) <= MAX_RECORD_BYTES
}

/// RFC 6962 leaf hash of a record's bytes: SHA-256 of a zero byte and the record.
#[must_use]
pub fn leaf_hash(record: &[u8]) -> [u8; HASH_BYTES] {
    Sha256::new().chain_update(LEAF).chain_update(record).finalize().into()
}

/// The stored form of event number `seq` of `plan`: record and hash.
///
/// # Errors
/// [`TooLarge`] when the kind is over [`MAX_KIND_BYTES`] or the record over [`MAX_RECORD_BYTES`].
pub fn encode(
    plan: Uuid,
    seq: u64,
    command: &CommandKey,
    event: &NewEvent,
) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::with_capacity(record_bytes(event) + HASH_BYTES);
    encode_into(&mut bytes, plan, seq, command, event)?;
    Ok(bytes)
}

/// Like [`encode`], behind what `bytes` holds already; adds nothing when it fails.
///
/// # Errors
/// Like [`encode`].
pub fn encode_into(
    bytes: &mut Vec<u8>,
    plan: Uuid,
    seq: u64,
    command: &CommandKey,
    event: &NewEvent,
) -> Result<(), TooLarge> {
    let kind_len = u8::try_from(event.kind.len()).map_err(|_| TooLarge)?;
    if record_bytes(event) > MAX_RECORD_BYTES {
        return Err(TooLarge);
    }
    let start = bytes.len();
    bytes.push(FORMAT);
    bytes.extend_from_slice(plan.as_bytes());
    bytes.extend_from_slice(&seq.to_be_bytes());
    bytes.extend_from_slice(&event.time.to_be_bytes());
    bytes.extend_from_slice(event.actor.as_bytes());
    bytes.extend_from_slice(command.id.as_bytes());
    bytes.extend_from_slice(&command.digest);
    bytes.extend_from_slice(event.correlation.as_bytes());
    bytes.extend_from_slice(event.causation.as_bytes());
    bytes.extend_from_slice(&event.salt);
    bytes.extend_from_slice(&event.schema.to_be_bytes());
    bytes.push(kind_len);
    bytes.extend_from_slice(event.kind.as_bytes());
    bytes.extend_from_slice(&event.payload);
    let hash = leaf_hash(&bytes[start..]);
    bytes.extend_from_slice(&hash);
    Ok(())
}

/// Reads a stored record back and checks its hash. No bytes make it panic.
///
/// # Errors
/// [`DecodeError`] names the first thing that is wrong.
pub fn decode(stored: &[u8]) -> Result<Record, DecodeError> {
    Kinds::default().decode(stored)
}

/// What the bytes claim to be, hash or no hash; none when they are too short to claim anything.
#[must_use]
pub fn claim(stored: &[u8]) -> Option<Claim> {
    let mut fields = Fields(stored.get(1..)?);
    Some(Claim { plan: fields.uuid()?, seq: u64::from_be_bytes(fields.take()?) })
}

/// Decodes a row of records and shares the text of kinds that repeat, which most do.
#[derive(Debug, Default)]
pub struct Kinds(Vec<Arc<str>>);

/// More kinds than a page usually holds; past it the oldest is forgotten.
const MAX_KINDS: usize = 32;

impl Kinds {
    /// Like [`decode`], with shared kinds.
    ///
    /// # Errors
    /// [`DecodeError`] names the first thing that is wrong.
    pub fn decode(&mut self, stored: &[u8]) -> Result<Record, DecodeError> {
        let wrong_length = DecodeError::Length(stored.len());
        let size = stored.len().checked_sub(HASH_BYTES).ok_or(wrong_length)?;
        if !(HEADER_BYTES..=MAX_RECORD_BYTES).contains(&size) {
            return Err(wrong_length);
        }
        let (record, stored_hash) = stored.split_at(size);
        let hash = leaf_hash(record);
        if hash != stored_hash {
            return Err(DecodeError::Hash);
        }
        self.parse(record, hash).ok_or(wrong_length)?
    }

    /// None only when the record is shorter than its header, which the caller has excluded.
    fn parse(&mut self, record: &[u8], hash: [u8; 32]) -> Option<Result<Record, DecodeError>> {
        let mut fields = Fields(record);
        let [format] = fields.take()?;
        if format != FORMAT {
            return Some(Err(DecodeError::Format(format)));
        }
        let plan = fields.uuid()?;
        let seq = u64::from_be_bytes(fields.take()?);
        let time = i64::from_be_bytes(fields.take()?);
        let actor = fields.uuid()?;
        let command = CommandKey { id: fields.uuid()?, digest: fields.take()? };
        let correlation = fields.uuid()?;
        let causation = fields.uuid()?;
        let salt = fields.take()?;
        let schema = u16::from_be_bytes(fields.take()?);
        let [kind_len] = fields.take()?;
        if seq == 0 {
            return Some(Err(DecodeError::Seq));
        }
        let Some((kind, payload)) = fields.0.split_at_checked(usize::from(kind_len)) else {
            return Some(Err(DecodeError::KindLength));
        };
        let Ok(kind) = std::str::from_utf8(kind) else {
            return Some(Err(DecodeError::KindText));
        };
        let event = NewEvent {
            time,
            actor,
            correlation,
            causation,
            kind: self.share(kind),
            schema,
            salt,
            payload: payload.to_vec(),
        };
        Some(Ok(Record { plan, seq, command, event, hash }))
    }

    fn share(&mut self, kind: &str) -> Arc<str> {
        if let Some(known) = self.0.iter().find(|known| &***known == kind) {
            return Arc::clone(known);
        }
        if self.0.len() == MAX_KINDS {
            self.0.remove(0);
        }
        let kind: Arc<str> = kind.into();
        self.0.push(Arc::clone(&kind));
        kind
    }
}

/// The fixed fields, taken from the front.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }

    fn uuid(&mut self) -> Option<Uuid> {
        self.take().map(Uuid::from_bytes)
    }
}
