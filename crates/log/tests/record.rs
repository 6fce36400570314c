//! The record format: the documented example, every limit, and no bytes that make it panic.
#![cfg(feature = "conformance")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use plenum_log::conformance::Seeded;
use plenum_log::record::{DecodeError, HASH_BYTES, HEADER_BYTES, TooLarge, claim, decode, encode};
use plenum_log::{CommandKey, MAX_RECORD_BYTES, NewEvent, Record};
use uuid::Uuid;

/// The hex column of the example in `docs/LOG.md`.
fn documented() -> Vec<u8> {
    let text = include_str!("../../../docs/LOG.md");
    let example = text.split("```golden\n").nth(1).unwrap().split("```").next().unwrap();
    let digits: String =
        example.lines().filter_map(|line| line.split_whitespace().last()).collect();
    hex::decode(digits).unwrap()
}

fn example() -> (Uuid, u64, CommandKey, NewEvent) {
    let id = |last: u128| Uuid::from_u128(0x0190_f3a1_7c00_7000_8000_0000_0000_0000 + last);
    let digest =
        hex::decode("cf20622574b7bfbb545a2bce415db56facd7d061d7654a7919ac3ed019e8975a").unwrap();
    let event = NewEvent {
        time: 1_790_000_000_000,
        actor: id(0xaa),
        correlation: Uuid::nil(),
        causation: Uuid::nil(),
        kind: "AgendaItemAdded".into(),
        schema: 2,
        salt: std::array::from_fn(|i| i as u8),
        payload: br#"{"title":"Accueil"}"#.to_vec(),
    };
    (id(1), 3, CommandKey { id: id(0xc0), digest: digest.try_into().unwrap() }, event)
}

#[test]
fn the_documented_example_is_what_is_stored() {
    let (plan, seq, command, event) = example();
    let stored = encode(plan, seq, &command, &event).unwrap();
    assert_eq!(hex::encode(&stored), hex::encode(documented()));
    let hash = stored[stored.len() - HASH_BYTES..].try_into().unwrap();
    assert_eq!(decode(&stored).unwrap(), Record { plan, seq, command, event, hash });
}

#[test]
fn seeded_events_come_back() {
    let mut seeded = Seeded::new(1);
    for _ in 0..2_000 {
        let (plan, seq, command) = (seeded.uuid(), seeded.next_u64().max(1), seeded.command());
        let size = seeded.below(3_000) as usize;
        let mut event = seeded.event(size);
        event.time = seeded.next_u64() as i64;
        event.kind = "é".repeat(seeded.below(128) as usize).into();
        let stored = encode(plan, seq, &command, &event).unwrap();
        let record = decode(&stored).unwrap();
        assert_eq!((record.plan, record.seq, record.command), (plan, seq, command));
        assert_eq!(record.event, event);
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let (plan, seq, command, event) = example();
    let mut stored = encode(plan, seq, &command, &event).unwrap();
    for bit in 0..stored.len() * 8 {
        stored[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(decode(&stored), Err(DecodeError::Hash), "bit {bit}");
        stored[bit / 8] ^= 1 << (bit % 8);
    }
    assert!(decode(&stored).is_ok());
}

#[test]
fn no_bytes_make_it_panic() {
    let mut seeded = Seeded::new(2);
    for _ in 0..20_000 {
        let size = seeded.below(700) as usize;
        let mut bytes = seeded.bytes(size);
        assert!(decode(&bytes).is_err());
        let _ = claim(&bytes);
        // The same with a hash that matches, so that the fields are looked at.
        if bytes.len() > HEADER_BYTES {
            bytes[0] = 1;
        }
        let hash = plenum_log::record::leaf_hash(&bytes);
        bytes.extend_from_slice(&hash);
        let _ = decode(&bytes);
    }
}

#[test]
fn well_hashed_nonsense_is_named() {
    let sealed = |mut record: Vec<u8>| {
        let hash = plenum_log::record::leaf_hash(&record);
        record.extend_from_slice(&hash);
        decode(&record)
    };
    let (plan, seq, command, event) = example();
    let stored = encode(plan, seq, &command, &event).unwrap();
    let record = &stored[..stored.len() - HASH_BYTES];
    let with = |at: usize, byte: u8| {
        let mut changed = record.to_vec();
        changed[at] = byte;
        sealed(changed)
    };
    assert_eq!(with(0, 2), Err(DecodeError::Format(2)));
    assert_eq!(with(24, 0), Err(DecodeError::Seq));
    assert_eq!(with(147, 255), Err(DecodeError::KindLength));
    assert_eq!(with(148, 0xFF), Err(DecodeError::KindText));
    assert_eq!(sealed(vec![1; MAX_RECORD_BYTES + 1]), Err(DecodeError::Length(65_568)));
    assert_eq!(sealed(record[..HEADER_BYTES - 1].to_vec()), Err(DecodeError::Length(179)));
    assert_eq!(decode(&[]), Err(DecodeError::Length(0)));
}

#[test]
fn what_does_not_fit_is_refused() {
    let (plan, seq, command, mut event) = example();
    event.kind = "k".repeat(256).into();
    assert_eq!(encode(plan, seq, &command, &event), Err(TooLarge));
    event.kind = "k".repeat(255).into();
    event.payload = vec![0; MAX_RECORD_BYTES - HEADER_BYTES - 255];
    assert_eq!(encode(plan, seq, &command, &event).unwrap().len(), MAX_RECORD_BYTES + HASH_BYTES);
    event.payload.push(0);
    assert_eq!(encode(plan, seq, &command, &event), Err(TooLarge));
}
