//! Any plan for any goal, replayed by adversarial senders: no invariant breaks, and no wait is too long.

use mta_sts::{Mode, MxPattern};
use planner::{
    Change, Delays, EarlierPolicy, Form, Goal, HostTarget, Margins, MxRecord, Plan, PlanError, Policy, State, Step,
    Timestamp, Topic, Ttl, plan_with,
    simulation::{
        Event, Invariant, KINDS, Violations, World, adversarial_senders, random_senders, replay, replay_script,
    },
};
use proptest::{
    prelude::*,
    sample::select,
    test_runner::{RngSeed, TestRunner},
};

use crate::support::{goal, lines, live, moment};

const START: &str = "2026-06-01T09:00:00Z";
const DAY: i64 = 86_400;

/// Every run tries the same plans: a test that fails now and then does not show what changed. `PLANNER_SEED` and
/// `PLANNER_CASES` try others, and more.
fn config(cases: u32) -> ProptestConfig {
    let given = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u32>().ok());
    ProptestConfig {
        cases: given("PLANNER_CASES").unwrap_or(cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(given("PLANNER_SEED").map_or(8461, u64::from)),
        max_shrink_iters: 24,
        ..Default::default()
    }
}

fn max_ages() -> impl Strategy<Value = i64> {
    select(vec![DAY, 3 * DAY, 7 * DAY, 30 * DAY, 31_557_600])
}

fn modes() -> impl Strategy<Value = Mode> {
    select(vec![Mode::Enforce, Mode::Enforce, Mode::Enforce, Mode::Testing, Mode::None])
}

fn hosts() -> impl Strategy<Value = Vec<&'static str>> {
    let all = ["mx1.example.com", "mx2.example.com", "backup.example.org"];
    (1_usize..=3).prop_map(move |count| all[..count].to_vec())
}

/// Patterns that cover the hosts: by name or by wildcard, and sometimes the host that is to come.
fn patterns(wildcard: bool, ahead: bool) -> Vec<MxPattern> {
    let own: &[&str] = if wildcard { &["*.example.com"] } else { &["mx1.example.com", "mx2.example.com"] };
    let ahead: &[&str] = if ahead { &["new1.example.net"] } else { &[] };
    own.iter().chain(&["backup.example.org"]).chain(ahead).map(|text| MxPattern::parse(text).unwrap()).collect()
}

fn policies() -> impl Strategy<Value = Policy> {
    (modes(), max_ages(), any::<bool>(), prop::bool::weighted(0.2))
        .prop_map(|(mode, max_age, wildcard, ahead)| Policy { mode, max_age, mx: patterns(wildcard, ahead) })
}

fn ttls() -> impl Strategy<Value = Ttl> {
    let one = || select(vec![0, 300, 3_600, 4 * 3_600, DAY]);
    (one(), one(), one()).prop_map(|(txt, mx, host)| Ttl { txt, mx, host })
}

/// What was served before covers the hosts of today: what is broken already is no plan's fault.
fn states() -> impl Strategy<Value = State> {
    let earlier = (policies(), 0..40 * DAY, prop::bool::weighted(0.2)).prop_map(|(policy, ago, same)| {
        let until = Timestamp::from_unix(moment(START).unix_seconds() - ago);
        EarlierPolicy { policy, until, id: same.then(|| "20260101000000Z".to_owned()) }
    });
    let delays = (select(vec![0, 0, 600]), select(vec![0, 0, 300, DAY]));
    let policy = prop::option::weighted(0.9, policies());
    (policy, hosts(), ttls(), delays, prop::collection::vec(earlier, 0..3)).prop_map(
        |(policy, hosts, ttl, (dns, http), earlier)| State {
            id: policy.as_ref().map(|_| "20260101000000Z".to_owned()),
            policy,
            mx: hosts.iter().zip(1..).map(|(host, n)| MxRecord { preference: n * 10, host: (*host).into() }).collect(),
            host: Some(HostTarget::Name("web.example.net".into())),
            ttl,
            delays: Delays { dns, http },
            earlier,
            tlsa: Vec::new(),
        },
    )
}

