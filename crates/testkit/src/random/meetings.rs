//! Random commands about meetings.

use plenum_domain::{
    Plan,
    meeting::{MeetingCommand, MeetingKind, MeetingState},
};

use super::Dice;
use crate::ids::{edition, meeting, space};

impl Dice {
    pub(super) fn meeting_command(&mut self, plan: &Plan) -> MeetingCommand {
        let suspended = plan.meetings.values().find(|m| m.state == MeetingState::Suspended);
        if let Some(meeting) = suspended.filter(|_| self.once_in(4)) {
            return MeetingCommand::Resume { meeting: meeting.id };
        }
        let (id, title) = (meeting(self.upto(6)), self.words());
        match self.upto(16) {
            1 | 2 => {
                let kind =
                    self.one_of(&[MeetingKind::Space, MeetingKind::Steering, MeetingKind::Plenary]);
                let of = (kind == MeetingKind::Space).then(|| space(self.upto(3)));
                MeetingCommand::Schedule {
                    meeting: id,
                    kind,
                    space: of,
                    edition: self.maybe(|_| edition(1)),
                    title,
                    when: self.any_slot(),
                    place: String::new(),
                }
            }
            3 | 4 => MeetingCommand::Rename { meeting: id, title },
            5 | 6 => MeetingCommand::Reschedule { meeting: id, when: self.any_slot() },
            7 | 8 => MeetingCommand::Relocate { meeting: id, place: title },
            9 | 10 => {
                MeetingCommand::CallForItems { meeting: id, until: self.maybe(Self::any_day) }
            }
            11 => MeetingCommand::Convene { meeting: id },
            12 => MeetingCommand::Open { meeting: id },
            13 => MeetingCommand::Suspend { meeting: id },
            14 => MeetingCommand::Resume { meeting: id },
            15 if self.once_in(4) => MeetingCommand::Close { meeting: id },
            _ => MeetingCommand::ApproveMinutes { meeting: id },
        }
    }
}
