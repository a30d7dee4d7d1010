//! Cycles in a graph of modules.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Imports of each module, by module path: `facts/host`.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// Returns one path around each cycle, from its first module back to it.
///
/// Imports between a module and its own descendants are ignored at first. If that shows no cycle, they are included,
/// and cycles within one module's subtree are allowed.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let apart = without(graph, is_kin);
    let among_others: Vec<BTreeSet<String>> = groups(&apart);
    if !among_others.is_empty() {
        return among_others.iter().filter_map(|group| way_round(&apart, group)).collect();
    }
    let by_parents = groups(graph).into_iter().filter(|group| !is_family(group));
    by_parents.filter_map(|group| foreign_way_round(graph, &group)).collect()
}

/// Returns whether one module is a descendant of the other.
fn is_kin(one: &str, other: &str) -> bool {
    is_under(one, other) || is_under(other, one)
}

fn is_under(module: &str, parent: &str) -> bool {
    module.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'))
}

/// Returns whether all are in the subtree of one of them.
fn is_family(group: &BTreeSet<String>) -> bool {
    group.iter().any(|parent| group.iter().all(|module| module == parent || is_under(module, parent)))
}

fn without(graph: &Graph, drops: fn(&str, &str) -> bool) -> Graph {
    let kept = |from: &String, to: &BTreeSet<String>| to.iter().filter(|to| !drops(from, to)).cloned().collect();
    graph.iter().map(|(from, to)| (from.clone(), kept(from, to))).collect()
}

/// Returns groups of two or more modules that can all reach one another.
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

/// Returns the shortest path from the first module of a group back to it.
fn way_round(graph: &Graph, group: &BTreeSet<String>) -> Option<Vec<String>> {
    let first = group.first()?;
    shortest(graph, group, first, first)
}

/// Returns a path around that leaves the subtree: through two modules of which neither is a descendant of the other.
fn foreign_way_round(graph: &Graph, group: &BTreeSet<String>) -> Option<Vec<String>> {
    let pairs = group.iter().flat_map(|from| graph[from].iter().map(move |to| (from, to)));
    let (from, to) = pairs.into_iter().find(|(from, to)| group.contains(*to) && !is_kin(from, to))?;
    let mut round = shortest(graph, group, to, from)?;
    let start = round.iter().enumerate().min_by_key(|(_, module)| *module).map_or(0, |(at, _)| at);
    round.rotate_left(start);
    round.push(round[0].clone());
    Some(round)
}

/// Returns the shortest path inside a group, of at least one step.
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
