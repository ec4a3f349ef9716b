//! `view!`: the same notation as Leptos' macro of that name, made into data.
//!
//! Leptos gives every element, attribute and closure a type of its own, and the compiler writes the code that builds it
//! for each. Here an element becomes a value of one type, `Markup`, that one function draws: about a third of the code.
//! Signals, effects, components, context and routing are Leptos' own.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use rstml::{
    Infallible,
    node::{KeyedAttribute, Node, NodeAttribute, NodeElement},
};
use syn::{Block, Expr, ExprBlock, ExprLit, Lit, Stmt, spanned::Spanned};

/// Elements of SVG that the portal draws: they need their own namespace.
const SVG: &[&str] = &["svg", "path", "circle", "use", "g", "line", "rect", "polyline", "polygon", "defs", "symbol"];

/// Markup from HTML-like notation. Text stands in quotes, Rust in braces; `on:event`, `prop:name`, `style:name` and `node_ref`
/// are as in Leptos, and names that begin with a capital are components. Yields `Markup`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let drawn = match rstml::parse2(tokens.into()) {
        Ok(nodes) => list(&nodes),
        Err(error) => Err(error),
    };
    drawn.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// One node as it is, several as a list.
fn list(nodes: &[Node]) -> syn::Result<TokenStream> {
    let mut all = nodes.iter().map(node).collect::<syn::Result<Vec<_>>>()?;
    Ok(match all.len() {
        1 => all.remove(0),
        _ => quote! { ::commonwatch::markup::Markup::list(::std::vec![#(#all),*]) },
    })
}

fn node(node: &Node) -> syn::Result<TokenStream> {
    match node {
        Node::Element(element) if is_component(element) => component(element),
        Node::Element(found) => element(found),
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote! { ::commonwatch::markup::Markup::text(#text) })
        }
        Node::Block(block) => {
            let inner = block.try_block().map_or_else(|| quote! { #block }, bare);
            Ok(quote_spanned! { block.span() => ::commonwatch::markup::IntoMarkup::into_markup(#inner) })
        }
        Node::Fragment(fragment) => list(&fragment.children),
        other => Err(syn::Error::new(other.span(), "only elements, \"text\" and {blocks} are drawn")),
    }
}

/// One expression needs no braces of its own.
fn bare(block: &Block) -> TokenStream {
    match block.stmts.as_slice() {
        [Stmt::Expr(only, None)] => quote! { #only },
        _ => quote! { #block },
    }
}

fn is_component(element: &NodeElement<Infallible>) -> bool {
    element.name().to_string().starts_with(char::is_uppercase)
}

fn element(element: &NodeElement<Infallible>) -> syn::Result<TokenStream> {
    let tag = element.name().to_string();
    let svg = SVG.contains(&tag.as_str());
    let (mut fixed, mut others) = (Vec::new(), Vec::new());
    for given in element.attributes() {
        let NodeAttribute::Attribute(given) = given else {
            return Err(syn::Error::new(given.span(), "attributes are given by name"));
        };
        let name = given.key.to_string();
        match given.value() {
            None => fixed.push(quote! { (#name, "") }),
            Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) if !name.contains(':') => fixed.push(quote! { (#name, #text) }),
            Some(value) => others.push(attribute(&name, value, given)?),
        }
    }
    let children = element.children.iter().map(node).collect::<syn::Result<Vec<_>>>()?;
    let mut drawn = quote! {
        ::commonwatch::markup::Markup::element(const { &::commonwatch::markup::Tag { name: #tag, svg: #svg, fixed: &[#(#fixed),*] } })
    };
    if !others.is_empty() {
        drawn = quote! { #drawn.with(::std::vec![#(#others),*]) };
    }
    if !children.is_empty() {
        drawn = quote! { #drawn.around(::std::vec![#(#children),*]) };
    }
    Ok(drawn)
}

fn attribute(name: &str, value: &Expr, given: &KeyedAttribute) -> syn::Result<TokenStream> {
    let span = value.span();
    let value = match value {
        Expr::Block(ExprBlock { block, attrs, label: None }) if attrs.is_empty() => bare(block),
        value => quote! { #value },
    };
    Ok(match name.split_once(':') {
        Some(("on", event)) => {
            let kind = syn::Ident::new(event, given.key.span());
            quote_spanned! { span => ::commonwatch::markup::Attribute::on(::leptos::ev::#kind, #event, #value) }
        }
        Some(("prop", name)) => quote_spanned! { span => ::commonwatch::markup::Attribute::property(#name, #value) },
        Some(("style", name)) => quote_spanned! { span => ::commonwatch::markup::Attribute::style(#name, #value) },
        Some(_) => return Err(syn::Error::new(given.key.span(), "on:, prop: and style: are known")),
        None if name == "node_ref" => quote_spanned! { span => ::commonwatch::markup::Attribute::node_ref(#value) },
        None => quote_spanned! { span => ::commonwatch::markup::Attribute::new(#name, #value) },
    })
}

/// A Leptos component: its properties by name, its children as `children`.
fn component(element: &NodeElement<Infallible>) -> syn::Result<TokenStream> {
    let name = element.name();
    let mut properties = Vec::new();
    for given in element.attributes() {
        let NodeAttribute::Attribute(given) = given else {
            return Err(syn::Error::new(given.span(), "properties are given by name"));
        };
        let key = &given.key;
        let value = given.value().map_or_else(|| quote! { #key }, |value| quote! { #value });
        properties.push(quote_spanned! { value.span() => .#key(#[allow(unused_braces)] { #value }) });
    }
    if !element.children.is_empty() {
        let children = list(&element.children)?;
        properties.push(quote! { .children(::leptos::children::ToChildren::to_children(move || #children)) });
    }
    Ok(quote_spanned! { name.span() =>
        ::commonwatch::markup::Markup::component(::leptos::component::component_view(
            #name,
            ::leptos::component::component_props_builder(&#name) #(#properties)* .build(),
        ))
    })
}
