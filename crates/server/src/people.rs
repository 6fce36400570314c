//! Names to show for accounts.

use plenum_app::{App, PlanHandle};
use plenum_domain::{AccountId, Audience};
use plenum_protocol::live::{Former, Person};

/// An account as it is shown.
#[must_use]
pub fn person(app: &App, id: AccountId) -> Person {
    let label = app.access().account(id).map(|account| account.label);
    Person { id: id.into(), label: label.unwrap_or_default(), former: None }
}

/// Those whom an account may know of: for members the members and those who have left, for observers
/// oneself.
#[must_use]
pub fn seen_by(app: &App, plan: &PlanHandle, account: AccountId) -> Vec<Person> {
    let time = app.now();
    let known: Vec<(AccountId, Option<Former>)> =
        plan.read(|now| match now.plan.audience_of(account, time) {
            Some(Audience::Members) => {
                let members = now.plan.members.keys().map(|id| (*id, None));
                let former =
                    now.plan.former.iter().map(|(id, partner)| {
                        (*id, Some(Former { partner: partner.map(Into::into) }))
                    });
                members.chain(former).collect()
            }
            Some(Audience::Observers) => vec![(account, None)],
            None => Vec::new(),
        });
    known.into_iter().map(|(id, former)| Person { former, ..person(app, id) }).collect()
}
