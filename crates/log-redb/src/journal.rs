//! The journal's blocks: records that lie side by side are one value of the tree.
//!
//! A block is a count, the length of each record, then the records; numbers are big-endian and
//! take four bytes. A tree entry for each record cost more than all else a commit does
//! (`docs/adr/0014`).

use std::ops::{ControlFlow, Range};

use plenum_log::record::{self, TooLarge};
use plenum_log::{CommandKey, NewEvent};
use redb::{ReadableTable, Table};
use uuid::Uuid;

use crate::error::StorageError;

/// The most bytes of a block that holds several records: with its key it fills a page of 16 KiB,
/// so that a read of one record loads little and a large commit is a few entries.
const MAX_BLOCK_BYTES: usize = (16 << 10) - 64;
/// Bytes of the count and of each length.
const FIELD_BYTES: usize = 4;

/// Stored records for consecutive positions, one behind the other.
#[derive(Debug, Default)]
pub struct Packed {
    bytes: Vec<u8>,
    /// Where each record ends.
    ends: Vec<usize>,
}

impl Packed {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds the stored form of an event.
    pub fn encode(
        &mut self,
        plan: Uuid,
        seq: u64,
        command: &CommandKey,
        event: &NewEvent,
    ) -> Result<(), TooLarge> {
        record::encode_into(&mut self.bytes, plan, seq, command, event)?;
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// Adds a record in its stored form.
    pub fn push(&mut self, stored: &[u8]) {
        self.bytes.extend_from_slice(stored);
        self.ends.push(self.bytes.len());
    }

    /// Keeps the first `len` records.
    pub fn truncate(&mut self, len: usize) {
        self.bytes.truncate(self.start(len));
        self.ends.truncate(len);
    }

    /// Where record number `index` starts, or would.
    fn start(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// Writes the records for the positions from `first` on, in as few blocks as their size allows.
    pub fn write(
        &self,
        journal: &mut Table<'_, u64, &'static [u8]>,
        first: u64,
    ) -> Result<(), StorageError> {
        let mut from = 0;
        while from < self.len() {
            let upto = self.block_end(from);
            let records = self.start(from)..self.start(upto);
            let mut block = Vec::with_capacity((1 + upto - from) * FIELD_BYTES + records.len());
            block.extend_from_slice(&field(upto - from));
            for index in from..upto {
                block.extend_from_slice(&field(self.ends[index] - self.start(index)));
            }
            block.extend_from_slice(&self.bytes[records]);
            journal.insert(first + from as u64, block.as_slice())?;
            from = upto;
        }
        Ok(())
    }

    /// The record behind the last one that shares a block with record `from`.
    fn block_end(&self, from: usize) -> usize {
        let bytes =
            |upto: usize| (1 + upto - from) * FIELD_BYTES + self.start(upto) - self.start(from);
        let fits = (from + 2..=self.len()).take_while(|upto| bytes(*upto) <= MAX_BLOCK_BYTES);
        fits.last().unwrap_or(from + 1)
    }
}

/// A record is far smaller than 4 GiB, and so are the records of a block in number.
fn field(number: usize) -> [u8; FIELD_BYTES] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}

/// A block as it is read; it hands out its records without copying them.
pub struct Block<'a> {
    lengths: &'a [[u8; FIELD_BYTES]],
    records: &'a [u8],
}

impl<'a> Block<'a> {
    /// None when the lengths do not add up: then nothing in it can be told apart.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk()?;
        let (lengths, _) = rest.as_chunks();
        let lengths = lengths.get(..usize::try_from(u32::from_be_bytes(*count)).ok()?)?;
        let records = &rest[lengths.len() * FIELD_BYTES..];
        let total: u64 = lengths.iter().map(|length| u64::from(u32::from_be_bytes(*length))).sum();
        (!lengths.is_empty() && total == records.len() as u64).then_some(Self { lengths, records })
    }

    pub fn len(&self) -> u64 {
        self.lengths.len() as u64
    }

    /// Its records in order.
    pub fn records(&self) -> impl Iterator<Item = &'a [u8]> {
        let mut rest = self.records;
        self.lengths.iter().map_while(move |length| {
            let (record, behind) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
            rest = behind;
            Some(record)
        })
    }
}

/// What a walk is told of a position: its stored record; none where a block cannot be parsed,
/// told once, of the block's first position.
pub type Seen<'a> = Option<&'a [u8]>;

