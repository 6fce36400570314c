//! Members and their roles.

use plenum_domain::{
    Act, Audience, Refusal,
    axis::AxisCommand,
    member::{MemberCommand, MemberFact},
    rights::Role,
    space::SpaceFact,
};
use plenum_testkit::{
    ids::{account, axis, meeting, partner, space},
    sample::{auditor, coordinator, observer, stranger},
    scenario::{given, given_the_sample},
};

fn grant(n: u64, role: Role) -> MemberCommand {
    MemberCommand::GrantRole { account: account(n), role }
}

fn revoke(n: u64, role: Role) -> MemberCommand {
    MemberCommand::RevokeRole { account: account(n), role }
}

#[test]
fn a_role_is_granted_once() {
    let fact = MemberFact::RoleGranted { account: stranger(), role: Role::Observer };
    given_the_sample()
        .when(grant(9, Role::Observer))
        .then([fact])
        .when(grant(9, Role::Observer))
        .then_nothing();
}

#[test]
fn a_role_needs_what_it_is_about() {
    for (role, what) in [
        (Role::Facilitator { space: space(9) }, "space"),
        (Role::Contributor { partner: partner(9) }, "partner"),
        (Role::Secretary { meeting: meeting(9) }, "meeting"),
    ] {
        given_the_sample().when(grant(9, role)).refused(Refusal::Unknown(what));
    }
    given([SpaceFact::Closed { space: space(1) }])
        .when(grant(9, Role::Facilitator { space: space(1) }))
        .refused(Refusal::WrongState { what: "space", state: "closed" });
}

#[test]
fn a_role_that_is_lost_takes_its_rights_along() {
    let add = AxisCommand::Add { axis: axis(3), number: 3, title: "Travail".into() };
    given([grant(9, Role::Coordinator)])
        .when(revoke(1, Role::Coordinator))
        .then([MemberFact::RoleRevoked { account: coordinator(), role: Role::Coordinator }])
        .when(add)
        .refused(Refusal::Forbidden(Act::ShapePlan))
        .and_then(|plan| assert_eq!(plan.audience_of(coordinator()), None));
}

#[test]
fn revoking_what_is_not_held_changes_nothing() {
    given_the_sample().when(revoke(9, Role::Observer)).then_nothing();
    given_the_sample().when(revoke(2, Role::Facilitator { space: space(2) })).then_nothing();
}

#[test]
fn the_last_coordinator_stays() {
    given_the_sample().when(revoke(1, Role::Coordinator)).refused(Refusal::LastCoordinator);
    // Two roles are no two coordinators.
    given([grant(1, Role::Auditor)])
        .when(revoke(1, Role::Coordinator))
        .refused(Refusal::LastCoordinator);
}

#[test]
fn the_audience_follows_the_roles() {
    let plan = given([grant(6, Role::Auditor)]).plan();
    assert_eq!(plan.audience_of(observer()), Some(Audience::Members));
    let plan = given_the_sample().plan();
    assert_eq!(plan.audience_of(observer()), Some(Audience::Observers));
    assert_eq!(plan.audience_of(auditor()), Some(Audience::Members));
    assert_eq!(plan.audience_of(stranger()), None);
}
