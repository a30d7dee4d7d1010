//! JSON by the browser, and files that it saves.

use evidence::Evidence;
use js_sys::{Array, JSON, Object, Reflect};
use lean::{DEPTH_LIMIT, Value};
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
    T::read(&self::value(&value)?).ok()
}

/// A value of JavaScript as JSON; of one that nests too deeply nothing. `serde_wasm_bindgen` would read it as well, with all the
/// words that serde has for what is no JSON, floating-point numbers in decimals among them: 4 kB of what a first check needs.
pub(super) fn value(value: &JsValue) -> Option<Value> {
    level(value, DEPTH_LIMIT)
}

fn level(value: &JsValue, levels: u8) -> Option<Value> {
    if let Some(text) = value.as_string() {
        Some(Value::Text(text))
    } else if let Some(number) = value.as_f64() {
        Some(Value::Number(number))
    } else if let Some(truth) = value.as_bool() {
        Some(Value::Bool(truth))
    } else if let Some(list) = value.dyn_ref::<Array>() {
        let below = levels.checked_sub(1)?;
        list.iter().map(|item| level(&item, below)).collect::<Option<_>>().map(Value::List)
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let below = levels.checked_sub(1)?;
        let member = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            Some((entry.get(0).as_string()?, level(&entry.get(1), below)?))
        };
        Object::entries(object).iter().map(member).collect::<Option<_>>().map(Value::Object)
    } else {
        Some(Value::Null)
    }
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
