//! `view!`: the syntax of Leptos' macro of that name, compiled to plain calls of the app's room `dom`.
//!
//! What lives here: reading the markup and writing the calls. What must not: anything that runs in the browser.
//! Who may use it: the app, through `ricarica::dom`.
//!
//! Leptos gives every piece of markup a type of its own, and every type its own code for building, comparing and
//! mounting: the app's screens alone weighed some 170 KB after compression. Here every element is one call, and
//! the calls share their code. What is written stays the same:
//!
//! | written | meaning |
//! |---|---|
//! | `class="card"`, `aria-label=text` | an attribute; `None` and `false` leave it out, a closure or signal keeps it up to date |
//! | `class:wrong=move \|\| …` | a class that comes and goes |
//! | `prop:value=signal` | a property of the element object |
//! | `on:click=move \|event\| …` | a listener |
//! | `<Card account=account />` | a function marked `#[component]`, by its named arguments |
//! | `"text"`, `{expression}` | text, or whatever is `IntoDom`: a closure is run again when a signal in it changes |

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use rstml::node::{Node, NodeAttribute, NodeBlock, NodeElement};
use syn::{Ident, spanned::Spanned};

/// Elements that live in SVG's name space.
const SVG: [&str; 4] = ["svg", "path", "rect", "g"];

/// Builds a `ricarica::dom::Dom`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let written = match rstml::parse2(tokens.into()) {
        Ok(nodes) => nodes_of(&nodes),
        Err(error) => error.into_compile_error(),
    };
    written.into()
}

/// One node is itself; several are a fragment.
fn nodes_of(nodes: &[Node]) -> TokenStream {
    match nodes {
        [node] => {
            let node = node_of(node);
            quote!(::ricarica::dom::IntoDom::into_dom(#node))
        }
        nodes => {
            let nodes = nodes.iter().map(node_of);
            quote!({
                let fragment = ::ricarica::dom::fragment();
                #(::ricarica::dom::append(&fragment, #nodes);)*
                fragment
            })
        }
    }
}

fn node_of(node: &Node) -> TokenStream {
    match node {
        Node::Element(element) if is_component(element) => component(element),
        Node::Element(element) => plain_element(element),
        Node::Text(text) => text.value.to_token_stream(),
        Node::Block(block) => block_of(block),
        Node::Fragment(fragment) => nodes_of(fragment.children()),
        other => refuse(other, "write text in quotes, and comments as Rust comments"),
    }
}

/// `{expression}` without its braces, which Rust would call unnecessary; anything longer with them.
fn block_of(block: &NodeBlock) -> TokenStream {
    match block.try_block().map(|block| block.stmts.as_slice()) {
        Some([syn::Stmt::Expr(expression, None)]) => expression.to_token_stream(),
        _ => block.to_token_stream(),
    }
}

fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    element.name().to_string().starts_with(|first: char| first.is_uppercase())
}

fn component(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    let name = element.name();
    let arguments = element.attributes().iter().map(|attribute| match keyed(attribute) {
        Ok((key, value)) => {
            let key = Ident::new(&key, attribute.span());
            quote_spanned!(value.span()=> .#key(#value))
        }
        Err(error) => error,
    });
    // Children are built when the component wants them, and as often.
    let children = (!element.children().is_empty()).then(|| {
        let children = nodes_of(element.children());
        quote!(.children(::ricarica::dom::Children::new(move || #children)))
    });
    quote_spanned!(name.span()=> ::leptos::component::component_view(
        #name,
        ::leptos::component::component_props_builder(&#name) #(#arguments)* #children .build()
    ))
}

fn plain_element(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    let name = element.name().to_string();
    let make = if SVG.contains(&name.as_str()) { quote!(svg_element) } else { quote!(element) };
    let attributes = element.attributes().iter().map(|attribute| match keyed(attribute) {
        Ok((key, value)) => {
            let (call, key) = match key.split_once(':') {
                Some(("on", event)) => (quote!(listen), event),
                Some(("prop", property)) => (quote!(property), property),
                Some(("class", class)) => (quote!(class), class),
                _ => (quote!(attribute), key.as_str()),
            };
            quote_spanned!(value.span()=> ::ricarica::dom::#call(&element, #key, #value);)
        }
        Err(error) => error,
    });
    let children = element.children().iter().map(node_of);
    quote!({
        let element = ::ricarica::dom::#make(#name);
        #(#attributes)*
        #(::ricarica::dom::append(&element, #children);)*
        element
    })
}

/// An attribute's name and value. Without a value it is simply there.
fn keyed(attribute: &NodeAttribute) -> Result<(String, TokenStream), TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(refuse(attribute, "an attribute has a name"));
    };
    let value = attribute.value().map_or_else(|| quote!(true), ToTokens::to_token_stream);
    Ok((attribute.key.to_string(), value))
}

fn refuse(tokens: &impl ToTokens, why: &str) -> TokenStream {
    syn::Error::new_spanned(tokens, why).into_compile_error()
}
