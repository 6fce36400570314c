//! Axes of access to rights.

use plenum_domain::{
    Refusal,
    axis::{AxisCommand, AxisFact},
};
use plenum_testkit::{ids::axis, scenario::given_the_sample};

use super::too_long;

fn add(id: u64, number: u8, title: &str) -> AxisCommand {
    AxisCommand::Add { axis: axis(id), number, title: title.into() }
}

#[test]
fn an_axis_is_added_under_its_number() {
    given_the_sample().when(add(3, 3, " Travail ")).then([AxisFact::Added {
        axis: axis(3),
        number: 3,
        title: "Travail".into(),
    }]);
}

#[test]
fn an_axis_and_its_number_are_unique() {
    given_the_sample().when(add(1, 3, "Travail")).refused(Refusal::Exists("axis"));
    given_the_sample().when(add(3, 1, "Travail")).refused(Refusal::Exists("number"));
}

#[test]
fn an_axis_has_a_number_and_a_title() {
    for number in [0, 100, 255] {
        given_the_sample().when(add(3, number, "Travail")).refused(Refusal::OutOfRange {
            field: "number",
            min: 1,
            max: 99,
        });
    }
    given_the_sample().when(add(3, 3, " ")).refused(Refusal::Empty { field: "title" });
    given_the_sample()
        .when(add(3, 3, &too_long()))
        .refused(Refusal::TooLong { field: "title", max: 200 });
}

#[test]
fn an_axis_is_renamed() {
    let rename = |n, title: &str| AxisCommand::Rename { axis: axis(n), title: title.into() };
    let (from, to) = ("Revenu digne".to_owned(), "Revenu".to_owned());
    given_the_sample()
        .when(rename(1, "Revenu"))
        .then([AxisFact::Renamed { axis: axis(1), from, to }])
        .when(rename(1, "Revenu "))
        .then_nothing()
        .when(rename(1, ""))
        .refused(Refusal::Empty { field: "title" })
        .when(rename(9, "Revenu"))
        .refused(Refusal::Unknown("axis"));
}
