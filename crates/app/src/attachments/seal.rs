//! Bytes of a file, sealed block by block so that neither writing nor reading holds the whole of it.
//!
//! The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its
//! Nonce-Reuse Misuse-Resistance", 2015) over XChaCha20-Poly1305: the nonce of a block is a random prefix, the
//! block's number and whether it is the last, so that no block can be left out, moved or added. A file is
//! the magic, the prefix, and the blocks, each 16 bytes longer than what it seals.

use std::io::{self, BufRead, BufReader, Read, Write};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand::RngExt;
use thiserror::Error;
use zeroize::Zeroizing;

/// Bytes of a block before it is sealed: what a reader or a writer holds at once.
pub const BLOCK: usize = 64 << 10;
const TAG: usize = 16;
const PREFIX: usize = 19;
const MAGIC: &[u8; 4] = b"PLA1";

/// The key of one file.
pub type BlobKey = Zeroizing<[u8; 32]>;

/// Why the bytes of a file cannot be read.
#[derive(Debug, Error)]
pub enum BlobError {
    #[error("the bytes are not there")]
    Missing,
    #[error("the key is not there")]
    NoKey,
    #[error("the bytes are not those that were sealed")]
    Altered,
    #[error("reading the bytes")]
    File(#[source] io::Error),
}

struct Stream {
    cipher: XChaCha20Poly1305,
    prefix: [u8; PREFIX],
    /// What the bytes are bound to: the plan and the fingerprint.
    bound: String,
    next: u32,
}

impl Stream {
    fn nonce(&mut self, last: bool) -> Option<XNonce> {
        let mut nonce = [0; PREFIX + 5];
        nonce[..PREFIX].copy_from_slice(&self.prefix);
        nonce[PREFIX..PREFIX + 4].copy_from_slice(&self.next.to_be_bytes());
        nonce[PREFIX + 4] = u8::from(last);
        self.next = self.next.checked_add(1)?;
        Some(XNonce::from(nonce))
    }
}

/// Seals what is written to it.
pub struct Sealer<W: Write> {
    stream: Stream,
    waiting: Zeroizing<Vec<u8>>,
    sink: W,
}

impl<W: Write> Sealer<W> {
    pub fn new(key: &BlobKey, bound: String, mut sink: W) -> io::Result<Self> {
        let prefix: [u8; PREFIX] = rand::rng().random();
        sink.write_all(MAGIC)?;
        sink.write_all(&prefix)?;
        let cipher = XChaCha20Poly1305::new(&(**key).into());
        let stream = Stream { cipher, prefix, bound, next: 0 };
        Ok(Self { stream, waiting: Zeroizing::new(Vec::with_capacity(BLOCK)), sink })
    }

    pub fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            // A full block waits for the next byte, as only then it is not the last.
            if self.waiting.len() == BLOCK {
                self.seal(false)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.sink)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let too_long = || io::Error::from(io::ErrorKind::FileTooLarge);
        let nonce = self.stream.nonce(last).ok_or_else(too_long)?;
        let payload = Payload { msg: &self.waiting, aad: self.stream.bound.as_bytes() };
        let sealed = self.stream.cipher.encrypt(&nonce, payload).map_err(|_| too_long())?;
        self.waiting.clear();
        self.sink.write_all(&sealed)
    }
}

/// Opens what was sealed, a block at a time.
pub struct Opener {
    stream: Stream,
    source: BufReader<Box<dyn Read + Send>>,
    ended: bool,
}

impl Opener {
    pub fn new(
        key: &BlobKey,
        bound: String,
        source: Box<dyn Read + Send>,
    ) -> Result<Self, BlobError> {
        let mut source = BufReader::with_capacity(BLOCK + TAG, source);
        let (mut magic, mut prefix) = ([0; MAGIC.len()], [0; PREFIX]);
        source.read_exact(&mut magic).map_err(cut_short)?;
        source.read_exact(&mut prefix).map_err(cut_short)?;
        if magic != *MAGIC {
            return Err(BlobError::Altered);
        }
        let cipher = XChaCha20Poly1305::new(&(**key).into());
        Ok(Self { stream: Stream { cipher, prefix, bound, next: 0 }, source, ended: false })
    }

