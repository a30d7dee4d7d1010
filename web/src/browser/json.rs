//! JSON by the browser, and files that it saves.

use checker::Evidence;
use js_sys::{Array, JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::window;

/// A value as indented JSON.
#[must_use]
pub fn text(value: &impl Serialize) -> Option<String> {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    let text = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from_f64(2.0)).ok()?;
    Some(String::from(text) + "\n")
}

/// The evidence in a text that this page or `mta-sts check` wrote: of one check, or of several.
#[must_use]
pub fn evidence(text: &str) -> Vec<Evidence> {
    let Ok(value) = JSON::parse(text) else { return Vec::new() };
    let all = match value.dyn_into::<Array>() {
        Ok(several) => several,
        Err(one) => Array::of1(&one),
    };
    let inner = |value: JsValue| member(&value, "evidence").unwrap_or(value);
    all.iter().filter_map(|value| read(inner(value))).collect()
}

/// What a value of JavaScript says, if it can be read.
pub(super) fn read<T: lean::Read>(value: JsValue) -> Option<T> {
    T::read(&self::value(value).ok()?).ok()
}

/// A value of JavaScript as JSON.
pub(super) fn value(value: JsValue) -> Result<lean::Value, serde_wasm_bindgen::Error> {
    serde_wasm_bindgen::from_value(value)
}

fn member(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok().filter(|member| member.is_object())
}

/// Offers a text as a file to save.
pub fn save(name: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(if name.ends_with(".json") { "application/json" } else { "text/plain;charset=utf-8" });
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = window()?.document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url).ok()
}
