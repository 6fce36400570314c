//! Themes.

use plenum_domain::{
    Refusal,
    axis::{ThemeCommand, ThemeFact},
};
use plenum_testkit::{ids::theme, scenario::given_the_sample};

use super::too_long;

#[test]
fn a_theme_is_added_once() {
    let add = |n, title: &str| ThemeCommand::Add { theme: theme(n), title: title.into() };
    given_the_sample()
        .when(add(2, "Volontariat\n"))
        .then([ThemeFact::Added { theme: theme(2), title: "Volontariat".into() }])
        .when(add(2, "Volontariat"))
        .refused(Refusal::Exists("theme"))
        .when(add(3, ""))
        .refused(Refusal::Empty { field: "title" })
        .when(add(3, &too_long()))
        .refused(Refusal::TooLong { field: "title", max: 200 });
}

#[test]
fn a_theme_is_renamed() {
    let rename = |n, title: &str| ThemeCommand::Rename { theme: theme(n), title: title.into() };
    let (from, to) = ("Asile".to_owned(), "Asile et refuge".to_owned());
    given_the_sample()
        .when(rename(1, "Asile et refuge"))
        .then([ThemeFact::Renamed { theme: theme(1), from, to }])
        .when(rename(1, "Asile et refuge"))
        .then_nothing()
        .when(rename(1, " "))
        .refused(Refusal::Empty { field: "title" })
        .when(rename(9, "Asile"))
        .refused(Refusal::Unknown("theme"));
}
