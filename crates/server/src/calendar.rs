//! A person's calendar of a plan: its meetings, and the days by which something is to be done, as RFC 5545
//! has them.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::{Europe, Tz};
use icalendar::{Calendar, Component, Event, EventLike};
use plenum_domain::{
    AccountId, Meeting, PartnerId, Plan, Role,
    recommendation::RecommendationState,
    task::TaskState,
    value::{Day, MinuteOfDay},
};
use plenum_views::{Seen, document::Language};

/// In which meetings take place: the plans are Wallonia's.
const ZONE: Tz = Europe::Brussels;
/// How far back meetings are told, in days: a year, so that the last plenary is still there.
const PAST_DAYS: i64 = 366;
/// How long a meeting lasts whose end is not known, in minutes: a calendar draws a block for it.
const SOME_LENGTH: i64 = 60;
/// How often calendar programs may ask again.
const ASK_AGAIN: Duration = Duration::hours(6);

/// Whose calendar it is, and for when.
pub struct Asked<'a> {
    pub account: AccountId,
    pub language: Language,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
    /// The address of a page of the plan, by its path below the plan.
    pub page: &'a dyn Fn(&str) -> String,
}

/// The feed.
#[must_use]
pub fn write(seen: &Seen<'_>, asked: &Asked<'_>) -> String {
    let plan = seen.plan;
    let stamp = DateTime::<Utc>::from_timestamp_millis(plan.updated).unwrap_or_default();
    let mut calendar = Calendar::new();
    calendar.name(&plain(&plan.title)).ttl(&ASK_AGAIN);
    let first = asked.now - Duration::days(PAST_DAYS).num_milliseconds();
    let first = Day::of_millis(first);
    for meeting in seen.meetings() {
        if meeting.when.day >= first
            && let Some(mut event) = meeting_event(seen, asked, &meeting)
        {
            calendar.push(event.timestamp(stamp).done());
        }
    }
    let english = asked.language == Language::English;
    let mine = partners_of(plan, asked);
    for task in seen.tasks() {
        let is_mine = task.owner.is_some_and(|owner| mine.contains(&owner));
        if let (true, TaskState::Open, Some(due)) = (is_mine, task.state, &task.due) {
            let what = if english { "To do" } else { "À faire" };
            let said = titled(asked, what, &task.title);
            if let Some(mut event) = whole_day(due, &format!("task-{}", task.id), &said) {
                event.url(&(asked.page)("taches"));
                calendar.push(event.timestamp(stamp).done());
            }
        }
    }
    for shown in seen.recommendations() {
        let known = &shown.recommendation;
        let is_over = known.state >= RecommendationState::Achieved;
        if let (false, Some(deadline)) = (is_over, &known.deadline) {
            let what = if english { "Deadline" } else { "Échéance" };
            let said = titled(asked, &format!("{what} R {}", known.number), &known.title);
            let uid = format!("recommendation-{}", known.id);
            if let Some(mut event) = whole_day(deadline, &uid, &said) {
                event.url(&(asked.page)(&format!("recommandations/{}", known.id)));
                calendar.push(event.timestamp(stamp).done());
            }
        }
    }
    calendar.to_string()
}

/// The partners in whose name somebody works now.
fn partners_of(plan: &Plan, asked: &Asked<'_>) -> Vec<PartnerId> {
    let member = plan.members.get(&asked.account);
    let roles = member.into_iter().flat_map(|member| member.roles_at(asked.now));
    roles
        .filter_map(|role| match role {
            Role::Contributor { partner } => Some(partner),
            _ => None,
        })
        .collect()
}

fn meeting_event(seen: &Seen<'_>, asked: &Asked<'_>, meeting: &Meeting) -> Option<Event> {
    let starts = moment(&meeting.when.day, meeting.when.starts)?;
    let ends = match meeting.when.ends {
        Some(ends) => moment(&meeting.when.day, ends)?,
        None => starts + Duration::minutes(SOME_LENGTH),
    };
    let mut event = Event::with_uid(&format!("meeting-{}@plenum", meeting.id));
    event
        .summary(&plain(&meeting.title))
        .starts(starts)
        .ends(ends)
        .url(&(asked.page)(&format!("reunions/{}", meeting.id)));
    if !meeting.place.is_empty() {
        event.location(&plain(&meeting.place));
    }
    if meeting.space.is_some() {
        event.description(&plain(seen.space(meeting.space)));
    }
    Some(event)
}

fn whole_day(day: &Day, uid: &str, said: &str) -> Option<Event> {
    let mut event = Event::with_uid(&format!("{uid}@plenum"));
    event.summary(said).all_day(date(day)?);
    Some(event)
}

fn titled(asked: &Asked<'_>, what: &str, title: &str) -> String {
    let colon = if asked.language == Language::English { ":" } else { "\u{202f}:" };
    plain(&format!("{what}{colon} {title}"))
}

fn date(day: &Day) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(day.as_str(), "%Y-%m-%d").ok()
}

/// A minute of the territory's day as a moment. One that summer time skips is the first after it; of one
/// that it repeats, the first.
fn moment(day: &Day, minute: MinuteOfDay) -> Option<DateTime<Utc>> {
    let minute = u32::from(minute.get());
    let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0)?;
    let local = date(day)?.and_time(time);
    let found = ZONE.from_local_datetime(&local).earliest();
    let found =
        found.or_else(|| ZONE.from_local_datetime(&(local + Duration::hours(1))).earliest());
    found.map(|moment| moment.with_timezone(&Utc))
}

/// On one line, without what would end a property and begin another one.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_of_the_territory_is_one_moment_in_winter_and_in_summer() {
        let at = |day: &str, minute: u16| {
            let day = Day::try_from(day.to_owned()).expect("a day");
            let minute = MinuteOfDay::try_from(minute).expect("a minute");
            moment(&day, minute).map(|moment| moment.to_rfc3339()).unwrap_or_default()
        };
        assert_eq!(at("2026-12-01", 540), "2026-12-01T08:00:00+00:00");
        assert_eq!(at("2026-07-01", 540), "2026-07-01T07:00:00+00:00");
        // 2:30 is not there in the night that summer begins, and twice in the one that it ends.
        assert_eq!(at("2026-03-29", 150), "2026-03-29T01:30:00+00:00");
        assert_eq!(at("2026-10-25", 150), "2026-10-25T00:30:00+00:00");
    }
}
