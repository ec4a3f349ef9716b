//! Markup where Leptos expects one of its views: as what a component returns, or as children of one.

use leptos::{
    attr::any_attribute::AnyAttribute,
    tachys::{
        html::attribute::Attribute,
        hydration::Cursor,
        view::{Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
    },
};

use super::{Markup, drawn::Drawn};

impl Render for Markup {
    type State = Drawn;

    fn build(self) -> Drawn {
        self.draw()
    }

    fn rebuild(self, drawn: &mut Drawn) {
        self.redraw(drawn);
    }
}

/// Attributes are given to elements, not to what a component returns.
impl AddAnyAttr for Markup {
    type Output<New: Attribute> = Self;

    fn add_any_attr<New: Attribute>(self, _attribute: New) -> Self {
        self
    }
}

impl RenderHtml for Markup {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, out: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        #[cfg(feature = "ssr")]
        self.write(out);
        #[cfg(not(feature = "ssr"))]
        let _ = out;
    }

    /// What was written when the portal was built is replaced whole, never taken over node by node.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.draw()
    }

    fn into_owned(self) -> Self {
        self
    }
}
