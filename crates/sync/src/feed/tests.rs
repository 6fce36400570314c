use plenum_protocol::live::{Events, ServerFrame};
use uuid::Uuid;

use super::*;

fn name(n: u128) -> RecordName {
    RecordName { kind: "item".into(), id: Uuid::from_u128(n) }
}

fn event(seq: u64) -> (u64, String) {
    let id = Uuid::nil();
    let line = format!(
        r#"{{"seq":{seq},"time":0,"actor":"{id}","command":"{id}","kind":"item.x","about":{{"kind":"item","id":"{id}"}}}}"#
    );
    (seq, line)
}

fn push(from: u64, to: u64) -> Push {
    Push {
        to,
        events: (from..=to).map(event).collect(),
        records: vec![(name(1), format!(r#"{{"at":{to}}}"#))],
        removed: Vec::new(),
    }
}

fn read(since: Since) -> Events {
    let Since::Frame { text, to } = since else { panic!("no frame: {since:?}") };
    let frame = ServerFrame::parse(std::str::from_utf8(&text).unwrap()).unwrap();
    let ServerFrame::Events(events) = frame else { panic!("not events") };
    assert_eq!(events.to, to);
    events
}

fn seqs(events: &Events) -> Vec<u64> {
    events.events.iter().map(|event| event.seq).collect()
}

fn texts(events: &Events) -> Vec<&str> {
    events.records.iter().map(|record| record.get()).collect()
}

#[test]
fn s7_a_reader_one_push_behind_shares_the_frame_itself() {
    let mut feed = Feed::new(3);
    feed.push(push(4, 5));
    let (Since::Frame { text: one, .. }, Since::Frame { text: other, .. }) =
        (feed.since(3), feed.since(3))
    else {
        panic!("no frames");
    };
    assert_eq!(one.as_ptr(), other.as_ptr(), "the same bytes, not a copy");
    assert_eq!(seqs(&read(feed.since(3))), [4, 5]);
    assert_eq!(feed.since(5), Since::UpToDate);
}

#[test]
fn s4_what_waits_is_merged_records_once_and_the_last_wins() {
    let mut feed = Feed::new(0);
    feed.push(push(1, 1));
    feed.push(push(2, 4));
    feed.push(Push {
        to: 5,
        events: vec![event(5)],
        records: vec![(name(2), "2".into())],
        removed: vec![name(1)],
    });
    let merged = read(feed.since(0));
    assert_eq!((merged.from, merged.to), (1, 5));
    assert_eq!(seqs(&merged), [1, 2, 3, 4, 5]);
    assert_eq!(texts(&merged), ["2"]);
    assert_eq!(merged.removed, [name(1)]);

    feed.push(push(6, 6));
    let back = read(feed.since(1));
    assert_eq!(texts(&back), [r#"{"at":6}"#, "2"], "a record that came back is not removed");
    assert_eq!(back.removed, []);
}

#[test]
fn s7_a_cursor_inside_a_push_gets_no_event_twice_and_none_is_missing() {
    let mut feed = Feed::new(0);
    feed.push(push(1, 4));
    assert_eq!(seqs(&read(feed.since(2))), [3, 4]);
    feed.push(push(5, 6));
    let events = read(feed.since(2));
    assert_eq!((events.from, seqs(&events)), (3, vec![3, 4, 5, 6]));
}

#[test]
fn s7_a_cursor_out_of_the_ring_reads_the_log_and_one_ahead_waits() {
    let mut feed = Feed::new(10);
    assert_eq!(feed.since(9), Since::Behind);
    assert_eq!(feed.since(10), Since::UpToDate);
    assert_eq!(feed.since(12), Since::UpToDate, "a snapshot may be newer than the last push");
    feed.push(push(11, 13));
    assert_eq!(seqs(&read(feed.since(12))), [13]);
}

#[test]
fn s8_the_ring_is_bounded_by_count_and_by_bytes() {
    let mut feed = Feed::new(0);
    for seq in 1..=limits::RING_PUSHES as u64 + 1 {
        feed.push(push(seq, seq));
    }
    assert_eq!(feed.since(0), Since::Behind);
    assert!(matches!(feed.since(1), Since::Frame { .. }));

    let mut feed = Feed::new(0);
    let large = format!("\"{}\"", "x".repeat(limits::RING_BYTES / 8));
    for seq in 1..=8 {
        feed.push(Push { to: seq, records: vec![(name(1), large.clone())], ..Push::default() });
        assert!(feed.bytes <= limits::RING_BYTES);
    }
    assert_eq!(feed.since(0), Since::Behind);
    assert!(matches!(feed.since(7), Since::Frame { to: 8, .. }));
}

#[test]
fn s8_a_merged_frame_is_bounded_and_the_rest_follows() {
    let mut feed = Feed::new(0);
    for seq in 1..=100 {
        let record = format!("\"{}\"", "x".repeat(1000));
        feed.push(Push {
            to: seq,
            records: vec![(name(u128::from(seq)), record)],
            ..Push::default()
        });
    }
    let (mut cursor, mut records, mut frames) = (0, 0, 0);
    while let Since::Frame { text, to } = feed.since(cursor) {
        assert!(text.len() <= limits::MERGED_BYTES + 2000);
        let events = read(Since::Frame { text, to });
        assert_eq!(events.from, cursor + 1);
        (cursor, records, frames) = (to, records + events.records.len(), frames + 1);
    }
    assert_eq!((cursor, records), (100, 100));
    assert!(frames > 1);
}

#[test]
fn s16_what_a_reader_may_not_see_still_moves_its_cursor() {
    let mut feed = Feed::new(0);
    feed.push(Push { to: 3, ..Push::default() });
    let events = read(feed.since(0));
    assert_eq!((events.from, events.to, events.events.len()), (1, 3, 0));
}

/// Readers that come at random moments always see exactly 1..n, in order.
#[test]
fn s3_readers_at_random_moments_miss_nothing_and_see_nothing_twice() {
    for seed in 1..=200_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut random = |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let mut feed = Feed::new(0);
        let mut readers: Vec<(u64, Vec<u64>)> = vec![(0, Vec::new()); 4];
        while feed.head() < 120 {
            let from = feed.head() + 1;
            feed.push(push(from, from + random(4)));
            for (cursor, seen) in &mut readers {
                if random(3) > 0 {
                    continue;
                }
                while let Since::Frame { text, to } = feed.since(*cursor) {
                    seen.extend(seqs(&read(Since::Frame { text, to })));
                    *cursor = to;
                }
            }
        }
        for (cursor, seen) in readers {
            assert_eq!(seen, (1..=cursor).collect::<Vec<_>>(), "seed {seed}");
        }
    }
}
