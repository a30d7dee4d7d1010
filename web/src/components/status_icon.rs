//! Status icons: a shape for each state, so that colour is never the only sign. Words are always next to them.

use checker::{Action, Delivery, Impact, PartState, Severity};
use yew::prelude::*;

/// Shape with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As it should be: a circle with a tick.
    Good,
    /// Works, with a warning: a triangle.
    Warning,
    /// Fails: an octagon.
    Error,
    /// Not observed: a dashed circle.
    Unobserved,
    /// Worth knowing: a circle with an i.
    Note,
    /// Being checked: an open ring.
    Open,
    /// Irrelevant here: a faint ring.
    Idle,
}

impl Shape {
    /// Returns the class for style sheets.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warning => "care",
            Self::Error => "bad",
            Self::Unobserved => "unseen",
            Self::Note => "info",
            Self::Open => "open",
            Self::Idle => "idle",
        }
    }
}

impl From<PartState> for Shape {
    fn from(state: PartState) -> Self {
        match state {
            PartState::Pending => Self::Open,
            PartState::Ok => Self::Good,
            PartState::Warning => Self::Warning,
            PartState::Error => Self::Error,
            PartState::Unseen => Self::Unobserved,
            PartState::NotApplicable => Self::Idle,
        }
    }
}

impl From<Severity> for Shape {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Notice => Self::Note,
            Severity::Pass => Self::Good,
        }
    }
}

impl From<Impact> for Shape {
    /// Returns the shape of the worst effect on mail.
    fn from(impact: Impact) -> Self {
        impact.severity.map_or(Self::Unobserved, Self::from)
    }
}

impl Shape {
    /// Returns the shape of a severity by its identifier. Any other word is shown as unobserved.
    #[must_use]
    pub fn from_severity_id(word: &str) -> Self {
        Severity::from_id(word).map_or(Self::Unobserved, Self::from)
    }
}

impl From<&Delivery> for Shape {
    /// Returns the shape of a new sender's action. It is not success if some new senders refuse.
    fn from(row: &Delivery) -> Self {
        if row.lenient == Some(Action::Refuse) { Self::Error } else { Self::from(row.action) }
    }
}

impl From<Action> for Shape {
    fn from(action: Action) -> Self {
        match action {
            Action::Deliver => Self::Good,
            Action::Refuse => Self::Error,
            Action::DeliverAndReport => Self::Warning,
            Action::Unknown => Self::Unobserved,
        }
    }
}

/// Renders the icon of a shape.
pub fn status_icon(shape: Shape) -> Html {
    let (ground, figure) = paths(shape);
    html! {
        <svg class={classes!("mark", shape.class())} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
            <path class="ground" d={ground} />
            <path class="figure" d={figure} />
        </svg>
    }
}

const CIRCLE: &str = "M14 2a12 12 0 1 1 0 24a12 12 0 1 1 0-24z";

const fn paths(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Good => (CIRCLE, "M8.6 14.4l3.6 3.6 7-7.6"),
        Shape::Warning => ("M14 3.2 26 24.4H2z", "M14 11v6.2M14 20.6v.2"),
        Shape::Error => ("M9 2.2h10L25.8 9v10L19 25.8H9L2.2 19V9z", "M10 10l8 8M18 10l-8 8"),
        Shape::Unobserved => {
            (CIRCLE, "M10.9 11.2c.3-2 1.6-2.9 3.2-2.9 1.9 0 3.3 1.2 3.3 2.9 0 2.5-3.3 2.6-3.3 5.1M14 19.8v.2")
        }
        Shape::Note => (CIRCLE, "M14 13v6.6M14 8.6v.2"),
        Shape::Open => (CIRCLE, ""),
        Shape::Idle => (CIRCLE, "M9.5 14h9"),
    }
}