fn goals() -> impl Strategy<Value = Goal> {
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

fn forms() -> impl Strategy<Value = Form> {
    select(vec![Form::Safe, Form::Short])
}

fn make_plan(state: &State, goal: &Goal, form: Form, margins: Margins) -> Result<Plan, PlanError> {
    plan_with(state, goal, moment(START), form, margins)
}

fn replay_plan(plan: &Plan) -> Violations {
    let world = World::from_plan(plan);
    let mut fleet = adversarial_senders(&world);
    let length = plan.ends.unix_seconds() - plan.start.unix_seconds();
    let random = random_senders(&world, &KINDS, 2, 9 * DAY, (length + DAY).min(40 * DAY), 7);
    fleet.members.extend(random.members);
    replay(plan, &world, &fleet)
}

/// Waits that protect senders. The others are for observation or convenience.
const PROTECTING: [Topic; 7] = [
    Topic::AllHaveFile,
    Topic::AllSeeId,
    Topic::Copies,
    Topic::AllSeeMx,
    Topic::AllFindHost,
    Topic::Queue,
    Topic::TtlLowered,
];

/// Returns the plan with one wait shortened by a tenth. Later steps move by the same time.
fn shortened(plan: &Plan, index: usize) -> Option<Plan> {
    let at = plan.steps[index].at;
    let before = if plan.steps[index].text.topic == Topic::Queue {
        plan.steps[..index]
            .iter()
            .rfind(|step| step.text.topic == Topic::AllSeeMx || matches!(step.action, Change::Mx(_)))
    } else {
        plan.steps[..index].iter().rfind(|step| step.at < at)
    }?;
    let cut = ((at.unix_seconds() - before.at.unix_seconds()) / 10).max(1);
    let earlier = |(number, step): (usize, &Step)| Step {
        at: if number >= index { step.at.plus_seconds(-cut) } else { step.at },
        ..step.clone()
    };
    Some(Plan { steps: plan.steps.iter().enumerate().map(earlier).collect(), ..plan.clone() })
}

#[derive(Default)]
struct Figures {
    plans: u64,
    senders: u64,
    deliveries: u64,
    waits: u64,
}

/// Replays plans, half of them with margins.
#[test]
fn no_plan_for_any_goal_breaks_an_invariant() {
    let mut figures = Figures::default();
    let mut runner = TestRunner::new(config(160));
    let cell = std::cell::RefCell::new(&mut figures);
    let strategy = (states(), goals(), forms(), select(vec![Margins::NONE, Margins::HOUR]));
    let outcome = runner.run(&strategy, |(state, goal, form, margins)| {
        let Ok(plan) = make_plan(&state, &goal, form, margins) else { return Ok(()) };
        let violations = replay_plan(&plan);
        let mut figures = cell.borrow_mut();
        figures.plans += 1;
        figures.senders += violations.senders;
        figures.deliveries += violations.deliveries;
        let broken = violations.broken_invariants(form);
        prop_assert!(broken.is_empty(), "{:#?}\n{:?}", lines(&plan), broken);
        Ok(())
    });
    println!("{} plans, {} senders, {} deliveries", figures.plans, figures.senders, figures.deliveries);
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(figures.plans > 80);
}

/// A plan does not know how long before its successor's record an earlier file was replaced. It counts the HTTP caches from the
/// record on; the simulated past replaced the file in time.
fn counts_http_caches(state: &State) -> bool {
    !state.earlier.is_empty() && state.delays.http > state.delays.dns + state.ttl.txt
}

/// Without margins, some sender fails if a wait is a tenth shorter.
#[test]
fn every_wait_is_necessary() {
    let (mut figures, mut by_claim) = (Figures::default(), 0_u64);
    let mut unshown: Vec<String> = Vec::new();
    let mut runner = TestRunner::new(config(60));
    let cell = std::cell::RefCell::new((&mut figures, &mut by_claim, &mut unshown));
    let outcome = runner.run(&(states(), goals(), forms()), |(state, goal, form)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::NONE) else { return Ok(()) };
        for (index, step) in plan.steps.iter().enumerate() {
            let cautious = step.text.topic == Topic::Copies && counts_http_caches(&state);
            if !PROTECTING.contains(&step.text.topic) || cautious {
                continue;
            }
            let Some(cut) = shortened(&plan, index) else { continue };
            let broken = replay_plan(&cut).broken_invariants(form);
            let mut cell = cell.borrow_mut();
            cell.0.waits += 1;
            let claims = |(invariant, ..): &(Invariant, _, _)| *invariant == Invariant::Claim;
            *cell.1 += u64::from(!broken.is_empty() && broken.iter().all(claims));
            if broken.is_empty() {
                cell.2.push(format!("{} of\n{:#?}", step.text.topic.id(), lines(&plan)));
            }
        }
        cell.borrow_mut().0.plans += 1;
        Ok(())
    });
    println!("{} plans, {} waits shortened, {by_claim} shown by the wait's claim alone", figures.plans, figures.waits);
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(figures.waits > 80);
    assert!(unshown.is_empty(), "{} of {} waits harm no sender: {}", unshown.len(), figures.waits, unshown.join("\n"));
}