/// Walks the positions of `range` that are there, in order, until the end or until `visit` breaks.
pub fn walk<B>(
    journal: &impl ReadableTable<u64, &'static [u8]>,
    range: Range<u64>,
    mut visit: impl FnMut(u64, Seen<'_>) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, StorageError> {
    let mut from = range.start;
    if let Some(entry) = journal.range(..=range.start)?.next_back() {
        let (first, bytes) = entry?;
        let (upto, flow) = visit_block(first.value(), bytes.value(), &range, &mut visit);
        if flow.is_break() || upto >= range.end {
            return Ok(flow);
        }
        from = from.max(upto);
    }
    for entry in journal.range(from..range.end)? {
        let (first, bytes) = entry?;
        let (_, flow) = visit_block(first.value(), bytes.value(), &range, &mut visit);
        if flow.is_break() {
            return Ok(flow);
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Visits what a block has of the range; also tells where the block ends.
fn visit_block<B>(
    first: u64,
    bytes: &[u8],
    range: &Range<u64>,
    visit: &mut impl FnMut(u64, Seen<'_>) -> ControlFlow<B>,
) -> (u64, ControlFlow<B>) {
    let Some(block) = Block::parse(bytes) else {
        let seen = range.contains(&first);
        let flow = if seen { visit(first, None) } else { ControlFlow::Continue(()) };
        return (first + 1, flow);
    };
    let upto = first + block.len();
    for (position, stored) in (first..upto).zip(block.records()) {
        if position >= range.end {
            break;
        }
        if position >= range.start {
            let flow = visit(position, Some(stored));
            if flow.is_break() {
                return (upto, flow);
            }
        }
    }
    (upto, ControlFlow::Continue(()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail the test")]
mod tests {
    use redb::backends::InMemoryBackend;
    use redb::{Database, ReadableDatabase};

    use super::*;
    use crate::keys::JOURNAL;

    fn packed(lengths: &[usize]) -> Packed {
        let mut packed = Packed::default();
        for (number, length) in lengths.iter().enumerate() {
            packed.push(&vec![number as u8; *length]);
        }
        packed
    }

    fn seen(lengths: &[usize], range: Range<u64>) -> (usize, Vec<(u64, usize)>) {
        let database = Database::builder().create_with_backend(InMemoryBackend::new()).unwrap();
        let transaction = database.begin_write().unwrap();
        packed(lengths).write(&mut transaction.open_table(JOURNAL).unwrap(), 10).unwrap();
        transaction.commit().unwrap();
        let journal = database.begin_read().unwrap().open_table(JOURNAL).unwrap();
        let mut seen = Vec::new();
        let flow = walk(&journal, range, |position, stored| {
            let stored = stored.unwrap();
            assert!(stored.iter().all(|byte| u64::from(*byte) == position - 10));
            seen.push((position, stored.len()));
            ControlFlow::<()>::Continue(())
        });
        assert!(flow.unwrap().is_continue());
        (journal.iter().unwrap().count(), seen)
    }

    #[test]
    fn records_share_a_block_up_to_its_size_and_are_found_by_position() {
        let lengths = [10_000, 6_000, 400, 65_567, 1, 1, 16_308, 16_309];
        let all: Vec<_> = (10..).zip(lengths).collect();
        assert_eq!(seen(&lengths, 0..u64::MAX), (6, all.clone()));
        for from in 9..19 {
            for upto in from..20 {
                let wanted = all.iter().copied().filter(|(at, _)| (from..upto).contains(at));
                assert_eq!(seen(&lengths, from..upto).1, wanted.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn no_bytes_make_a_block_of_records_they_do_not_hold() {
        for bytes in [&[][..], &[0, 0, 0], &[0; 4], &[0, 0, 0, 1], &[255; 8], &[255; 64]] {
            assert!(Block::parse(bytes).is_none(), "{bytes:?}");
        }
        let database = Database::builder().create_with_backend(InMemoryBackend::new()).unwrap();
        let transaction = database.begin_write().unwrap();
        {
            let mut journal = transaction.open_table(JOURNAL).unwrap();
            packed(&[3, 4]).write(&mut journal, 0).unwrap();
            let mut broken = journal.get(0).unwrap().unwrap().value().to_vec();
            broken[7] ^= 1;
            journal.insert(0, broken.as_slice()).unwrap();
            let mut told = Vec::new();
            let flow = walk(&journal, 0..9, |position, stored| {
                told.push((position, stored.is_none()));
                ControlFlow::<()>::Continue(())
            });
            assert!(flow.unwrap().is_continue());
            assert_eq!(told, [(0, true)]);
        }
    }
}
