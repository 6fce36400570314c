//! Tables over the sample plan.

mod bring;
mod out;

use plenum_domain::{
    Audience, Plan,
    territory::{TerritoryCommand as C, Unit},
};
use plenum_testkit::{
    ids::measure,
    sample::{auditor, coordinator},
    scenario::given,
};
use plenum_views::{
    Seen,
    tables::{TABLES, Table, TableReport},
};
use uuid::Uuid;

use super::{Planned, TableError, TableImport, export_table, rehearse, request};

fn plan() -> Plan {
    let define = |n: u64, title: &str| C::DefineMeasure {
        measure: measure(n),
        title: title.into(),
        unit: Unit::People,
        per: None,
    };
    given([define(1, "Population"), define(2, "Part d’étrangers")]).plan()
}

fn import(table: &'static str, text: &str) -> TableImport {
    TableImport {
        table,
        text: text.into(),
        actor: coordinator(),
        id: Uuid::nil(),
        reason: Some("fermeture".into()),
        now: 0,
        dry_run: true,
    }
}

/// The plan after a table, as the actor would have it.
fn after(plan: &Plan, table: &'static str, text: &str) -> (Plan, TableReport) {
    let (report, planned) = rehearse(plan.clone(), &import(table, text)).expect("it is read");
    let mut plan = plan.clone();
    for Planned { command, .. } in planned {
        let asked = request(&command);
        let command = plenum_domain::Command::parse(&asked.name, &asked.body).expect("ours");
        let reason = Some("fermeture".into());
        let ctx = plenum_domain::Context { plan: plan.id, actor: coordinator(), now: 0, reason };
        for fact in plan.decide(command, &ctx).expect("it was tried") {
            plan.evolve(&super::event(&plan, &ctx, fact));
        }
    }
    (plan, report)
}

/// A table as a member takes it away.
fn taken(plan: &Plan, table: &Table) -> String {
    let seen = Seen { plan, audience: Audience::Members, names: &|_| None };
    String::from_utf8(export_table(table, &seen)).expect("UTF-8")
}

fn counts(report: &TableReport) -> [usize; 5] {
    let TableReport { added, changed, withdrawn, unchanged, refused_lines, .. } = report;
    [*added, *changed, *withdrawn, *unchanged, *refused_lines]
}

fn refused(report: &TableReport) -> Vec<(u64, &str, &str)> {
    let words = report.refused.iter();
    words.map(|r| (r.line, r.column.as_deref().unwrap_or(""), r.code.as_str())).collect()
}

const HEADINGS: &str = "ins_code;measure;day;value;source\n";

#[test]
fn figures_come_in_as_people_write_them_and_again_as_corrections() {
    let first = format!(
        "\u{feff}{HEADINGS}92094; population ;01/01/2020;111 432;Statbel\n\
         territory;Part d’étrangers;2021-01-01;5,29;Page\n\n"
    );
    let (plan, report) = after(&plan(), "figures", &first);
    assert_eq!(counts(&report), [2, 0, 0, 0, 0]);
    let (plan, report) = after(&plan, "figures", &first);
    assert_eq!(counts(&report), [0, 0, 0, 2, 0], "nothing differs");
    let second = format!(
        "{HEADINGS}92094;Population;2020-01-01;111433;Statbel\n\
         territory;Part d’étrangers;2021-01-01;;Page\n"
    );
    let (plan, report) = after(&plan, "figures", &second);
    assert_eq!(counts(&report), [0, 1, 1, 0, 0]);
    assert_eq!(plan.figures.len(), 1);
}

#[test]
fn a_refused_line_is_named_with_its_column_and_the_others_go_on() {
    let text = format!(
        "{HEADINGS}99999;Population;2020-01-01;1;S\n\
         92094;Densité;2020-13-01;mille;S\n\
         92094;Population;2020-01-01;12;\n\
         92094;Population;2020-01-01;12;S\n\
         92094;Population;2020-01-01;13;S\n\
         ;Population;2020-01-01;13;S\n"
    );
    let (plan, report) = after(&plan(), "figures", &text);
    assert_eq!(counts(&report), [1, 0, 0, 0, 5]);
    let wanted = [
        (2, "ins_code", "unknown_commune"),
        (3, "measure", "unknown_measure"),
        (3, "day", "malformed_day"),
        (3, "value", "malformed_number"),
        (4, "source", "empty"),
        (6, "ins_code", "duplicate"),
        (7, "ins_code", "empty"),
    ];
    assert_eq!(refused(&report), wanted);
    assert_eq!(report.refused[3].value, "mille");
    assert_eq!(plan.figures.len(), 1);
}