/// Returns the steps done until `turn`, and the rollback from there.
fn rolled_back(plan: &Plan, turn: Timestamp) -> Vec<Event> {
    let event = |at: Timestamp, step: &Step| Event {
        at: at.unix_seconds(),
        action: step.action.clone(),
        topic: Some(step.text.topic),
    };
    let done = plan.steps.iter().filter(|step| step.at < turn).map(|step| event(step.at, step));
    done.chain(plan.back.iter().map(|step| event(step.at.max(turn), step))).collect()
}

#[test]
fn a_rollback_refuses_nothing_while_it_is_possible() {
    let mut runner = TestRunner::new(config(80));
    let turns = 0.0..1.0;
    let outcome = runner.run(&(states(), goals(), forms(), turns), |(state, goal, form, part)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::NONE) else { return Ok(()) };
        let open = plan.back_until.unwrap_or(plan.ends).unix_seconds() - plan.start.unix_seconds();
        let turn = plan.start.plus_seconds((open as f64 * part) as i64);
        let world = World::new(&plan.state, plan.start.unix_seconds(), rolled_back(&plan, turn));
        let violations = replay_script(&world, &adversarial_senders(&world));
        let harm = [Invariant::Refused, Invariant::Skipped, Invariant::FileBehindId, Invariant::IdReused];
        let counts =
            |invariant: Invariant| harm.contains(&invariant) && (form == Form::Safe || invariant != Invariant::Skipped);
        let broken: Vec<_> = violations.found.keys().filter(|(invariant, _)| counts(*invariant)).collect();
        prop_assert!(broken.is_empty(), "turned at {}: {:#?}\n{:#?}\n{:?}", turn, lines(&plan), plan.back, broken);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// A live state after a change in the wrong order: senders hold, or still learn, a policy that does not cover MX.
fn broken_states() -> impl Iterator<Item = State> {
    let cases = [DAY, 7 * DAY, 30 * DAY].into_iter().flat_map(|age| [300, DAY].map(|ttl| (age, ttl)));
    cases.flat_map(|(max_age, txt)| {
        let hosts = ["old1.example.com", "new1.example.net"];
        let mut forgotten = crate::support::state("enforce", max_age, &hosts, &hosts);
        forgotten.ttl.txt = txt;
        let mut uncovered = forgotten.clone();
        let old = crate::support::state("enforce", max_age, &hosts[..1], &[]).policy;
        uncovered.policy.clone_from(&old);
        let earlier =
            EarlierPolicy { policy: old.unwrap(), until: moment("2026-05-20T00:00:00Z"), id: forgotten.id.clone() };
        forgotten.earlier.push(earlier);
        [forgotten, uncovered]
    })
}

/// Until then some senders refuse; a tenth earlier some still do.
#[test]
fn a_repair_ends_all_refusals_when_it_says_and_not_before() {
    for state in broken_states() {
        let plan = make_plan(&state, &goal("repair"), Form::Safe, Margins::NONE).unwrap();
        let copies = plan.steps.iter().position(|step| step.text.topic == Topic::Copies).unwrap();
        let last = |plan: &Plan| {
            let violations = replay_plan(plan);
            violations.last_moment(Invariant::Skipped).max(violations.last_moment(Invariant::Refused)).unwrap()
        };
        let end = plan.steps[copies].at.unix_seconds();
        assert!(last(&plan) < end, "{:#?}", lines(&plan));
        let cut = shortened(&plan, copies).unwrap();
        assert!(!replay_plan(&cut).sender_kinds(Invariant::Claim).is_empty(), "{:#?}", lines(&plan));
    }
}

#[test]
fn every_policy_of_a_plan_reads_as_itself_and_keeps_its_mx_lines() {
    let mut runner = TestRunner::new(config(256));
    let outcome = runner.run(&(states(), goals(), forms()), |(state, goal, form)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::HOUR) else { return Ok(()) };
        for step in plan.steps.iter().chain(&plan.back) {
            if let Change::Policy(Some(policy)) = &step.action {
                let read = Policy::read(policy.text().as_bytes());
                prop_assert_eq!(read.as_ref(), Some(policy));
                prop_assert!(!policy.mx.is_empty());
            }
        }
        prop_assert!(plan.steps.windows(2).all(|pair| pair[0].at <= pair[1].at));
        prop_assert!(plan.steps.iter().all(|step| step.at >= plan.start && step.at <= plan.ends));
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn the_same_input_gives_the_same_plan() {
    let plan = || make_plan(&live(), &goal("park"), Form::Safe, Margins::HOUR);
    assert_eq!(plan(), plan());
}
