//! The plan itself: its title, its territory, and what the whole of it holds.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Advocacy, AdvocacyId, AgendaItem, Attachment, AttachmentId, Axis, AxisId, Comment,
    CommentId, Commune, Context, Edition, EditionId, Event, Evidence, EvidenceId, Expertise,
    ExpertiseId, Fact, Finding, FindingId, ItemId, Measure, MeasureId, Meeting, MeetingId, Member,
    Need, NeedId, Objective, ObjectiveId, Output, OutputId, Partner, PartnerId, PlanId, Priority,
    PriorityId, Recommendation, RecommendationId, RecordRef, Refusal, Report, ReportId, Space,
    SpaceId, Structure, StructureId, Task, TaskId, Theme, ThemeId,
    chain::Chain,
    member::MemberFact,
    rights::{Act, Role, Scope},
    territory::{Figures, Place},
    value,
};

/// Everything that the first N events of a log say, N being [`Plan::head`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub id: PlanId,
    /// Number of the last event taken in; 0 before the plan exists.
    pub head: u64,
    /// Time of that event, in milliseconds since the Unix epoch.
    pub updated: i64,
    pub title: String,
    pub territory: String,
    pub notes: String,
    /// Whether anyone, signed in or not, reads what is published.
    pub public: bool,
    pub communes: BTreeMap<String, Commune>,
    pub editions: BTreeMap<EditionId, Edition>,
    pub axes: BTreeMap<AxisId, Axis>,
    pub themes: BTreeMap<ThemeId, Theme>,
    pub partners: BTreeMap<PartnerId, Partner>,
    pub spaces: BTreeMap<SpaceId, Space>,
    pub members: BTreeMap<AccountId, Member>,
    /// Those who have left, with the partner they left from: history still names them.
    pub former: BTreeMap<AccountId, Option<PartnerId>>,
    pub meetings: BTreeMap<MeetingId, Meeting>,
    pub items: BTreeMap<ItemId, AgendaItem>,
    /// Items that wait for a plenary, first come first.
    pub backlog: Vec<ItemId>,
    pub tasks: BTreeMap<TaskId, Task>,
    pub measures: BTreeMap<MeasureId, Measure>,
    pub figures: BTreeMap<(Place, MeasureId), Figures>,
    pub structures: BTreeMap<StructureId, Structure>,
    pub objectives: BTreeMap<ObjectiveId, Objective>,
    pub findings: BTreeMap<FindingId, Finding>,
    pub evidence: BTreeMap<EvidenceId, Evidence>,
    pub needs: BTreeMap<NeedId, Need>,
    pub priorities: BTreeMap<PriorityId, Priority>,
    pub recommendations: BTreeMap<RecommendationId, Recommendation>,
    pub reports: BTreeMap<ReportId, Report>,
    pub expertise: BTreeMap<ExpertiseId, Expertise>,
    pub advocacy: BTreeMap<AdvocacyId, Advocacy>,
    pub chain: Chain,
    pub numbers: Numbers,
    pub outputs: BTreeMap<OutputId, Output>,
    pub attachments: BTreeMap<AttachmentId, Attachment>,
    /// The attachments of each record, removed ones too.
    pub attached: BTreeMap<RecordRef, BTreeSet<AttachmentId>>,
    /// Bytes of those that are present, counted one by one though contents may be shared.
    pub attached_bytes: u64,
    /// The file that draws the communes.
    pub boundaries: Option<AttachmentId>,
    pub comments: BTreeMap<CommentId, Comment>,
    /// The comments on each record that has some.
    pub commented: BTreeMap<RecordRef, BTreeSet<CommentId>>,
}