#[test]
fn a_comma_between_cells_is_none_inside_a_number() {
    let text = "code_ins,indicateur,date,valeur,source,note\n\
                92094,Population,2020-01-01,\"1,234\",S,x\n\
                92094,Population,2021-01-01,1234.5,S,x\n";
    let (_, report) = after(&plan(), "figures", text);
    assert_eq!(refused(&report), [(2, "value", "malformed_number")]);
    assert_eq!((report.added, report.ignored), (1, vec!["note".to_owned()]));
}

#[test]
fn a_table_without_its_columns_or_without_rights_is_not_read() {
    let error = |text: &str| rehearse(plan(), &import("figures", text)).err();
    assert_eq!(error(""), Some(TableError::Empty));
    assert_eq!(error("ins_code;measure;day;source"), Some(TableError::MissingColumn("value")));
    assert_eq!(error("ins_code;refnis"), Some(TableError::DoubleColumn("ins_code")));
    let unknown = rehearse(plan(), &import("budgets", HEADINGS)).err();
    assert_eq!(unknown, Some(TableError::Unknown));
    let text = format!("{HEADINGS}92094;Population;2020-01-01;12;S\n");
    let by_auditor = TableImport { actor: auditor(), ..import("figures", &text) };
    assert_eq!(rehearse(plan(), &by_auditor).err(), Some(TableError::Forbidden));
    let many = format!("{HEADINGS}{}", "92094;P;2020-01-01;1;S\n".repeat(20_001));
    assert_eq!(error(&many), Some(TableError::TooManyLines(20_000)));
}

#[test]
fn structures_come_in_once_change_close_and_reopen() {
    let headings = "kind;name;ins_code;partner;places;open\n";
    let first = format!(
        "{headings}CADA;Centre A (démo);92094;Partenaire 1 (démo);40;oui\n\
         ila;Centre B;92094;;;non\nclub;C;92094;;;\nila;D;92094;Inconnu;dix;\n"
    );
    let (plan, report) = after(&plan(), "structures", &first);
    let wanted = [
        (4, "kind", "unknown_word"),
        (5, "partner", "unknown_partner"),
        (5, "places", "malformed_number"),
    ];
    assert_eq!(refused(&report), wanted);
    assert_eq!(plan.structures.len(), 2);
    let again = first.replace(";non", ";oui").replace("40", "50");
    let (plan, report) = after(&plan, "structures", &again);
    assert_eq!((plan.structures.len(), report.added, report.changed), (2, 0, 2));
    let fewer = "kind;name;ins_code\ncada;centre a (DÉMO);92094\n";
    let (plan, _) = after(&plan, "structures", fewer);
    let kept = plan.structures.values().find(|s| s.places == Some(50)).expect("it is kept");
    assert!(kept.partner.is_some(), "what a table has no column for stays");
}

#[test]
fn what_is_taken_away_and_brought_back_changes_nothing() {
    let figures = format!(
        "{HEADINGS}92094;Population;2020-01-01;111432;=1+1\n\
         territory;Part d’étrangers;2021-01-01;-5,29;\"a;b \"\"c\"\"\"\n"
    );
    let (plan, _) = after(&plan(), "figures", &figures);
    let structures = "kind;name;ins_code\ncada;@Centre;92094\n";
    let (plan, _) = after(&plan, "structures", structures);
    for (name, guarded) in [("figures", "'=1+1"), ("structures", "'@Centre")] {
        let table = Table::named(name).expect("it is there");
        let out = taken(&plan, table);
        assert!(out.starts_with('\u{feff}') && out.contains(guarded), "{out}");
        assert!(name != "figures" || out.contains(";-5,29;"), "numbers are no formulas: {out}");
        let (back, report) = after(&plan, table.name, &out);
        assert!(back == plan, "{name}: {report:?}");
        assert_eq!(report.refused, [], "{name}");
        assert_eq!(report.unchanged, report.lines, "{name}");
    }
}

#[test]
fn every_table_has_its_columns_in_every_line_and_a_name_of_its_own() {
    let plan = plenum_testkit::random::History::random(11, 3000).plan;
    let mut names = std::collections::BTreeSet::new();
    for table in TABLES {
        assert!(names.insert(table.name), "{} is there twice", table.name);
        for audience in [Audience::Members, Audience::Observers] {
            let seen = Seen { plan: &plan, audience, names: &|_| None };
            for row in table.rows(&seen) {
                assert_eq!(row.len(), table.columns.len(), "{}", table.name);
            }
        }
    }
    for (name, _) in super::READERS {
        assert!(names.contains(name), "{name} is read and not written");
    }
}

