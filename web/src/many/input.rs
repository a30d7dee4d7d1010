//! A list as the reader enters it: pasted, dropped, or chosen, with the column that holds the domains.

use std::rc::Rc;

use bulk::{Column, Columns, DomainList, Rejected, Unnamed};
use mta_sts::{Domain, Idna};

use super::{baseline::Baseline, export::CUSTOMER_SEPARATOR, run::Row};

/// Largest number of domains in one list, which equals the history's limit. The command line takes more.
pub const MAX_DOMAINS: usize = crate::store::DOMAIN_LIMIT;

/// Largest size of a list in bytes, which is far more than that many lines need.
pub const MAX_INPUT_BYTES: usize = 8 << 20;

/// A list that was read, before it is checked.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Name of its file, if any.
    pub file: Option<String>,
    /// The text.
    pub text: String,
    /// The columns, if it is a table.
    pub columns: Option<Columns>,
    /// Domains, without duplicates.
    pub rows: Vec<Row>,
    /// Number of cells that repeat an earlier domain.
    pub duplicates: usize,
    /// Entries that are not domains.
    pub rejected: Vec<Rejected>,
    /// Lines of a table without a domain.
    pub unnamed: Vec<Unnamed>,
    /// Whether the file has more than was read.
    pub is_cut: bool,
    /// Number of domains beyond the limit.
    pub over_limit: usize,
    /// The earlier run to compare with, if the text has results.
    pub results: Option<Rc<Baseline>>,
}

/// Reads a list step by step, as one step for a long list would delay the reader's input.
#[derive(Debug)]
pub struct ListReader {
    file: Option<String>,
    text: String,
    column: Option<usize>,
    columns: Option<Columns>,
    list: DomainList,
}

impl ListReader {
    /// Prepares to read a text. `column` is the index of the column with the domains, if the reader chose one.
    #[must_use]
    pub fn new(file: Option<String>, text: String, column: Option<usize>) -> Self {
        Self { file, text, column, columns: None, list: DomainList::default() }
    }

    /// Finds the columns. This is the first step.
    pub fn find_columns(&mut self, idna: &impl Idna) {
        self.columns = DomainList::columns(&self.text, idna);
    }

    /// Reads the domains. This is the second step.
    pub fn read_domains(&mut self, idna: &impl Idna) {
        let wanted = self.column.filter(|_| self.columns.is_some()).map(|index| Column::Number(index + 1));
        // The chosen column comes from a table that was just shown. For any other text, the column is detected again.
        self.list = DomainList::read(&self.text, wanted.as_ref(), idna).unwrap_or_default();
        if let (Some(columns), Some(index)) = (&mut self.columns, self.column) {
            columns.domains = index;
        }
    }

    /// Returns what was read. This is the last step.
    #[must_use]
    pub fn finish(self, idna: &impl Idna) -> Input {
        let Self { file, text, columns, list, .. } = self;
        let over_limit = list.entries.len().saturating_sub(MAX_DOMAINS);
        let rows = list.entries.into_iter().take(MAX_DOMAINS).map(|entry| Row::new(entry, idna)).collect();
        let results = Baseline::from_table(file.clone(), &text).map(Rc::new);
        let mut input = Input {
            file,
            text,
            columns,
            rows,
            duplicates: list.duplicates,
            rejected: list.rejected,
            unnamed: list.unnamed,
            is_cut: false,
            over_limit,
            results,
        };
        if input.results.is_some() {
            input.split_customers();
        }
        input
    }
}

impl Input {
    /// Reads a text in all steps at once. `column` is the index of the column with the domains, if the reader chose one.
    #[must_use]
    pub fn read(file: Option<String>, text: String, column: Option<usize>, idna: &impl Idna) -> Self {
        let mut reader = ListReader::new(file, text, column);
        reader.find_columns(idna);
        reader.read_domains(idna);
        reader.finish(idna)
    }

    /// Returns the domains of an earlier run as a list.
    #[must_use]
    pub fn from_results(results: Rc<Baseline>, idna: &impl Idna) -> Self {
        let domains = results.domains();
        let row = |domain: &Domain| {
            let customers = results.customers(domain.as_str());
            Row { customers, ..Row::from_domain(domain, idna) }
        };
        let rows = domains.iter().take(MAX_DOMAINS).map(row).collect();
        let over_limit = domains.len().saturating_sub(MAX_DOMAINS);
        Self { file: results.name.clone(), rows, over_limit, results: Some(results), ..Self::default() }
    }

    /// Returns the rows of domains that several customers share.
    #[must_use]
    pub fn shared_rows(&self) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.customers.len() > 1).collect()
    }

    /// Splits the customers that an export of this page has in one cell.
    fn split_customers(&mut self) {
        for row in &mut self.rows {
            let names = row.customers.iter().flat_map(|cell| cell.split(CUSTOMER_SEPARATOR));
            row.customers = names.map(str::to_owned).collect();
        }
    }

    /// Returns whether a text is JSON, which is no list but may have results.
    #[must_use]
    pub fn is_json(text: &str) -> bool {
        text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use mta_sts::Uts46;

    use super::*;

    fn names(input: &Input) -> Vec<&str> {
        input.rows.iter().map(|row| row.domain.as_str()).collect()
    }

    #[test]
    fn a_column_is_found_and_can_be_chosen() {
        let text = "customer,domain,former\nAcme,acme.example,old.example\nFoo,foo.example,former.example\n".to_owned();
        let found = Input::read(Some("list.csv".into()), text.clone(), None, &Uts46);
        assert_eq!(names(&found), ["acme.example", "foo.example"]);
        assert_eq!(found.rows[0].customers, ["Acme"]);
        let chosen = Input::read(None, text, Some(2), &Uts46);
        assert_eq!(names(&chosen), ["old.example", "former.example"]);
        assert_eq!(chosen.columns.map(|columns| columns.domains), Some(2));
    }

    #[test]
    fn a_table_of_results_is_a_list_to_compare_with() {
        let text = "domain,verdict,severity,checked_at\na.example,enforced,pass,2026-06-01T09:00:00Z\n".to_owned();
        let input = Input::read(Some("earlier.csv".into()), text, None, &Uts46);
        assert_eq!(names(&input), ["a.example"]);
        let results = input.results.expect("results");
        let again = Input::from_results(results, &Uts46);
        assert_eq!((names(&again), again.file.as_deref()), (vec!["a.example"], Some("earlier.csv")));
        for (text, is_json) in [(" {\"schema\":1}", true), ("\u{feff}[\n{", true), ("a.example", false), ("", false)] {
            assert_eq!(Input::is_json(text), is_json, "{text}");
        }
    }

    #[test]
    fn the_customers_in_a_file_of_results_are_those_of_the_list() {
        let text = "domain,verdict,severity,checked_at\na.example,enforced,pass,2026-06-01T09:00:00Z\n";
        let results = Baseline::from_table(None, text).expect("results");
        let customers = vec!["Acme".to_owned(), "Lima".to_owned()];
        let results = results.with_customers([("a.example".to_owned(), customers.clone())]);
        assert_eq!(Input::from_results(Rc::new(results), &Uts46).rows[0].customers, customers);
    }

    #[test]
    fn a_plain_list_has_no_columns_and_a_long_one_is_cut() {
        let text: String = (0..MAX_DOMAINS + 5).map(|at| format!("d{at}.example\n")).collect();
        let input = Input::read(None, text, Some(7), &Uts46);
        assert_eq!((input.rows.len(), input.over_limit, input.columns.is_none()), (MAX_DOMAINS, 5, true));
    }
}