/// The last numbers given, so that people can say "finding 12".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    pub finding: u32,
    pub need: u32,
    pub priority: u32,
    pub recommendation: u32,
    pub expertise: u32,
    pub advocacy: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum PlanCommand {
    /// Makes the plan; its author becomes its first coordinator.
    Create {
        title: String,
        territory: String,
    },
    Rename {
        title: String,
    },
    /// Notes on the plan as a whole: sources, hypotheses.
    Describe {
        notes: String,
    },
    /// Shows what is published to anyone.
    OpenPublicPage {},
    ClosePublicPage {},
    /// Places a commune on the territory, at its label point (WGS 84 degrees).
    AddCommune {
        ins_code: String,
        name: String,
        arrondissement: String,
        longitude: f64,
        latitude: f64,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PlanFact {
    Created { plan: PlanId, title: String, territory: String },
    Renamed { from: String, to: String },
    Described { notes: String },
    PublicPageOpened {},
    PublicPageClosed {},
    CommuneAdded { commune: Commune },
}

impl Plan {
    /// Whether the plan has begun.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.head > 0
    }

    pub(crate) fn decide_plan(
        &self,
        command: PlanCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        if let PlanCommand::Create { title, territory } = command {
            return self.create(&title, &territory, ctx);
        }
        self.require(ctx, Act::ShapePlan, Scope::Plan)?;
        Ok(match command {
            PlanCommand::Create { .. } => Vec::new(),
            PlanCommand::Rename { title } => {
                let to = value::title("title", &title)?;
                changed(&self.title, &to, || PlanFact::Renamed {
                    from: self.title.clone(),
                    to: to.clone(),
                })
            }
            PlanCommand::Describe { notes } => {
                let notes = value::note("notes", &notes)?;
                changed(&self.notes, &notes, || PlanFact::Described { notes: notes.clone() })
            }
            PlanCommand::OpenPublicPage {} => {
                changed(&self.public, &true, || PlanFact::PublicPageOpened {})
            }
            PlanCommand::ClosePublicPage {} => {
                changed(&self.public, &false, || PlanFact::PublicPageClosed {})
            }
            PlanCommand::AddCommune { ins_code, name, arrondissement, longitude, latitude } => {
                let commune =
                    Commune::checked(&ins_code, &name, &arrondissement, longitude, latitude)?;
                if self.communes.contains_key(&commune.ins_code) {
                    return Err(Refusal::Exists("ins_code"));
                }
                vec![PlanFact::CommuneAdded { commune }.into()]
            }
        })
    }

    fn create(&self, title: &str, territory: &str, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        if self.exists() {
            return Err(Refusal::Exists("plan"));
        }
        let title = value::title("title", title)?;
        let territory = value::title("territory", territory)?;
        Ok(vec![
            PlanFact::Created { plan: ctx.plan, title, territory }.into(),
            MemberFact::RoleGranted { account: ctx.actor, role: Role::Coordinator, until: None }
                .into(),
        ])
    }

    pub(crate) fn evolve_plan(&mut self, fact: &PlanFact, _event: &Event) {
        match fact {
            PlanFact::Created { plan, title, territory } => {
                self.id = *plan;
                self.title.clone_from(title);
                self.territory.clone_from(territory);
            }
            PlanFact::Renamed { to, .. } => self.title.clone_from(to),
            PlanFact::Described { notes } => self.notes.clone_from(notes),
            PlanFact::PublicPageOpened {} => self.public = true,
            PlanFact::PublicPageClosed {} => self.public = false,
            PlanFact::CommuneAdded { commune } => {
                self.communes.insert(commune.ins_code.clone(), commune.clone());
            }
        }
    }

    /// Refuses an act that none of the actor's roles allows.
    pub(crate) fn require(&self, ctx: &Context, act: Act, scope: Scope) -> Result<(), Refusal> {
        if self.may(ctx.actor, act, scope, ctx.now) { Ok(()) } else { Err(Refusal::Forbidden(act)) }
    }

    /// Refuses a partner, an axis or a space that is not there, or a space that is closed.
    pub(crate) fn check_place(
        &self,
        partner: Option<PartnerId>,
        axis: Option<AxisId>,
        space: Option<SpaceId>,
    ) -> Result<(), Refusal> {
        if let Some(partner) = partner {
            self.partner(partner)?;
        }
        if axis.is_some_and(|axis| !self.axes.contains_key(&axis)) {
            return Err(Refusal::Unknown("axis"));
        }
        if let Some(space) = space {
            self.living_space(space)?;
        }
        Ok(())
    }

    /// Refuses ids that name nothing in the plan.
    pub(crate) fn require_all<K: Ord, V>(
        known: &BTreeMap<K, V>,
        named: &BTreeSet<K>,
        what: &'static str,
    ) -> Result<(), Refusal> {
        if named.iter().all(|id| known.contains_key(id)) {
            Ok(())
        } else {
            Err(Refusal::Unknown(what))
        }
    }
}

/// One fact where a value changes, none where it stays: doing what is done already writes nothing.
pub(crate) fn changed<T: PartialEq, F: Into<Fact>>(
    from: &T,
    to: &T,
    fact: impl FnOnce() -> F,
) -> Vec<Fact> {
    if from == to { Vec::new() } else { vec![fact().into()] }
}
