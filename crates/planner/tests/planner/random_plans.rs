//! Random states, goals and forms of plans, and the fleet that replays them.

use mta_sts::{Mode, MxPattern};
use planner::{
    Delays, EarlierPolicy, Goal, HostTarget, Margins, MxRecord, Plan, PlanError, PlanVariant, Policy, State, Timestamp,
    Ttl, plan_with,
    simulation::{KINDS, Violations, World, adversarial_senders, random_senders, replay},
};
use proptest::{prelude::*, sample::select, test_runner::RngSeed};

use crate::support::{goal, moment};

pub const START: &str = "2026-06-01T09:00:00Z";
pub const DAY: i64 = 86_400;

/// Every run tries the same plans: a test that fails now and then does not show what changed. `PLANNER_SEED` and
/// `PLANNER_CASES` try others, and more.
pub fn config(cases: u32) -> ProptestConfig {
    let given = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u32>().ok());
    ProptestConfig {
        cases: given("PLANNER_CASES").unwrap_or(cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(given("PLANNER_SEED").map_or(8461, u64::from)),
        max_shrink_iters: 24,
        ..Default::default()
    }
}

pub fn max_ages() -> impl Strategy<Value = i64> {
    select(vec![DAY, 3 * DAY, 7 * DAY, 30 * DAY, 31_557_600])
}

pub fn modes() -> impl Strategy<Value = Mode> {
    select(vec![Mode::Enforce, Mode::Enforce, Mode::Enforce, Mode::Testing, Mode::None])
}

pub fn hosts() -> impl Strategy<Value = Vec<&'static str>> {
    let all = ["mx1.example.com", "mx2.example.com", "backup.example.org"];
    (1_usize..=3).prop_map(move |count| all[..count].to_vec())
}

/// Patterns that cover the hosts: by name or by wildcard, and sometimes the host that is to come.
pub fn patterns(wildcard: bool, ahead: bool) -> Vec<MxPattern> {
    let own: &[&str] = if wildcard { &["*.example.com"] } else { &["mx1.example.com", "mx2.example.com"] };
    let ahead: &[&str] = if ahead { &["new1.example.net"] } else { &[] };
    own.iter().chain(&["backup.example.org"]).chain(ahead).map(|text| MxPattern::parse(text).unwrap()).collect()
}

pub fn policies() -> impl Strategy<Value = Policy> {
    (modes(), max_ages(), any::<bool>(), prop::bool::weighted(0.2))
        .prop_map(|(mode, max_age, wildcard, ahead)| Policy { mode, max_age, mx: patterns(wildcard, ahead) })
}

pub fn ttls() -> impl Strategy<Value = Ttl> {
    let one = || select(vec![0, 300, 3_600, 4 * 3_600, DAY]);
    (one(), one(), one()).prop_map(|(txt, mx, host)| Ttl { txt, mx, host })
}

/// What was served before covers the hosts of today: what is broken already is no plan's fault.
pub fn states() -> impl Strategy<Value = State> {
    let earlier = (policies(), 0..40 * DAY, prop::bool::weighted(0.2)).prop_map(|(policy, ago, same)| {
        let until = Timestamp::from_unix(moment(START).unix_seconds() - ago);
        EarlierPolicy { policy, until, id: same.then(|| "20260101000000Z".to_owned()) }
    });
    let delays = (select(vec![0, 0, 600]), select(vec![0, 0, 300, DAY]));
    let policy = prop::option::weighted(0.9, policies());
    let parts = (prop::bool::weighted(0.3), prop::bool::weighted(0.4), any::<bool>());
    (policy, hosts(), ttls(), delays, prop::collection::vec(earlier, 0..3), parts).prop_map(
        |(policy, hosts, ttl, (dns, http), earlier, (is_faulty, has_tlsa, has_host))| State {
            tls_faults: tls_faults(is_faulty, policy.as_ref(), &earlier),
            tls_valid: Vec::new(),
            host: (policy.is_some() || has_host).then(|| HostTarget::Name("web.example.net".into())),
            tlsa: if has_tlsa { vec![("mx1.example.com".into(), 3_600)] } else { Vec::new() },
            id: policy.as_ref().map(|_| "20260101000000Z".to_owned()),
            policy,
            mx: hosts.iter().zip(1..).map(|(host, n)| MxRecord { preference: n * 10, host: (*host).into() }).collect(),
            ttl,
            delays: Delays { dns, http },
            earlier,
        },
    )
}

/// One host has no valid certificate. Where senders may enforce already, that is no plan's fault.
fn tls_faults(is_faulty: bool, policy: Option<&Policy>, earlier: &[EarlierPolicy]) -> Vec<String> {
    let mut policies = policy.into_iter().chain(earlier.iter().map(|one| &one.policy));
    let is_enforced = policies.any(|policy| policy.mode == Mode::Enforce);
    if is_faulty && !is_enforced { vec!["mx1.example.com".to_owned()] } else { Vec::new() }
}

pub fn goals() -> impl Strategy<Value = Goal> {
    let all = [
        "add-mx=new1.example.net",
        "remove-mx=mx1.example.com",
        "remove-mx=backup.example.org",
        "move-mx=new1.example.net,new2.example.net",
        "move-mx=new1.example.net,mx1.example.com",
        "rename-mx=mx1.example.com,new1.example.net",
        "mode=enforce",
        "mode=testing",
        "max-age=86400",
        "max-age=2592000",
        "move-host=192.0.2.7",
        "to-service=_mta-sts.service.example,mta-sts.service.example",
        "to-own=192.0.2.7",
        "deploy=192.0.2.7",
        "remove",
        "park",
        "repair",
        "renew-certificate=mx1.example.com",
    ];
    select(all.map(goal).to_vec())
}

pub fn forms() -> impl Strategy<Value = PlanVariant> {
    select(vec![PlanVariant::Safe, PlanVariant::Short])
}

pub fn make_plan(state: &State, goal: &Goal, form: PlanVariant, margins: Margins) -> Result<Plan, PlanError> {
    plan_with(state, goal, moment(START), form, margins)
}

pub fn replay_plan(plan: &Plan) -> Violations {
    replay_world(plan, &World::from_plan(plan))
}

pub fn replay_world(plan: &Plan, world: &World) -> Violations {
    let mut fleet = adversarial_senders(world);
    let length = plan.ends.unix_seconds() - plan.start.unix_seconds();
    let random = random_senders(world, &KINDS, 2, 9 * DAY, (length + DAY).min(40 * DAY), 7);
    fleet.members.extend(random.members);
    replay(plan, world, &fleet)
}
