//! What waits for each role, and what waits no longer.

use plenum_domain::{
    AccountId, Plan, RecordKind, RecordRef,
    advocacy::{AdvocacyFact, AdvocacyKind, Answer, Tone},
    comment::{CommentFact, Mention},
    expertise::{ExpertiseFact, Origin, Qualification, Urgency},
    finding::{FindingFact, Opinion, Position, Tags},
    meeting::MeetingFact,
    member::MemberFact,
    priority::PriorityFact,
    recommendation::{Addressee, Level},
    rights::Role,
    task::TaskFact,
};
use plenum_testkit::{
    ids::{
        account, advocacy, answer, axis, comment, day, edition, expertise, finding, meeting, noon,
        partner, priority, space, task,
    },
    random::History,
    sample::{self, auditor, contributor, coordinator, facilitator, observer, secretary, stranger},
    scenario::{Scenario, given},
};
use plenum_views::{Waiting, WaitingKind as K, waiting};

/// The kinds that wait for somebody, in their order.
fn kinds(plan: &Plan, who: AccountId) -> Vec<K> {
    waiting(plan, who, noon(sample::TODAY)).iter().map(|one| one.kind).collect()
}

fn about() -> RecordRef {
    RecordRef::new(RecordKind::Finding, finding(1))
}

fn recorded() -> FindingFact {
    FindingFact::Recorded {
        finding: finding(1),
        statement: "Constat".into(),
        tags: Tags { space: Some(space(1)), ..Tags::default() },
        edition: Some(edition(1)),
        partner: Some(partner(1)),
    }
}

fn said(n: u64, reply_to: Option<u64>, mentions: impl IntoIterator<Item = Mention>) -> CommentFact {
    CommentFact::Added {
        comment: comment(n),
        about: about(),
        reply_to: reply_to.map(comment),
        words: "Mots".into(),
        mentions: mentions.into_iter().collect(),
    }
}

/// The facilitator calls upon the contributor's partner.
fn called() -> Scenario {
    let to = Mention::Partner { partner: partner(1) };
    given([recorded()]).as_(facilitator()).and([said(1, None, [to])])
}

#[test]
fn a_mention_waits_until_one_of_those_called_answers_or_the_thread_is_resolved() {
    let plan = called().plan();
    let found = waiting(&plan, contributor(), 0);
    let one = RecordRef::new(RecordKind::Comment, comment(1));
    assert_eq!(found, [Waiting { kind: K::Mention, about: one, due: None }]);
    for nobody in [coordinator(), facilitator(), secretary(), auditor(), observer(), stranger()] {
        assert!(!kinds(&plan, nobody).contains(&K::Mention), "{nobody}");
    }
    // Others may speak; it is the answer of those called that counts.
    let others = called().as_(coordinator()).and([said(2, Some(1), [])]).plan();
    assert_eq!(kinds(&others, contributor()), [K::Mention]);
    let answered = called().as_(contributor()).and([said(2, Some(1), [])]).plan();
    assert_eq!(kinds(&answered, contributor()), []);
    let (comment, about) = (comment(1), about());
    for over in
        [CommentFact::Resolved { comment, about }, CommentFact::Withdrawn { comment, about }]
    {
        assert_eq!(kinds(&called().and([over]).plan(), contributor()), []);
    }
    // Whoever calls upon their own office is not told by themselves.
    let own = given([recorded()]).and([said(1, None, [Mention::Coordinators])]).plan();
    assert!(!kinds(&own, coordinator()).contains(&K::Mention));
}

