//! What recommendations seek and have secured: sums of whole cents, so that they add up exactly.

use std::ops::AddAssign;

use plenum_domain::recommendation::{Means, MeansKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Means of one kind, sought still and secured already.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Sum {
    pub sought: i64,
    pub secured: i64,
}

/// The means of one recommendation or of many.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Totals {
    /// Cents of euro.
    pub financial: Sum,
    /// Hundredths of a full-time equivalent.
    pub human: Sum,
    /// Lines.
    pub logistic: Sum,
}

impl Totals {
    /// The totals of some lines of means.
    pub fn of<'m>(means: impl IntoIterator<Item = &'m Means>) -> Self {
        let mut totals = Self::default();
        for line in means {
            let (sum, amount) = match &line.what {
                MeansKind::Financial { amount, .. } => (&mut totals.financial, amount.get()),
                MeansKind::Human { fte, .. } => (&mut totals.human, i64::from(*fte)),
                MeansKind::Logistic { .. } => (&mut totals.logistic, 1),
            };
            *(if line.secured { &mut sum.secured } else { &mut sum.sought }) += amount;
        }
        totals
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        for (sum, other) in [
            (&mut self.financial, other.financial),
            (&mut self.human, other.human),
            (&mut self.logistic, other.logistic),
        ] {
            sum.sought += other.sought;
            sum.secured += other.secured;
        }
    }
}
