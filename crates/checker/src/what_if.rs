//! What the verdict would be if the policy had another mode: the same evidence, with one word of the file changed.

use mta_sts::{Mode, PolicyReading};

use crate::{Answer, Evidence, Outcome};

impl Evidence {
    /// The same, as if the policy file that was fetched had this mode; `None` where no mode stands in it that would change.
    ///
    /// What senders remember of before is left out: the record's `id` would change with the file.
    #[must_use]
    pub fn with_mode(&self, mode: Mode) -> Option<Self> {
        let span = PolicyReading::read(self.body()?).policy.mode.filter(|present| present.value != mode)?.span;
        let mut changed = Self { history: Vec::new(), ..self.clone() };
        let body = changed.body_mut()?;
        body.splice(span.start..span.end, mode.id().bytes());
        Some(changed)
    }

    fn body(&self) -> Option<&[u8]> {
        Some(&self.policy()?.http.as_ref()?.body.0)
    }

    fn body_mut(&mut self) -> Option<&mut Vec<u8>> {
        self.entries.iter_mut().find_map(|entry| match &mut entry.reply.outcome {
            Outcome::Answer(Answer::Policy(sighting)) => sighting.http.as_mut().map(|http| &mut http.body.0),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use mta_sts::Domain;

    use super::*;
    use crate::{
        Action, Timestamp, Verdict, drive, judge,
        world::{Played, World},
    };

    fn seen(world: &str) -> (Domain, Evidence) {
        let world: World = serde_json::from_str(world).expect("a world");
        let now = Timestamp::from_unix(1_795_000_000);
        let domain: Domain = world.domain.parse().expect("a domain");
        let now = world.moment(now);
        let net = Played { world: &world, now };
        let seen = futures_executor::block_on(drive(&domain, world.evidence(&domain, now), &net, |_| ()));
        (domain, seen)
    }

    #[test]
    fn a_policy_being_tested_is_judged_as_if_it_were_enforced() {
        let (domain, seen) = seen(include_str!("../worlds/testing.json"));
        assert_eq!(judge(&domain, &seen).verdict, Verdict::Testing);
        let enforced = judge(&domain, &seen.with_mode(Mode::Enforce).expect("the file has a mode"));
        assert_eq!(enforced.policy.expect("the file stays valid").mode, Mode::Enforce);
        assert_ne!(enforced.verdict, Verdict::Testing);
        assert!(seen.with_mode(Mode::Testing).is_none(), "nothing would change");
    }

    #[test]
    fn refused_mail_would_be_delivered_while_testing() {
        let (domain, seen) = seen(include_str!("../worlds/mx-not-listed.json"));
        let testing = judge(&domain, &seen.with_mode(Mode::Testing).expect("the file has a mode"));
        assert_eq!(testing.verdict, Verdict::Testing);
        assert!(testing.delivery.iter().all(|row| row.action != Action::Refuse));
    }

    #[test]
    fn without_a_file_there_is_no_mode_to_change() {
        let (_, seen) = seen(include_str!("../worlds/absent.json"));
        assert!(seen.with_mode(Mode::Enforce).is_none());
    }
}
