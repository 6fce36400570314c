//! Random commands about outputs and the files that hang on records.

use super::Dice;
use crate::ids::{
    attachment, axis, finding, fingerprint, meeting, output, partner, space, task, theme,
};
use plenum_domain::{
    AttachmentId, Plan, RecordKind, RecordRef,
    attachment::{AttachmentCommand, FileFacts, Media},
    output::{OutputCommand, OutputDetails, OutputKind},
    territory::TerritoryCommand,
    value::WebLink,
};

impl Dice {
    pub(super) fn output_command(&mut self) -> OutputCommand {
        use OutputKind as K;
        let kinds = [K::Memorandum, K::Directory, K::FactSheet, K::Documentary, K::Report, K::Tool];
        let link = self.maybe(|dice| format!("https://example.org/{}", dice.upto(9)));
        let details = OutputDetails {
            kind: self.one_of(&kinds),
            title: self.words(),
            year: 2018,
            note: self.words(),
            themes: self.maybe(|_| theme(1)).into_iter().collect(),
            axis: self.maybe(|dice| axis(dice.upto(3))),
            space: self.maybe(|dice| space(dice.upto(2))),
            partner: self.maybe(|dice| partner(dice.upto(3))),
            link: link.and_then(|link| WebLink::try_from(link).ok()),
        };
        let output = output(self.upto(4));
        match self.upto(6) {
            1 | 2 => OutputCommand::Publish { output, details },
            3 | 4 => OutputCommand::Change { output, details },
            5 => OutputCommand::Archive { output },
            _ => OutputCommand::Restore { output },
        }
    }

    /// Mostly on what comes into observers' sight and goes out of it.
    fn any_holder(&mut self) -> RecordRef {
        use RecordKind as K;
        match self.upto(6) {
            1 => RecordRef::new(K::Plan, uuid::Uuid::nil()),
            2 => RecordRef::new(K::Meeting, meeting(self.upto(4))),
            3 => RecordRef::new(K::Task, task(self.upto(4))),
            4 => RecordRef::new(K::Output, output(self.upto(4))),
            _ => RecordRef::new(K::Finding, finding(self.upto(6))),
        }
    }

    pub(super) fn attachment_command(&mut self, plan: &Plan) -> AttachmentCommand {
        let known: Vec<AttachmentId> = plan.attachments.keys().copied().collect();
        if self.once_in(4) && !known.is_empty() {
            return AttachmentCommand::Remove { attachment: self.one_of(&known) };
        }
        let mut media = self.one_of(&Media::ALL);
        let mut about = self.any_holder();
        if self.once_in(4) {
            media = Media::Geojson;
            about = RecordRef::new(RecordKind::Plan, uuid::Uuid::nil());
        }
        let name = format!("Fichier {}", self.upto(9));
        let file =
            FileFacts { name, media, size: self.upto(9_000), sha256: fingerprint(self.upto(5)) };
        AttachmentCommand::Add { attachment: attachment(self.upto(40)), about, file }
    }

    /// Mostly a file that may be the boundaries.
    pub(super) fn boundaries_command(&mut self, plan: &Plan) -> TerritoryCommand {
        let fit = plan.attachments.values().filter(|known| known.file.media == Media::Geojson);
        let fit: Vec<AttachmentId> = fit.map(|known| known.id).collect();
        let attachment = self.maybe(|dice| match fit.as_slice() {
            [] => attachment(dice.upto(40)),
            fit => dice.one_of(fit),
        });
        TerritoryCommand::SetBoundaries { attachment }
    }
}
