//! Results as Parquet, for data frames and data warehouses: one row per domain.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    sync::Arc,
};

use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use serde::Deserialize;

use crate::failure::Failure;

/// The number of rows that are held in memory and written together.
const MAX_BUFFERED_ROWS: usize = 2_000;

/// The columns. `findings` contains the ids of all findings that require action, and `document` the whole line.
const SCHEMA: &str = "message result {
    required binary domain (UTF8);
    required binary checked_at (UTF8);
    required binary verdict (UTF8);
    required binary severity (UTF8);
    optional binary cause (UTF8);
    optional binary policy_mode (UTF8);
    optional binary policy_id (UTF8);
    optional int64 policy_max_age;
    required int64 errors;
    required int64 warnings;
    required binary findings (UTF8);
    required binary document (JSON);
}";

/// The members of a line that are read.
#[derive(Deserialize)]
struct Line {
    domain: String,
    checked_at: String,
    verdict: String,
    severity: String,
    cause: Option<String>,
    policy: Option<Policy>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Policy {
    id: String,
    mode: String,
    max_age: i64,
}

#[derive(Deserialize)]
struct Finding {
    id: String,
    severity: String,
}

/// One row.
struct Row {
    line: Line,
    document: String,
}

/// Writes the content of a results file as a table. The table appears only once it is complete.
pub(super) fn write(results: &Path, table: &Path) -> Result<(), Failure> {
    let unreadable = |error| Failure::Read { path: results.to_owned(), error };
    let partial = table.with_extension("partial");
    let file = File::create(&partial).map_err(Failure::Write)?;
    let schema = Arc::new(parse_message_type(SCHEMA).map_err(unwritable)?);
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut writer = SerializedFileWriter::new(file, schema, properties).map_err(unwritable)?;
    let (mut rows, mut lines) =
        (Vec::with_capacity(MAX_BUFFERED_ROWS), BufReader::new(File::open(results).map_err(unreadable)?).lines());
    loop {
        let line = lines.next().transpose().map_err(unreadable)?;
        let is_last = line.is_none();
        rows.extend(line.map(|line| row(results, line)).transpose()?);
        if !rows.is_empty() && (is_last || rows.len() == MAX_BUFFERED_ROWS) {
            write_rows(&mut writer, &rows).map_err(unwritable)?;
            rows.clear();
        }
        if is_last {
            break;
        }
    }
    let file = writer.into_inner().map_err(unwritable)?;
    file.sync_all().and_then(|()| fs::rename(&partial, table)).map_err(Failure::Write)
}

fn row(path: &Path, document: String) -> Result<Row, Failure> {
    let line = serde_json::from_str(&document);
    let line = line.map_err(|error| Failure::NotResults { path: path.to_owned(), line: 0, why: error.to_string() })?;
    Ok(Row { line, document })
}

fn write_rows(writer: &mut SerializedFileWriter<File>, rows: &[Row]) -> Result<(), ParquetError> {
    let policy = |row: &Row, part: fn(&Policy) -> &String| row.line.policy.as_ref().map(|policy| part(policy).clone());
    let mut group = writer.next_row_group()?;
    let mut columns = Columns { group: &mut group, rows };
    columns.text(|row| Some(row.line.domain.clone()))?;
    columns.text(|row| Some(row.line.checked_at.clone()))?;
    columns.text(|row| Some(row.line.verdict.clone()))?;
    columns.text(|row| Some(row.line.severity.clone()))?;
    columns.optional_text(|row| row.line.cause.clone())?;
    columns.optional_text(|row| policy(row, |policy| &policy.mode))?;
    columns.optional_text(|row| policy(row, |policy| &policy.id))?;
    columns.optional_number(|row| row.line.policy.as_ref().map(|policy| policy.max_age))?;
    columns.number(|row| row.count("error"))?;
    columns.number(|row| row.count("warning"))?;
    columns.text(|row| Some(row.findings()))?;
    columns.text(|row| Some(row.document.clone()))?;
    group.close().map(drop)
}

impl Row {
    fn count(&self, severity: &str) -> i64 {
        let count = self.line.findings.iter().filter(|finding| finding.severity == severity).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// Returns the ids of all findings except passes, separated by spaces.
    fn findings(&self) -> String {
        let work = self.line.findings.iter().filter(|finding| finding.severity != "pass");
        work.map(|finding| finding.id.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The columns of a group of rows, written one after another.
struct Columns<'c, 'w> {
    group: &'c mut parquet::file::writer::SerializedRowGroupWriter<'w, File>,
    rows: &'c [Row],
}

impl Columns<'_, '_> {
    fn text(&mut self, value: impl Fn(&Row) -> Option<String>) -> Result<(), ParquetError> {
        let values: Vec<ByteArray> = self.rows.iter().filter_map(value).map(|text| text.into_bytes().into()).collect();
        self.write::<ByteArrayType>(&values, None)
    }

    fn optional_text(&mut self, value: impl Fn(&Row) -> Option<String>) -> Result<(), ParquetError> {
        let all: Vec<Option<String>> = self.rows.iter().map(value).collect();
        let levels: Vec<i16> = all.iter().map(|value| i16::from(value.is_some())).collect();
        let values: Vec<ByteArray> = all.into_iter().flatten().map(|text| text.into_bytes().into()).collect();
        self.write::<ByteArrayType>(&values, Some(&levels))
    }

    fn number(&mut self, value: impl Fn(&Row) -> i64) -> Result<(), ParquetError> {
        let values: Vec<i64> = self.rows.iter().map(value).collect();
        self.write::<Int64Type>(&values, None)
    }

    fn optional_number(&mut self, value: impl Fn(&Row) -> Option<i64>) -> Result<(), ParquetError> {
        let all: Vec<Option<i64>> = self.rows.iter().map(value).collect();
        let levels: Vec<i16> = all.iter().map(|value| i16::from(value.is_some())).collect();
        let values: Vec<i64> = all.into_iter().flatten().collect();
        self.write::<Int64Type>(&values, Some(&levels))
    }

    fn write<T: parquet::data_type::DataType>(
        &mut self,
        values: &[T::T],
        levels: Option<&[i16]>,
    ) -> Result<(), ParquetError> {
        let column = self.group.next_column()?;
        let mut column = column.ok_or_else(|| ParquetError::General("the schema has fewer columns".into()))?;
        column.typed::<T>().write_batch(values, levels, None)?;
        column.close()
    }
}

fn unwritable(error: ParquetError) -> Failure {
    Failure::Write(std::io::Error::other(error))
}
