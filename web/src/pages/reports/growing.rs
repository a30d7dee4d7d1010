//! Incremental rendering: long content is rendered over several turns of the browser, so that none takes long.

use yew::prelude::*;

use crate::components::PageContext;

/// Number of table rows per turn.
pub(super) const ROWS: usize = 60;

/// Returns how many of `total` parts to render: `step` at first, and as many more in every turn. It restarts when `of`
/// changes.
#[hook]
pub(super) fn use_growing<T: Clone + PartialEq + 'static>(of: T, total: usize, step: usize) -> usize {
    let page = use_context::<PageContext>().unwrap_or_default();
    let drawn = use_state(|| (of.clone(), step));
    let count = if drawn.0 == of { drawn.1 } else { step };
    use_effect_with((of, count, total), move |(of, count, total)| {
        let more = (count < total).then(|| {
            let next = (of.clone(), count + step);
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
