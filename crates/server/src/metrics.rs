//! What the server counts, for Prometheus; nothing about people or plans.

use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

type Labels = [(&'static str, &'static str); 1];

/// Counters and gauges; each is named where it is registered.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    pub connections: Gauge,
    pub live_plans: Gauge,
    pub deliveries: Counter,
    pub snapshots: Counter,
    pub catch_ups: Counter,
    pub stalled: Counter,
    pub events: Counter,
    pub commands_waiting: Gauge,
    commands: Family<Labels, Counter>,
    requests: Family<Labels, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("plenum"),
            connections: Gauge::default(),
            live_plans: Gauge::default(),
            deliveries: Counter::default(),
            snapshots: Counter::default(),
            catch_ups: Counter::default(),
            stalled: Counter::default(),
            events: Counter::default(),
            commands_waiting: Gauge::default(),
            commands: Family::default(),
            requests: Family::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("connections", "Open live sockets", self.connections.clone());
        registry.register("live_plans", "Plans with live sockets", self.live_plans.clone());
        registry.register("deliveries", "Frames of events sent", self.deliveries.clone());
        registry.register("snapshots", "Snapshots sent", self.snapshots.clone());
        registry.register("catch_ups", "Frames made by reading the log", self.catch_ups.clone());
        registry.register("stalled", "Sockets closed for not reading", self.stalled.clone());
        registry.register("events", "Events of live plans", self.events.clone());
        registry.register(
            "commands_waiting",
            "Commands that wait for their commit",
            self.commands_waiting.clone(),
        );
        registry.register("commands", "Commands by outcome", self.commands.clone());
        registry.register("requests", "HTTP answers by class", self.requests.clone());
    }

    /// Counts a command's outcome.
    pub fn command(&self, outcome: &'static str) {
        self.commands.get_or_create(&[("outcome", outcome)]).inc();
    }

    /// Counts an answer.
    pub fn request(&self, status: axum::http::StatusCode) {
        let class = match status.as_u16() {
            100..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        self.requests.get_or_create(&[("class", class)]).inc();
    }

    /// The text that Prometheus reads.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
