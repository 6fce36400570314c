//! What comes in, table by table: once, again as corrections, and what is refused of it.

use plenum_domain::{
    Plan,
    edition::EditionFact,
    priority::PriorityState,
    recommendation::{MeansKind, RecommendationFact},
    space::SpaceState,
};
use plenum_testkit::{
    ids::{edition, meeting},
    sample::{auditor, contributor},
    scenario::given,
};

use super::super::{TableError, TableImport, rehearse};
use super::{after, counts, import, refused};

/// The sample with an edition in consultation.
fn plan() -> Plan {
    given([EditionFact::ConsultationStarted { edition: edition(1) }]).plan()
}

/// Brings a table in twice: the second time it says nothing new.
fn brought(plan: &Plan, table: &'static str, text: &str) -> Plan {
    let (plan, report) = after(plan, table, text);
    assert_eq!(refused(&report), [], "{table}");
    let (again, report) = after(&plan, table, text);
    assert_eq!(counts(&report), [0, 0, 0, report.lines, 0], "{table}: {:?}", report.refused);
    assert!(again == plan, "{table}");
    plan
}

/// Findings 1 and 2, a need, a priority, a recommendation that was sent: all from tables.
fn chain() -> Plan {
    let plan = brought(&plan(), "findings", "constat;axe\nPremier (démo);1\nSecond (démo);1\n");
    let plan = brought(
        &plan,
        "needs",
        "besoin;constats;public;axe;partenaire\nBesoin (démo);C 1, C 2;familles;1;Partenaire 1 (démo)\n",
    );
    let plan = brought(
        &plan,
        "priorities",
        "édition;axe;priorité;note;constats;besoins\nPPLI 2.0;1;Accueil (démo);« note »;1;1\n",
    );
    let text = "priorité;recommandation;texte;niveau;destinataire;porteur;communes;échéance\n\
                1;Financer (démo);Il faut.;région;Wallonie;Partenaire 1 (démo);92094;31/12/2027\n";
    let plan = brought(&plan, "recommendations", text);
    let sent = plan.recommendations.keys().next().copied().expect("it is drafted");
    let mut plan = plan;
    let road = [
        RecommendationFact::Proposed { recommendation: sent },
        RecommendationFact::Validated { recommendation: sent, decided: None },
        RecommendationFact::Sent {
            recommendation: sent,
            day: plenum_testkit::ids::day("2026-01-01"),
        },
    ];
    for fact in road {
        let ctx = plenum_domain::Context {
            plan: plan.id,
            actor: plenum_testkit::sample::coordinator(),
            now: 0,
            reason: None,
        };
        plan.evolve(&super::super::event(&plan, &ctx, fact.into()));
    }
    plan
}

#[test]
fn the_chain_comes_in_link_by_link_and_is_corrected() {
    let plan = chain();
    let need = plan.needs.values().next().expect("it is stated");
    assert_eq!((need.findings.len(), need.public.as_str()), (2, "familles"));
    let priority = plan.priorities.values().next().expect("it is proposed");
    assert_eq!((priority.findings.len(), priority.needs.len()), (1, 1));
    let known = plan.recommendations.values().next().expect("it is drafted");
    assert_eq!((known.addressee.body.as_str(), known.concerns.communes.len()), ("Wallonie", 1));

    let (plan, report) = after(&plan, "needs", "statement;findings\nBesoin (démo);2\n");
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    let text =
        format!("id;édition;axe;priorité;état\n{};PPLI 2.0;2;Autre nom;retenue\n", priority.id);
    let (plan, report) = after(&plan, "priorities", &text);
    assert_eq!((counts(&report), refused(&report)), ([0, 1, 0, 0, 0], vec![]));
    let priority = plan.priorities.values().next().expect("it is there");
    assert_eq!((priority.title.as_str(), priority.state), ("Autre nom", PriorityState::Retained));
    let ranked = &plan.editions[&edition(1)].rankings[&priority.axis];
    assert_eq!(ranked, &vec![priority.id], "it moved to its axis");
    let text =
        format!("id;édition;axe;priorité;état\n{};PPLI 2.0;2;Autre nom;proposée\n", priority.id);
    let (_, report) = after(&plan, "priorities", &text);
    assert_eq!(refused(&report), [(2, "state", "no_way")]);
}

