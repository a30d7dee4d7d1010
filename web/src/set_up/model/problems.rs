//! Problems of the answers: in a field that the user left, and before a stage.

use std::net::IpAddr;

use setup::{DesiredPolicy, Target, Texts, TextsError, policy_host_entries};

use super::Model;
use crate::set_up::{Field, Problem, Stage};

impl Model {
    /// Returns the problem of a field.
    #[must_use]
    pub fn field_problem(&self, field: Field) -> Option<Problem> {
        match field {
            Field::Hosts => self.answers.wrong_host().map(Problem::HostName),
            Field::Reports => self.reports_problem(),
            Field::Target => self.target_problem(),
        }
    }

    /// Returns the problem of a field, once the user left the field.
    #[must_use]
    pub fn shown_problem(&self, field: Field) -> Option<Problem> {
        self.left.contains(&field).then(|| self.field_problem(field))?
    }

    fn reports_problem(&self) -> Option<Problem> {
        // The addresses are judged alone: another value must not hide their problem.
        let any_host = ["mx.example.com".to_owned()];
        let reports = self.answers.report_list();
        let desired = DesiredPolicy { max_age: 1, ..self.desired_policy(&any_host, &reports) };
        Texts::new(&desired).err().map(Problem::TextsError)
    }

    fn target_problem(&self) -> Option<Problem> {
        let targets = match self.answers.targets() {
            Ok(targets) => targets,
            Err(word) => return Some(Problem::Target(word)),
        };
        let private = targets.iter().find_map(|target| match target {
            Target::Address(address) if self.is_private(*address) => Some(address.to_string()),
            _ => None,
        });
        if let Some(address) = private {
            return Some(Problem::PrivateAddress(address));
        }
        let domain = self.answers.domain.parse().ok()?;
        policy_host_entries(&domain, &targets).err().map(Problem::TextsError)
    }

    /// Whether no sender can reach an address. The server of this page may be allowed to use some private networks.
    fn is_private(&self, address: IpAddr) -> bool {
        let allowed = self.live_of_domain().map_or(&[][..], |live| live.evidence.allowed.as_slice());
        checker::is_private(address) && !allowed.iter().any(|network| network.contains(&address))
    }

    /// Returns the problem to solve before a stage.
    pub(super) fn problem_before(&self, stage: Stage) -> Option<Problem> {
        let of_field = |field, after| if stage > after { self.field_problem(field) } else { None };
        if let Some(problem) = of_field(Field::Hosts, Stage::Domain) {
            return Some(problem);
        }
        // A domain whose policy is published already has nothing to answer.
        if stage == Stage::Testing && self.answers.place.is_empty() && self.is_published() {
            return None;
        }
        if stage > Stage::Servers
            && let Err(why) = self.texts()
            && !matches!(why, TextsError::Reports(_))
        {
            return Some(Problem::TextsError(why));
        }
        of_field(Field::Reports, Stage::Reports)
            .or_else(|| (stage > Stage::Place && self.answers.place().is_none()).then_some(Problem::PolicyHosting))
            .or_else(|| of_field(Field::Target, Stage::Place))
    }
}
