//! Ids: UUIDs that cannot be taken for one another. Who sends a command makes the ids it introduces.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A plan: one log, one total order.
    PlanId
    /// A person's account. Plan logs know nothing else of people.
    AccountId
    EditionId
    AxisId
    ThemeId
    PartnerId
    SpaceId
    MeetingId
    /// An agenda item, wherever it stands: on an agenda or in a backlog.
    ItemId
    TaskId
    FindingId
    EvidenceId
    NeedId
    PriorityId
    RecommendationId
    /// A line of means of a recommendation.
    MeansId
    /// A resource of a recommendation.
    ResourceId
    /// A progress report on a recommendation.
    ReportId
    /// An objective of the decree.
    ObjectiveId
    MeasureId
    StructureId
    /// An output: a brochure, a directory, a memorandum …
    OutputId
    AttachmentId
    /// A request for expertise.
    ExpertiseId
    /// A memorandum, an interpellation, a letter.
    AdvocacyId
    /// An addressee's answer to an advocacy.
    AnswerId
    CommentId
}
