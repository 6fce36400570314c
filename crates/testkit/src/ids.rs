//! Ids by small numbers, and small values by what a person would write.

#![allow(clippy::expect_used, reason = "a wrong literal fails the test that holds it")]

use plenum_domain::{
    AccountId, AdvocacyId, AnswerId, AttachmentId, AxisId, CommentId, EditionId, EvidenceId,
    ExpertiseId, FindingId, ItemId, MeansId, MeasureId, MeetingId, NeedId, ObjectiveId, OutputId,
    PartnerId, PlanId, PriorityId, RecommendationId, ReportId, ResourceId, SpaceId, StructureId,
    TaskId, ThemeId,
    attachment::Fingerprint,
    value::{Day, MinuteOfDay},
};
use time::{Date, macros::format_description};
use uuid::Uuid;

macro_rules! numbered {
    ($($name:ident: $id:ident = $kind:literal)*) => {$(
        #[doc = concat!("The ", stringify!($name), " of a number.")]
        #[must_use]
        pub fn $name(n: u64) -> $id {
            $id(Uuid::from_u64_pair($kind << 32, n))
        }
    )*};
}

numbered! {
    plan: PlanId = 1
    account: AccountId = 2
    edition: EditionId = 3
    axis: AxisId = 4
    theme: ThemeId = 5
    partner: PartnerId = 6
    space: SpaceId = 7
    meeting: MeetingId = 8
    item: ItemId = 9
    task: TaskId = 10
    finding: FindingId = 21
    evidence: EvidenceId = 22
    need: NeedId = 23
    priority: PriorityId = 24
    recommendation: RecommendationId = 25
    means: MeansId = 26
    resource: ResourceId = 27
    report: ReportId = 28
    expertise: ExpertiseId = 29
    advocacy: AdvocacyId = 30
    answer: AnswerId = 31
    objective: ObjectiveId = 11
    measure: MeasureId = 12
    structure: StructureId = 13
    output: OutputId = 14
    attachment: AttachmentId = 15
    comment: CommentId = 40
}

/// A fingerprint of a file.
///
/// # Panics
/// Never: it has 64 digits.
#[must_use]
pub fn fingerprint(n: u64) -> Fingerprint {
    Fingerprint::try_from(format!("{n:064x}")).expect("64 digits")
}

/// A day, written `YYYY-MM-DD`.
///
/// # Panics
/// Where it is not one.
#[must_use]
pub fn day(text: &str) -> Day {
    Day::try_from(text.to_owned()).expect("a day is written YYYY-MM-DD")
}

/// Noon of a day in UTC, in milliseconds since the Unix epoch.
///
/// # Panics
/// Where the text is not a day.
#[must_use]
pub fn noon(text: &str) -> i64 {
    let date = Date::parse(text, format_description!("[year]-[month]-[day]"));
    let noon = date.expect("a day is written YYYY-MM-DD").midnight() + time::Duration::hours(12);
    noon.assume_utc().unix_timestamp() * 1000
}

/// A time of day.
///
/// # Panics
/// Where there is no such time.
#[must_use]
pub fn clock(hour: u16, minute: u16) -> MinuteOfDay {
    MinuteOfDay::try_from(hour * 60 + minute).expect("a time of day")
}