#[test]
fn lines_of_the_chain_are_refused_for_what_they_name() {
    let plan = chain();
    let text = "besoin;constats;public\nNeuf;9;\nSans;;\nMot;x9;\nBesoin (démo);1 2;autres\n";
    let (after_needs, report) = after(&plan, "needs", text);
    let wanted =
        [(2, "findings", "unknown_number"), (3, "findings", "empty"), (5, "public", "fixed")];
    // A letter before a number is how people write it: x9 is 9, which is nothing.
    let told: Vec<_> = refused(&report).into_iter().filter(|r| r.0 != 4).collect();
    assert_eq!(told, wanted);
    assert!(after_needs == plan);
    let text = "constat;type;référence;lien\n1;rumeur;R;\n1;statistique;R;http://x.be\n1;;;\n";
    let (_, report) = after(&plan, "evidence", text);
    let wanted = [
        (2, "kind", "unknown_word"),
        (3, "link", "malformed_link"),
        (4, "kind", "empty"),
        (4, "reference", "empty"),
    ];
    assert_eq!(refused(&report), wanted);
    let text = "édition;axe;priorité\nPPLI 9;1;X\n;1;X\nPPLI 2.0;9;X\n";
    let (_, report) = after(&plan, "priorities", text);
    let wanted =
        [(2, "edition", "unknown_edition"), (3, "edition", "empty"), (4, "axis", "unknown_axis")];
    assert_eq!(refused(&report), wanted);
}

#[test]
fn evidence_means_and_reports_come_in() {
    let plan = chain();
    let text = "constat;type;référence;extrait;lien;partenaire\n\
                1;statistique;Annuaire 2024;« p. 3 »;https://example.org/a;Partenaire 1 (démo)\n";
    let plan = brought(&plan, "evidence", text);
    let id = *plan.evidence.keys().next().expect("it is added");
    let text = format!("id;constat;type;référence;retirée\n{id};1;statistique;Annuaire 2025;oui\n");
    let (ended, report) = after(&plan, "evidence", &text);
    assert_eq!(counts(&report), [0, 1, 0, 0, 0], "a line is counted once");
    assert!(ended.evidence[&id].withdrawn && ended.evidence[&id].says.link.is_some());

    let text = "recommandation;type;montant;année;etp;objet;acquis\n\
                1;financier;1 250,5;2027;;Région (démo);oui\n1;humain;;;0,75;Assistante;\n\
                1;logistique;;;;Un local;non\n1;financier;1,234;2027;;;\n9;humain;;;1;;\n1;humain;;;0,5;Assistante;\n";
    let (plan, report) = after(&plan, "means", text);
    let wanted = [
        (5, "euros", "malformed_number"),
        (6, "recommendation", "unknown_number"),
        (7, "what", "duplicate"),
    ];
    assert_eq!(refused(&report), wanted);
    let known = plan.recommendations.values().next().expect("it is there");
    let whats: Vec<_> = known.means.iter().map(|line| (&line.what, line.secured)).collect();
    let MeansKind::Financial { amount, .. } = whats[0].0 else { panic!("{whats:?}") };
    assert_eq!((amount.get(), whats[0].1, known.means.len()), (125_050, true, 3));
    assert!(matches!(whats[1].0, MeansKind::Human { fte: 75, .. }));

    let text = "recommandation;date;pourcentage;texte\n1;2027-02-01;40;En route.\n";
    let plan = brought(&plan, "reports", text);
    let (plan, report) = after(&plan, "reports", &text.replace("40", "60"));
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    assert_eq!(plan.reports.values().next().and_then(|report| report.progress.percent), Some(60));
    let (_, report) = after(&plan, "reports", &text.replace("40", "400").replace("02-01", "02-02"));
    assert_eq!(refused(&report), [(2, "percent", "malformed_number")]);
    let (_, report) = after(&plan, "reports", &text.replace("40", "101").replace("02-01", "02-02"));
    assert_eq!(refused(&report), [(2, "", "out_of_range")], "the rules are everybody's");
}