#[test]
fn a_finding_under_review_waits_for_each_partner_of_its_space_then_for_who_settles_it() {
    let review = FindingFact::ReviewStarted { finding: finding(1) };
    let asked = given([recorded()]).and_unchecked([review]);
    let plan = asked.clone().plan();
    assert_eq!(kinds(&plan, contributor()), [K::StanceWanted]);
    assert!(!kinds(&plan, facilitator()).contains(&K::FindingToSettle));
    let members: Vec<_> = plan.spaces[&space(1)].members.iter().copied().collect();
    let stance = |partner| {
        let to = Opinion { position: Position::Agrees, reason: String::new() };
        FindingFact::StanceTaken { finding: finding(1), partner, from: None, to }
    };
    let plan = asked.and_unchecked(members.into_iter().map(stance)).plan();
    assert_eq!(kinds(&plan, contributor()), []);
    assert!(kinds(&plan, facilitator()).contains(&K::FindingToSettle));
    // The space has who facilitates it.
    assert!(!kinds(&plan, coordinator()).contains(&K::FindingToSettle));
    let role = Role::Facilitator { space: space(1) };
    let left = MemberFact::RoleRevoked { account: facilitator(), role };
    let mut plan = plan;
    for event in sample::events(plan.head, coordinator(), 0, [left.into()]) {
        plan.evolve(&event);
    }
    assert!(kinds(&plan, coordinator()).contains(&K::FindingToSettle));
}

