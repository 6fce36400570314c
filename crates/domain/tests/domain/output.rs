//! Outputs: published, changed, archived.

use plenum_domain::{
    Act, Command, Refusal,
    output::{OutputCommand as C, OutputDetails, OutputFact as F},
    space::SpaceFact,
};
use plenum_testkit::{
    ids::{axis, output, partner, space, theme},
    sample::facilitator,
    scenario::{Scenario, given, given_the_sample},
};

use super::{
    chain_plan::{about_output, published},
    too_long,
};

/// Commands about what is *own*, as in the table of the others.
pub fn own() -> Vec<(Command, Act, &'static str)> {
    let o = output(1);
    let commands = [
        C::Publish { output: output(9), details: about_output(9, 1) },
        C::Change { output: o, details: about_output(3, 1) },
        C::Archive { output: o },
        C::Restore { output: o },
    ];
    commands.map(|command| (command.into(), Act::PublishOutputs, "CF")).into()
}

fn here() -> Scenario {
    given([published(1, 1)])
}

fn change(to: OutputDetails) -> C {
    C::Change { output: output(1), details: to }
}

#[test]
fn an_output_is_published_once_and_trimmed() {
    let asked = OutputDetails { title: " Production 1 ".into(), ..about_output(1, 1) };
    let publish = C::Publish { output: output(1), details: asked };
    given_the_sample()
        .when(publish.clone())
        .then([published(1, 1)])
        .when(publish)
        .refused(Refusal::Exists("output"));
}

#[test]
fn an_output_names_what_there_is_and_says_something() {
    let publish = |details| C::Publish { output: output(1), details };
    let about = || about_output(1, 1);
    for (details, refusal) in [
        (OutputDetails { title: " ".into(), ..about() }, Refusal::Empty { field: "title" }),
        (
            OutputDetails { title: too_long(), ..about() },
            Refusal::TooLong { field: "title", max: 200 },
        ),
        (
            OutputDetails { note: "é".repeat(4_001), ..about() },
            Refusal::TooLong { field: "note", max: 4_000 },
        ),
        (
            OutputDetails { year: 1949, ..about() },
            Refusal::OutOfRange { field: "year", min: 1950, max: 2200 },
        ),
        (
            OutputDetails { year: 2201, ..about() },
            Refusal::OutOfRange { field: "year", min: 1950, max: 2200 },
        ),
        (OutputDetails { axis: Some(axis(9)), ..about() }, Refusal::Unknown("axis")),
        (OutputDetails { space: Some(space(9)), ..about() }, Refusal::Unknown("space")),
        (OutputDetails { partner: Some(partner(9)), ..about() }, Refusal::Unknown("partner")),
        (OutputDetails { themes: [theme(9)].into(), ..about() }, Refusal::Unknown("themes")),
    ] {
        given_the_sample().when(publish(details)).refused(refusal);
    }
    for year in [1950, 2200] {
        let details = OutputDetails { year, ..about() };
        let fact = F::Published { output: output(1), details: details.clone() };
        given_the_sample().when(publish(details)).then([fact]);
    }
}

#[test]
fn an_output_is_changed_whole_archived_with_a_reason_and_restored() {
    let (o, from, to) = (output(1), about_output(1, 1), about_output(7, 1));
    let archived = Refusal::WrongState { what: "output", state: "archived" };
    let shown = Refusal::WrongState { what: "output", state: "published" };
    here()
        .when(change(to.clone()))
        .then([F::Changed { output: o, from, to: to.clone() }])
        .when(change(to.clone()))
        .then_nothing()
        .when(C::Restore { output: o })
        .refused(shown)
        .when(C::Archive { output: o })
        .refused(Refusal::ReasonRequired)
        .because("dépassé")
        .when(C::Archive { output: o })
        .then([F::Archived { output: o }])
        .when(change(to))
        .refused(archived.clone())
        .because("encore")
        .when(C::Archive { output: o })
        .refused(archived)
        .when(C::Restore { output: o })
        .then([F::Restored { output: o }])
        .and_then(|plan| assert!(!plan.outputs[&o].archived));
    for command in [change(about_output(1, 1)), C::Archive { output: o }, C::Restore { output: o }]
    {
        given_the_sample().because("x").when(command).refused(Refusal::Unknown("output"));
    }
}

#[test]
fn a_facilitator_gives_no_output_away() {
    let away = Refusal::Forbidden(Act::PublishOutputs);
    let to_another = OutputDetails { space: Some(space(2)), ..about_output(1, 1) };
    let to_nobody = OutputDetails { space: None, ..about_output(1, 1) };
    here()
        .as_(facilitator())
        .when(change(to_another))
        .refused(away.clone())
        .as_(facilitator())
        .when(change(to_nobody))
        .refused(away);
}

#[test]
fn an_output_of_a_closed_space_is_still_corrected() {
    let closed = SpaceFact::Closed { space: space(1) };
    let to = about_output(2, 1);
    let from = about_output(1, 1);
    here().and([closed]).when(change(to.clone())).then([F::Changed {
        output: output(1),
        from,
        to,
    }]);
}
