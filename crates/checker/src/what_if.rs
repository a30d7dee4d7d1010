//! Evidence as if the policy had another mode: only the mode in the file changes. A file without `mx` lines (allowed in
//! mode `none`) gets the lines it would need.

use std::sync::Arc;

use evidence::{Answer, Evidence, Outcome};
use mta_sts::{Mode, PolicyReading};

use crate::{advice::repair, facts::Facts};

/// Returns the evidence as if the fetched policy file had this mode. Returns `None` if the file has no mode, or has
/// this one already.
///
/// Leaves out the policies that senders have cached, because the record's `id` would change with the file.
#[must_use]
pub fn with_mode(seen: &Evidence, mode: Mode) -> Option<Evidence> {
    let policy = PolicyReading::read(body(seen)?).policy;
    let span = policy.mode.filter(|present| present.value != mode)?.span;
    let mut changed = Evidence { history: Vec::new(), ..seen.clone() };
    let text = body_mut(&mut changed)?;
    if policy.mx.is_empty() {
        *text = completed(seen, mode)?;
    } else {
        text.splice(span.start..span.end, mode.id().bytes());
    }
    Some(changed)
}

fn completed(seen: &Evidence, mode: Mode) -> Option<Vec<u8>> {
    let domain = seen.domain.parse().ok()?;
    Some(repair::in_mode(&Facts::new(&domain, seen), mode)?.text.into_bytes())
}

fn body(seen: &Evidence) -> Option<&[u8]> {
    Some(&seen.policy_fetch()?.http.as_ref()?.body.0)
}

fn body_mut(seen: &mut Evidence) -> Option<&mut Vec<u8>> {
    seen.entries.iter_mut().find_map(|entry| match &mut entry.reply.outcome {
        Outcome::Answer(Answer::Policy(observation)) => {
            Arc::make_mut(observation).http.as_mut().map(|http| &mut http.body.0)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use mta_sts::Domain;

    use super::*;
    use crate::{
        Action, Verdict, judge, run_check,
        world::{World, WorldTransport},
    };
    use evidence::Timestamp;

    fn seen(world: &str) -> (Domain, Evidence) {
        let world: World = serde_json::from_str(world).expect("a world");
        let now = Timestamp::from_unix(1_795_000_000);
        let domain: Domain = world.domain.parse().expect("a domain");
        let now = world.check_time(now);
        let net = WorldTransport { world: &world, now };
        let seen = futures_executor::block_on(run_check(&domain, world.initial_evidence(&domain, now), &net, |_| ()));
        (domain, seen)
    }

    #[test]
    fn a_policy_being_tested_is_judged_as_if_it_were_enforced() {
        let (domain, seen) = seen(include_str!("../worlds/testing.json"));
        assert_eq!(judge(&domain, &seen).verdict, Verdict::Testing);
        let enforced = judge(&domain, &with_mode(&seen, Mode::Enforce).expect("the file has a mode"));
        assert_eq!(enforced.policy.expect("the file stays valid").mode, Mode::Enforce);
        assert_ne!(enforced.verdict, Verdict::Testing);
        assert!(with_mode(&seen, Mode::Testing).is_none(), "nothing would change");
    }

    #[test]
    fn refused_mail_would_be_delivered_while_testing() {
        let (domain, seen) = seen(include_str!("../worlds/mx-not-listed.json"));
        let testing = judge(&domain, &with_mode(&seen, Mode::Testing).expect("the file has a mode"));
        assert_eq!(testing.verdict, Verdict::Testing);
        assert!(testing.delivery.iter().all(|row| row.action != Action::Refuse));
    }

    #[test]
    fn a_policy_that_lists_nothing_is_enforced_with_the_lines_that_it_would_need() {
        let (domain, seen) = seen(include_str!("../worlds/none.json"));
        assert_eq!(judge(&domain, &seen).verdict, Verdict::Disabled);
        let enforced = judge(&domain, &with_mode(&seen, Mode::Enforce).expect("its MX hosts are known"));
        assert_eq!(enforced.verdict, Verdict::Enforced);
        assert_eq!(enforced.policy.expect("the file is valid").mx, ["mx1.none.test"]);
    }

    #[test]
    fn without_a_file_there_is_no_mode_to_change() {
        let (_, seen) = seen(include_str!("../worlds/absent.json"));
        assert!(with_mode(&seen, Mode::Enforce).is_none());
    }
}
