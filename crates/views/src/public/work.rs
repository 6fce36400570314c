//! The work of the plan on the public page: editions, meetings, priorities, recommendations, outputs.

use std::{cmp::Reverse, collections::BTreeMap};

use plenum_domain::{
    EditionId, Meeting, Output, PartnerId, Plan, PriorityId, RecordKind, agenda::Entry,
    meeting::MeetingState, priority::PriorityState,
};

use super::{
    PublicAxis, PublicEdition, PublicItem, PublicMeeting, PublicOutput, PublicPriority,
    PublicRecommendation,
};
use crate::{Record, Seen};

pub(super) fn axes(plan: &Plan) -> Vec<PublicAxis> {
    let axes = plan.axes.values();
    let mut axes: Vec<_> = axes
        .map(|axis| PublicAxis { id: axis.id, number: axis.number, title: axis.title.clone() })
        .collect();
    axes.sort_by_key(|axis| (axis.number, axis.id));
    axes
}

pub(super) fn editions(seen: &Seen<'_>) -> Vec<PublicEdition> {
    let mut editions = seen.editions();
    editions.sort_by_key(|edition| Reverse((edition.from_year, edition.id)));
    let public = |edition: &plenum_domain::Edition| PublicEdition {
        id: edition.id,
        label: edition.label.clone(),
        from_year: edition.from_year,
        to_year: edition.to_year,
        state: edition.state,
        adoption: edition.adoption.clone(),
    };
    editions.iter().map(|edition| public(edition)).collect()
}

pub(super) fn meetings(seen: &Seen<'_>) -> Vec<PublicMeeting> {
    let mut meetings = seen.meetings();
    meetings.retain(|meeting| {
        !matches!(meeting.state, MeetingState::Closed | MeetingState::MinutesApproved)
    });
    meetings.sort_by(|a, b| {
        (&a.when.day, a.when.starts, a.id).cmp(&(&b.when.day, b.when.starts, b.id))
    });
    meetings.iter().map(|meeting| public_meeting(seen, meeting)).collect()
}

fn public_meeting(seen: &Seen<'_>, meeting: &Meeting) -> PublicMeeting {
    let public = |entry: &Entry| {
        let item = seen.item(entry.item)?;
        Some(PublicItem {
            item: item.id,
            depth: entry.depth,
            title: item.title.clone(),
            duration: item.duration,
            locked_start: item.locked_start,
            axis: item.axis,
        })
    };
    PublicMeeting {
        id: meeting.id,
        title: meeting.title.clone(),
        when: meeting.when.clone(),
        place: meeting.place.clone(),
        agenda: meeting.agenda.iter().filter_map(public).collect(),
    }
}

/// Where priorities stand within their axes; what has no rank stands last.
struct Ranks(BTreeMap<PriorityId, usize>);

impl Ranks {
    fn of(plan: &Plan) -> Self {
        let rankings = plan.editions.values().flat_map(|edition| edition.rankings.values());
        Self(rankings.flat_map(|ranking| ranking.iter().copied().zip(1..)).collect())
    }

    fn at(&self, id: PriorityId) -> usize {
        self.0.get(&id).copied().unwrap_or(usize::MAX)
    }
}

/// What is in a draft of an edition is a draft, whatever its own state.
fn is_out(seen: &Seen<'_>, edition: EditionId) -> bool {
    seen.record(RecordKind::Edition, edition).is_some()
}

pub(super) fn priorities(seen: &Seen<'_>) -> Vec<PublicPriority> {
    let ranks = Ranks::of(seen.plan);
    let mut all = seen.priorities();
    all.retain(|shown| {
        shown.priority.state == PriorityState::Retained && is_out(seen, shown.priority.edition)
    });
    all.sort_by_key(|shown| (ranks.at(shown.priority.id), shown.priority.number));
    let public = |priority: &plenum_domain::Priority| PublicPriority {
        id: priority.id,
        number: priority.number,
        edition: priority.edition,
        axis: priority.axis,
        title: priority.title.clone(),
    };
    all.iter().map(|shown| public(&shown.priority)).collect()
}

pub(super) fn recommendations(seen: &Seen<'_>) -> Vec<PublicRecommendation> {
    let ranks = Ranks::of(seen.plan);
    let mut all = seen.recommendations();
    all.retain(|shown| is_out(seen, shown.recommendation.edition));
    all.sort_by_key(|shown| {
        let known = &shown.recommendation;
        (ranks.at(known.priority), known.number)
    });
    let axis = |id| match seen.record(RecordKind::Priority, id)? {
        Record::Priority(shown) => Some(shown.priority.axis),
        _ => None,
    };
    let public = |known: &plenum_domain::Recommendation| PublicRecommendation {
        id: known.id,
        number: known.number,
        edition: known.edition,
        axis: axis(known.priority),
        title: known.title.clone(),
        text: known.text.clone(),
        addressee: known.addressee.clone(),
        carrier: organisation(seen, known.carrier),
        deadline: known.deadline.clone(),
        state: known.state,
    };
    all.iter().map(|shown| public(&shown.recommendation)).collect()
}

fn organisation(seen: &Seen<'_>, id: Option<PartnerId>) -> Option<String> {
    Some(seen.partner(id).to_owned()).filter(|name| !name.is_empty())
}

pub(super) fn outputs(seen: &Seen<'_>) -> Vec<PublicOutput> {
    let mut all: Vec<&Output> = seen.plan.outputs.values().filter(|o| !o.archived).collect();
    all.sort_by_key(|output| (Reverse(output.details.year), output.id));
    let public = |output: &Output| {
        let details = &output.details;
        let themes = details.themes.iter().filter_map(|id| seen.plan.themes.get(id));
        PublicOutput {
            id: output.id,
            kind: details.kind,
            title: details.title.clone(),
            year: details.year,
            note: details.note.clone(),
            themes: themes.map(|theme| theme.title.clone()).collect(),
            partner: organisation(seen, details.partner),
            link: details.link.clone(),
        }
    };
    all.into_iter().map(public).collect()
}
