//! Readers of enums, in three tagged representations: <https://serde.rs/enum-representations.html>.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Error, Fields, FieldsNamed, FieldsUnnamed, Ident, Result, Variant};

use crate::{
    attributes::{Attributes, ENUM, UNNAMED, VARIANT},
    case::Case,
    implementation,
    record::{field_readers, plain_name},
};

/// Generates the reader of an enum.
pub fn reader(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let attributes = Attributes::read(&input.attrs, ENUM)?;
    let choices: Vec<Choice<'_>> =
        data.variants.iter().map(|variant| Choice::read(variant, attributes.rename_all)).collect::<Result<_>>()?;
    if choices.is_empty() {
        return Err(Error::new_spanned(&input.ident, "lean::Read needs a variant to read"));
    }
    match (&attributes.tag, &attributes.content) {
        (None, None) if choices.iter().all(Choice::is_unit) => Ok(untagged_units(input, &choices)),
        (None, None) => externally_tagged(input, &choices),
        (Some(tag), None) => internally_tagged(input, &choices, tag),
        (Some(tag), Some(content)) => adjacently_tagged(input, &choices, tag, content),
        (None, Some(_)) => Err(Error::new_spanned(&input.ident, "content without a tag")),
    }
}

struct Choice<'a> {
    ident: &'a Ident,
    name: String,
    fields: &'a Fields,
}

impl<'a> Choice<'a> {
    fn read(variant: &'a Variant, case: Option<Case>) -> Result<Self> {
        let plain = plain_name(&variant.ident);
        let renamed = Attributes::read(&variant.attrs, VARIANT)?.rename;
        let name = renamed.unwrap_or_else(|| case.map_or_else(|| plain.clone(), |case| case.apply(&plain)));
        if let Fields::Unnamed(fields) = &variant.fields {
            expect_one(fields)?;
        }
        Ok(Self { ident: &variant.ident, name, fields: &variant.fields })
    }

    fn is_unit(&self) -> bool {
        matches!(self.fields, Fields::Unit)
    }
}

fn expect_one(fields: &FieldsUnnamed) -> Result<()> {
    let mut all = fields.unnamed.iter();
    match (all.next(), all.next()) {
        (Some(one), None) => Attributes::read(&one.attrs, UNNAMED).map(drop),
        _ => Err(Error::new_spanned(fields, "lean::Read knows variants of one field, or with names")),
    }
}

fn name_list(choices: &[Choice<'_>]) -> TokenStream {
    let names = choices.iter().map(|choice| &choice.name);
    quote!(&[#(#names),*])
}

/// Generates one arm for each position. The last arm is the catch-all, since positions come from these very names.
fn match_arms(values: &[TokenStream]) -> TokenStream {
    let last = values.len() - 1;
    let arm = |(index, value): (usize, &TokenStream)| match index == last {
        true => quote!(_ => #value,),
        false => quote!(#index => #value,),
    };
    values.iter().enumerate().map(arm).collect()
}

fn untagged_units(input: &DeriveInput, choices: &[Choice<'_>]) -> TokenStream {
    let names = name_list(choices);
    let value = |choice: &Choice<'_>| {
        let ident = choice.ident;
        quote!(Self::#ident)
    };
    let arms = match_arms(&choices.iter().map(value).collect::<Vec<_>>());
    implementation(
        input,
        &quote!(::core::result::Result::Ok(match ::lean::derive_support::unit_variant(value, #names)? { #arms })),
    )
}

fn externally_tagged(input: &DeriveInput, choices: &[Choice<'_>]) -> Result<TokenStream> {
    let (name, names) = (&input.ident, name_list(choices));
    let arms = match_arms(&choices.iter().map(external_arm).collect::<Result<Vec<_>>>()?);
    let read = implementation(input, &quote!(read_choice(::lean::derive_support::external_variant(value, NAMES)?)));
    Ok(quote! {
        const _: () = {
            const NAMES: &[&str] = #names;

            fn read_choice(chosen: ::lean::derive_support::ChosenVariant<'_>) -> ::core::result::Result<#name, ::lean::Unreadable> {
                read_content(chosen).map_err(|error| error.within(chosen.name))
            }

            fn read_content(chosen: ::lean::derive_support::ChosenVariant<'_>) -> ::core::result::Result<#name, ::lean::Unreadable> {
                type This = #name;
                ::core::result::Result::Ok(match chosen.index { #arms })
            }

            #read

            impl ::lean::derive_support::Flatten for #name {
                fn flattened(value: &::lean::Value) -> ::core::result::Result<Self, ::lean::Unreadable> {
                    read_choice(::lean::derive_support::flattened_variant(value, NAMES)?)
                }
            }
        };
    })
}

fn external_arm(choice: &Choice<'_>) -> Result<TokenStream> {
    let ident = choice.ident;
    Ok(match choice.fields {
        Fields::Unit => quote!({
            ::lean::derive_support::expect_no_content(chosen.content)?;
            This::#ident
        }),
        Fields::Unnamed(_) => quote!(This::#ident(::lean::Read::read(chosen.required_content()?)?)),
        Fields::Named(fields) => {
            let members = field_readers(fields)?;
            quote!({
                let value = chosen.content;
                let members = ::lean::derive_support::expect_object(value)?;
                This::#ident { #members }
            })
        }
    })
}

fn internally_tagged(input: &DeriveInput, choices: &[Choice<'_>], tag: &str) -> Result<TokenStream> {
    let names = name_list(choices);
    let arms = match_arms(&choices.iter().map(internal_arm).collect::<Result<Vec<_>>>()?);
    Ok(implementation(
        input,
        &quote! {
            let members = ::lean::derive_support::expect_object(value)?;
            ::core::result::Result::Ok(match ::lean::derive_support::tagged_variant(members, #tag, #names)? { #arms })
        },
    ))
}

fn internal_arm(choice: &Choice<'_>) -> Result<TokenStream> {
    let ident = choice.ident;
    Ok(match choice.fields {
        Fields::Unit => quote!(Self::#ident),
        Fields::Unnamed(_) => quote!(Self::#ident(::lean::derive_support::read_beside_tag(value)?)),
        Fields::Named(fields) => {
            let members = field_readers(fields)?;
            quote!(Self::#ident { #members })
        }
    })
}

fn adjacently_tagged(input: &DeriveInput, choices: &[Choice<'_>], tag: &str, content: &str) -> Result<TokenStream> {
    let names = name_list(choices);
    let value = |choice: &Choice<'_>| {
        let ident = choice.ident;
        match choice.fields {
            Fields::Unit => Ok(quote!({
                ::lean::derive_support::expect_no_content_in_member(members, #content)?;
                Self::#ident
            })),
            Fields::Unnamed(_) => Ok(quote!(Self::#ident(::lean::derive_support::read_member(members, #content)?))),
            Fields::Named(fields) => Err(no_names(fields)),
        }
    };
    let arms = match_arms(&choices.iter().map(value).collect::<Result<Vec<_>>>()?);
    Ok(implementation(
        input,
        &quote! {
            let members = ::lean::derive_support::expect_object(value)?;
            ::core::result::Result::Ok(match ::lean::derive_support::tagged_variant(members, #tag, #names)? { #arms })
        },
    ))
}

fn no_names(fields: &FieldsNamed) -> Error {
    Error::new_spanned(fields, "lean::Read does not know adjacently tagged variants with names")
}