#[test]
fn proposed_priorities_wait_for_whoever_leads_their_space() {
    let proposed = |n, of: Option<u64>| PriorityFact::Proposed {
        priority: priority(n),
        edition: edition(1),
        axis: axis(1),
        title: "Priorité".into(),
        note: String::new(),
        space: of.map(space),
        partner: None,
        findings: [].into(),
        needs: [].into(),
    };
    let plan = given([proposed(1, Some(1)), proposed(2, None)]).plan();
    let names = |who| {
        let found = waiting(&plan, who, 0).into_iter();
        found
            .filter(|one| one.kind == K::PriorityToDecide)
            .map(|one| one.about.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(facilitator()), [priority(1).0]);
    assert_eq!(names(coordinator()), [priority(2).0]);
    assert!(names(contributor()).is_empty());
}

#[test]
fn tasks_wait_from_a_week_before_their_day_and_minutes_once_the_meeting_is_over() {
    let due = |to: &str| TaskFact::DueSet { task: task(1), from: None, to: Some(day(to)) };
    let has_task = |to| {
        let plan = given([due(to)]).plan();
        let found = waiting(&plan, contributor(), noon("2027-01-10"));
        found.into_iter().find(|one| one.kind == K::TaskDue).map(|one| one.due)
    };
    for soon in ["2026-12-01", "2027-01-10", "2027-01-17"] {
        assert_eq!(has_task(soon), Some(Some(day(soon))));
    }
    assert_eq!(has_task("2027-01-18"), None);
    let closed = sample::until("closed", meeting(1));
    let over = given(closed.clone()).plan();
    for who in [secretary(), coordinator()] {
        assert!(kinds(&over, who).contains(&K::MinutesToApprove), "{who}");
    }
    assert!(!kinds(&over, facilitator()).contains(&K::MinutesToApprove));
    let approved = MeetingFact::MinutesApproved { meeting: meeting(1) };
    let done = given(closed).and([approved]).plan();
    assert!(!kinds(&done, secretary()).contains(&K::MinutesToApprove));
}

#[test]
fn requests_wait_for_who_handles_them_then_for_those_who_were_asked() {
    let received = |n: u64, of: Option<u64>| ExpertiseFact::Received {
        expertise: expertise(n),
        origin: Origin::Field,
        question: "Question".into(),
        context: String::new(),
        urgency: Urgency::Normal,
        axis: None,
        themes: [].into(),
        space: of.map(space),
        partner: None,
        due: Some(day("2027-02-01")),
    };
    let found = |plan: &Plan, who| {
        let all = waiting(plan, who, noon(sample::TODAY)).into_iter();
        let of = all.filter(|one| one.about.kind == RecordKind::Expertise);
        of.map(|one| (one.kind, one.about.id, one.due)).collect::<Vec<_>>()
    };
    let due = Some(day("2027-02-01"));
    let came = given([received(1, Some(1)), received(2, None)]);
    let plan = came.clone().plan();
    let one = |kind, n| vec![(kind, expertise(n).0, due.clone())];
    assert_eq!(found(&plan, facilitator()), one(K::ExpertiseToQualify, 1));
    assert_eq!(found(&plan, coordinator()), one(K::ExpertiseToQualify, 2));
    assert_eq!(found(&plan, contributor()), []);
    let to = Qualification { urgency: Urgency::High, due: due.clone(), space: Some(space(1)) };
    let qualified = ExpertiseFact::Qualified { expertise: expertise(1), from: to.clone(), to };
    let came = came.and([qualified]);
    let plan = came.clone().plan();
    assert_eq!(found(&plan, facilitator()), one(K::ExpertiseToMobilise, 1));
    let partners = [partner(1)].into();
    let mobilised = ExpertiseFact::Mobilised { expertise: expertise(1), partners };
    let came = came.and([mobilised]);
    let plan = came.clone().plan();
    for who in [facilitator(), contributor()] {
        assert_eq!(found(&plan, who), one(K::ExpertiseToAnswer, 1), "{who}");
    }
    let answer = ExpertiseFact::Answered { expertise: expertise(1), answer: "Voici.".into() };
    let plan = came.and([answer]).plan();
    for who in [facilitator(), contributor(), observer(), stranger()] {
        assert_eq!(found(&plan, who), [], "{who}");
    }
}

/// As the page of what was sent says it: until all have answered, or the network stops waiting.
#[test]
fn silence_waits_for_who_speaks_in_the_plans_name() {
    let to = |body: &str| Addressee { level: Level::Region, body: body.into() };
    let drafted = AdvocacyFact::Drafted {
        advocacy: advocacy(1),
        kind: AdvocacyKind::Letter,
        title: "Courrier".into(),
        text: "Mots".into(),
        edition: None,
        addressees: vec![to("Un"), to("Deux")],
        recommendations: vec![],
    };
    let sent = AdvocacyFact::Sent {
        advocacy: advocacy(1),
        day: day("2026-01-10"),
        answer_due: Some(day("2026-03-01")),
        decided: None,
    };
    let answered = |from| AdvocacyFact::AnswerRecorded {
        advocacy: advocacy(1),
        answer: Answer {
            answer: answer(1 + u64::from(from)),
            from,
            day: day("2026-02-01"),
            tone: Tone::Partly,
            summary: "Mots".into(),
            follow_up: None,
        },
    };
    let found = |story: &Scenario, who, today| {
        let plan = story.clone().plan();
        let all = waiting(&plan, who, noon(today)).into_iter();
        all.filter(|one| one.kind == K::AdvocacySilent).map(|one| one.due).collect::<Vec<_>>()
    };
    let late = vec![Some(day("2026-03-01"))];
    let story = given([drafted, sent]);
    assert_eq!(found(&story, coordinator(), "2026-03-01"), []);
    assert_eq!(found(&story, coordinator(), "2026-03-02"), late);
    for nobody in [facilitator(), contributor(), auditor()] {
        assert_eq!(found(&story, nobody, "2026-03-02"), [], "{nobody}");
    }
    let story = story.and([answered(0)]);
    assert_eq!(found(&story, coordinator(), "2026-03-02"), late);
    let closed = story.clone().and([AdvocacyFact::Closed { advocacy: advocacy(1) }]);
    assert_eq!(found(&closed, coordinator(), "2026-03-02"), []);
    assert_eq!(found(&story.and([answered(1)]), coordinator(), "2026-03-02"), []);
}

/// Nothing waits for who is no member, each thing waits once, and only what there is.
#[test]
fn what_waits_is_there_and_waits_once() {
    for seed in 0..20 {
        let plan = History::random(seed, 600).plan;
        assert_eq!(waiting(&plan, account(99), 0), [], "seed {seed}");
        for member in plan.members.keys() {
            let found = waiting(&plan, *member, noon(sample::TODAY));
            let mut keys: Vec<_> = found.iter().map(|one| (one.kind, one.about)).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), found.len(), "seed {seed}");
            for one in found {
                let shown =
                    plenum_views::record(&plan, one.about, plenum_domain::Audience::Members);
                assert!(shown.is_some(), "seed {seed}: {one:?}");
            }
        }
    }
}
