use std::time::Duration;

use super::*;

const HELLO: &str = r#"{"t":"hello","protocol":1,"schema":1}"#;

fn open(now: Instant) -> (Session, Allowance) {
    let (mut session, mut allowance) = (Session::new(now), Allowance::new(now));
    assert!(matches!(session.text(now, HELLO, &mut allowance), Step::Open(_)));
    (session, allowance)
}

#[track_caller]
fn assert_closes(step: &Step, code: CloseCode) {
    assert!(matches!(step, Step::Close(c) if *c == code), "{step:?}");
}

fn command() -> String {
    format!(r#"{{"t":"command","id":"{}","name":"a.b","body":{{}}}}"#, Uuid::from_u128(7))
}

fn first(text: &str) -> Step {
    let now = Instant::now();
    Session::new(now).text(now, text, &mut Allowance::new(now))
}

#[test]
fn s2_another_protocol_is_turned_away_and_an_older_schema_must_reload() {
    assert_closes(&first(r#"{"t":"hello","protocol":2,"schema":1}"#), CloseCode::BadHello);
    assert_closes(&first(r#"{"t":"hello","protocol":1,"schema":0}"#), CloseCode::Outdated);
    assert!(matches!(first(r#"{"t":"hello","protocol":1,"schema":9}"#), Step::Open(_)));
}

#[test]
fn s15_the_first_frame_is_a_hello_and_small() {
    assert_closes(&first("{"), CloseCode::BadHello);
    assert_closes(&first(&command()), CloseCode::BadHello);
    assert_closes(&first(&" ".repeat(limits::HELLO_BYTES + 1)), CloseCode::TooLarge);
    assert_closes(&Session::new(Instant::now()).binary(1), CloseCode::BadHello);
}

#[test]
fn s15_the_hello_comes_in_time() {
    let now = Instant::now();
    let mut session = Session::new(now);
    assert!(matches!(session.tick(now), Step::Nothing));
    assert_eq!(session.deadline(), now + limits::HELLO_DEADLINE);
    assert_closes(&session.tick(session.deadline()), CloseCode::Silent);
}

#[test]
fn s3_resumes_within_reach_of_the_same_log_only() {
    let (epoch, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let hello = |epoch, after| Hello { protocol: 1, schema: 1, epoch, after, packed: false };
    let far = limits::CATCH_UP_EVENTS;
    for (hello, head, expected) in [
        (hello(Some(epoch), Some(5)), 9, Resume::After(5)),
        (hello(Some(epoch), Some(9)), 9, Resume::After(9)),
        (hello(Some(epoch), Some(10)), 9, Resume::Snapshot),
        (hello(Some(epoch), Some(u64::MAX)), 9, Resume::Snapshot),
        (hello(Some(other), Some(5)), 9, Resume::Snapshot),
        (hello(None, Some(5)), 9, Resume::Snapshot),
        (hello(Some(epoch), None), 9, Resume::Snapshot),
        (hello(Some(epoch), Some(1)), 1 + far, Resume::After(1)),
        (hello(Some(epoch), Some(0)), 1 + far, Resume::Snapshot),
    ] {
        assert_eq!(resume(&hello, epoch, head), expected, "{hello:?} at {head}");
    }
}

#[test]
fn s5_a_command_is_handed_on_with_its_exact_body() {
    let now = Instant::now();
    let (mut session, mut allowance) = open(now);
    let text = r#"{"t":"command","id":"00000000-0000-0000-0000-000000000007","name":"a.b","body":{ "x" : 1 }}"#;
    let Step::Submit(frame) = session.text(now, text, &mut allowance) else {
        panic!("not handed on")
    };
    assert_eq!(frame.body.get(), r#"{ "x" : 1 }"#);
}

#[test]
fn s8_too_many_commands_are_refused_by_a_word_and_in_the_end_by_a_close() {
    let now = Instant::now();
    let (mut session, mut allowance) = open(now);
    for _ in 0..limits::COMMAND_BURST {
        assert!(matches!(session.text(now, &command(), &mut allowance), Step::Submit(_)));
        allowance.done();
    }
    for _ in 0..limits::REFUSALS_BEFORE_CLOSE {
        let Step::Deny(result) = session.text(now, &command(), &mut allowance) else {
            panic!("not refused");
        };
        let CommandOutcome::Refused(refused) = result.outcome else { panic!("not refused") };
        assert_eq!((refused.code.as_str(), refused.retry), ("rate_limited", true));
    }
    assert_closes(&session.text(now, &command(), &mut allowance), CloseCode::TooMany);
}

#[test]
fn s8_commands_without_an_answer_are_bounded() {
    let now = Instant::now();
    let (mut session, mut allowance) = open(now);
    for _ in 0..limits::COMMANDS_IN_FLIGHT {
        assert!(matches!(session.text(now, &command(), &mut allowance), Step::Submit(_)));
    }
    let Step::Deny(result) = session.text(now, &command(), &mut allowance) else {
        panic!("not refused");
    };
    assert!(matches!(result.outcome, CommandOutcome::Refused(r) if r.code == "busy" && r.retry));
}

#[test]
fn s8_malformed_frames_are_answered_then_end_the_connection() {
    let now = Instant::now();
    let (mut session, mut allowance) = open(now);
    let samples = ["", "[]", r#"{"t":"boom"}"#, r#"{"t":"command"}"#, HELLO];
    for text in samples.iter().cycle().take(limits::MALFORMED_FRAMES as usize) {
        let step = session.text(now, text, &mut allowance);
        assert!(matches!(&step, Step::Complain(r) if r.code == "malformed"), "{step:?}");
    }
    assert_closes(&session.binary(3), CloseCode::BadHello);
}

#[test]
fn s11_clocks_go_out_and_silence_ends_the_connection() {
    let now = Instant::now();
    let (mut session, mut allowance) = open(now);
    for _ in 0..limits::UNANSWERED_CLOCKS {
        assert!(matches!(session.tick(session.deadline()), Step::Clock));
    }
    let alive = r#"{"t":"alive"}"#;
    assert!(matches!(session.text(session.deadline(), alive, &mut allowance), Step::Alive));
    for _ in 0..limits::UNANSWERED_CLOCKS {
        assert!(matches!(session.tick(session.deadline()), Step::Clock));
    }
    assert_closes(&session.tick(session.deadline()), CloseCode::Silent);
}

#[test]
fn s17_the_latest_presence_wins_at_a_bounded_rate() {
    let now = Instant::now();
    let (mut session, mut allowance) = open(now);
    let mut send = |session: &mut Session, at: &str| {
        let text = format!(r#"{{"t":"presence","at":"{at}"}}"#);
        session.text(now, &text, &mut allowance)
    };
    assert!(matches!(send(&mut session, "a"), Step::Present(_)));
    assert!(matches!(send(&mut session, "b"), Step::Nothing));
    assert!(matches!(send(&mut session, "c"), Step::Nothing));
    assert!(matches!(session.tick(now + Duration::from_millis(1)), Step::Nothing));
    let step = session.tick(session.deadline());
    assert!(matches!(&step, Step::Present(p) if p.at == "c"), "{step:?}");
    let long = "x".repeat(limits::PRESENCE_BYTES + 1);
    assert!(matches!(send(&mut session, &long), Step::Complain(_)));
}
