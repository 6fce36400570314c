//! What it costs to ask for rights at each delivery, in a plan of the demo's size.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenum_domain::{
    AccountId, Act, Plan, Role, Scope,
    member::MemberFact,
    partner::{PartnerFact, Sector},
};
use plenum_testkit::{
    ids::{account, meeting, partner, space},
    sample::{coordinator, events, sample, stranger},
};

const PARTNERS: u64 = 50;
const MEMBERS: u64 = 60;
const NOW: i64 = 1_000;
/// Where the numbers of the sample's own partners and accounts have ended.
const FIRST: u64 = 100;

/// Sixty members for fifty partners: everybody wears several hats, some of which end by themselves or
/// have ended.
fn plan() -> (Plan, Vec<AccountId>) {
    let members: Vec<_> = (FIRST..FIRST + MEMBERS).map(account).collect();
    let registered = (FIRST..FIRST + PARTNERS).map(|n| {
        PartnerFact::Registered {
            partner: partner(n),
            name: format!("Partner {n}"),
            sector: Sector::Public,
            communes: Default::default(),
            weight: 1,
        }
        .into()
    });
    let granted = members.iter().zip(0..).flat_map(|(member, n)| {
        let granted = |role, until| MemberFact::RoleGranted { account: *member, role, until };
        let own = Role::Contributor { partner: partner(FIRST + n % PARTNERS) };
        let mut roles = vec![granted(own, (n % 5 == 0).then_some(NOW + 1))];
        roles.push(granted(Role::Observer, (n % 3 == 0).then_some(NOW - 1)));
        if n % 4 == 0 {
            roles.push(granted(Role::Facilitator { space: space(1 + n % 2) }, None));
            roles.push(granted(Role::Secretary { meeting: meeting(1 + n % 4) }, Some(NOW + 1)));
        }
        roles.into_iter().map(Into::into)
    });
    let mut plan = sample();
    let facts = registered.chain(granted).collect::<Vec<_>>();
    events(plan.head, coordinator(), 0, facts).for_each(|event| plan.evolve(&event));
    (plan, members)
}

fn rights(bench: &mut Criterion) {
    let (plan, members) = plan();
    let mut group = bench.benchmark_group("rights");
    group.throughput(criterion::Throughput::Elements(members.len() as u64));
    group.bench_function("audience_of each member", |b| {
        b.iter(|| members.iter().filter_map(|who| black_box(&plan).audience_of(*who, NOW)).count());
    });
    let prepares = |who: &&AccountId| {
        black_box(&plan).may(**who, Act::PrepareAgenda, Scope::Meeting(meeting(1)), NOW)
    };
    group.bench_function("may each member prepare an agenda", |b| {
        b.iter(|| members.iter().filter(prepares).count());
    });
    group.finish();
    bench.bench_function("rights/audience_of a stranger", |b| {
        b.iter(|| black_box(&plan).audience_of(black_box(stranger()), NOW));
    });
}

criterion_group!(benches, rights);
criterion_main!(benches);
