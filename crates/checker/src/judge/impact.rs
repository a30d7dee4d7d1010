//! The worst effect on mail from any standard sender, and the finding that causes it.

use crate::{
    facts::{Facts, mail::MailRouting, mail_server::TlsState},
    report::{Action, Delivery, Impact, ImpactKind, Verdict},
    rule::{Arg, Effect, Finding, Rule, Severity, Stage},
    rules::{
        DNS_AUTHORITY_UNREACHABLE, DNS_DNSSEC_BOGUS, DNS_RESOLVERS_DISAGREE, DNS_SERVFAIL, DOMAIN_NXDOMAIN,
        ID_NOT_BUMPED, MX_ADDRESSES_DIFFER, MX_CONNECT_FAILED, MX_IPV6_ONLY, MX_MISSING_NO_ADDRESS, MX_NULL_MIXED,
        POLICY_UNREACHABLE_CACHE_APPLIES, RECORD_MISSING, REMOVAL_ABRUPT,
    },
};

/// Rules whose fault makes mail bounce at once, from some senders or from all.
static BOUNCES: [&Rule; 3] = [&DOMAIN_NXDOMAIN, &MX_MISSING_NO_ADDRESS, &MX_NULL_MIXED];

/// Rules about failing look-ups of the domain.
static LOOK_UPS: [&Rule; 3] = [&DNS_SERVFAIL, &DNS_DNSSEC_BOGUS, &DNS_AUTHORITY_UNREACHABLE];

/// Warnings that make some senders deliver late, elsewhere or not at all.
static SOME_DELIVERIES: [&Rule; 4] = [&MX_CONNECT_FAILED, &MX_ADDRESSES_DIFFER, &MX_IPV6_ONLY, &DNS_RESOLVERS_DISAGREE];

/// Rules about senders that follow a cached policy, whatever is published now.
static SAVED_POLICY: [&Rule; 3] = [&ID_NOT_BUMPED, &REMOVAL_ABRUPT, &POLICY_UNREACHABLE_CACHE_APPLIES];

/// Returns the worst effect on mail.
pub(super) fn worst_impact(facts: &Facts<'_>, verdict: Verdict, findings: &[Finding], delivery: &[Delivery]) -> Impact {
    let judged = Judged { verdict, delivery };
    let harmful = findings.iter().enumerate().filter_map(|(index, finding)| Some((judged.harms(finding)?, index)));
    let worst = harmful.min_by_key(|(severity, index)| (*severity, judged.rank(&findings[*index]), *index));
    let severity = worst.map(|(severity, _)| severity).into_iter().chain(judged.severity(facts)).min();
    let cause = worst.map(|(_, index)| index).filter(|_| severity.is_some());
    Impact { severity, kind: judged.impact_kind(cause.map(|index| &findings[index])), cause }
}

/// Returns whether a finding is about a cached policy that stops, or could stop, senders from delivering.
pub(super) fn is_about_saved_policy(finding: &Finding) -> bool {
    SAVED_POLICY.contains(&finding.rule)
}

struct Judged<'a> {
    verdict: Verdict,
    delivery: &'a [Delivery],
}