/// Over random plans: whatever can be brought in, what was taken away of it changes nothing.
#[test]
fn what_a_random_plan_says_is_known_already() {
    for seed in 0..12 {
        let plan = plenum_testkit::random::History::random(seed, 1500).plan;
        let actor = coordinator_of(&plan);
        for (name, _) in super::READERS.iter().filter(|(name, _)| *name != "figures") {
            let table = Table::named(name).expect("it is there");
            let text = taken(&plan, table);
            let import = TableImport { actor, ..import(table.name, &text) };
            let (report, planned) = rehearse(plan.clone(), &import).expect("it is read");
            let wrong: Vec<_> = planned.iter().map(|planned| &planned.command).collect();
            assert!(wrong.is_empty(), "seed {seed}, {name}: {wrong:?} {:?}", report.refused);
            assert_eq!(report.refused, [], "seed {seed}, {name}");
        }
    }
}

fn coordinator_of(plan: &Plan) -> plenum_domain::AccountId {
    let mut members = plan.members.values();
    let found = members.find(|member| member.roles.contains(&plenum_domain::Role::Coordinator));
    found.map_or(coordinator(), |member| member.account)
}

#[test]
fn findings_come_in_once_and_are_corrected_by_their_id() {
    let headings = "id;constat;axe;thèmes;communes;année;partenaire\n";
    let first = format!(
        "{headings};Les délais s’allongent (démo);1;;92094;2021;Partenaire 1 (démo)\n\
         ;Les délais s’allongent (démo);1;;;;\n;Un autre;Axe inconnu;;99999;an;\n;;1;;;;\n"
    );
    let before = plan();
    let (plan, report) = after(&before, "findings", &first);
    let wanted = [
        (3, "statement", "duplicate"),
        (4, "axis", "unknown_axis"),
        (4, "communes", "unknown_commune"),
        (4, "year", "malformed_number"),
        (5, "statement", "empty"),
    ];
    assert_eq!(refused(&report), wanted);
    assert_eq!(counts(&report), [1, 0, 0, 0, 3]);
    let new = plan.findings.values().find(|f| !before.findings.contains_key(&f.id));
    let new = new.expect("it is recorded");
    assert!(new.tags.axis.is_some() && new.partner.is_some());
    let (plan, report) = after(&plan, "findings", &first);
    assert_eq!(counts(&report), [0, 0, 0, 1, 3], "nothing differs");
    // By its id, both its words and its year: one line, changed once.
    let corrected = format!("id;statement;year\n{};Les délais baissent (démo);2022\n", new.id);
    let (plan, report) = after(&plan, "findings", &corrected);
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    let after = &plan.findings[&new.id];
    assert_eq!(
        (after.statement.as_str(), after.tags.year),
        ("Les délais baissent (démo)", Some(2022))
    );
    assert_eq!(after.tags.axis, new.tags.axis, "what a table has no column for stays");
}

#[test]
fn partners_and_tasks_come_in_once_and_follow_their_table() {
    let before = plan();
    let text = "nom;secteur;communes;voix;actif\nMaison (démo);associatif;92094;3;oui\n\
                Maison (démo);associatif;;;\nAutre;secret;;;\n";
    let (plan, report) = after(&before, "partners", text);
    assert_eq!(refused(&report), [(3, "name", "duplicate"), (4, "sector", "unknown_sector")]);
    let maison = plan.partners.values().find(|p| p.name == "Maison (démo)").expect("it is there");
    assert_eq!((maison.weight, maison.communes.len(), maison.active), (3, 1, true));
    let gone = format!("id;nom;secteur;actif\n{};Maison 2 (démo);associatif;non\n", maison.id);
    let (plan, report) = after(&plan, "partners", &gone);
    assert_eq!(counts(&report), [0, 1, 0, 0, 0], "a line is counted once");
    assert!(!plan.partners[&maison.id].active);

    let text = "tâche;responsable;échéance;état\n\
                Relire;Partenaire 1 (démo);31/12/2026;faite\nRelire;Inconnu;;\nRelire;;demain;\n";
    let (plan, report) = after(&plan, "tasks", text);
    assert_eq!(refused(&report), [(3, "owner", "unknown_partner"), (4, "due", "malformed_day")]);
    assert_eq!(counts(&report), [1, 0, 0, 0, 2]);
    let (plan, report) = after(&plan, "tasks", text);
    assert_eq!(counts(&report), [0, 0, 0, 1, 2], "nothing differs");
    let task = plan.tasks.values().find(|task| task.title == "Relire").expect("it is there");
    let again = format!("id;title;state\n{};Relire encore;open\n", task.id);
    let (plan, report) = after(&plan, "tasks", &again);
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    assert_eq!(plan.tasks[&task.id].title, "Relire encore");
}
