//! Metrics for the textfile collector of Prometheus' node_exporter.

use std::sync::atomic::AtomicI64;

use bulk::Row;
use prometheus_client::{
    encoding::text::encode,
    metrics::{family::Family, gauge::Gauge},
    registry::Registry,
};

use super::{Checked, Output};
use crate::{exit_status::PluginState, failure::Failure, print};

/// Labels of a metric, in their order.
type Labels = Vec<(&'static str, String)>;

type Gauges = Family<Labels, Gauge<i64, AtomicI64>>;

/// Gauges of all checked domains. Each has the label `domain`.
#[derive(Default)]
pub(super) struct Metrics {
    verdict: Gauges,
    finding: Gauges,
    errors: Gauges,
    warnings: Gauges,
    max_age: Gauges,
    checked_at: Gauges,
}

impl Metrics {
    fn registry(&self) -> Registry {
        let mut registry = Registry::with_prefix("mta_sts");
        let gauges: [(&str, &str, &Gauges); 6] = [
            ("verdict", "Verdict of the check, as a label", &self.verdict),
            ("finding", "An error or warning, by the id of its rule", &self.finding),
            ("errors", "Findings of severity error", &self.errors),
            ("warnings", "Findings of severity warning", &self.warnings),
            ("policy_max_age_seconds", "Time that senders keep the policy", &self.max_age),
            ("checked_timestamp_seconds", "Start of the check, as Unix time", &self.checked_at),
        ];
        for (name, help, gauge) in gauges {
            registry.register(name, help, gauge.clone());
        }
        registry
    }
}

impl Output for Metrics {
    fn add(&mut self, Checked { report, .. }: &Checked) -> Result<(), Failure> {
        let row = Row::new(report);
        let domain = || ("domain", report.domain.to_string());
        let set = |gauges: &Gauges, labels: Labels, value: i64| {
            gauges.get_or_create(&labels).set(value);
        };
        set(&self.verdict, vec![domain(), ("verdict", report.verdict.id().into())], 1);
        for finding in report.findings.iter().filter(|finding| finding.is_fault()) {
            let labels =
                vec![domain(), ("id", finding.rule.id.into()), ("severity", finding.rule.severity.id().into())];
            set(&self.finding, labels, 1);
        }
        set(&self.errors, vec![domain()], count(row.errors));
        set(&self.warnings, vec![domain()], count(row.warnings));
        set(&self.checked_at, vec![domain()], report.checked_at.unix_seconds());
        if let Some(policy) = &report.policy {
            set(&self.max_age, vec![domain()], policy.max_age.try_into().unwrap_or(i64::MAX));
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        let mut text = String::new();
        encode(&mut text, &self.registry()).map_err(|error| Failure::Write(std::io::Error::other(error)))?;
        print::print_text(&text)?;
        Ok(None)
    }
}

fn count(findings: usize) -> i64 {
    findings.try_into().unwrap_or(i64::MAX)
}
