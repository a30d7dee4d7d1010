//! Cycles in a graph of modules.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Imports of each module, by module path: `facts/host`.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// Returns one path around each cycle, from its first module back to it.
///
/// Imports between a module and its own descendants are ignored at first. If that shows no cycle, they are included,
/// and cycles within one module's subtree are allowed.
pub fn cycles(graph: &Graph) -> Vec<Vec<String>> {
    let across_subtrees = without(graph, is_ancestor_or_descendant);
    let groups_across: Vec<BTreeSet<String>> = groups(&across_subtrees);
    if !groups_across.is_empty() {
        return groups_across.iter().filter_map(|group| shortest_cycle(&across_subtrees, group)).collect();
    }
    let through_parents = groups(graph).into_iter().filter(|group| !is_one_subtree(group));
    through_parents.filter_map(|group| cycle_across_subtrees(graph, &group)).collect()
}

/// Returns whether one module is a descendant of the other.
fn is_ancestor_or_descendant(one: &str, other: &str) -> bool {
    is_under(one, other) || is_under(other, one)
}

fn is_under(module: &str, parent: &str) -> bool {
    module.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'))
}

/// Returns whether all are in the subtree of one of them.
fn is_one_subtree(group: &BTreeSet<String>) -> bool {
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

/// Returns the shortest cycle through the first module of a group: the path from it back to it.
fn shortest_cycle(graph: &Graph, group: &BTreeSet<String>) -> Option<Vec<String>> {
    let first = group.first()?;
    shortest_path(graph, group, first, first)
}

/// Returns a cycle across subtrees: through two modules of which neither is a descendant of the other.
fn cycle_across_subtrees(graph: &Graph, group: &BTreeSet<String>) -> Option<Vec<String>> {
    let pairs = group.iter().flat_map(|from| graph[from].iter().map(move |to| (from, to)));
    let (from, to) =
        pairs.into_iter().find(|(from, to)| group.contains(*to) && !is_ancestor_or_descendant(from, to))?;
    let mut cycle = shortest_path(graph, group, to, from)?;
    let start = cycle.iter().enumerate().min_by_key(|(_, module)| *module).map_or(0, |(at, _)| at);
    cycle.rotate_left(start);
    cycle.push(cycle[0].clone());
    Some(cycle)
}

/// Returns the shortest path inside a group, of at least one step.
fn shortest_path(graph: &Graph, group: &BTreeSet<String>, from: &str, to: &str) -> Option<Vec<String>> {
    let mut open = VecDeque::from([vec![from.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop_front() {
        for next in graph.get(path.last()?).into_iter().flatten().filter(|next| group.contains(*next)) {
            let longer: Vec<String> = path.iter().chain([next]).cloned().collect();
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
