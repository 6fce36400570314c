//! Search: found whatever the accents and forms of words, best first, and only what one may see.

use plenum_domain::{
    Audience::{Members, Observers},
    Plan, RecordKind,
    finding::FindingFact,
    task::TaskFact,
};
use plenum_testkit::{
    ids::{finding, noon, task},
    random::{Dice, History},
    sample,
};
use plenum_views::search::{Found, Index, Question};

fn with(facts: impl IntoIterator<Item = plenum_domain::Fact>) -> Plan {
    let mut plan = sample::sample();
    let events = sample::events(plan.head, sample::coordinator(), noon(sample::TODAY), facts);
    events.collect::<Vec<_>>().iter().for_each(|event| plan.evolve(event));
    plan
}

fn recorded(n: u64, statement: &str) -> plenum_domain::Fact {
    FindingFact::Recorded {
        finding: finding(n),
        statement: statement.into(),
        tags: Default::default(),
        edition: None,
        partner: None,
    }
    .into()
}

fn added(n: u64, title: &str) -> plenum_domain::Fact {
    TaskFact::Added {
        task: task(n),
        title: title.into(),
        owner: None,
        due: None,
        axis: None,
        space: None,
        meeting: None,
        about: None,
    }
    .into()
}

fn ask(plan: &Plan, text: &str) -> Found {
    Index::of(plan).rank(&Question::new(text, Vec::new(), Members, 0)).page(plan)
}

/// The numbers of the records that were found, best first.
fn numbers(found: &Found) -> Vec<u64> {
    found.hits.iter().map(|hit| hit.id.as_u64_pair().1).collect()
}

#[test]
fn accents_case_and_forms_of_a_word_make_no_difference() {
    let plan = with([
        recorded(1, "L'accès aux soins de santé reste difficile."),
        recorded(2, "Les interprètes formés manquent."),
    ]);
    for text in ["sante", "SANTÉ", "santés", "soin", "l’accès", "acces soins"] {
        assert_eq!(numbers(&ask(&plan, text)), [1], "{text}");
    }
    for text in ["interprete", "INTERPRÈTES manquent", "interpr", "les interprètes"] {
        assert_eq!(numbers(&ask(&plan, text)), [2], "{text}");
    }
    assert!(ask(&plan, "soins interprete").hits.is_empty(), "all words are wanted");
    assert!(ask(&plan, "xylophone").hits.is_empty());
}

#[test]
fn what_has_a_number_is_found_by_it_first() {
    let plan = with((1..=12).map(|n| recorded(n, &format!("Voir aussi c12 et c{n}"))));
    assert_eq!(numbers(&ask(&plan, "C 12"))[0], 12);
    assert_eq!(numbers(&ask(&plan, "F12"))[0], 12);
}

#[test]
fn a_title_says_more_than_the_rest_and_a_kind_narrows() {
    let plan = with([recorded(1, "Interprètes en milieu social"), added(7, "Interprètes")]);
    assert_eq!(numbers(&ask(&plan, "interprètes")), [7, 1]);
    let only = Question::new("interprètes", vec![RecordKind::Finding], Members, 0);
    assert_eq!(numbers(&Index::of(&plan).rank(&only).page(&plan)), [1]);
}

#[test]
fn the_word_itself_comes_before_its_other_forms_and_what_it_begins() {
    let plan = with([added(1, "Écoutes"), added(2, "Écoute"), added(3, "Écouteurs")]);
    assert_eq!(numbers(&ask(&plan, "écoute")), [2, 1, 3]);
    assert_eq!(numbers(&ask(&plan, "écoutes"))[0], 1);
}

#[test]
fn the_words_around_a_hit_are_shown() {
    let long = format!("{} le numérique exclut {}", "avant ".repeat(60), "après ".repeat(60));
    let plan = with([recorded(1, &long)]);
    let found = ask(&plan, "numerique");
    let snippet = &found.hits[0].snippet;
    assert_eq!(snippet[1], "numérique");
    assert!(snippet[0].starts_with('…') && snippet[2].ends_with('…'), "{snippet:?}");
    assert!(snippet.concat().chars().count() < 260, "{snippet:?}");
}

#[test]
fn pages_follow_one_another() {
    let plan = with((1..=120).map(|n| recorded(n, "Mobilité")));
    let index = Index::of(&plan);
    let (mut skip, mut seen) = (0, Vec::new());
    loop {
        let found = index.rank(&Question::new("mobilite", Vec::new(), Members, skip)).page(&plan);
        seen.extend(numbers(&found));
        let Some(next) = found.next else { break };
        skip = next;
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=120).collect::<Vec<_>>());
}

#[test]
fn observers_find_what_is_published_only() {
    let plan = with([
        recorded(1, "Mobilité rurale"),
        recorded(2, "Mobilité urbaine"),
        FindingFact::ReviewStarted { finding: finding(2) }.into(),
        FindingFact::Upheld { finding: finding(2), decided: None }.into(),
        added(3, "Mobilité"),
    ]);
    let question = Question::new("mobilité", Vec::new(), Observers, 0);
    assert_eq!(numbers(&Index::of(&plan).rank(&question).page(&plan)), [2]);
}

/// Kept up event by event, an index answers like one made from scratch.
#[test]
fn an_index_that_is_kept_up_answers_like_a_new_one() {
    for seed in 0..10 {
        let mut dice = Dice::new(seed);
        let mut history = History::of_the_sample();
        let mut kept = Index::of(&history.plan);
        for step in 0..400 {
            let events = dice.step(&history);
            history.extend(events.clone());
            let facts = events.iter().map(|event| &event.fact);
            let names: Vec<_> = facts.flat_map(|fact| fact.touches(&history.plan)).collect();
            kept.update(&history.plan, names, history.plan.head);
            if step % 50 != 49 {
                continue;
            }
            let new = Index::of(&history.plan);
            for text in ["titre", "titre 4", "point", "partenaire", "tâche 1", "c 3", "espace"] {
                let mut answers = [&kept, &new].map(|index| {
                    let question = Question::new(text, Vec::new(), Members, 0);
                    let found = index.rank(&question).page(&history.plan);
                    let mut names: Vec<_> =
                        found.hits.iter().map(|hit| (hit.kind, hit.id)).collect();
                    names.sort_unstable();
                    (names.len(), found.next.is_some(), names)
                });
                // Of more than a page, which ones come first among equals may differ.
                if answers[0].1 {
                    answers.iter_mut().for_each(|answer| answer.2.clear());
                }
                assert_eq!(answers[0], answers[1], "seed {seed}, step {step}: {text}");
            }
        }
    }
}
