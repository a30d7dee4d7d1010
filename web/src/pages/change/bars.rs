//! The groups of the timeline as bars, each with a version, a period and a label.

use planner::{
    Change, MxRecord, Plan, Policy,
    simulation::{PlanTimeline, SenderGroup},
};
use words::{Language, args, key};

/// Version of the policy file or the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// The version that is live at the start.
    Live,
    /// The version served before the start.
    Earlier,
    /// The version that a step publishes: the step's number from 1, and whether it is the last such step.
    Step(usize, bool),
    /// No version.
    Nothing,
}

impl Version {
    /// Returns the version of a policy in a plan.
    pub(super) fn of_policy(plan: &Plan, policy: Option<&Policy>) -> Self {
        let Some(policy) = policy else { return Self::Nothing };
        if plan.state.policy.as_ref() == Some(policy) {
            return Self::Live;
        }
        Self::published(
            plan,
            |action| matches!(action, Change::Policy(Some(_))),
            |action| matches!(action, Change::Policy(Some(published)) if published == policy),
        )
    }

    fn of_mx(plan: &Plan, records: &[MxRecord]) -> Self {
        if plan.state.mx == records {
            return Self::Live;
        }
        let is_it = |action: &Change| {
            let Change::Mx(published) = action else { return false };
            published.iter().filter(|record| record.host != ".").eq(records.iter())
        };
        Self::published(plan, |action| matches!(action, Change::Mx(_)), is_it)
    }

    fn published(plan: &Plan, is_such: impl Fn(&Change) -> bool, is_it: impl Fn(&Change) -> bool) -> Self {
        let last = plan.steps.iter().rposition(|step| is_such(&step.action));
        let found = plan.steps.iter().position(|step| is_it(&step.action));
        found.map_or(Self::Earlier, |at| Self::Step(at + 1, Some(at) == last))
    }

    /// Returns the class for style sheets.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Live | Self::Earlier => "old",
            Self::Step(_, false) => "both",
            Self::Step(_, true) => "new",
            Self::Nothing => "off",
        }
    }

    /// Returns the label in a bar.
    pub(super) fn label(self, language: Language) -> String {
        match self {
            Self::Live => language.message(key::CHANGE_HOLDS_NOW, &[]),
            Self::Earlier => language.message(key::CHANGE_HOLDS_EARLIER, &[]),
            Self::Step(step, _) => language.message(key::CHANGE_HOLDS_STEP, args!["step" => step]),
            Self::Nothing => language.message(key::CHANGE_HOLDS_NONE, &[]),
        }
    }

    /// Returns the label in the legend.
    pub(super) fn legend(self, language: Language) -> String {
        match self {
            Self::Step(step, _) => language.message(key::CHANGE_LEGEND_STEP, args!["step" => step]),
            Self::Nothing => language.message(key::CHANGE_LEGEND_NONE, &[]),
            Self::Live | Self::Earlier => self.label(language),
        }
    }
}

/// A period of a group with one version.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    /// Start, in Unix seconds.
    pub from: i64,
    /// End (exclusive), in Unix seconds.
    pub to: i64,
    /// Version in this period.
    pub version: Version,
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// Name of the row.
    pub name: String,
    /// Short name, for narrow screens.
    pub short: String,
    /// Bars of the row, without gaps.
    pub bars: Vec<Bar>,
}

/// Returns the rows: MX first, then a group for each kind of sender.
pub(super) fn chart_rows(plan: &Plan, timeline: &PlanTimeline, language: Language) -> Vec<Row> {
    let mx = timeline.published_mx().into_iter().map(|span| Bar {
        from: span.from,
        to: span.to,
        version: Version::of_mx(plan, &span.value),
    });
    let first = Row {
        name: language.message(key::CHANGE_LANE_MX, &[]),
        short: language.message(key::CHANGE_LANE_MX_SHORT, &[]),
        bars: mx.collect(),
    };
    let group = |group: SenderGroup| {
        let bar = |span: &planner::simulation::Span<Option<Policy>>| Bar {
            from: span.from,
            to: span.to,
            version: Version::of_policy(plan, span.value.as_ref()),
        };
        Row {
            name: lane_name(group, language),
            short: language.message(key::CHANGE_LANE_SHORT, args!["lane" => group.id()]),
            bars: merged(timeline.held_policies(group).iter().map(bar)),
        }
    };
    [first].into_iter().chain(SenderGroup::ALL.map(group)).collect()
}

/// Returns the name of a group.
pub(super) fn lane_name(group: SenderGroup, language: Language) -> String {
    language.message(key::CHANGE_LANE, args!["lane" => group.id()])
}

/// Merges adjacent bars of one version.
fn merged(bars: impl Iterator<Item = Bar>) -> Vec<Bar> {
    let mut all: Vec<Bar> = Vec::new();
    for bar in bars {
        match all.last_mut().filter(|last| last.version == bar.version) {
            Some(last) => last.to = bar.to,
            None => all.push(bar),
        }
    }
    all
}

/// Returns the versions of policies on show: the earlier and the live one, those of steps in order, and none.
pub(super) fn policy_versions(rows: &[Row]) -> Vec<Version> {
    let mut all = Vec::new();
    for bar in rows.iter().skip(1).flat_map(|row| &row.bars) {
        if !all.contains(&bar.version) {
            all.push(bar.version);
        }
    }
    all.sort_by_key(|version| match version {
        Version::Earlier => 0,
        Version::Live => 1,
        Version::Step(step, _) => step + 1,
        Version::Nothing => usize::MAX,
    });
    all
}
