//! Rows of a panel or a table whose columns only blanks separate, because the tabs were lost: type, name, TTL and value in any
//! order, and the panel's buttons.

use alloc::vec::Vec;

use super::{Content, Excerpt, Kind, Owner, PastedRecord, headings, source};

/// Parses rows under a head, or rows that a zone file cannot have: the type before the name, or cells after the value.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let (mut has_head, mut records) = (false, Vec::new());
    for range in text.lines() {
        let octets = &text.octets()[range.clone()];
        has_head |= core::str::from_utf8(octets).is_ok_and(headings::is_head);
        if octets.iter().any(|octet| octet.eq_ignore_ascii_case(&b'v')) {
            records.extend(record(&text.slice(range).trimmed(), kind, has_head));
        }
    }
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Whether the first cell of every row is the value, and its type and name follow.
pub(super) fn begins_with_value(text: &Excerpt, kind: Kind) -> bool {
    let mut lines =
        text.lines().into_iter().map(|line| text.slice(line).trimmed()).filter(|line| !line.octets().is_empty());
    lines.all(|line| {
        Row::split(&line, kind)
            .is_some_and(|row| row.before.is_empty() && row.is_table(&line, kind) && row.is_named(kind))
    })
}

/// The cells around a value.
struct Row<'a> {
    before: Vec<&'a str>,
    value: Excerpt,
    after: Vec<&'a str>,
}

fn record(line: &Excerpt, kind: Kind, has_head: bool) -> Option<PastedRecord> {
    let row = Row::split(line, kind)?;
    let is_row = if has_head { row.is_below_head() } else { row.is_table(line, kind) };
    let record = if is_row { source::record_in_literal(&row.value, kind, false) } else { None }?;
    let owner = row.name(kind).map(|name| Owner::from_name(name.as_bytes(), false));
    Some(PastedRecord { owner: owner.or(record.owner), ..record })
}

impl<'a> Row<'a> {
    fn split(line: &'a Excerpt, kind: Kind) -> Option<Self> {
        let content = core::str::from_utf8(line.octets()).ok()?;
        let starts = content
            .char_indices()
            .filter(|(at, c)| !c.is_whitespace() && content[..*at].chars().next_back().is_none_or(char::is_whitespace));
        let mut starts = starts.map(|(at, _)| at).take(MAX_CELLS);
        let start = starts
            .find(|at| content[*at..].starts_with(['v', 'V', '"']) && source::is_meant(&line.octets()[*at..], kind))?;
        let end = start + value_length(&content[start..]);
        let (before, after) = (content[..start].split_whitespace(), content[end..].split_whitespace());
        Some(Self { before: before.collect(), value: line.slice(start..end).trimmed(), after: after.collect() })
    }

    /// Whether words that no panel has beside a value are missing.
    fn is_below_head(&self) -> bool {
        !self.cells().any(|cell| cell.contains(['=', '"', ';', '{']))
    }

    /// Whether a row without a head is one of a table, rather than a line of a zone file or a sentence.
    fn is_table(&self, line: &Excerpt, kind: Kind) -> bool {
        let is_type = |cell: &&str| cell.eq_ignore_ascii_case("TXT");
        let type_first = self.before.first().is_some_and(is_type);
        let type_last = self.before.last().is_some_and(is_type);
        let is_quoted = self.value.octets().starts_with(b"\"");
        let has_class = self.before.iter().any(|cell| cell.eq_ignore_ascii_case("IN"));
        // Both are lines of a zone file, or of a tool, if nothing follows.
        let is_line = self.after.is_empty() && (type_last && !type_first || is_quoted && type_first);
        let has_other_order = type_first || !type_last || !self.after.is_empty();
        let names = self.cells().filter(|cell| !is_cell(cell)).count();
        let is_named = names == 1 || names == 2 && self.is_named(kind);
        let is_label = self.before.iter().any(|cell| cell.ends_with(':') || cell.ends_with('：'));
        // Parentheses join the lines of a zone file.
        let is_group = self.before.iter().any(|cell| cell.starts_with('('));
        let is_tool = is_group || has_class && !type_first || line.octets().contains(&b'{');
        self.cells().any(|cell| is_type(&cell)) && has_other_order && is_named && !is_line && !is_label && !is_tool
    }

