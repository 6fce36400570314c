//! The plan itself.

use plenum_domain::{
    Act, Commune, Fact, Refusal,
    axis::AxisCommand,
    member::MemberFact,
    plan::{PlanCommand, PlanFact},
    rights::Role,
    value::MAX_NOTE,
};
use plenum_testkit::{
    ids::{axis, plan},
    sample::{coordinator, stranger},
    scenario::{given_nothing, given_the_sample},
};

use super::too_long;

fn create(title: &str, territory: &str) -> PlanCommand {
    PlanCommand::Create { title: title.into(), territory: territory.into() }
}

fn add_commune(ins_code: &str, longitude: f64, latitude: f64) -> PlanCommand {
    PlanCommand::AddCommune {
        ins_code: ins_code.into(),
        name: " Gembloux ".into(),
        arrondissement: "Namur".into(),
        longitude,
        latitude,
    }
}

#[test]
fn whoever_creates_a_plan_coordinates_it() {
    let (title, territory) = ("Plan".to_owned(), "Namur".to_owned());
    given_nothing().as_(stranger()).when(create(" Plan ", "Namur\n")).then([
        Fact::from(PlanFact::Created { plan: plan(1), title, territory }),
        MemberFact::RoleGranted { account: stranger(), role: Role::Coordinator, until: None }
            .into(),
    ]);
}

#[test]
fn a_plan_is_created_once_and_named() {
    given_the_sample().when(create("Plan", "Namur")).refused(Refusal::Exists("plan"));
    given_nothing().when(create("", "Namur")).refused(Refusal::Empty { field: "title" });
    given_nothing().when(create("Plan", " ")).refused(Refusal::Empty { field: "territory" });
    given_nothing()
        .when(create(&too_long(), "Namur"))
        .refused(Refusal::TooLong { field: "title", max: 200 });
    given_nothing()
        .when(create("Plan", &too_long()))
        .refused(Refusal::TooLong { field: "territory", max: 200 });
}

#[test]
fn nothing_happens_in_a_plan_that_is_not_there() {
    given_nothing()
        .when(AxisCommand::Add { axis: axis(1), number: 1, title: "Axe".into() })
        .refused(Refusal::Unknown("plan"));
    given_nothing()
        .when(PlanCommand::Rename { title: "Plan".into() })
        .refused(Refusal::Forbidden(Act::ShapePlan));
}

#[test]
fn a_plan_is_renamed() {
    let from = "Plan de Namur (démo)".to_owned();
    given_the_sample()
        .when(PlanCommand::Rename { title: " PPLI 2.0 ".into() })
        .then([PlanFact::Renamed { from, to: "PPLI 2.0".into() }])
        .when(PlanCommand::Rename { title: "PPLI 2.0".into() })
        .then_nothing()
        .when(PlanCommand::Rename { title: "\t".into() })
        .refused(Refusal::Empty { field: "title" })
        .when(PlanCommand::Rename { title: too_long() })
        .refused(Refusal::TooLong { field: "title", max: 200 });
}

#[test]
fn notes_may_be_a_page_or_nothing() {
    let page = "x".repeat(MAX_NOTE);
    given_the_sample()
        .when(PlanCommand::Describe { notes: page.clone() })
        .then([PlanFact::Described { notes: page.clone() }])
        .when(PlanCommand::Describe { notes: page.clone() + " " })
        .then_nothing()
        .when(PlanCommand::Describe { notes: page + "x" })
        .refused(Refusal::TooLong { field: "notes", max: MAX_NOTE })
        .when(PlanCommand::Describe { notes: String::new() })
        .then([PlanFact::Described { notes: String::new() }]);
}

#[test]
fn a_commune_is_placed_on_the_territory() {
    let commune = Commune {
        ins_code: "92142".into(),
        name: "Gembloux".into(),
        arrondissement: "Namur".into(),
        longitude: 4.69,
        latitude: 50.56,
    };
    given_the_sample()
        .when(add_commune("92142", 4.69, 50.56))
        .then([PlanFact::CommuneAdded { commune }])
        .when(add_commune("92142", 4.0, 50.0))
        .refused(Refusal::Exists("ins_code"));
}

#[test]
fn a_commune_has_a_code_and_a_place_on_earth() {
    for code in ["", "9214", "921420", "9214a", "９２１４２"] {
        given_the_sample()
            .when(add_commune(code, 4.0, 50.0))
            .refused(Refusal::Malformed { field: "ins_code" });
    }
    for longitude in [-180.1, 180.1, f64::NAN, f64::INFINITY] {
        given_the_sample()
            .when(add_commune("92142", longitude, 50.0))
            .refused(Refusal::OutOfRange { field: "longitude", min: -180, max: 180 });
    }
    for latitude in [-90.1, 90.1, f64::NAN] {
        given_the_sample().when(add_commune("92142", 4.0, latitude)).refused(Refusal::OutOfRange {
            field: "latitude",
            min: -90,
            max: 90,
        });
    }
    let nameless = PlanCommand::AddCommune {
        ins_code: "92142".into(),
        name: " ".into(),
        arrondissement: "Namur".into(),
        longitude: 4.0,
        latitude: 50.0,
    };
    given_the_sample().when(nameless).refused(Refusal::Empty { field: "name" });
}

#[test]
fn a_reason_is_a_page_at_most_for_commands_and_undos() {
    let long = "x".repeat(MAX_NOTE + 1);
    let refusal = Refusal::TooLong { field: "reason", max: MAX_NOTE };
    given_the_sample()
        .because(&long)
        .when(PlanCommand::Rename { title: "Plan".into() })
        .refused(refusal.clone());
    let added = plenum_testkit::sample::add(
        1,
        plenum_testkit::sample::first(plenum_testkit::ids::meeting(1)),
    );
    given_the_sample()
        .as_(coordinator())
        .when(added)
        .done()
        .because(&long)
        .undo_last()
        .refused(refusal);
}

#[test]
fn the_public_page_opens_and_closes() {
    given_the_sample()
        .when(PlanCommand::ClosePublicPage {})
        .then_nothing()
        .when(PlanCommand::OpenPublicPage {})
        .then([PlanFact::PublicPageOpened {}])
        .and_then(|plan| assert!(plan.public))
        .when(PlanCommand::OpenPublicPage {})
        .then_nothing()
        .when(PlanCommand::ClosePublicPage {})
        .then([PlanFact::PublicPageClosed {}])
        .and_then(|plan| assert!(!plan.public));
}
