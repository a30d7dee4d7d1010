//! The state of the application, held in one place. Work that goes on after an await reads the latest.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::{
    shared::Shared,
    store::{Action, State},
};

/// The state, and the component that shows it.
#[derive(Clone)]
pub(super) struct Store {
    state: Rc<RefCell<Shared<State>>>,
    shown: UseForceUpdateHandle,
}

impl Store {
    /// The state at this moment.
    pub(super) fn state(&self) -> Shared<State> {
        self.state.borrow().clone()
    }

    /// Shows the state again.
    pub(super) fn show(&self) {
        self.shown.force_update();
    }

    /// Changes the state, and shows it.
    pub(super) fn dispatch(&self, action: Action) {
        let next = State::clone(&self.state()).reduce(action);
        self.state.replace(Shared::new(next));
        self.shown.force_update();
    }
}

/// The store, with this state in the beginning.
#[hook]
pub(super) fn use_store(first: impl FnOnce() -> State) -> Store {
    Store { state: use_mut_ref(|| Shared::new(first())), shown: use_force_update() }
}
