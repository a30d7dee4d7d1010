//! The lines of the table that are rendered, and the space that the others take. Plain arithmetic.

use super::list::Item;

/// Heights of lines, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heights {
    /// A row.
    pub row: f64,
    /// The heading of a group.
    pub group: f64,
    /// The open row, and the additional height.
    pub open: Option<(usize, f64)>,
}

/// A part of the table, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// The space of lines that are not rendered, in pixels.
    Space(Space, f64),
    /// The line at this index.
    Line(usize),
}

/// The place of a space. There is at most one of each, in an order that scrolling hardly changes: the browser then
/// keeps focused and unfolded elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Directly above the lines near the window.
    Above,
    /// Directly below them.
    Below,
    /// Beyond an open row that is far from the window.
    Beyond,
}

impl Space {
    /// Returns the identifier.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Beyond => "beyond",
        }
    }
}

/// Rendered margin above and below the window, in pixels, so that scrolling and the Tab key find something.
const RENDERED_MARGIN_PX: f64 = 600.0;

/// Returns the parts to render if `top` pixels of the list are above a window of this height. The open row is always
/// rendered, so that what the reader unfolded in it stays unfolded.
#[must_use]
pub fn rendered_parts(items: &[Item], heights: Heights, top: f64, height: f64) -> Vec<Part> {
    let (from, to) = (top - RENDERED_MARGIN_PX, top + height + RENDERED_MARGIN_PX);
    let mut parts = Parts::default();
    let mut at_y = 0.0;
    for (at, item) in items.iter().enumerate() {
        let own = height_of(*item, heights);
        let is_near = at_y + own > from && at_y < to;
        if is_near || is_open(*item, heights) {
            parts.push_line(at, is_near);
        } else {
            parts.space += own;
        }
        at_y += own;
    }
    let is_used = parts.parts.iter().any(|part| matches!(part, Part::Space(Space::Beyond, _)));
    parts.push_space(if parts.is_near || is_used { Space::Below } else { Space::Beyond });
    parts.parts
}

/// The parts so far.
#[derive(Default)]
struct Parts {
    parts: Vec<Part>,
    /// Height of the lines since the last part that are not rendered.
    space: f64,
    /// Whether the last part is near the window.
    is_near: bool,
}

impl Parts {
    fn push_line(&mut self, at: usize, is_near: bool) {
        self.push_space(match (self.is_near, is_near) {
            (true, _) => Space::Below,
            (false, true) => Space::Above,
            (false, false) => Space::Beyond,
        });
        self.parts.push(Part::Line(at));
        self.is_near = is_near;
    }

    fn push_space(&mut self, name: Space) {
        if self.space > 0.0 {
            self.parts.push(Part::Space(name, self.space));
            self.space = 0.0;
        }
    }
}

fn is_open(item: Item, heights: Heights) -> bool {
    matches!((item, heights.open), (Item::Row(at), Some((open, _))) if at == open)
}

fn height_of(item: Item, heights: Heights) -> f64 {
    match (item, heights.open) {
        (Item::Group(..), _) => heights.group,
        (Item::Row(_), Some((_, more))) if is_open(item, heights) => heights.row + more,
        (Item::Row(_), _) => heights.row,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHTS: Heights = Heights { row: 60.0, group: 40.0, open: None };

    fn rows() -> Vec<Item> {
        (0..2_000).map(Item::Row).collect()
    }

    fn height(parts: &[Part], heights: Heights, items: &[Item]) -> f64 {
        let own = |part: &Part| match part {
            Part::Space(_, pixels) => *pixels,
            Part::Line(at) => height_of(items[*at], heights),
        };
        parts.iter().map(own).sum()
    }

    fn lines(parts: &[Part]) -> Vec<usize> {
        parts.iter().filter_map(|part| if let Part::Line(at) = part { Some(*at) } else { None }).collect()
    }

    #[test]
    fn only_rows_near_the_window_are_drawn_and_the_rest_keeps_its_space() {
        let items = rows();
        for top in [-500.0, 0.0, 60_000.0, 119_000.0, 200_000.0] {
            let parts = rendered_parts(&items, HEIGHTS, top, 900.0);
            assert!(lines(&parts).len() <= 37, "{top}: {parts:?}");
            assert!((height(&parts, HEIGHTS, &items) - 120_000.0).abs() < 0.01, "{top}: {parts:?}");
        }
        assert_eq!(rendered_parts(&[], HEIGHTS, 0.0, 900.0), []);
    }

    #[test]
    fn the_open_row_stays_wherever_the_window_is() {
        let items = rows();
        let heights = Heights { open: Some((3, 400.0)), ..HEIGHTS };
        let far_below = Heights { open: Some((1_900, 400.0)), ..HEIGHTS };
        let first = |top| [(heights, 3, top), (far_below, 1_900, top)];
        for (heights, open, top) in [-5_000.0, 0.0, 60_000.0, 119_000.0, 500_000.0].into_iter().flat_map(first) {
            let parts = rendered_parts(&items, heights, top, 900.0);
            assert!(lines(&parts).contains(&open), "{top}");
            assert!((height(&parts, heights, &items) - 120_400.0).abs() < 0.01, "{top}: {parts:?}");
            let mut spaces: Vec<&str> = parts
                .iter()
                .filter_map(|part| if let Part::Space(space, _) = part { Some(space.id()) } else { None })
                .collect();
            let count = spaces.len();
            spaces.sort_unstable();
            spaces.dedup();
            assert_eq!(spaces.len(), count, "{top}: {parts:?}");
        }
    }
}
