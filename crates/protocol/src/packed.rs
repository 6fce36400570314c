//! Frames in a binary message: the byte 1, then the JSON text compressed as zlib does (RFC 1950).

use std::io::{self, Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

/// What a packed frame begins with; binary messages of other kinds will begin with other bytes.
const PACKED: u8 = 1;

/// Packs the text of a frame.
#[must_use]
pub fn pack(text: &[u8]) -> Vec<u8> {
    // Packing is done while somebody waits: the fastest level.
    let mut encoder = ZlibEncoder::new(vec![PACKED], Compression::fast());
    // Writing to memory cannot fail.
    let written = encoder.write_all(text);
    debug_assert!(written.is_ok());
    encoder.finish().unwrap_or_default()
}

/// The text of a packed frame of at most `most` bytes.
///
/// # Errors
/// `InvalidData` for what is no packed frame, is damaged or is longer than that.
pub fn unpack(message: &[u8], most: usize) -> io::Result<String> {
    let invalid = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why);
    let Some((&PACKED, packed)) = message.split_first() else {
        return Err(invalid("not a packed frame"));
    };
    let mut text = String::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    ZlibDecoder::new(packed).take(limit).read_to_string(&mut text)?;
    if text.len() > most { Err(invalid("a packed frame is too long")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_a_packed_frame_unpacks_to_its_text() {
        for text in ["", "{}", &"é".repeat(10_000)] {
            assert_eq!(unpack(&pack(text.as_bytes()), 20_000).expect("it is packed"), text);
        }
        let long = "a".repeat(20_000);
        assert!(pack(long.as_bytes()).len() < 1_000, "it is compressed");
    }

    #[test]
    fn s3_what_is_no_packed_frame_is_refused() {
        let packed = pack(b"{\"t\":\"snapshot\"}");
        let mut damaged = packed.clone();
        *damaged.last_mut().expect("some bytes") ^= 1;
        let mut other = packed.clone();
        other[0] = 2;
        for message in [&[][..], &damaged, &other, &packed[..packed.len() - 3]] {
            assert!(unpack(message, 100).is_err(), "{message:?}");
        }
        assert!(unpack(&pack(&[b'a'; 101]), 100).is_err());
    }
}
