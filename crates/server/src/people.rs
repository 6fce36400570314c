//! Names to show for accounts.

use plenum_app::{App, PlanHandle};
use plenum_domain::{AccountId, Audience};
use plenum_protocol::live::Person;

/// An account as it is shown.
#[must_use]
pub fn person(app: &App, id: AccountId) -> Person {
    let label = app.access().account(id).map(|account| account.label);
    Person { id: id.into(), label: label.unwrap_or_default() }
}

/// Those whom an account may know of: the members for members, oneself for observers.
#[must_use]
pub fn seen_by(app: &App, plan: &PlanHandle, account: AccountId) -> Vec<Person> {
    let ids = plan.read(|now| match now.plan.audience_of(account) {
        Some(Audience::Members) => now.plan.members.keys().copied().collect(),
        Some(Audience::Observers) => vec![account],
        None => Vec::new(),
    });
    ids.into_iter().map(|id| person(app, id)).collect()
}
