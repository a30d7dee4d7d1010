//! `#[derive(lean::Read)]`: generates a reader of `lean::Value` from the `#[serde(…)]` attributes of a type.
//!
//! The generated code calls `lean::derive_support`. An unknown attribute is a compile error, so the reader never
//! silently differs from serde.

mod attributes;
mod case;
mod choice;
mod record;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Result};

/// Implements `lean::Read` from the `#[serde(…)]` attributes `rename`, `rename_all`, `default`, `flatten`,
/// `transparent`, `tag` and `content`.
#[proc_macro_derive(Read, attributes(serde))]
pub fn read(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let written = syn::parse(input).and_then(|input| reader(&input));
    written.unwrap_or_else(Error::into_compile_error).into()
}

fn reader(input: &DeriveInput) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.generics, "lean::Read knows no generic types"));
    }
    match &input.data {
        Data::Struct(data) => record::reader(input, data),
        Data::Enum(data) => choice::reader(input, data),
        Data::Union(_) => Err(Error::new_spanned(&input.ident, "lean::Read knows no unions")),
    }
}

/// Generates the implementation of `Read`, with the statements that read a `value`.
fn implementation(input: &DeriveInput, body: &TokenStream) -> TokenStream {
    let name = &input.ident;
    quote! {
        impl ::lean::Read for #name {
            fn read(value: &::lean::Value) -> ::core::result::Result<Self, ::lean::Unreadable> { #body }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(code: &str, why: &str) {
        let error = reader(&syn::parse_str(code).unwrap()).expect_err(code);
        assert!(error.to_string().contains(why), "{code}: {error}");
    }

    #[test]
    fn what_would_be_read_otherwise_than_by_serde_does_not_compile() {
        refused("#[serde(deny_unknown_fields)] struct A { b: u8 }", "does not know this attribute");
        refused("#[serde(rename_all = \"kebab-case\")] struct A { b_c: u8 }", "does not know this attribute");
        refused("struct A { #[serde(alias = \"c\")] b: u8 }", "does not know this attribute");
        refused("struct A { #[serde(deserialize_with = \"c\")] b: u8 }", "does not know this attribute");
        refused("struct A { #[serde(default = \"c\")] b: u8 }", "the type's own default");
        refused("struct A { #[serde(rename(deserialize = \"c\"))] b: u8 }", "expected `=`");
        refused("struct A { #[serde(flatten, default)] b: B }", "flatten and default");
        refused("#[serde(untagged)] enum A { B(u8) }", "does not know this attribute");
        refused("#[serde(content = \"b\")] enum A { B }", "content without a tag");
        refused("#[serde(rename_all = \"Train-Case\")] enum A { B }", "kebab-case, lowercase and UPPERCASE");
        refused("enum A { #[serde(other)] B }", "does not know this attribute");
        refused("enum A { B(u8, u8) }", "one field");
        refused("enum A { B(#[serde(default)] u8) }", "does not know this attribute");
        refused("#[serde(tag = \"a\", content = \"b\")] enum A { B { c: u8 } }", "adjacently tagged");
        refused("enum A {}", "a variant");
        refused("struct A(u8);", "transparent");
        refused("#[serde(transparent)] struct A { b: u8 }", "transparent");
        refused("struct A;", "transparent");
        refused("struct A<T> { b: T }", "generic");
        refused("union A { b: u8 }", "unions");
    }
}
