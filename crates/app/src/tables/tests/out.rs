//! What only goes out, cell by cell.

use plenum_domain::{
    Audience, Command, Plan, RecordKind, RecordRef,
    attachment::{AttachmentFact, FileFacts, Media},
};
use plenum_testkit::{
    ids::{
        self, advocacy, answer, axis, comment, edition, expertise, finding, fingerprint, measure,
        objective, output, partner, priority, recommendation, resource, space, theme,
    },
    sample::coordinator,
    scenario::{Scenario, given_the_sample},
};
use plenum_views::{Seen, tables::Table};
use serde_json::{Value, json};

use super::super::export_table;

fn done(scenario: Scenario, name: &str, body: &Value) -> Scenario {
    let command = Command::parse(name, &body.to_string()).expect("a command");
    scenario.and([command])
}

/// Findings and what is built on them, in hostile words here and there.
fn of_the_chain() -> Vec<(&'static str, Value)> {
    let asks = json!({ "recommendation": recommendation(1), "priority": priority(1), "title": "Agir",
        "text": "Texte", "addressee": { "level": "region", "body": "Wallonie" } });
    vec![
        ("finding.record", json!({ "finding": finding(1), "statement": "=Un constat" })),
        (
            "finding.take_stance",
            json!({ "finding": finding(1), "partner": partner(1),
            "opinion": { "position": "contests", "reason": "dit \"non\"" } }),
        ),
        ("edition.start_consultation", json!({ "edition": edition(1) })),
        (
            "priority.propose",
            json!({ "priority": priority(1), "edition": edition(1), "axis": axis(1),
            "title": "Priorité", "findings": [finding(1)] }),
        ),
        ("recommendation.draft", asks),
        (
            "recommendation.add_resource",
            json!({ "recommendation": recommendation(1), "resource": resource(1),
            "what": { "provider": { "partner": partner(2) }, "sector": "private", "brings": "Un local" } }),
        ),
        (
            "recommendation.add_resource",
            json!({ "recommendation": recommendation(1), "resource": resource(2),
            "what": { "provider": { "outside": "+Fondation" }, "sector": "private", "brings": "Des fonds" } }),
        ),
        ("recommendation.propose", json!({ "recommendation": recommendation(1) })),
        ("recommendation.validate", json!({ "recommendation": recommendation(1) })),
    ]
}

/// One of everything else.
fn beside_it() -> Vec<(&'static str, Value)> {
    let to = json!([{ "level": "region", "body": "Wallonie" }]);
    let letter = json!({ "advocacy": advocacy(1), "kind": "letter", "title": "Lettre", "text": "Madame,\nMonsieur",
        "edition": edition(1), "addressees": to, "recommendations": [recommendation(1)] });
    let answered = json!({ "answer": answer(1), "from": 0, "day": "2026-02-01", "tone": "partly",
        "summary": "Nous étudions ; à suivre", "follow_up": "2026-03-01" });
    let details = json!({ "kind": "tool", "title": "Guide", "year": 2024, "note": "@note",
        "themes": [theme(1)], "axis": axis(1), "space": space(1), "partner": partner(1),
        "link": "https://www.example.org/guide" });
    let of_finding = json!({ "kind": "finding", "id": finding(1) });
    vec![
        (
            "objective.add",
            json!({ "objective": objective(1), "reference": "art. 1", "wording": "Accueillir" }),
        ),
        (
            "territory.define_measure",
            json!({ "measure": measure(1), "title": "Population", "unit": "people" }),
        ),
        (
            "territory.define_measure",
            json!({ "measure": measure(2), "title": "Part", "unit": "percent", "per": measure(1) }),
        ),
        (
            "expertise.receive",
            json!({ "expertise": expertise(1), "origin": "field", "question": "Que faire ?",
            "context": "contexte", "urgency": "high", "axis": axis(2), "themes": [theme(1)],
            "space": space(2), "partner": partner(2), "due": "2027-04-01" }),
        ),
        ("advocacy.draft", letter),
        (
            "advocacy.send",
            json!({ "advocacy": advocacy(1), "day": "2026-01-10", "answer_due": "2026-02-10" }),
        ),
        ("advocacy.record_answer", json!({ "advocacy": advocacy(1), "answer": answered })),
        ("output.publish", json!({ "output": output(1), "details": details })),
        (
            "comment.add",
            json!({ "comment": comment(1), "about": of_finding, "words": "À revoir",
            "mentions": ["coordinators", { "partner": { "partner": partner(1) } }] }),
        ),
    ]
}

