//! Incremental rendering: long content is rendered over several turns of the browser, so that none takes long.

use yew::prelude::*;

use crate::components::PageContext;

/// Number of table rows per turn.
pub(super) const ROWS_PER_TURN: usize = 60;

/// Returns how many of `total` parts to render: `step` at first, and as many more in every turn. It restarts when `key`
/// changes.
#[hook]
pub(super) fn use_incremental<T: Clone + PartialEq + 'static>(key: T, total: usize, step: usize) -> usize {
    let page = use_context::<PageContext>().unwrap_or_default();
    let drawn = use_state(|| (key.clone(), step));
    let count = if drawn.0 == key { drawn.1 } else { step };
    use_effect_with((key, count, total), move |(key, count, total)| {
        let more = (count < total).then(|| {
            let next = (key.clone(), count + step);
            (page.after)(0, Callback::from(move |()| drawn.set(next.clone())))
        });
        move || {
            if let Some(cancel) = more {
                cancel();
            }
        }
    });
    count.min(total)
}
