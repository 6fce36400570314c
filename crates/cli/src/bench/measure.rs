//! Medians and percentiles.

use std::time::Duration;

/// The median of some figures; 0 of none.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    match (figures.len(), figures.get(figures.len() / 2)) {
        (n, Some(upper)) if n % 2 == 0 => f64::midpoint(figures[n / 2 - 1], *upper),
        (_, Some(middle)) => *middle,
        (_, None) => 0.0,
    }
}

/// Latencies in microseconds, ready to be asked for percentiles.
#[derive(Clone, Debug, Default)]
pub struct Latencies(Vec<u32>);

impl Latencies {
    pub fn of(mut micros: Vec<u32>) -> Self {
        micros.sort_unstable();
        Self(micros)
    }

    /// The smallest latency that is not exceeded by this share (0 to 1) of all; 0 of none.
    pub fn percentile(&self, share: f64) -> u32 {
        let rank = (self.0.len() as f64 * share).ceil() as usize;
        self.0.get(rank.saturating_sub(1)).or(self.0.last()).copied().unwrap_or(0)
    }

    pub fn percentile_ms(&self, share: f64) -> f64 {
        f64::from(self.percentile(share)) / 1e3
    }
}

/// A latency as it is kept: whole microseconds, an hour at most.
pub fn micros(latency: Duration) -> u32 {
    u32::try_from(latency.as_micros()).unwrap_or(u32::MAX)
}

/// Rounded to `digits` decimals, so that JSON stays readable.
pub fn round(figure: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (figure * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_stands_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(Vec::new()), 0.0);
    }

    #[test]
    fn percentiles_are_latencies_that_were_seen() {
        let latencies = Latencies::of((1..=200).rev().collect());
        assert_eq!(latencies.percentile(0.5), 100);
        assert_eq!(latencies.percentile(0.99), 198);
        assert_eq!(latencies.percentile(1.0), 200);
        assert_eq!(Latencies::of(vec![7]).percentile(0.99), 7);
        assert_eq!(Latencies::default().percentile(0.99), 0);
    }
}