fn plan() -> Plan {
    let steps = [of_the_chain(), beside_it()].concat();
    let all =
        steps.iter().fold(given_the_sample(), |so_far, (name, body)| done(so_far, name, body));
    let file = FileFacts {
        name: "guide.pdf".into(),
        media: Media::Pdf,
        size: 1234,
        sha256: fingerprint(7),
    };
    let about = RecordRef::new(RecordKind::Output, output(1));
    let attachment = ids::attachment(1);
    all.and([AttachmentFact::Added { attachment, about, file }]).plan()
}

/// The lines below the headings.
fn lines(plan: &Plan, audience: Audience, table: &str) -> Vec<String> {
    let names = |id| (id == coordinator()).then(|| "Coordination".to_owned());
    let seen = Seen { plan, audience, names: &names };
    let table = Table::named(table).expect("it is there");
    let text = String::from_utf8(export_table(table, &seen)).expect("UTF-8");
    text.split_terminator("\r\n").skip(1).map(str::to_owned).collect()
}

#[test]
fn every_cell_of_the_frame_and_the_chain_says_what_the_plan_says() {
    let plan = plan();
    let told = |table: &str| lines(&plan, Audience::Members, table);
    let wanted: [(&str, Vec<String>); 10] = [
        ("communes", vec!["92094;Namur;Namur;4,86642;50,46398".into()]),
        (
            "measures",
            vec![
                format!("{};Part;percent;Population", measure(2)),
                format!("{};Population;people;", measure(1)),
            ],
        ),
        ("objectives", vec![format!("{};art. 1;Accueillir;yes", objective(1))]),
        ("stances", vec!["1;'=Un constat;Partenaire 1 (démo);contests;\"dit \"\"non\"\"\"".into()]),
        (
            "resources",
            vec![
                format!("{};1;Agir;Partenaire 2 (démo);yes;public;Un local", resource(1)),
                format!("{};1;Agir;'+Fondation;no;private;Des fonds", resource(2)),
            ],
        ),
        ("editions", vec![format!("{};PPLI 2.0;2021;;;consultation;;;;;1", edition(1))]),
        (
            "axes",
            vec![format!("{};1;Revenu digne", axis(1)), format!("{};2;Logement décent", axis(2))],
        ),
        ("themes", vec![format!("{};Asile", theme(1))]),
        ("figures", vec![]),
        ("reports", vec![]),
    ];
    for (table, lines) in wanted {
        assert_eq!(told(table), lines, "{table}");
    }
}

#[test]
fn every_cell_of_what_is_said_and_kept_says_what_the_plan_says() {
    let plan = plan();
    let told = |table: &str| lines(&plan, Audience::Members, table);
    let sha = fingerprint(7);
    let sha = sha.as_str();
    let wanted: [(&str, Vec<String>); 6] = [
        (
            "expertise",
            vec![format!(
                "{};1;field;Que faire ?;contexte;high;Logement décent;Asile;Espace 2 (démo);Partenaire 2 (démo);\
             2027-04-01;received;;;2027-03-01;;;;",
                expertise(1)
            )],
        ),
        (
            "advocacy",
            vec![format!(
                "{};1;letter;Lettre;\"Madame,\nMonsieur\";PPLI 2.0;region : Wallonie;1;;answered;2026-01-10;2026-02-10;1;;",
                advocacy(1)
            )],
        ),
        (
            "answers",
            vec![format!(
                "{};1;Lettre;region;Wallonie;2026-02-01;partly;\"Nous étudions ; à suivre\";2026-03-01",
                answer(1)
            )],
        ),
        (
            "outputs",
            vec![format!(
                "{};tool;Guide;2024;'@note;Asile;Revenu digne;Espace 1 (démo);Partenaire 1 (démo);\
             https://www.example.org/guide;no;guide.pdf;1234;{sha}",
                output(1)
            )],
        ),
        (
            "attachments",
            vec![format!(
                "{};output Guide;guide.pdf;pdf;1234;{sha};Coordination;no",
                ids::attachment(1)
            )],
        ),
        (
            "comments",
            vec![format!(
                "{};finding 1;;2027-03-01;Coordination;À revoir;coordinators | Partenaire 1 (démo);no;no;no",
                comment(1)
            )],
        ),
    ];
    for (table, lines) in wanted {
        assert_eq!(told(table), lines, "{table}");
    }
}

#[test]
fn observers_take_away_what_is_published() {
    let plan = plan();
    let told = |table: &str| lines(&plan, Audience::Observers, table);
    for nothing in ["comments", "stances", "expertise", "means", "needs", "roles", "tasks"] {
        assert_eq!(told(nothing), Vec::<String>::new(), "{nothing}");
    }
    assert!(told("attachments")[0].ends_with(";;no"), "they are not told who added it");
    assert_eq!((told("outputs").len(), told("advocacy").len(), told("answers").len()), (1, 1, 1));
    // What is proposed has no rank for them.
    assert!(told("editions")[0].ends_with(";consultation;;;;;"));
}
