//! Members and their roles.

use plenum_domain::{
    Act, Audience, Refusal,
    axis::AxisCommand,
    member::{MemberCommand, MemberFact},
    rights::Role,
    space::SpaceFact,
};
use plenum_testkit::{
    ids::{account, axis, meeting, noon, partner, space},
    sample::{TODAY, auditor, coordinator, observer, stranger},
    scenario::{given, given_the_sample},
};

fn grant(n: u64, role: Role) -> MemberCommand {
    MemberCommand::GrantRole { account: account(n), role, until: None }
}

fn revoke(n: u64, role: Role) -> MemberCommand {
    MemberCommand::RevokeRole { account: account(n), role }
}

#[test]
fn a_role_is_granted_once() {
    let fact = MemberFact::RoleGranted { account: stranger(), role: Role::Observer, until: None };
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
        .and_then(|plan| assert_eq!(plan.audience_of(coordinator(), 0), None));
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
    assert_eq!(plan.audience_of(observer(), 0), Some(Audience::Members));
    let plan = given_the_sample().plan();
    assert_eq!(plan.audience_of(observer(), 0), Some(Audience::Observers));
    assert_eq!(plan.audience_of(auditor(), 0), Some(Audience::Members));
    assert_eq!(plan.audience_of(stranger(), 0), None);
}

#[test]
fn a_role_for_a_period_ends_by_itself() {
    let until = 5_000_000_000_000;
    let granted =
        MemberFact::RoleGranted { account: stranger(), role: Role::Auditor, until: Some(until) };
    let command =
        |until| MemberCommand::GrantRole { account: stranger(), role: Role::Auditor, until };
    given_the_sample()
        .when(command(Some(until)))
        .then([granted.clone()])
        .when(command(Some(until)))
        .then_nothing();
    let plan = given([granted.clone()]).plan();
    assert_eq!(plan.audience_of(stranger(), until - 1), Some(Audience::Members));
    assert_eq!(plan.audience_of(stranger(), until), None);
    assert!(plan.role_ended(until - 1, until));
    assert!(!plan.role_ended(until, until + 1) && !plan.role_ended(0, until - 1));
    // Granted again without an end, it stays.
    let plan = given([
        granted,
        MemberFact::RoleGranted { account: stranger(), role: Role::Auditor, until: None },
    ])
    .plan();
    assert_eq!(plan.audience_of(stranger(), until), Some(Audience::Members));
}

#[test]
fn an_end_lies_ahead_and_the_last_coordinator_has_none() {
    let command = |account, role, until| MemberCommand::GrantRole { account, role, until };
    let min = noon(TODAY);
    given_the_sample()
        .when(command(stranger(), Role::Auditor, Some(min)))
        .refused(Refusal::OutOfRange { field: "until", min, max: i64::MAX });
    given_the_sample()
        .when(command(coordinator(), Role::Coordinator, Some(5_000_000_000_000)))
        .refused(Refusal::LastCoordinator);
    // A coordinator for a while is no coordinator to leave the plan to.
    given([command(stranger(), Role::Coordinator, Some(5_000_000_000_000))])
        .when(revoke(1, Role::Coordinator))
        .refused(Refusal::LastCoordinator);
}

#[test]
fn who_has_left_is_known_with_their_partner_until_they_come_back() {
    let role = Role::Contributor { partner: partner(1) };
    let plan = given([grant(9, role), revoke(9, role)]).plan();
    assert_eq!(plan.former.get(&stranger()), Some(&Some(partner(1))));
    let plan = given([grant(9, role), revoke(9, role), grant(9, Role::Observer)]).plan();
    assert_eq!(plan.former.get(&stranger()), None);
}

#[test]
fn anyone_may_lay_down_their_own_role_and_nobody_elses() {
    let role = Role::Contributor { partner: partner(1) };
    given([grant(9, role)])
        .as_(stranger())
        .when(revoke(9, role))
        .then([MemberFact::RoleRevoked { account: stranger(), role }]);
    given([grant(9, role)])
        .as_(stranger())
        .when(revoke(6, Role::Observer))
        .refused(Refusal::Forbidden(Act::ManageMembers));
}
