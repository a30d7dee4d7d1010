#![allow(missing_docs, dead_code, reason="x")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timestamp(i64);
impl Timestamp { pub fn date(self) -> String { "2027-02-03".into() } }
pub enum Arg { Text(String), Number(i64), Date(Timestamp), Duration(i64), List(Vec<String>) }
