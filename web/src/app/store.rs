//! The state of the application, held in one place. Code reads the latest state after an await.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::{
    shared::Shared,
    store::{Action, State},
};

/// The state, and the component that renders it.
#[derive(Clone)]
pub(super) struct Store {
    state: Rc<RefCell<Shared<State>>>,
    renderer: UseForceUpdateHandle,
}

impl Store {
    /// Returns the current state.
    pub(super) fn state(&self) -> Shared<State> {
        self.state.borrow().clone()
    }

    /// Renders the state again.
    pub(super) fn render(&self) {
        self.renderer.force_update();
    }

    /// Applies an action to the state. The next rendering shows it.
    pub(super) fn apply(&self, action: Action) {
        let next = State::clone(&self.state()).reduce(action);
        self.state.replace(Shared::new(next));
    }

    /// Applies an action to the state, and renders it.
    pub(super) fn dispatch(&self, action: Action) {
        self.apply(action);
        self.render();
    }
}

/// Returns the store with its initial state.
#[hook]
pub(super) fn use_store(first: impl FnOnce() -> State) -> Store {
    Store { state: use_mut_ref(|| Shared::new(first())), renderer: use_force_update() }
}
