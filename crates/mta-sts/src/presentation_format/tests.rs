//! Tests of pasted texts and their expected results.

use alloc::{format, string::String, vec, vec::Vec};

use super::*;

mod answers;
mod changes;
mod encodings;
mod forms;
mod growth;
mod noise;
mod one_answer;
mod policy;
mod properties;
mod second_readings;
mod tables;
mod values;

const VALUE: &str = "v=STSv1; id=20260101000000Z;";
const RUA: &str = "v=TLSRPTv1; rua=mailto:a@example.com";

fn records(content: &Content) -> Vec<String> {
    let Content::Records(records) = content else { return vec![format!("{content:?}")] };
    records.iter().map(|record| String::from_utf8_lossy(record.text.octets()).into_owned()).collect()
}

fn sts(text: &str) -> Pasted {
    read(text.as_bytes(), Kind::Sts)
}

fn texts(text: &str) -> Vec<String> {
    records(&sts(text).content)
}
