//! Frames written around parts that are already encoded, so that each part is encoded once.

use bytes::Bytes;
use plenum_protocol::{live::RecordName, live::ServerFrame};

/// A frame as JSON text.
#[must_use]
pub fn text(frame: &ServerFrame) -> Bytes {
    // Frames are plain data with string keys: writing them to memory cannot fail.
    serde_json::to_vec(frame).unwrap_or_default().into()
}

/// An `events` frame (S4) around encoded events and records.
#[must_use]
pub fn events_frame<'a>(
    (from, to): (u64, u64),
    events: impl Iterator<Item = &'a str>,
    records: impl Iterator<Item = &'a str>,
    removed: &[RecordName],
) -> Bytes {
    let mut out = format!(r#"{{"t":"events","from":{from},"to":{to},"events":["#);
    join(&mut out, events);
    out.push_str(r#"],"records":["#);
    join(&mut out, records);
    out.push_str(r#"],"removed":"#);
    out.push_str(&serde_json::to_string(removed).unwrap_or_else(|_| "[]".into()));
    out.push('}');
    out.into()
}

/// The `snapshot` frames (S3) that carry encoded records, each of about `aim` bytes; at least one.
#[must_use]
pub fn snapshot_frames(seq: u64, records: &[String], aim: usize) -> Vec<Bytes> {
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    let mut bytes = 0;
    for record in records {
        if bytes > 0 && bytes + record.len() > aim {
            parts.push(Vec::new());
            bytes = 0;
        }
        bytes += record.len();
        if let Some(part) = parts.last_mut() {
            part.push(record);
        }
    }
    let count = parts.len();
    let frame = |(part, records): (usize, &Vec<&str>)| {
        let mut out =
            format!(r#"{{"t":"snapshot","seq":{seq},"part":{part},"parts":{count},"records":["#);
        join(&mut out, records.iter().copied());
        out.push_str("]}");
        Bytes::from(out)
    };
    parts.iter().enumerate().map(frame).collect()
}

fn join<'a>(out: &mut String, pieces: impl Iterator<Item = &'a str>) {
    for (n, piece) in pieces.enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_a_snapshot_comes_in_bounded_parts() {
        let records: Vec<String> = (0..10).map(|n| format!(r#"{{"n":{n}}}"#)).collect();
        let frames = snapshot_frames(7, &records, 20);
        assert_eq!(frames.len(), 5, "two records of seven bytes fit in twenty");
        let ServerFrame::Snapshot(last) =
            ServerFrame::parse(std::str::from_utf8(&frames[4]).unwrap()).unwrap()
        else {
            panic!("not a snapshot");
        };
        assert_eq!((last.seq, last.part, last.parts, last.records.len()), (7, 4, 5, 2));
    }

    #[test]
    fn s3_an_empty_snapshot_is_one_part_and_a_large_record_goes_alone() {
        assert_eq!(snapshot_frames(0, &[], 20).len(), 1);
        let records = vec!["1".to_owned(), format!("\"{}\"", "x".repeat(50)), "2".to_owned()];
        assert_eq!(snapshot_frames(1, &records, 20).len(), 3);
    }
}
