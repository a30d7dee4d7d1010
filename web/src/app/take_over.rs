//! Taking the place of the static shell. The first view is rendered part by part outside the document, while the reader
//! already types into the shell. Rendering all of it in one task would delay that input on a phone.

use web_sys::Element;
use yew::prelude::*;

use super::{Props, controller::Controller, first_part::FirstPart};
use crate::{
    browser::{self, page},
    store::Action,
};

impl Controller {
    /// Returns the part up to which the first view is rendered.
    pub(super) fn rendered_part(&self) -> FirstPart {
        self.first_part.get()
    }

    /// Returns whether the application has taken the place of the shell.
    pub(super) fn is_on_show(&self) -> bool {
        self.rendered_part() == FirstPart::OnShow
    }

    /// Renders the parts, and then takes the place of the shell, with what was typed there and its cursor.
    async fn take_over(self, typed: AttrValue, root: Element) {
        for part in [FirstPart::Form, FirstPart::Answer] {
            browser::next_task().await;
            self.first_part.set(part);
            self.render();
        }
        browser::next_task().await;
        let cursor = self.adopt_typed_text(typed.to_string()).await;
        page::replace_shell(&root);
        if let Some(cursor) = cursor {
            page::set_cursor(cursor);
        }
        page::mark_ready();
        browser::next_task().await;
        self.first_part.set(FirstPart::OnShow);
        self.render();
    }

    /// Shows the text of the shell's field in the application's field, and returns the cursor of the shell's field.
    /// `known` is the text that the application's field has.
    async fn adopt_typed_text(&self, mut known: String) -> Option<(u32, u32)> {
        loop {
            let page::Typed { text, cursor } = page::typed_in_shell();
            if text == known {
                return cursor;
            }
            known.clone_from(&text);
            self.dispatch(Action::FieldTyped(text));
            // The reader may type on until the field is rendered.
            browser::next_task().await;
        }
    }
}

/// Takes the place of the shell once.
#[hook]
pub(super) fn use_take_over(controller: &Controller, props: &Props) {
    let (controller, typed, root) = (controller.clone(), props.typed.clone(), props.root.clone());
    use_effect_with((), move |()| browser::spawn(controller.take_over(typed, root)));
}
