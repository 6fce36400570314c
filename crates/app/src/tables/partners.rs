//! Partners: a line registers one, renames or places it, withdraws it or takes it back.

use std::collections::BTreeSet;

use plenum_domain::{
    Fact, Partner, PartnerId, Plan,
    partner::{PartnerCommand as C, PartnerFact, Sector},
};
use plenum_views::tables::TableReport;
use uuid::Uuid;

use super::{
    Planned, Reader,
    names::{self, Names},
    sheet::{Line, Sheet, folded},
};

pub(super) const READER: Reader = Reader { read, count };

struct Read {
    id: PartnerId,
    name: String,
    sector: Sector,
    communes: BTreeSet<String>,
    weight: u16,
    active: bool,
}

fn read(sheet: &mut Sheet<'_>, plan: &Plan) -> Vec<Planned> {
    let known = Names::of(plan);
    let (mut planned, mut named) = (Vec::new(), BTreeSet::new());
    for line in sheet.lines() {
        let Some(read) = line_of(sheet, &line, plan, &known) else { continue };
        if !named.insert(read.id) {
            sheet.refuse::<()>(&line, "name", "duplicate");
            continue;
        }
        let of_line = |command: C| Planned { command: command.into(), lines: vec![line.number] };
        let commands = commands(&read, plan.partners.get(&read.id));
        planned.extend(commands.into_iter().map(of_line));
    }
    planned
}

fn line_of(sheet: &mut Sheet<'_>, line: &Line, plan: &Plan, known: &Names) -> Option<Read> {
    let name = sheet.title(line, "name")?;
    let id = match sheet.cell(line, "id") {
        "" => match known.partners.get(&folded(&name)) {
            Some(Some(id)) => Some(*id),
            Some(None) => sheet.refuse(line, "name", "ambiguous"),
            // Made of what the line says, so that the same table twice registers it once.
            None => {
                let words = format!("partner {}", folded(&name));
                Some(Uuid::new_v5(&plan.id.0, words.as_bytes()).into())
            }
        },
        id => Uuid::parse_str(id)
            .ok()
            .map(PartnerId)
            .filter(|id| plan.partners.contains_key(id))
            .or_else(|| sheet.refuse(line, "id", "unknown_partner")),
    }?;
    let before = plan.partners.get(&id);
    let sector = match sheet.cell(line, "sector").to_lowercase().as_str() {
        "umbrella" | "porteur" => Some(Sector::Umbrella),
        "associative" | "associatif" => Some(Sector::Associative),
        "public" => Some(Sector::Public),
        "private" | "privé" | "prive" => Some(Sector::Private),
        _ => sheet.refuse(line, "sector", "unknown_sector"),
    }?;
    if before.is_some_and(|partner| partner.sector != sector) {
        return sheet.refuse(line, "sector", "fixed");
    }
    let communes = match (sheet.has("communes"), before) {
        (true, _) => names::communes(sheet, line, plan),
        (false, before) => Some(before.map(|p| p.communes.clone()).unwrap_or_default()),
    };
    let weight = match sheet.cell(line, "weight") {
        "" => Some(before.map_or(1, |partner| partner.weight)),
        weight => match weight.parse::<u16>() {
            Ok(weight) => Some(weight),
            Err(_) => sheet.refuse(line, "weight", "malformed_number"),
        },
    };
    let active = names::choice(sheet, line, "active", before.is_none_or(|p| p.active));
    Some(Read { id, name, sector, communes: communes?, weight: weight?, active: active? })
}

/// What leads from what is known to what the line says.
fn commands(read: &Read, before: Option<&Partner>) -> Vec<C> {
    let Read { id: partner, sector, weight, .. } = *read;
    let (name, communes) = (read.name.clone(), read.communes.clone());
    let withdraw = C::Withdraw { partner };
    let Some(before) = before else {
        let register = C::Register { partner, name, sector, communes, weight };
        return std::iter::once(register).chain((!read.active).then_some(withdraw)).collect();
    };
    let mut commands = Vec::new();
    if !before.active && read.active {
        commands.push(C::Reinstate { partner });
    }
    if before.name != name {
        commands.push(C::Rename { partner, name });
    }
    if before.communes != communes {
        commands.push(C::Place { partner, communes });
    }
    if before.weight != weight {
        commands.push(C::SetWeight { partner, weight });
    }
    if before.active && !read.active {
        commands.push(withdraw);
    }
    commands
}

fn count(fact: &Fact, report: &mut TableReport) {
    match fact {
        Fact::Partner(PartnerFact::Registered { .. }) => report.added += 1,
        Fact::Partner(PartnerFact::Withdrawn { .. }) => report.withdrawn += 1,
        Fact::Partner(_) => report.changed += 1,
        _ => {}
    }
}
