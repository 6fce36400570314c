//! Every kind of problem is told at its line and field; the documented example is importable.

use plenum_domain::Fact;

use super::{MAX_BYTES, PlanFile, Problem, Source, rehearse};

/// A good beginning: the history goes on at line 6.
const HEAD: &str = "\
plan: {key: essai, title: Essai, territory: Ici}
people:
  - {key: ana, label: Coordination}
history:
  - {at: 2016-03-01T09:00, by: ana, do: plan.create}
";

fn parse(text: &str) -> Result<PlanFile, Vec<Problem>> {
    super::parse(&[Source { name: "essai.yaml", text }])
}

fn after_head(history: &str) -> String {
    format!("{HEAD}{history}")
}

#[track_caller]
fn good(text: &str) -> PlanFile {
    match parse(text) {
        Ok(file) => file,
        Err(problems) => panic!("{}", told(&problems)),
    }
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Expects exactly these problems, each by the beginning of its text.
#[track_caller]
fn refused(text: &str, expected: &[&str]) {
    let Err(problems) = parse(text) else { panic!("nothing was wrong") };
    let begins = |(problem, begin): (&Problem, &&str)| {
        problem.to_string().starts_with(&format!("essai.yaml: {begin}"))
    };
    let fits = problems.len() == expected.len() && problems.iter().zip(expected).all(begins);
    assert!(fits, "{}", told(&problems));
}

#[track_caller]
fn refused_by_domain(history: &str, expected: &str) {
    let file = good(&after_head(history));
    match rehearse(&file) {
        Ok(_) => panic!("nothing was refused"),
        Err(problem) => assert_eq!(problem.to_string(), format!("essai.yaml: {expected}")),
    }
}

#[test]
fn what_is_not_yaml_is_told_where_it_stops() {
    refused("plan: {key: x", &["line 2, column 1: not readable as YAML or JSON"]);
    refused("", &["line 1, column 1: the file is empty"]);
    refused("just words", &["line 1, column 1: a mapping with plan, people, history is wanted"]);
    refused("a: 1\n---\nb: 2", &["line 2, column 1: a plan file is one document"]);
}

#[test]
fn unknown_missing_and_repeated_fields_are_told_together() {
    refused(
        "plan: {key: x, title: T, territory: U, colour: red}\npeople: [{key: a}]\n",
        &[
            "line 1, column 1, history: this field is missing",
            "line 1, column 40, plan.colour: unknown field; known here: key, title, territory",
            "line 2, column 10, people[0].label: this field is missing",
        ],
    );
    refused(
        &after_head("  - {at: 2016-03-01T10:00, by: ana, dow: plan.rename, by: ana}\n"),
        &[
            "line 6, column 5, do: this field is missing",
            "line 6, column 37, dow: unknown field",
            "line 6, column 55, by: said twice",
        ],
    );
}

#[test]
fn the_header_and_the_people_are_checked() {
    refused(
        &HEAD.replace("key: essai", "key: Essai"),
        &["line 1, column 13, plan.key: \"Essai\" is not a key"],
    );
    refused(
        &HEAD.replace("label: Coordination", "label: ''"),
        &["line 3, column 23, people[0].label: may not be empty"],
    );
    let twice = "  - {key: ana, label: Encore, language: nl}\nhistory:";
    refused(
        &HEAD.replace("history:", twice),
        &[
            "line 4, column 5, people[1].key: another person",
            "line 4, column 41, people[1].language: known languages: fr, en",
        ],
    );
}

#[test]
fn moments_are_dates_that_never_go_back() {
    refused(
        &after_head(
            "  - {at: 2016-02-30T09:00, by: ana, do: plan.rename, with: {title: A}}
  - {at: 2016-03-01T08:59, by: ana, do: plan.rename, with: {title: A}}
  - {at: 2016-03-01T10:30+02:00, by: ana, do: plan.rename, with: {title: B}}\n",
        ),
        &[
            "line 6, column 10, at: \"2016-02-30T09:00\" is not a moment",
            "line 7, column 10, at: earlier than the step before it",
            "line 8, column 10, at: earlier than the step before it",
        ],
    );
}

#[test]
fn a_turn_is_over_before_the_next_step() {
    refused(
        &after_head(
            "  - at: 2016-03-01T10:00
    by: ana
    do: plan.rename
    every: 30
    each: [{title: A}, {title: B}, {title: C}]
  - {at: 2016-03-01T10:45, by: ana, do: plan.rename, with: {title: D}}\n",
        ),
        &["line 11, column 10, at: earlier than the step before it"],
    );
}

#[test]
fn unknown_people_and_commands_are_told() {
    refused(
        &after_head(
            "  - {at: 2016-03-01T10:00, by: bea, do: plan.rename, with: {title: A}}
  - {at: 2016-03-01T10:00, by: ana, do: plan.explode, with: {}}
  - {at: 2016-03-01T10:00, by: ana, do: rename, with: {}}
  - {at: 2016-03-01T10:00, by: ana, do: 12}\n",
        ),
        &[
            "line 6, column 32, by: \"bea\" is not the key of one of the people",
            "line 7, column 41, do: unknown variant `explode`",
            "line 8, column 41, do: unknown command `rename`",
            "line 9, column 41, do: the name of a command is wanted",
        ],
    );
}

#[test]
fn the_fields_of_a_body_are_told_by_path() {
    refused(
        &after_head(
            "  - {at: 2016-03-01T10:00, by: ana, do: plan.rename, with: {title: 12}}
  - {at: 2016-03-01T10:00, by: ana, do: plan.rename, with: {title: A, colour: red}}
  - {at: 2016-03-01T10:00, by: ana, do: plan.rename}
  - at: 2016-03-01T10:00
    by: ana
    do: axis.add
    each:
      - {axis: '@un', number: 1, title: Un}
      - {axis: '@deux', number: deux, title: Deux}
      - {axis: '@trois', number: 3}
  - {at: 2016-03-01T10:00, by: ana, do: plan.rename, with: [A]}\n",
        ),
        &[
            "line 6, column 68, with.title: invalid type: integer `12`, expected a string",
            "line 7, column 79, with.colour: unknown field `colour`, expected `title`",
            "line 8, column 41, do: missing field `title`",
            "line 14, column 33, each[1].number: invalid type: string \"deux\", expected u8",
            "line 15, column 9, each[2]: missing field `title`",
            "line 16, column 60, with: a mapping is wanted, not a list",
        ],
    );
}

#[test]
fn nested_fields_are_told_by_path() {
    let meeting = "  - {at: 2016-03-01T10:00, by: ana, do: meeting.schedule, with: {meeting: '@m', \
                   kind: plenary, title: T,\n      when: {day: 2016-02-30, starts: 540}}}\n";
    refused(
        &after_head(meeting),
        &["line 7, column 19, with.when.day: \"2016-02-30\" is not a day written YYYY-MM-DD"],
    );
    let missing = meeting.replace("day: 2016-02-30, ", "");
    refused(&after_head(&missing), &["line 7, column 13, with.when: missing field `day`"]);
}

#[test]
fn symbolic_keys_are_introduced_once_and_before_they_are_used() {
    refused(
        &after_head(
            "  - {at: 2016-03-01T10:00, by: ana, do: axis.rename, with: {axis: '@un', title: A}}
  - {at: 2016-03-01T10:00, by: ana, do: axis.add, with: {axis: '@un', number: 1, title: A}}
  - {at: 2016-03-01T10:00, by: ana, do: axis.add, with: {axis: '@un', number: 2, title: B}}
  - {at: 2016-03-01T10:00, by: ana, do: axis.add, with: {axis: '@ana', number: 3, title: C}}
  - {at: 2016-03-01T10:00, by: ana, do: axis.add, with: {axis: '@Un', number: 4, title: D}}\n",
        ),
        &[
            "line 6, column 67, with.axis: @un is not introduced before this",
            "line 8, column 64, with.axis: @un already stands for something else",
            "line 9, column 64, with.axis: @ana already stands for something else",
            "line 10, column 64, with.axis: \"Un\" is not a key",
        ],
    );
}

#[test]
fn two_at_signs_are_one() {
    let rename = "  - {at: 2016-03-01T10:00, by: ana, do: plan.rename, with: {title: '@@ici'}}\n";
    let file = good(&after_head(rename));
    let done = rehearse(&file).expect("it is allowed");
    let text = done.last().map(|(_, facts)| facts[0].encode(None)).unwrap_or_default();
    assert!(String::from_utf8_lossy(&text).contains("\"@ici\""));
}

#[test]
fn a_history_begins_with_the_plan() {
    let head = HEAD.replace("plan.create", "plan.rename, with: {title: A}");
    refused(&head, &["line 5, column 41, do: the first step is plan.create"]);
    let with = HEAD.replace("plan.create", "plan.create, with: {title: A}");
    refused(&with, &["line 5, column 54, with: plan.create takes its title and territory"]);
    let none = HEAD
        .replace("history:\n  - {at: 2016-03-01T09:00, by: ana, do: plan.create}", "history: []");
    refused(&none, &["line 4, column 10, history: the first step is missing: plan.create"]);
}

#[test]
fn size_depth_and_aliases_are_bounded() {
    refused(&" ".repeat(MAX_BYTES + 1), &["line 1, column 1: a plan file has at most"]);
    let deep = format!("plan: {}", "[".repeat(200));
    refused(&deep, &["line 1, column 22: nested more than 16 levels deep"]);
    refused("plan: &a {key: x}\npeople: [*a, *a]", &["line 1, column 7: anchors (&) and tags (!)"]);
    refused("plan: !x {key: x}", &["line 1, column 7: anchors (&) and tags (!)"]);
    let wide: String = (0..300).map(|n| format!("k{n}: 1\n")).collect();
    refused(&wide, &["line 201, column 7: a mapping has at most 200 fields"]);
    let long = format!("plan: [{}]", "1,".repeat(1_000_001));
    refused(&long, &["line 1, column 2000006: a plan file has at most 1000000 values"]);
    let many = "  - {at: 2016-03-01T10:00, by: ana, do: plan.explode}\n".repeat(300);
    let problems = parse(&after_head(&many)).expect_err("nothing is right");
    assert_eq!(problems.len(), 100);
}

#[test]
fn the_domain_refuses_at_line_field_and_code() {
    refused_by_domain(
        "  - {at: 2016-03-01T10:00, by: ana, do: plan.rename, with: {title: ' '}}\n",
        "line 6, column 68, with.title: plan.rename is refused: title may not be empty (empty)",
    );
    refused_by_domain(
        "  - at: 2016-03-01T10:00
    by: ana
    do: partner.register
    with: {sector: public}
    each:
      - {partner: '@a', name: A}
      - {partner: '@b', name: B, communes: ['99999']}\n",
        "line 12, column 44, each[1].communes: partner.register is refused: \
         there is no such communes (unknown)",
    );
    refused_by_domain(
        "  - {at: 2016-03-01T10:00, by: ana, do: partner.register, with: {partner: '@a', name: A, \
         sector: public}}\n  - {at: 2016-03-01T11:00, by: ana, do: partner.withdraw, with: \
         {partner: '@a'}}\n",
        "line 7, column 65, why: partner.withdraw is refused: a reason is required \
         (reason_required)",
    );
}

#[test]
fn what_has_not_happened_yet_is_found() {
    let file = good(HEAD);
    let made = file.steps[0].at_ms;
    assert_eq!(file.later_than(made), None);
    let problem = file.later_than(made - 1).map(|p| p.to_string());
    assert_eq!(
        problem.as_deref(),
        Some("essai.yaml: line 5, column 5, at: this step lies in the future")
    );
}

#[test]
fn bodies_share_what_is_said_once_and_take_turns() {
    let file = good(&after_head(
        "  - {at: 2016-03-01T10:00, by: ana, do: plan.rename, each: []}
  - at: 2016-03-01T10:00
    by: ana
    do: meeting.schedule
    every: [10, 0]
    with: {kind: plenary, when: {starts: 540, day: '2017-01-01'}}
    each:
      - {meeting: '@a', title: A}
      - {meeting: '@b', title: B, when: {day: '2018-01-01'}}\n",
    ));
    let minutes = |n: usize| (file.steps[n].at_ms - file.steps[0].at_ms) / 60_000;
    assert_eq!(file.steps.len(), 3);
    assert_eq!((minutes(1), minutes(2)), (60, 70));
    let done = rehearse(&file).expect("it is allowed");
    let written: Vec<String> = done
        .iter()
        .flat_map(|(_, facts)| facts.iter().map(|f| f.encode(None)))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    assert!(written[3].contains(r#""day":"2018-01-01","starts":540"#), "{}", written[3]);
}

#[test]
fn several_commands_share_a_turn() {
    let file = good(&after_head(
        "  - at: 2016-03-01T10:00
    by: ana
    do: [plan.describe, plan.describe, plan.describe]
    every: 30
    each: [{notes: a}, {notes: b}]\n",
    ));
    let minutes: Vec<i64> =
        file.steps.iter().map(|s| (s.at_ms - file.steps[1].at_ms) / 60_000).collect();
    assert_eq!(minutes, [-60, 0, 15, 30, 30, 45, 60]);
    refused(
        &after_head(
            "  - {at: 2016-03-01T10:00, by: ana, do: plan.describe, every: [1, 2], each: [{notes: \
             a}]}\n",
        ),
        &["line 6, column 63, every: minutes are wanted, one number or 1"],
    );
}

#[test]
fn reading_twice_makes_the_same_ids() {
    let (one, two) = (good(HEAD), good(HEAD));
    assert_eq!((one.plan, one.steps[0].id), (two.plan, two.steps[0].id));
    assert_eq!(one.people, two.people);
    let other = good(&HEAD.replace("key: essai", "key: autre"));
    assert_ne!((one.plan, one.people[0].id), (other.plan, other.people[0].id));
}

#[test]
fn json_is_yaml() {
    let json = "\u{feff}{\n\t\"plan\": {\"key\": \"essai\", \"title\": \"Été\", \"territory\": \
                \"Ici\"},\n\t\"people\": [{\"key\": \"ana\", \"label\": \"A\"}],\n\t\"history\": \
                [\n\t\t{\"at\": \"2016-03-01T09:00Z\", \"by\": \"ana\", \"do\": \
                \"plan.create\"}\n\t]\n}\n";
    assert_eq!(good(json).title, "Été");
    assert_eq!(good(json).plan, good(HEAD).plan);
}

#[test]
fn the_documented_example_is_importable() {
    let page = include_str!("../../../../docs/PLAN-FILE.md");
    let example = page
        .split("```yaml\n")
        .filter_map(|part| part.split("```").next())
        .find(|part| part.starts_with("plan:"))
        .expect("the page has an example");
    let file = good(example);
    let done = rehearse(&file).unwrap_or_else(|problem| panic!("{problem}"));
    let events: Vec<&Fact> = done.iter().flat_map(|(_, facts)| facts).collect();
    assert_eq!(events.len(), 14);
}

mod chain;
mod weave;