    /// The next block; none after the last.
    ///
    /// # Errors
    /// [`BlobError::Altered`] where it is not what was sealed, [`BlobError::File`].
    pub fn next_block(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, BlobError> {
        if self.ended {
            return Ok(None);
        }
        let mut sealed = Vec::with_capacity(BLOCK + TAG);
        let mut block = self.source.by_ref().take((BLOCK + TAG) as u64);
        block.read_to_end(&mut sealed).map_err(BlobError::File)?;
        self.ended = self.source.fill_buf().map_err(BlobError::File)?.is_empty();
        let nonce = self.stream.nonce(self.ended).ok_or(BlobError::Altered)?;
        let payload = Payload { msg: &sealed, aad: self.stream.bound.as_bytes() };
        let opened = self.stream.cipher.decrypt(&nonce, payload);
        opened.map(|bytes| Some(Zeroizing::new(bytes))).map_err(|_| BlobError::Altered)
    }
}

fn cut_short(error: io::Error) -> BlobError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => BlobError::Altered,
        _ => BlobError::File(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> BlobKey {
        Zeroizing::new([n; 32])
    }

    fn sealed(bytes: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::new(&key(1), "plan/file".into(), Vec::new()).expect("it seals");
        bytes.chunks(7_001).for_each(|chunk| sealer.write(chunk).expect("it writes"));
        sealer.finish().expect("it ends")
    }

    fn opened(key: &BlobKey, bound: &str, sealed: Vec<u8>) -> Result<Vec<u8>, BlobError> {
        let mut opener = Opener::new(key, bound.into(), Box::new(io::Cursor::new(sealed)))?;
        let mut bytes = Vec::new();
        while let Some(block) = opener.next_block()? {
            assert!(block.len() <= BLOCK, "no more than a block at once");
            bytes.extend_from_slice(&block);
        }
        Ok(bytes)
    }

    #[test]
    fn files_of_every_length_come_back_as_they_went() {
        for length in [1, 100, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 5] {
            let bytes: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let sealed = sealed(&bytes);
            assert!(!sealed.windows(32).any(|w| bytes.starts_with(w)), "nothing in the clear");
            assert_eq!(opened(&key(1), "plan/file", sealed).expect("it opens"), bytes);
        }
    }

    /// Every bit, every cut, every block counts; so do the key and what the file is bound to.
    #[test]
    fn whatever_is_altered_does_not_open() {
        let bytes = vec![7; 2 * BLOCK + 10];
        let good = sealed(&bytes);
        let block = |n: usize| 23 + n * (BLOCK + TAG)..(23 + (n + 1) * (BLOCK + TAG));
        let mut swapped = good.clone();
        swapped[block(0)].copy_from_slice(&good[block(1)]);
        swapped[block(1)].copy_from_slice(&good[block(0)]);
        let without_first = [&good[..23], &good[block(0).end..]].concat();
        let longer = [&good[..], &good[block(0)]].concat();
        let mut wrong = vec![
            Vec::new(),
            good[..10].to_vec(),
            good[..23].to_vec(),
            // Cut between two blocks: the one before the cut was not the last.
            good[..block(1).end].to_vec(),
            good[..good.len() - 1].to_vec(),
            swapped,
            without_first,
            longer,
        ];
        for at in [0, 3, 4, 22, 23, block(0).end, good.len() - 1] {
            let mut flipped = good.clone();
            flipped[at] ^= 1;
            wrong.push(flipped);
        }
        for (n, wrong) in wrong.into_iter().enumerate() {
            let answer = opened(&key(1), "plan/file", wrong);
            assert!(matches!(answer, Err(BlobError::Altered)), "{n}: {answer:?}");
        }
        assert!(opened(&key(2), "plan/file", good.clone()).is_err());
        assert!(opened(&key(1), "plan/other", good).is_err());
    }
}
