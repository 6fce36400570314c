//! The cells of a line, read as what they mean. What the table has no column for stays as it is; what cannot
//! be read is refused, and the others of the line are read on, so that all that is wrong is told at once.

use std::{collections::BTreeSet, str::FromStr};

use plenum_domain::{
    AxisId, EditionId, ObjectiveId, PartnerId, Plan, RecordKind, SpaceId, StructureId, ThemeId,
    value::{Day, MAX_STATEMENT, MinuteOfDay, WebLink},
};
use plenum_views::tables::BETWEEN_TITLES;
use serde::Serialize;
use uuid::Uuid;

use super::{
    names::{self, Known, Names},
    sheet::{Line, Sheet, folded},
};

/// The words of an enumeration: besides the wire's, what people write here.
pub type Words<T> = &'static [(T, &'static [&'static str])];

pub struct Cells<'c, 't> {
    pub plan: &'c Plan,
    names: &'c Names,
    sheet: &'c mut Sheet<'t>,
    line: &'c Line,
}

impl<'c, 't> Cells<'c, 't> {
    pub fn new(plan: &'c Plan, names: &'c Names, sheet: &'c mut Sheet<'t>, line: &'c Line) -> Self {
        Self { plan, names, sheet, line }
    }

    pub fn written(&self, column: &str) -> &'c str {
        self.sheet.cell(self.line, column)
    }

    pub fn has(&self, column: &str) -> bool {
        self.sheet.has(column)
    }

    pub fn refuse<T>(&mut self, column: &'static str, code: &str) -> Option<T> {
        self.sheet.refuse(self.line, column, code)
    }

    /// What is said once: afterwards it never changes.
    pub fn once<T: PartialEq>(
        &mut self,
        column: &'static str,
        before: Option<T>,
        now: Option<T>,
    ) -> Option<T> {
        let now = now?;
        match before {
            Some(before) if before != now => self.refuse(column, "fixed"),
            _ => Some(now),
        }
    }

    pub fn title(&mut self, column: &'static str) -> Option<String> {
        self.sheet.title(self.line, column)
    }

    pub fn statement(&mut self, column: &'static str) -> Option<String> {
        match self.written(column) {
            "" => self.refuse(column, "empty"),
            _ => self.words(column, MAX_STATEMENT, ""),
        }
    }

    /// Some words, that may be none.
    pub fn words(&mut self, column: &'static str, max: usize, before: &str) -> Option<String> {
        let words = if self.has(column) { self.written(column) } else { before };
        match words.chars().count() > max {
            true => self.refuse(column, "too_long"),
            false => Some(words.to_owned()),
        }
    }

    pub fn link(
        &mut self,
        column: &'static str,
        before: Option<&WebLink>,
    ) -> Option<Option<WebLink>> {
        match self.written(column) {
            _ if !self.has(column) => Some(before.cloned()),
            "" => Some(None),
            link => match WebLink::try_from(link.to_owned()) {
                Ok(link) => Some(Some(link)),
                Err(_) => self.refuse(column, "malformed_link"),
            },
        }
    }

    pub fn day(&mut self, column: &'static str) -> Option<Day> {
        self.sheet.day(self.line, column)
    }

    pub fn maybe_day(&mut self, column: &'static str, before: Option<&Day>) -> Option<Option<Day>> {
        match self.written(column) {
            _ if !self.has(column) => Some(before.cloned()),
            "" => Some(None),
            _ => self.day(column).map(Some),
        }
    }

    /// A time of day, as `9:30`, `09:30`, `9h30` or `9h`.
    pub fn clock(&mut self, column: &'static str) -> Option<MinuteOfDay> {
        let written = self.written(column).to_lowercase();
        let (hours, minutes) = written.split_once([':', 'h']).unwrap_or((&written, "x"));
        let minutes = if minutes.is_empty() { "0" } else { minutes };
        let minute = hours.parse::<u16>().ok().zip(minutes.parse::<u16>().ok());
        let minute = minute.filter(|(hours, minutes)| *hours < 24 && *minutes < 60);
        let minute = minute.and_then(|(hours, minutes)| (hours * 60 + minutes).try_into().ok());
        minute.or_else(|| self.refuse(column, "malformed_time"))
    }

    pub fn maybe_clock(
        &mut self,
        column: &'static str,
        before: Option<MinuteOfDay>,
    ) -> Option<Option<MinuteOfDay>> {
        match self.written(column) {
            _ if !self.has(column) => Some(before),
            "" => Some(None),
            _ => self.clock(column).map(Some),
        }
    }

    /// A whole number.
    pub fn whole<N: FromStr>(
        &mut self,
        column: &'static str,
        before: Option<N>,
    ) -> Option<Option<N>> {
        match self.written(column) {
            _ if !self.has(column) => Some(before),
            "" => Some(None),
            written => match written.parse() {
                Ok(n) => Some(Some(n)),
                Err(_) => self.refuse(column, "malformed_number"),
            },
        }
    }

    /// A number that must be there.
    pub fn number<N: FromStr>(&mut self, column: &'static str) -> Option<N> {
        match self.whole(column, None)? {
            Some(n) => Some(n),
            None => self.refuse(column, "empty"),
        }
    }

    /// A number with at most two decimals, in hundredths: euros as cents.
    pub fn hundredths(&mut self, column: &'static str) -> Option<i64> {
        let number = self.sheet.number(self.line, column)?.to_string();
        let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
        let hundredths = (decimals.len() <= 2).then(|| format!("{whole}{decimals:0<2}"));
        let hundredths = hundredths.and_then(|digits| digits.parse().ok());
        hundredths.or_else(|| self.refuse(column, "malformed_number"))
    }

    /// A place on the globe, in decimal degrees.
    pub fn degrees(&mut self, column: &'static str) -> Option<f64> {
        let written = self.written(column).replace(',', ".");
        let degrees = written.parse().ok().filter(|degrees: &f64| degrees.is_finite());
        degrees.or_else(|| self.refuse(column, "malformed_number"))
    }

    pub fn choice(&mut self, column: &'static str, before: bool) -> Option<bool> {
        names::choice(self.sheet, self.line, column, before)
    }

    /// One of some words; what is known already where the cell says none.
    pub fn word<T: Copy + Serialize>(
        &mut self,
        column: &'static str,
        words: Words<T>,
        before: Option<T>,
    ) -> Option<T> {
        let written = folded(self.written(column));
        if let ("", Some(before)) = (written.as_str(), before) {
            return Some(before);
        }
        let of_wire = |value: &T| serde_json::to_value(value).is_ok_and(|wire| wire == *written);
        let found =
            words.iter().find(|(value, words)| of_wire(value) || words.contains(&written.as_str()));
        match found {
            Some((value, _)) => Some(*value),
            None if written.is_empty() => self.refuse(column, "empty"),
            None if column == "sector" => self.refuse(column, "unknown_sector"),
            None => self.refuse(column, "unknown_word"),
        }
    }

    pub fn partner(
        &mut self,
        column: &'static str,
        before: Option<PartnerId>,
    ) -> Option<Option<PartnerId>> {
        let title = before.and_then(|id| self.plan.partners.get(&id)).map(|p| &p.name);
        self.named(column, &self.names.partners, before, title)
    }

    pub fn space(
        &mut self,
        column: &'static str,
        before: Option<SpaceId>,
    ) -> Option<Option<SpaceId>> {
        let title = before.and_then(|id| self.plan.spaces.get(&id)).map(|s| &s.title);
        self.named(column, &self.names.spaces, before, title)
    }

    pub fn axis(&mut self, column: &'static str, before: Option<AxisId>) -> Option<Option<AxisId>> {
        let title = before.and_then(|id| self.plan.axes.get(&id)).map(|a| &a.title);
        self.named(column, &self.names.axes, before, title)
    }

    pub fn edition(
        &mut self,
        column: &'static str,
        before: Option<EditionId>,
    ) -> Option<Option<EditionId>> {
        let title = before.and_then(|id| self.plan.editions.get(&id)).map(|e| &e.label);
        self.named(column, &self.names.editions, before, title)
    }

    pub fn structure(
        &mut self,
        column: &'static str,
        before: Option<StructureId>,
    ) -> Option<Option<StructureId>> {
        let title = before.and_then(|id| self.plan.structures.get(&id)).map(|s| &s.name);
        self.named(column, &self.names.structures, before, title)
    }

    /// Whether a cell names the partner that is there already, or some partner.
    pub fn is_partner(&self, column: &str, before: Option<PartnerId>) -> bool {
        let name = folded(self.written(column));
        let before = before.and_then(|id| self.plan.partners.get(&id));
        before.is_some_and(|partner| folded(&partner.name) == name)
            || self.names.partners.contains_key(&name)
    }

    /// Whether a cell names the space that is there already, or some space.
    pub fn is_space(&self, column: &str, before: Option<SpaceId>) -> bool {
        let name = folded(self.written(column));
        let before = before.and_then(|id| self.plan.spaces.get(&id));
        before.is_some_and(|space| folded(&space.title) == name)
            || self.names.spaces.contains_key(&name)
    }

    /// What a cell names. What is there already is meant by its name, whatever else is called so.
    fn named<T: Copy>(
        &mut self,
        column: &'static str,
        known: &Known<T>,
        before: Option<T>,
        title: Option<&String>,
    ) -> Option<Option<T>> {
        if title.is_some_and(|title| folded(title) == folded(self.written(column))) {
            return Some(before);
        }
        names::named(self.sheet, self.line, column, known, before)
    }

    pub fn partners(
        &mut self,
        column: &'static str,
        before: Option<&BTreeSet<PartnerId>>,
    ) -> Option<BTreeSet<PartnerId>> {
        let plan = self.plan;
        let title = |id: &PartnerId| plan.partners.get(id).map_or("", |p| p.name.as_str());
        self.several(column, &self.names.partners, before, title)
    }

    pub fn axes(
        &mut self,
        column: &'static str,
        before: Option<&BTreeSet<AxisId>>,
    ) -> Option<BTreeSet<AxisId>> {
        let plan = self.plan;
        let title = |id: &AxisId| plan.axes.get(id).map_or("", |a| a.title.as_str());
        self.several(column, &self.names.axes, before, title)
    }

    pub fn themes(&mut self, before: Option<&BTreeSet<ThemeId>>) -> Option<BTreeSet<ThemeId>> {
        let plan = self.plan;
        let title = |id: &ThemeId| plan.themes.get(id).map_or("", |t| t.title.as_str());
        self.several("themes", &self.names.themes, before, title)
    }

    pub fn objectives(
        &mut self,
        before: Option<&BTreeSet<ObjectiveId>>,
    ) -> Option<BTreeSet<ObjectiveId>> {
        let plan = self.plan;
        let title = |id: &ObjectiveId| plan.objectives.get(id).map_or("", |o| o.reference.as_str());
        self.several("objectives", &self.names.objectives, before, title)
    }

    /// All that a cell names, with bars between the names.
    fn several<T: Copy + Ord>(
        &mut self,
        column: &'static str,
        known: &Known<T>,
        before: Option<&BTreeSet<T>>,
        title: impl Fn(&T) -> &'c str,
    ) -> Option<BTreeSet<T>> {
        let before = before.cloned().unwrap_or_default();
        let cell = self.written(column);
        let as_it_is = before.iter().map(title).collect::<Vec<_>>().join(BETWEEN_TITLES);
        if !self.has(column) || cell == as_it_is {
            return Some(before);
        }
        let titles = cell.split(BETWEEN_TITLES.trim()).map(str::trim);
        let titles: Vec<_> = titles.filter(|title| !title.is_empty()).collect();
        let one = |name| names::one(self.sheet, self.line, column, known, name);
        titles.into_iter().map(one).collect()
    }

    pub fn communes(&mut self, before: Option<&BTreeSet<String>>) -> Option<BTreeSet<String>> {
        match self.has("communes") {
            true => names::communes(self.sheet, self.line, self.plan),
            false => Some(before.cloned().unwrap_or_default()),
        }
    }

    /// The record of a kind that a cell names by its number.
    pub fn numbered<I: From<Uuid> + Ord>(
        &mut self,
        column: &'static str,
        kind: RecordKind,
    ) -> Option<I> {
        let mut ids = self.all_numbered(column, kind)?;
        match ids.len() {
            0 => self.refuse(column, "empty"),
            1 => ids.pop_first(),
            _ => self.refuse(column, "ambiguous"),
        }
    }

    /// The records of a kind that a cell names by their numbers.
    pub fn numbers<I: From<Uuid> + Ord + Copy>(
        &mut self,
        column: &'static str,
        kind: RecordKind,
        before: BTreeSet<I>,
    ) -> Option<BTreeSet<I>> {
        if self.has(column) { self.all_numbered(column, kind) } else { Some(before) }
    }

    /// Numbers, with or without the letter that pages put before them.
    fn all_numbered<I: From<Uuid> + Ord>(
        &mut self,
        column: &'static str,
        kind: RecordKind,
    ) -> Option<BTreeSet<I>> {
        let mut ids = BTreeSet::new();
        let parts = self.written(column).split(|c: char| c.is_whitespace() || ",;|".contains(c));
        for part in parts {
            let digits = part.trim_start_matches(char::is_alphabetic);
            if digits.is_empty() && part.chars().count() < 2 {
                continue;
            }
            let Ok(number) = digits.parse::<u32>() else {
                return self.refuse(column, "malformed_number");
            };
            match self.names.numbers.get(&(kind, number)) {
                Some(id) => ids.insert((*id).into()),
                None => return self.refuse(column, "unknown_number"),
            };
        }
        Some(ids)
    }
}