    /// Whether a cell has the labels of such records.
    fn is_named(&self, kind: Kind) -> bool {
        self.name(kind).is_some_and(|name| name.to_ascii_lowercase().starts_with(kind.prefix()))
    }

    fn cells(&self) -> impl Iterator<Item = &'a str> {
        self.before.iter().chain(&self.after).copied()
    }

    /// Returns the name of the record: a cell with the labels of such records, or the only one that is not a known word.
    fn name(&self, kind: Kind) -> Option<&'a str> {
        let begins = |cell: &&str| cell.to_ascii_lowercase().starts_with(kind.prefix());
        self.cells().find(begins).or_else(|| self.cells().find(|cell| !is_cell(cell)))
    }
}

/// Largest number of cells before a value.
const MAX_CELLS: usize = 12;

/// Returns the length of a value: strings in quotation marks, or fields up to the blank before cells that are no fields.
fn value_length(rest: &str) -> usize {
    if rest.starts_with('"') {
        let mut end = 0;
        while let Some(length) = rest[end..].trim_start().strip_prefix('"').and_then(|inner| inner.find('"')) {
            end = rest.len() - rest[end..].trim_start().len() + length + 2;
        }
        return end;
    }
    let mut end = rest.len();
    while let Some((at, blank)) = rest[..end].trim_end().char_indices().rev().find(|(_, c)| c.is_whitespace()) {
        let word = rest[at + blank.len_utf8()..end].trim();
        // A blank may stand around the equals sign of a field.
        let is_in_field = rest[..at].trim_end().ends_with(['=', ',']) || word.contains(['=', ';', ',', '"', '@']);
        if is_in_field {
            break;
        }
        end = at;
    }
    if rest[end..].split_whitespace().all(|word| word.len() < MAX_CELL_OCTETS) { end } else { rest.len() }
}

/// Largest length in octets of a cell after a value.
const MAX_CELL_OCTETS: usize = 64;

/// Whether a word is a TTL, a mark, or one that panels show in a row.
fn is_cell(word: &str) -> bool {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains('.');
    let lower = word.to_lowercase();
    let is_mark = !word.contains(char::is_alphanumeric);
    is_number || is_mark && word != "@" && word != "*" || WORDS.contains(&lower.trim_matches(['(', ')', '[', ']']))
}

/// Words beside a value in the rows of panels, in lower case: types and classes, TTLs, states and buttons.
const WORDS: [&str; 118] = [
    "txt",
    "in",
    "record",
    "records",
    "auto",
    "automatic",
    "default",
    "none",
    "n/a",
    "simple",
    "dns",
    "only",
    "proxied",
    "edit",
    "delete",
    "remove",
    "modify",
    "copy",
    "more",
    "add",
    "save",
    "actions",
    "active",
    "inactive",
    "enabled",
    "disabled",
    "on",
    "off",
    "ok",
    "yes",
    "no",
    "done",
    "hour",
    "hours",
    "hrs",
    "hr",
    "minute",
    "minutes",
    "min",
    "mins",
    "second",
    "seconds",
    "sec",
    "day",
    "days",
    "week",
    "weeks",
    "½",
    "standard",
    "bearbeiten",
    "löschen",
    "ändern",
    "aktiv",
    "inaktiv",
    "stunde",
    "stunden",
    "minuten",
    "tag",
    "tage",
    "ja",
    "nein",
    "modifier",
    "supprimer",
    "heure",
    "heures",
    "jour",
    "jours",
    "actif",
    "oui",
    "non",
    "défaut",
    "editar",
    "eliminar",
    "borrar",
    "excluir",
    "hora",
    "horas",
    "minuto",
    "minutos",
    "activo",
    "ativo",
    "sí",
    "modifica",
    "elimina",
    "ore",
    "bewerken",
    "verwijderen",
    "uur",
    "edytuj",
    "usuń",
    "изменить",
    "удалить",
    "час",
    "編集",
    "削除",
    "変更",
    "有効",
    "無効",
    "自動",
    "なし",
    "秒",
    "分",
    "時間",
    "日",
    "编辑",
    "修改",
    "删除",
    "暂停",
    "启用",
    "停用",
    "默认",
    "正常",
    "自动",
    "小时",
    "分钟",
    "수정",
    "삭제",
    "자동",
];