#[test]
fn axes_themes_and_communes_come_in_and_keep_what_never_changes() {
    let plan = plan();
    let axes = "numéro;axe\n7;Accès à la culture (démo)\n8;Accès au sport (démo)\n";
    let plan = brought(&plan, "axes", axes);
    let (_, report) = after(&plan, "axes", &axes.replace("la culture", "la vie culturelle"));
    assert_eq!(counts(&report), [0, 1, 0, 1, 0]);
    let plan = brought(&plan, "themes", "thématique\nSport (démo)\n");
    assert!(plan.themes.values().any(|theme| theme.title == "Sport (démo)"));

    let communes = "code_ins;nom;arrondissement;longitude;latitude\n\
                    91034;Dinant;Dinant;4,9115;50,2606\n";
    let plan = brought(&plan, "communes", communes);
    let (moved, report) = after(&plan, "communes", &communes.replace("4,9115", "4,9120"));
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    assert!((moved.communes["91034"].longitude - 4.912).abs() < 1e-9);
    for (from, to, column, code) in [
        ("nt;Di", "nt-sur-Meuse;Di", "name", "fixed"),
        ("4,9115", "vers Namur", "longitude", "malformed_number"),
        ("50,2606", "95", "", "out_of_range"),
    ] {
        let (_, report) = after(&plan, "communes", &communes.replace(from, to));
        assert_eq!(refused(&report), [(2, column, code)]);
    }
}

#[test]
fn objectives_spaces_requests_and_outputs_come_in() {
    let plan = plan();
    let text = "référence;formulation;en vigueur\nart. 1;Accueillir (démo);oui\nart. 2;Former (démo);non\n";
    let plan = brought(&plan, "objectives", text);
    let (plan, report) =
        after(&plan, "objectives", &text.replace("non", "oui").replace("oui\n", "non\n"));
    assert_eq!(counts(&report), [0, 0, 1, 1, 0]);
    assert!(plan.objectives.values().all(|objective| !objective.in_force));

    let text = "type;espace;mandat;axes;thématiques;hôte;partenaires;état\n\
                concertation;Nouveau (démo);Écouter.;1 | Logement décent;Asile;Partenaire 2 (démo);\
                Partenaire 1 (démo) | Partenaire 2 (démo);suspendu\n";
    let plan = brought(&plan, "spaces", text);
    let new =
        plan.spaces.values().find(|space| space.title == "Nouveau (démo)").expect("it is open");
    assert_eq!((new.axes.len(), new.members.len(), new.state), (2, 2, SpaceState::Suspended));
    let text = text.replace("suspendu", "clos").replace("concertation", "plateforme");
    let (_, report) = after(&plan, "spaces", &text);
    assert_eq!(refused(&report), [(2, "kind", "fixed")]);

    let text = "origine;demande;urgence;thématiques;espace;échéance\n\
                terrain;Que faire ? (démo);haute;Asile;Espace 1 (démo);01/05/2027\n";
    let plan = brought(&plan, "expertise", text);
    let (plan, report) = after(&plan, "expertise", &text.replace("01/05", "01/06"));
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    let (_, report) = after(&plan, "expertise", &text.replace("haute", "basse"));
    assert_eq!(refused(&report), [(2, "urgency", "fixed")]);

    let text =
        "type;production;année;lien;archivée\noutil;Guide (démo);2024;https://example.org/g;\n";
    let plan = brought(&plan, "outputs", text);
    let (plan, report) = after(&plan, "outputs", &text.replace("/g;", "/h;oui"));
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    assert!(plan.outputs.values().all(|output| output.archived));
}

