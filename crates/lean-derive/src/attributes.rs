//! `#[serde(…)]`, as far as it is known here.

use syn::{Attribute, LitStr, Result, Token, meta::ParseNestedMeta};

use crate::case::Case;

/// The serde attributes of a type, a variant or a field.
#[derive(Default)]
pub struct Attributes {
    pub rename: Option<String>,
    pub rename_all: Option<Case>,
    pub tag: Option<String>,
    pub content: Option<String>,
    pub transparent: bool,
    pub default: bool,
    pub flatten: bool,
}

/// What may stand at a struct.
pub const STRUCT: &[&str] = &["transparent"];

/// What may stand at an enum.
pub const ENUM: &[&str] = &["rename_all", "tag", "content"];

/// What may stand at a variant.
pub const VARIANT: &[&str] = &["rename"];

/// What may stand at a field with a name.
pub const FIELD: &[&str] = &["rename", "default", "flatten", "skip_serializing_if"];

/// What may stand at a field without.
pub const UNNAMED: &[&str] = &[];

impl Attributes {
    /// Reads serde's attributes; what is not among the names of this place, and what changes the reading in a way that is not known
    /// here, is an error: another attribute would be read otherwise than by serde.
    pub fn read(attributes: &[Attribute], names: &[&str]) -> Result<Self> {
        let mut read = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| match names.iter().find(|name| meta.path.is_ident(name)) {
                Some(name) => read.put(name, &meta),
                None => Err(meta.error("lean::Read does not know this attribute of serde here")),
            })?;
        }
        Ok(read)
    }

    fn put(&mut self, name: &str, meta: &ParseNestedMeta<'_>) -> Result<()> {
        match name {
            "rename" => self.rename = Some(text(meta)?.value()),
            "rename_all" => self.rename_all = Some(Case::read(&text(meta)?)?),
            "tag" => self.tag = Some(text(meta)?.value()),
            "content" => self.content = Some(text(meta)?.value()),
            "transparent" => self.transparent = true,
            "default" if meta.input.peek(Token![=]) => {
                return Err(meta.error("lean::Read knows only the type's own default"));
            }
            "default" => self.default = true,
            "flatten" => self.flatten = true,
            // Says nothing about reading.
            "skip_serializing_if" => drop(text(meta)?),
            _ => return Err(meta.error("an attribute that is allowed, but not read")),
        }
        Ok(())
    }
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}