impl Judged<'_> {
    /// Returns the severity of the verdict, or of a refusal by lenient senders, without regard to findings.
    fn severity(&self, facts: &Facts<'_>) -> Option<Severity> {
        if self.delivery.iter().any(|row| row.lenient == Some(Action::Refuse)) {
            return Some(Severity::Error);
        }
        match self.verdict {
            Verdict::Enforced if self.is_policy_only() => None,
            Verdict::Enforced => Some(Severity::Pass),
            Verdict::Refusing => Some(Severity::Error),
            Verdict::Ineffective => Some(Severity::Warning),
            Verdict::NoMail if facts.mail != MailRouting::Null => Some(Severity::Error),
            Verdict::Testing | Verdict::Disabled | Verdict::Absent | Verdict::NoMail => Some(Severity::Notice),
            Verdict::Unknown => None,
        }
    }

    fn is_policy_only(&self) -> bool {
        self.delivery.iter().all(|row| row.tls == TlsState::Unseen)
    }

    /// Returns how much a finding harms mail today, or `None` if it does not.
    fn harms(&self, finding: &Finding) -> Option<Severity> {
        let rule = finding.rule;
        match rule.effect {
            _ if !finding.is_fault() => None,
            _ if self.verdict == Verdict::NoMail && rule.stage != Stage::Dns && rule.stage != Stage::Mx => None,
            Effect::NoMail => Some(Severity::Error),
            Effect::DaneFails => (rule.severity == Severity::Error).then_some(Severity::Error),
            Effect::SkipHost | Effect::AllHosts => self.of_host(),
            Effect::NoPolicy | Effect::SomeSenders | Effect::UselessLine => {
                self.is_published().then_some(Severity::Warning)
            }
            Effect::NoReports => {
                (self.needs_reports() && rule.severity == Severity::Error).then_some(Severity::Warning)
            }
            Effect::Nothing | Effect::Risk | Effect::Unknown => None,
            Effect::Own => self.by_rule(finding),
        }
    }

    /// Returns the severity of a fault for which senders with a policy must not use an MX host.
    const fn of_host(&self) -> Option<Severity> {
        match self.verdict {
            Verdict::Refusing => Some(Severity::Error),
            Verdict::Enforced | Verdict::Testing => Some(Severity::Warning),
            _ => None,
        }
    }

    /// Returns whether something is published for senders to follow.
    const fn is_published(&self) -> bool {
        !matches!(self.verdict, Verdict::Absent | Verdict::NoMail | Verdict::Unknown)
    }

    const fn needs_reports(&self) -> bool {
        matches!(self.verdict, Verdict::Enforced | Verdict::Refusing | Verdict::Testing)
    }

    /// Returns the severity of a finding whose rule has an effect of its own.
    fn by_rule(&self, finding: &Finding) -> Option<Severity> {
        let rule = finding.rule;
        if rule == &RECORD_MISSING {
            None
        } else if BOUNCES.contains(&rule) {
            Some(Severity::Error)
        } else if LOOK_UPS.contains(&rule) {
            let mail_fails = finding.args.value("fails") != Some(&Arg::from("policy"));
            Some(if mail_fails { Severity::Error } else { Severity::Warning })
        } else if SAVED_POLICY.contains(&rule) {
            let refused = self.delivery.iter().any(|row| row.saved_refuses);
            refused.then_some(Severity::Error).or_else(|| self.of_fault(finding))
        } else if SOME_DELIVERIES.contains(&rule) {
            Some(Severity::Warning)
        } else {
            self.of_fault(finding)
        }
    }

    /// Returns the severity of an error: a warning, unless mail is refused and the error concerns the policy or DANE.
    fn of_fault(&self, finding: &Finding) -> Option<Severity> {
        let stops = self.verdict == Verdict::Refusing && matches!(finding.rule.stage, Stage::Policy | Stage::Dane);
        let severity = if stops { Severity::Error } else { Severity::Warning };
        (finding.rule.severity == Severity::Error && self.verdict != Verdict::Unknown).then_some(severity)
    }

    /// Returns the rank of a cause among equally severe ones. Causes that the verdict rests on come first.
    fn rank(&self, finding: &Finding) -> u8 {
        let stage = finding.rule.stage;
        let decides = match self.verdict {
            Verdict::Ineffective => matches!(stage, Stage::Record | Stage::PolicyHost | Stage::Policy),
            Verdict::Refusing => matches!(stage, Stage::Policy | Stage::Mx | Stage::Tls),
            Verdict::NoMail => matches!(stage, Stage::Dns | Stage::Mx),
            _ => stage == Stage::Dns,
        };
        match stage {
            _ if decides => 0,
            Stage::TlsRpt => 3,
            Stage::Consistency => 2,
            _ => 1,
        }
    }

    /// Returns the kind of impact, given the finding behind it.
    fn impact_kind(&self, cause: Option<&Finding>) -> ImpactKind {
        let Some(cause) = cause else { return ImpactKind::Verdict };
        let saved_refuses = is_about_saved_policy(cause) && self.delivery.iter().any(|row| row.saved_refuses);
        match cause.rule {
            _ if self.verdict == Verdict::NoMail => ImpactKind::Verdict,
            rule if rule.effect == Effect::DaneFails => ImpactKind::Dane,
            rule if rule == &MX_NULL_MIXED => ImpactKind::Bounces,
            rule if LOOK_UPS.contains(&rule) => ImpactKind::LookUp,
            _ if saved_refuses => ImpactKind::SavedPolicy,
            _ if self.verdict == Verdict::Enforced && !self.is_policy_only() => ImpactKind::Exception,
            _ => ImpactKind::Verdict,
        }
    }
}

/// Returns whether a sender with a cached earlier policy must not deliver to a host (RFC 8461 §5.1). The policy does
/// not cover the host, or its TLS fails.
pub(super) fn saved_policy_refuses(facts: &Facts<'_>, findings: &[Finding], host: &str, fails: bool) -> bool {
    let is_kept = findings.iter().any(is_about_saved_policy);
    let has_same_id = findings.iter().any(|finding| finding.rule == &ID_NOT_BUMPED);
    let id = facts.record.as_ref().and_then(|record| record.id()).filter(|_| has_same_id);
    let mut policies = facts.earlier_policies.iter().filter(|past| id.is_none_or(|id| past.snapshot.txt_id == id));
    is_kept && policies.any(|past| past.enforces(facts.now) && (fails || !past.covers(host)))
}
