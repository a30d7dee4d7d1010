//! Drawing bit by bit: what is long is drawn over several turns of the browser, so that none of them takes long.

use yew::prelude::*;

use crate::components::PageContext;

/// Rows of a table that one turn draws.
pub(super) const ROWS: usize = 60;

/// How many of `total` parts are drawn: first `step`, and as many more in every turn. Another `of` begins anew.
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
