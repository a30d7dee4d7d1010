//! Readers of structs, and of the fields of variants.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataStruct, DeriveInput, Error, Field, Fields, FieldsNamed, Ident, Result, ext::IdentExt};

use crate::{
    attributes::{Attributes, FIELD, STRUCT, UNNAMED},
    implementation,
};

/// Generates the reader of a struct.
pub fn reader(input: &DeriveInput, data: &DataStruct) -> Result<TokenStream> {
    let attributes = Attributes::read(&input.attrs, STRUCT)?;
    match &data.fields {
        Fields::Named(fields) if !attributes.transparent => Ok(named(input, &field_readers(fields)?)),
        Fields::Unnamed(fields) if attributes.transparent && fields.unnamed.len() == 1 => {
            Attributes::read(&fields.unnamed[0].attrs, UNNAMED)?;
            Ok(implementation(input, &quote!(::lean::Read::read(value).map(Self))))
        }
        _ => Err(Error::new_spanned(
            &input.ident,
            "lean::Read knows structs with names, and transparent ones of one field",
        )),
    }
}

fn named(input: &DeriveInput, members: &TokenStream) -> TokenStream {
    let name = &input.ident;
    let read = implementation(
        input,
        &quote! {
            let members = ::lean::derive_support::expect_object(value)?;
            ::core::result::Result::Ok(Self { #members })
        },
    );
    quote! {
        #read
        impl ::lean::derive_support::Struct for #name {}
        impl ::lean::derive_support::Flatten for #name {
            fn flattened(value: &::lean::Value) -> ::core::result::Result<Self, ::lean::Unreadable> {
                ::lean::Read::read(value)
            }
        }
    }
}

/// Generates the reading of every field from `members`, the members of the object `value`.
pub fn field_readers(fields: &FieldsNamed) -> Result<TokenStream> {
    fields.named.iter().map(field_reader).collect()
}

fn field_reader(field: &Field) -> Result<TokenStream> {
    let attributes = Attributes::read(&field.attrs, FIELD)?;
    let ident = field.ident.as_ref().expect("the field has a name");
    let name = attributes.rename.unwrap_or_else(|| plain_name(ident));
    let value = match (attributes.flatten, attributes.default) {
        (true, true) => return Err(Error::new_spanned(field, "lean::Read does not know flatten and default together")),
        (true, false) => quote!(::lean::derive_support::Flatten::flattened(value)?),
        (false, true) => quote!(::lean::derive_support::read_member_or_default(members, #name)?),
        (false, false) => quote!(::lean::derive_support::read_member(members, #name)?),
    };
    Ok(quote!(#ident: #value,))
}

/// Returns an identifier's name without `r#`.
pub fn plain_name(ident: &Ident) -> String {
    ident.unraw().to_string()
}