#[test]
fn meetings_come_in_and_items_stand_after_the_line_before_them() {
    let plan = plan();
    let text = "date;début;fin;type;réunion;lieu;espace;appel\n\
                01/06/2027;9h30;12:00;espace;Atelier (démo);Namur;Espace 1 (démo);2027-05-20\n\
                02/06/2027;25:00;;plénière;Nuit;;;\n";
    let (plan, report) = after(&plan, "meetings", text);
    assert_eq!(refused(&report), [(3, "starts", "malformed_time")]);
    let plan =
        brought(&plan, "meetings", text.split_inclusive('\n').take(2).collect::<String>().as_str());
    let new = plan.meetings.values().find(|meeting| meeting.title == "Atelier (démo)");
    let new = new.expect("it is scheduled");
    assert_eq!((new.when.starts.get(), new.call_until.is_some()), (570, true));

    let text = "date;réunion;réserve;niveau;type;point;durée;intervenant;début\n\
                ;Atelier (démo);;1;débat;Un;30;Partenaire 1 (démo);\n\
                ;Atelier (démo);;2;décision;Un bis;10;Espace 2 (démo);9:40\n\
                ;Atelier (démo);;1;pause;Pause;15;;\n;Atelier (démo);;1;débat;Deux;20;;\n\
                ;Atelier (démo);;1;pause;Pause;15;;\n;;plénière;;information;Plus tard;5;;\n";
    let plan = brought(&plan, "items", text);
    let outline = |plan: &Plan| -> Vec<(u8, String)> {
        let agenda = &plan.meetings[&new.id].agenda;
        agenda.iter().map(|entry| (entry.depth, plan.items[&entry.item].title.clone())).collect()
    };
    let wanted = [(0, "Un"), (1, "Un bis"), (0, "Pause"), (0, "Deux"), (0, "Pause")];
    let wanted = wanted.map(|(depth, title)| (depth, title.to_owned()));
    assert_eq!((outline(&plan), plan.backlog.len()), (wanted.to_vec(), 1));
    // A new line stands after the one before it.
    let text = "réunion;niveau;type;point;durée\nAtelier (démo);1;débat;Un;45\n\
                Atelier (démo);2;débat;Un ter;5\nAtelier (démo);3;débat;Détail;5\n\
                Atelier (démo);2;débat;Deux;5\nRien;1;débat;X;5\n";
    let (plan, report) = after(&plan, "items", text);
    assert_eq!(refused(&report), [(5, "level", "fixed"), (6, "meeting", "unknown_meeting")]);
    assert_eq!(counts(&report), [2, 1, 0, 0, 2]);
    let said: Vec<_> =
        outline(&plan).into_iter().map(|(depth, title)| format!("{depth} {title}")).collect();
    assert_eq!(said, ["0 Un", "1 Un ter", "2 Détail", "1 Un bis", "0 Pause", "0 Deux", "0 Pause"]);
    let text = "réunion;niveau;type;point;durée\nRéunion 1;2;débat;X;5\n";
    let (_, report) = after(&plan, "items", text);
    assert_eq!(refused(&report), [(2, "level", "no_parent")]);
    assert!(plan.meetings[&meeting(1)].agenda.is_empty());
}

/// Rights are those of the commands: a table does what its bringer may by hand, and no more.
#[test]
fn a_table_does_what_its_bringer_may_by_hand() {
    let plan = chain();
    let lines: [(&str, &str); 12] = [
        ("objectives", "reference;wording\nart. 9;X\n"),
        ("needs", "statement;findings\nX;1\n"),
        ("evidence", "finding;kind;reference\n1;other;X\n"),
        ("priorities", "edition;axis;title\nPPLI 2.0;1;X\n"),
        ("recommendations", "priority;title;text;level;body\n1;X;X;other;X\n"),
        ("means", "recommendation;kind;what\n1;logistic;X\n"),
        ("spaces", "kind;title\nconsultation;X\n"),
        ("meetings", "day;starts;kind;title\n2027-06-01;10:00;plenary;X\n"),
        ("items", "backlog;kind;title;minutes\nplenary;break;X;5\n"),
        ("expertise", "origin;question\nfield;X\n"),
        ("outputs", "kind;title;year\ntool;X;2024\n"),
        ("reports", "recommendation;day;words\n1;2027-02-01;X\n"),
    ];
    for (table, text) in lines {
        let by = |actor| rehearse(plan.clone(), &TableImport { actor, ..import(table, text) });
        assert_eq!(by(auditor()).err(), Some(TableError::Forbidden), "{table}");
        let (report, _) = rehearse(plan.clone(), &import(table, text)).expect("it is read");
        assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{table}: {:?}", report.refused);
    }
    // In the charge of their own partner, and of no other.
    let text = "statement;findings;partner\nX;1;Partenaire 1 (démo)\nY;1;Partenaire 2 (démo)\n";
    let own = TableImport { actor: contributor(), ..import("needs", text) };
    let (report, _) = rehearse(plan, &own).expect("it is read");
    assert_eq!((counts(&report), refused(&report)), ([1, 0, 0, 0, 1], vec![(3, "", "forbidden")]));
}
