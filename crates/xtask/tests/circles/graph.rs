//! Circles in a graph of modules.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The modules that each module imports, by their paths: `facts/host`.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// One way round every circle, from its first module back to it.
///
/// First without what a module and its own children import of one another; then with it, where all that is round a module has to
/// lie under it.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let apart = without(graph, is_kin);
    let among_others: Vec<BTreeSet<String>> = groups(&apart);
    if !among_others.is_empty() {
        return among_others.iter().filter_map(|group| way_round(&apart, group)).collect();
    }
    let by_parents = groups(graph).into_iter().filter(|group| !is_family(group));
    by_parents.filter_map(|group| foreign_way_round(graph, &group)).collect()
}

/// Whether one module lies under the other.
fn is_kin(one: &str, other: &str) -> bool {
    is_under(one, other) || is_under(other, one)
}

fn is_under(module: &str, parent: &str) -> bool {
    module.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether all lie under one of them.
fn is_family(group: &BTreeSet<String>) -> bool {
    group.iter().any(|parent| group.iter().all(|module| module == parent || is_under(module, parent)))
}

fn without(graph: &Graph, drops: fn(&str, &str) -> bool) -> Graph {
    let kept = |from: &String, to: &BTreeSet<String>| to.iter().filter(|to| !drops(from, to)).cloned().collect();
    graph.iter().map(|(from, to)| (from.clone(), kept(from, to))).collect()
}

/// Modules that can be reached from one another, two or more at a time.
fn groups(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reach: BTreeMap<&String, BTreeSet<String>> = graph.keys().map(|from| (from, reached(graph, from))).collect();
    let both = |one: &String| -> BTreeSet<String> {
        reach[one].iter().filter(|other| reach.get(other).is_some_and(|back| back.contains(one))).cloned().collect()
    };
    let groups: BTreeSet<BTreeSet<String>> = graph.keys().map(both).filter(|group| group.len() > 1).collect();
    groups.into_iter().collect()
}

fn reached(graph: &Graph, from: &str) -> BTreeSet<String> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(module) = open.pop() {
        for next in graph.get(&module).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    reached
}

/// The shortest way from the first of a group back to it.
fn way_round(graph: &Graph, group: &BTreeSet<String>) -> Option<Vec<String>> {
    let first = group.first()?;
    shortest(graph, group, first, first)
}

/// A way round that leaves the family: by two modules of which neither lies under the other.
fn foreign_way_round(graph: &Graph, group: &BTreeSet<String>) -> Option<Vec<String>> {
    let pairs = group.iter().flat_map(|from| graph[from].iter().map(move |to| (from, to)));
    let (from, to) = pairs.into_iter().find(|(from, to)| group.contains(*to) && !is_kin(from, to))?;
    let mut round = shortest(graph, group, to, from)?;
    let start = round.iter().enumerate().min_by_key(|(_, module)| *module).map_or(0, |(at, _)| at);
    round.rotate_left(start);
    round.push(round[0].clone());
    Some(round)
}

/// The shortest way inside a group, of one step at least.
fn shortest(graph: &Graph, group: &BTreeSet<String>, from: &str, to: &str) -> Option<Vec<String>> {
    let mut open = VecDeque::from([vec![from.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = open.pop_front() {
        for next in graph.get(way.last()?).into_iter().flatten().filter(|next| group.contains(*next)) {
            let longer: Vec<String> = way.iter().chain([next]).cloned().collect();
            if next == to {
                return Some(longer);
            }
            if seen.insert(next.clone()) {
                open.push_back(longer);
            }
        }
    }
    None
}
