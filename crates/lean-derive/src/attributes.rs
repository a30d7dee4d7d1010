//! Parser for the supported `#[serde(…)]` attributes.

use syn::{Attribute, LitStr, Result, Token, meta::ParseNestedMeta};

use crate::case::Case;

/// Serde attributes of a type, a variant or a field.
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

/// Attributes that a struct may have.
pub const STRUCT: &[&str] = &["transparent"];

/// Attributes that an enum may have.
pub const ENUM: &[&str] = &["rename_all", "tag", "content"];

/// Attributes that a variant may have.
pub const VARIANT: &[&str] = &["rename"];

/// Attributes that a named field may have.
pub const FIELD: &[&str] = &["rename", "default", "flatten", "skip_serializing_if"];

/// Attributes that an unnamed field may have.
pub const UNNAMED: &[&str] = &[];

impl Attributes {
    /// Parses serde's attributes. An attribute that is not in `names`, or that changes reading in an unsupported way,
    /// is an error. Ignoring it would make this reader differ from serde.
    pub fn read(attributes: &[Attribute], names: &[&str]) -> Result<Self> {
        let mut read = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| match names.iter().find(|name| meta.path.is_ident(name)) {
                Some(name) => read.set(name, &meta),
                None => Err(meta.error("lean::Read does not know this attribute of serde here")),
            })?;
        }
        Ok(read)
    }

    fn set(&mut self, name: &str, meta: &ParseNestedMeta<'_>) -> Result<()> {
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
            // Does not affect reading.
            "skip_serializing_if" => drop(text(meta)?),
            _ => return Err(meta.error("an attribute that is allowed, but not read")),
        }
        Ok(())
    }
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}
