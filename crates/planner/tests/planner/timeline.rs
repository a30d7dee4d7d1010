//! The timeline: what each kind of sender holds and does at each moment of the worked example.

use planner::{
    Plan, PlanVariant, plan,
    simulation::{Mail, PlanTimeline, SenderGroup},
};

use crate::support::{goal, live, moment};

fn example(text: &str) -> Plan {
    plan(&live(), &goal(text), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap()
}

fn at(text: &str) -> i64 {
    moment(text).unix_seconds()
}

/// The moments at which a group comes to hold something else, to the minute, and how many hosts that covers.
fn held(timeline: &PlanTimeline, group: SenderGroup) -> Vec<(String, usize)> {
    let hosts = ["old1.example.com", "old2.example.com", "new1.example.net", "new2.example.net"];
    let spans = timeline.held_policies(group).iter().map(|span| {
        let from = planner::Timestamp::from_unix(span.from + (-span.from).rem_euclid(60)).to_string();
        let covers = |host: &&&str| span.value.as_ref().is_some_and(|policy| policy.covers(host));
        (from[5..16].to_owned(), hosts.iter().filter(covers).count())
    });
    spans.collect()
}

#[test]
fn each_lane_follows_when_the_reference_says() {
    let plan = example("move-mx=new1.example.net,new2.example.net");
    let timeline = PlanTimeline::new(&plan);
    let of = |group| held(&timeline, group)[1..].iter().map(|(at, hosts)| format!("{at} {hosts}")).collect::<Vec<_>>();
    assert_eq!(of(SenderGroup::First), ["06-01T09:00 4", "06-13T16:00 2"]);
    assert_eq!(of(SenderGroup::Id), ["06-01T10:00 4", "06-13T17:00 2"]);
    assert_eq!(of(SenderGroup::Daily), ["06-02T09:00 4"]);
    assert_eq!(of(SenderGroup::Expiry), ["06-08T10:00 4"]);
}

#[test]
fn in_a_plan_every_message_is_delivered_at_every_moment() {
    for text in ["move-mx=new1.example.net,new2.example.net", "add-mx=new1.example.net", "remove", "max-age=86400"] {
        let plan = example(text);
        let timeline = PlanTimeline::new(&plan);
        let turns = timeline.change_times();
        assert!(turns.len() > 4);
        for turn in turns.iter().flat_map(|at| [at - 1, *at, at + 1]) {
            for group in timeline.groups_at(turn) {
                assert!(matches!(group.mail, Mail::Delivered(_)), "{text} {turn} {group:?}");
            }
        }
    }
}

#[test]
fn a_change_of_mx_before_its_time_is_refused_until_the_last_copy_expires() {
    let plan = example("move-mx=new1.example.net,new2.example.net");
    let timeline = PlanTimeline::new(&plan);
    // On Thursday two kinds are behind MX with new hosts first: they skip those, since the old ones stay behind.
    let early = timeline.early_mx(at("2026-06-04T12:00:00Z")).unwrap();
    assert_eq!((early.refuses, early.groups.as_slice()), (false, &[SenderGroup::Expiry][..]));
    assert_eq!(early.until, moment("2026-06-08T10:00:00Z"));
    let first = timeline.early_mx(at("2026-06-01T08:00:00Z")).unwrap();
    assert_eq!(first.groups, SenderGroup::ALL);
    assert_eq!(timeline.early_mx(at("2026-06-09T12:00:00Z")), None);
}

#[test]
fn a_domain_without_a_policy_has_lanes_too() {
    let nothing = planner::State { policy: None, id: None, ..live() };
    let made = plan(&nothing, &goal("deploy"), moment("2026-06-01T09:00:00Z"), PlanVariant::Short).unwrap();
    let timeline = PlanTimeline::new(&made);
    assert_eq!(timeline.held_policies(SenderGroup::First)[0].value, None);
    let enforces = |group| {
        timeline.held_policies(group).last().and_then(|span| span.value.as_ref()).map(planner::Policy::enforces)
    };
    // Copies of the policy in testing live a day longer than the plan.
    assert_eq!((enforces(SenderGroup::Id), enforces(SenderGroup::Expiry)), (Some(true), Some(false)));
    let made = plan(&nothing, &goal("deploy"), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    let timeline = PlanTimeline::new(&made);
    let later = timeline.held_policies(SenderGroup::Expiry).iter().skip_while(|span| span.value.is_none());
    assert!(
        later.clone().count() > 2 && later.clone().all(|span| span.value.is_some()),
        "{:?}",
        timeline.held_policies(SenderGroup::Expiry)
    );
}
