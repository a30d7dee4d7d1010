//! Headings of the columns in tables of DNS records, in the languages of panels.

/// Headings of the column with the value.
const VALUES: [&str; 37] = [
    "value",
    "content",
    "data",
    "record",
    "rdata",
    "target",
    "text",
    "txt value",
    "strings",
    "answer",
    "points to",
    "destination",
    "wert",
    "inhalt",
    "ziel",
    "valeur",
    "contenu",
    "cible",
    "valor",
    "contenido",
    "conteúdo",
    "valore",
    "contenuto",
    "waarde",
    "inhoud",
    "wartość",
    "hodnota",
    "värde",
    "значение",
    "данные",
    "содержимое",
    "値",
    "内容",
    "データ",
    "记录值",
    "記錄值",
    "값",
];

/// Headings of the column with the record type.
const TYPES: [&str; 20] = [
    "type",
    "typ",
    "typen",
    "tipo",
    "soort",
    "rodzaj",
    "tyyppi",
    "tür",
    "тип",
    "種別",
    "種類",
    "タイプ",
    "レコードタイプ",
    "レコード種別",
    "类型",
    "類型",
    "记录类型",
    "記錄類型",
    "유형",
    "rrtype",
];

/// Headings of the column with the name of the zone.
const ZONES: [&str; 6] = ["domain", "zone", "zone name", "zone_name", "ドメイン", "域名"];

fn is_one_of(words: &[&str], cell: &[u8]) -> bool {
    core::str::from_utf8(cell).is_ok_and(|cell| words.contains(&cell.trim().to_lowercase().as_str()))
}

/// Whether a cell is the heading of a value or type column.
pub(super) fn is_heading(cell: &[u8]) -> bool {
    is_one_of(&VALUES, cell) || is_type_heading(cell)
}

/// Whether a cell is the heading of a type column.
pub(super) fn is_type_heading(cell: &[u8]) -> bool {
    is_one_of(&TYPES, cell)
}

/// Whether a cell is the heading of a zone column.
pub(super) fn is_zone_heading(cell: &[u8]) -> bool {
    is_one_of(&ZONES, cell)
}

/// Size limit in octets of a head whose columns blanks separate.
const MAX_HEAD_OCTETS: usize = 200;

/// Whether a line is the head of a table whose columns blanks separate: it has a type heading, a value heading, and no value.
pub(super) fn is_head(line: &str) -> bool {
    let is_short = line.len() < MAX_HEAD_OCTETS && !line.contains(['=', '"', ';', '{', '<']);
    let has = |words: &[&str]| line.split_whitespace().any(|word| is_one_of(words, word.as_bytes()));
    is_short && has(&TYPES) && has(&VALUES)
}
