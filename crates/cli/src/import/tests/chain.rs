//! Keys from findings to reports: introduced at the top of a body and inside it, used in sets.

use super::{after_head, good, refused, refused_by_domain, rehearse};

/// From the frame to a recommendation with a line of means.
const CHAIN: &str = "  - {at: 2016-03-02T09:00, by: ana, do: edition.open, with: {edition: '@ed', \
                     label: E, from_year: 2016}}
  - {at: 2016-03-02T09:01, by: ana, do: axis.add, with: {axis: '@ax', number: 1, title: A}}
  - {at: 2016-03-02T09:02, by: ana, do: finding.record, with: {finding: '@c', statement: C, tags: {axis: '@ax'}}}
  - {at: 2016-03-02T09:03, by: ana, do: evidence.add, with: {evidence: '@pv', finding: '@c', says: {kind: field, reference: R}}}
  - {at: 2016-03-02T09:04, by: ana, do: need.state, with: {need: '@b', statement: B, findings: ['@c']}}
  - {at: 2016-03-02T09:05, by: ana, do: priority.propose, with: {priority: '@p', edition: '@ed', axis: '@ax', title: P, findings: ['@c'], needs: ['@b']}}
  - {at: 2016-03-02T09:06, by: ana, do: recommendation.draft, with: {recommendation: '@r', priority: '@p', title: R, text: R, addressee: {level: region, body: W}}}
  - {at: 2016-03-02T09:07, by: ana, do: recommendation.add_means, with: {recommendation: '@r', means: '@m', what: {financial: {amount: 1000, year: 2016}}}}
";

#[test]
fn the_rest_of_a_line_gets_a_key_of_its_own() {
    let split = "  - {at: 2016-03-02T10:00, by: ana, do: recommendation.secure_means, with: \
                 {recommendation: '@r', means: '@m', part: {amount: 400, rest: '@m-rest'}}}
  - {at: 2016-03-02T10:01, by: ana, do: recommendation.secure_means, with: {recommendation: '@r', means: '@m-rest'}}
  - {at: 2016-03-02T10:02, by: ana, do: recommendation.add_resource, with: {recommendation: '@r', resource: '@s', what: {provider: {outside: X}, sector: private, brings: Y}}}
  - {at: 2016-03-02T10:03, by: ana, do: [recommendation.propose, recommendation.validate], with: {recommendation: '@r'}}
  - {at: 2016-03-02T10:04, by: ana, do: recommendation.send, with: {recommendation: '@r', day: 2016-03-02}}
  - {at: 2016-03-02T10:05, by: ana, do: report.write, with: {report: '@a', recommendation: '@r', progress: {day: 2016-03-02, percent: 10, words: A}}}
  - {at: 2016-03-02T10:06, by: ana, do: report.correct, with: {report: '@a', progress: {day: 2016-03-02, percent: 20, words: A}}}
";
    let file = good(&after_head(&format!("{CHAIN}{split}")));
    assert!(rehearse(&file).is_ok());
}

#[test]
fn keys_inside_bodies_are_checked_where_they_stand() {
    let wrong = "  - {at: 2016-03-02T10:00, by: ana, do: need.state, with: {need: '@b2', statement: \
                 B, findings: ['@c', '@d']}}
  - {at: 2016-03-02T10:01, by: ana, do: recommendation.secure_means, with: {recommendation: '@r', means: '@m', part: {amount: 400, rest: '@c'}}}
  - {at: 2016-03-02T10:02, by: ana, do: chain.confirm, with: {about: {kind: priority, id: '@q'}, finding: '@c', holds: stands}}
";
    refused(
        &after_head(&format!("{CHAIN}{wrong}")),
        &[
            "line 14, column 104, with.findings[1]: @d is not introduced before this",
            "line 15, column 138, with.part.rest: @c already stands for something else",
            "line 16, column 91, with.about.id: @q is not introduced before this",
        ],
    );
}

#[test]
fn values_inside_bodies_are_told_by_path() {
    let wrong = "  - at: 2016-03-02T10:00
    by: ana
    do: recommendation.add_means
    with: {recommendation: '@r'}
    each:
      - {means: '@m2', what: {financial: {amount: -5, year: 2016}}}
      - {means: '@m3', what: {human: {fte: half}}}
      - {means: '@m4', what: {gold: {}}}
  - {at: 2016-03-02T10:01, by: ana, do: finding.take_stance, with: {finding: '@c', partner: '@c', opinion: {position: shrugs}}}
";
    refused(
        &after_head(&format!("{CHAIN}{wrong}")),
        &[
            "line 19, column 51, each[0].what.financial.amount: -5 is not an amount in cents",
            "line 20, column 44, each[1].what.human.fte: invalid type: string \"half\"",
            "line 21, column 37, each[2].what.gold: unknown variant `gold`",
            "line 22, column 119, with.opinion.position: unknown variant `shrugs`",
        ],
    );
}

#[test]
fn the_rules_of_the_chain_are_told_at_their_field() {
    let too_much = "  - {at: 2016-03-02T10:00, by: ana, do: recommendation.secure_means, with: \
                    {recommendation: '@r', means: '@m', part: {amount: 4000, rest: '@rest'}}}\n";
    refused_by_domain(
        &format!("{CHAIN}{too_much}"),
        "line 14, column 127, with.part.amount: recommendation.secure_means is refused: \
         the line holds only 1000 cents (split_too_large)",
    );
}
