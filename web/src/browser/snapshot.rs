//! A check in a link: its evidence, compressed by the browser, in the fragment, which no server ever sees.
//!
//! Anybody can write such a link, so its content is untrusted. It is read within limits, and never stored unasked.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use evidence::Evidence;
use js_sys::{Array, Function, JSON, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair};

use super::{json, window::window};

/// Prefix that identifies the format of the packed text.
const FORMAT_PREFIX: &str = "1.";

/// Longest packed check in bytes. Chat programs and ticket systems cut off longer links.
pub const MAX_PACKED_BYTES: usize = 32 * 1024;

/// Longest unpacked check in bytes, which equals the longest check that this page stores.
const MAX_UNPACKED_BYTES: usize = 2 * 1024 * 1024;

/// Packs the evidence of a check for a link, without the typed text, which may be a mail address. Returns `None` if it
/// is too long or this browser cannot compress.
pub async fn pack(evidence: &Evidence) -> Option<String> {
    let evidence = Evidence { typed: None, ..evidence.clone() };
    let value = evidence.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    let text = JSON::stringify(&value).ok()?;
    let blob = Blob::new_with_str_sequence(&Array::of1(&text)).ok()?;
    let packed = transform(&blob, &transformation("CompressionStream")?, MAX_PACKED_BYTES).await?;
    let text = [FORMAT_PREFIX, &URL_SAFE_NO_PAD.encode(packed)].concat();
    (text.len() <= MAX_PACKED_BYTES).then_some(text)
}

/// Unpacks the evidence in a link. Returns `None` if this page cannot read it.
pub async fn unpack(text: &str) -> Option<Evidence> {
    if text.len() > MAX_PACKED_BYTES {
        return None;
    }
    let packed = URL_SAFE_NO_PAD.decode(text.strip_prefix(FORMAT_PREFIX)?).ok()?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(packed.as_slice()))).ok()?;
    let unpacked = transform(&blob, &transformation("DecompressionStream")?, MAX_UNPACKED_BYTES).await?;
    // At most one check, within the limits of a file.
    json::read_checks(&String::from_utf8(unpacked).ok()?).await.checks.into_iter().next()
}

/// Creates a compression or decompression stream. Browsers before 2023 lack it, and `web_sys` has no type for it yet.
fn transformation(class: &str) -> Option<ReadableWritablePair> {
    let class: Function = Reflect::get(window()?.as_ref(), &class.into()).ok()?.dyn_into().ok()?;
    let stream = Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok()?;
    Some(stream.unchecked_into())
}

/// Pipes a blob through a transformation. Returns `None` if that fails or the output is longer than `limit` bytes.
async fn transform(blob: &Blob, transformation: &ReadableWritablePair, limit: usize) -> Option<Vec<u8>> {
    let out: ReadableStream = blob.stream().pipe_through(transformation);
    let reader: ReadableStreamDefaultReader = out.get_reader().dyn_into().ok()?;
    let mut bytes = Vec::new();
    loop {
        let read = JsFuture::from(reader.read()).await.ok()?;
        if Reflect::get(&read, &"done".into()).ok()?.is_truthy() {
            return Some(bytes);
        }
        let chunk = Uint8Array::new(&Reflect::get(&read, &JsValue::from_str("value")).ok()?);
        if bytes.len() + chunk.length() as usize > limit {
            // Do not unpack the rest.
            let _ = reader.cancel();
            return None;
        }
        bytes.extend(chunk.to_vec());
    }
}
