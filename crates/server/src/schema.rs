//! The wire types as one JSON Schema, from which OpenAPI and TypeScript are made.

use plenum_app::{Choice, SavedFilter, SignInAct};
use plenum_domain::{Command, Fact, Role};
use plenum_protocol::{
    accounts, admin,
    http::{
        CalendarLink, ChangesAt, EventsPage, People, Plans, Problem, RecordsAt, Session, SignIn,
        TableText, TimelineAnswer, Visit,
    },
    live::{ClientFrame, ServerFrame, UndoBody},
    own::{Filters, NoticesSeen, WaitingList},
};
use plenum_views::{
    Record, TimelineDay, Waiting, public::PublicPage, search::Found, tables::TableReport,
    tally::Board,
};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

type Any = Record<'static>;

/// All wire types, as JSON Schema (draft 2020-12) definitions under `$defs`.
#[must_use]
pub fn definitions() -> Value {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    generator.subschema_for::<ClientFrame>();
    generator.subschema_for::<ServerFrame<Any, Fact>>();
    generator.subschema_for::<Command>();
    generator.subschema_for::<UndoBody>();
    generator.subschema_for::<SignIn>();
    generator.subschema_for::<Session>();
    generator.subschema_for::<Plans>();
    generator.subschema_for::<People>();
    generator.subschema_for::<RecordsAt<Any>>();
    generator.subschema_for::<ChangesAt<Any>>();
    generator.subschema_for::<EventsPage<Fact>>();
    generator.subschema_for::<TimelineAnswer<TimelineDay>>();
    generator.subschema_for::<Board>();
    generator.subschema_for::<Found>();
    generator.subschema_for::<Visit>();
    generator.subschema_for::<Problem>();
    generator.subschema_for::<TableText>();
    generator.subschema_for::<TableReport>();
    generator.subschema_for::<WaitingList<Waiting>>();
    generator.subschema_for::<NoticesSeen<Choice>>();
    generator.subschema_for::<Filters<SavedFilter>>();
    generator.subschema_for::<CalendarLink>();
    accounts(&mut generator);
    let definitions = generator.take_definitions(true);
    json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions })
}

/// The types of the door, of one's own account and of administration.
fn accounts(generator: &mut SchemaGenerator) {
    generator.subschema_for::<accounts::Doors>();
    generator.subschema_for::<accounts::PasswordSignIn>();
    generator.subschema_for::<accounts::Ceremony>();
    generator.subschema_for::<accounts::PasskeySignIn>();
    generator.subschema_for::<accounts::Recovery>();
    generator.subschema_for::<accounts::InvitationShown<Role>>();
    generator.subschema_for::<accounts::AcceptInvitation>();
    generator.subschema_for::<accounts::Invite<Role>>();
    generator.subschema_for::<accounts::LinkMade>();
    generator.subschema_for::<accounts::Invitations<Role>>();
    generator.subschema_for::<accounts::Account>();
    generator.subschema_for::<accounts::ProfileChange>();
    generator.subschema_for::<accounts::PasswordChange>();
    generator.subschema_for::<accounts::PasswordProof>();
    generator.subschema_for::<accounts::GoTo>();
    generator.subschema_for::<accounts::NewPasskey>();
    generator.subschema_for::<accounts::NewToken>();
    generator.subschema_for::<accounts::TokenMade>();
    generator.subschema_for::<accounts::Erase>();
    generator.subschema_for::<admin::Accounts>();
    generator.subschema_for::<admin::AllSessions>();
    generator.subschema_for::<admin::AllPlans>();
    generator.subschema_for::<admin::NewPlan>();
    generator.subschema_for::<admin::PlanMade>();
    generator.subschema_for::<PublicPage>();
    generator.subschema_for::<admin::Organisations>();
    generator.subschema_for::<admin::SignIns<SignInAct>>();
}
