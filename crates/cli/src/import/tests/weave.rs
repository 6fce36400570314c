//! Several files are one history, in order of time.

use super::{super::Source, HEAD, PlanFile, Problem, rehearse};

fn parse(texts: &[&str]) -> Result<PlanFile, Vec<Problem>> {
    let names = ["tête.yaml", "un.yaml", "deux.yaml"];
    let sources: Vec<_> =
        names.into_iter().zip(texts).map(|(name, text)| Source { name, text }).collect();
    super::super::parse(&sources)
}

#[track_caller]
fn refused(texts: &[&str], expected: &[&str]) {
    let problems = parse(texts).expect_err("something is wrong");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let fits = told.len() == expected.len()
        && told.iter().zip(expected).all(|(told, begin)| told.starts_with(begin));
    assert!(fits, "{told:#?}");
}

fn rename(at: &str, title: &str) -> String {
    format!("  - {{at: {at}, by: ana, do: plan.rename, with: {{title: {title}}}}}\n")
}

/// The titles that a plan got, in order.
fn titles(texts: &[&str]) -> Vec<String> {
    let file = parse(texts).expect("all is good");
    let done = rehearse(&file).expect("all is allowed");
    let facts = done.iter().skip(2).flat_map(|(_, facts)| facts);
    let words = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let title = |text: &str| Some(text.split_once(r#""to":""#)?.1.chars().take(1).collect());
    facts.filter_map(|fact| title(&words(fact.encode(None)))).collect()
}

#[test]
fn histories_are_woven_by_time_and_of_one_moment_the_earlier_file_is_first() {
    let head = format!("{HEAD}{}{}", rename("2016-03-02T09:00", "A"), rename("2016-03-04", "x"));
    let head = head.replace("2016-03-04,", "2016-03-04T09:00,").replace("title: x", "title: D");
    let one = format!("history:\n{}", rename("2016-03-03T09:00", "B"));
    let two = format!(
        "history:\n{}{}{}",
        rename("2016-03-03T09:00", "C"),
        rename("2016-03-04T09:00", "E"),
        rename("2016-03-05T09:00", "F")
    );
    let expected: Vec<String> = ["B", "C", "D", "E", "F"].map(str::to_owned).into();
    assert_eq!(titles(&[&head, &one, &two]), expected);
}

#[test]
fn the_turns_of_a_step_are_woven_one_by_one() {
    let head = format!("{HEAD}{}", rename("2016-03-02T08:00", "Z"));
    let one = "history:\n  - at: 2016-03-02T09:00\n    by: ana\n    do: plan.rename\n    every: \
               10\n    each: [{title: A}, {title: C}]\n";
    let two = format!("history:\n{}", rename("2016-03-02T09:05", "B"));
    assert_eq!(titles(&[&head, one, &two]), ["A", "B", "C"]);
}

#[test]
fn a_key_of_one_file_serves_in_another_once_it_is_introduced() {
    let one = "history:\n  - {at: 2016-03-03T09:00, by: ana, do: axis.add, with: {axis: '@un', \
               number: 1, title: A}}\n";
    let use_at = |day: &str| {
        format!(
            "history:\n  - {{at: 2016-03-{day}T09:00, by: ana, do: axis.rename, with: {{axis: \
             '@un', title: B}}}}\n"
        )
    };
    assert!(parse(&[HEAD, one, &use_at("04")]).is_ok());
    refused(
        &[HEAD, one, &use_at("02")],
        &["deux.yaml: line 2, column 67, with.axis: @un is not introduced before this"],
    );
}

#[test]
fn problems_say_the_file() {
    let late = "history:\n  - {at: 2016-03-03T09:00, by: bea, do: plan.rename, with: {title: A}}\n";
    refused(
        &[HEAD, late, "plan: {}\nhistory: {}\n"],
        &[
            "un.yaml: line 2, column 32, by: \"bea\" is not the key of one of the people",
            "deux.yaml: line 1, column 1, plan: unknown field; known here: history",
            "deux.yaml: line 2, column 10, history: a list is wanted, not a mapping",
        ],
    );
    refused(
        &[HEAD, "history: [", "just words"],
        &["un.yaml: line 2, column 1: not readable as YAML or JSON"],
    );
    let early = format!("history:\n{}", rename("2016-02-01T09:00", "A"));
    refused(&[HEAD, &early], &["un.yaml: line 2, column 10, at: earlier than the step before it"]);
    let again =
        "history:\n  - {at: 2016-03-03T09:00, by: ana, do: plan.rename, with: {title: ' '}}\n";
    let file = parse(&[HEAD, again]).expect("its form is good");
    let refusal = rehearse(&file).expect_err("the rules say no").to_string();
    assert!(refusal.starts_with("un.yaml: line 2, column 68, with.title: "), "{refusal}");
}
