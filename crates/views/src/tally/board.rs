//! A dashboard as it is sent.

use std::collections::BTreeMap;

use plenum_domain::value::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Dim, Tally};

/// The figures of a plan, or of a part of it, at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Board {
    /// `plan`, `axis:ID`, `space:ID`, `partner:ID`, `commune:INS`, `edition:ID`;
    /// `partner:ID@axis:ID` and `partner:ID@space:ID` for what a partner does there.
    pub dim: String,
    /// Number of the event it is true at.
    pub seq: u64,
    /// The day against which late is told.
    pub day: Day,
    /// By what they count, as in `finding.upheld`; money in cents, full-time equivalents in hundredths.
    /// What is zero is left out.
    pub figures: BTreeMap<String, i64>,
}

impl Board {
    #[must_use]
    pub fn of(tally: &Tally, dim: &Dim, seq: u64, day: Day) -> Self {
        Self { dim: dim.to_string(), seq, figures: tally.figures(dim, &day), day }
    }
}
