//! Partner organisations.

use plenum_domain::{
    Refusal,
    partner::{PartnerCommand, PartnerFact, Sector},
};
use plenum_testkit::{
    ids::partner,
    scenario::{given, given_the_sample},
};

use super::too_long;

fn register(n: u64, name: &str, commune: &str, weight: u16) -> PartnerCommand {
    PartnerCommand::Register {
        partner: partner(n),
        name: name.into(),
        sector: Sector::Private,
        communes: [commune.to_owned()].into(),
        weight,
    }
}

#[test]
fn a_partner_is_registered() {
    let (communes, sector) = (["92094".to_owned()].into(), Sector::Private);
    let registered = PartnerFact::Registered {
        partner: partner(4),
        name: "Coopérative".into(),
        sector,
        communes,
        weight: 1000,
    };
    given_the_sample().when(register(4, " Coopérative ", "92094", 1000)).then([registered]);
}

#[test]
fn a_partner_is_registered_once_with_a_name_a_weight_and_known_communes() {
    given_the_sample()
        .when(register(1, "Coopérative", "92094", 1))
        .refused(Refusal::Exists("partner"));
    given_the_sample()
        .when(register(4, "Coopérative", "00000", 1))
        .refused(Refusal::Unknown("communes"));
    given_the_sample()
        .when(register(4, "Coopérative", "92094", 1001))
        .refused(Refusal::OutOfRange { field: "weight", min: 0, max: 1000 });
    given_the_sample().when(register(4, "", "92094", 1)).refused(Refusal::Empty { field: "name" });
    given_the_sample()
        .when(register(4, &too_long(), "92094", 1))
        .refused(Refusal::TooLong { field: "name", max: 200 });
}

#[test]
fn a_partner_is_renamed() {
    let rename = |n, name: &str| PartnerCommand::Rename { partner: partner(n), name: name.into() };
    let (from, to) = ("Partenaire 1 (démo)".to_owned(), "Maison".to_owned());
    given_the_sample()
        .when(rename(1, "Maison"))
        .then([PartnerFact::Renamed { partner: partner(1), from, to }])
        .when(rename(1, "Maison"))
        .then_nothing()
        .when(rename(1, " "))
        .refused(Refusal::Empty { field: "name" })
        .when(rename(9, "Maison"))
        .refused(Refusal::Unknown("partner"));
}

#[test]
fn a_partner_withdraws_with_a_reason() {
    let withdraw = PartnerCommand::Withdraw { partner: partner(1) };
    given_the_sample().when(withdraw.clone()).refused(Refusal::ReasonRequired);
    given_the_sample().because(" \n").when(withdraw.clone()).refused(Refusal::ReasonRequired);
    given_the_sample()
        .because("dissolution")
        .when(withdraw.clone())
        .then([PartnerFact::Withdrawn { partner: partner(1) }])
        .because("encore")
        .when(withdraw)
        .refused(Refusal::WrongState { what: "partner", state: "withdrawn" });
    given_the_sample()
        .because("dissolution")
        .when(PartnerCommand::Withdraw { partner: partner(9) })
        .refused(Refusal::Unknown("partner"));
}

#[test]
fn a_withdrawn_partner_may_come_back() {
    given([PartnerFact::Withdrawn { partner: partner(1) }])
        .when(PartnerCommand::Reinstate { partner: partner(1) })
        .then([PartnerFact::Reinstated { partner: partner(1) }])
        .when(PartnerCommand::Reinstate { partner: partner(1) })
        .refused(Refusal::WrongState { what: "partner", state: "active" });
    given_the_sample()
        .when(PartnerCommand::Reinstate { partner: partner(9) })
        .refused(Refusal::Unknown("partner"));
}

#[test]
fn a_partner_is_placed_in_known_communes_and_given_voices() {
    let place = |communes: &[&str]| PartnerCommand::Place {
        partner: partner(1),
        communes: communes.iter().map(|code| (*code).to_owned()).collect(),
    };
    let weigh = |weight| PartnerCommand::SetWeight { partner: partner(1), weight };
    let to = ["92094".to_owned()];
    given_the_sample()
        .when(place(&["00000"]))
        .refused(Refusal::Unknown("communes"))
        .when(place(&["92094"]))
        .then([PartnerFact::Placed { partner: partner(1), from: [].into(), to: to.into() }])
        .when(place(&["92094"]))
        .then_nothing();
    given_the_sample()
        .when(weigh(1001))
        .refused(Refusal::OutOfRange { field: "weight", min: 0, max: 1000 })
        .when(weigh(3))
        .then([PartnerFact::WeightSet { partner: partner(1), from: 1, to: 3 }])
        .when(weigh(3))
        .then_nothing();
    let nobody = PartnerCommand::SetWeight { partner: partner(9), weight: 1 };
    given_the_sample().when(nobody).refused(Refusal::Unknown("partner"));
}
