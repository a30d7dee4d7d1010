//! An earlier run from a file, to compare with: checks with their evidence, or the rows of a table.

use std::{collections::HashMap, rc::Rc};

use bulk::{Record, read_result_table};
use evidence::Evidence;
use mta_sts::Domain;

/// The latest check of each domain in an earlier run.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// Name of the file; `None` for a pasted text.
    pub name: Option<String>,
    checks: HashMap<String, EarlierCheck>,
    /// The domains in the order of the file.
    domains: Vec<Domain>,
    /// The customers that the file names, by domain.
    customers: HashMap<String, Vec<String>>,
}

/// An earlier check of one domain.
#[derive(Clone, Debug)]
pub enum EarlierCheck {
    /// The check itself.
    Evidence(Rc<Evidence>),
    /// Its row in a table.
    Record(Rc<Record>),
}

impl EarlierCheck {
    /// Returns the domain.
    #[must_use]
    pub fn domain(&self) -> &str {
        match self {
            Self::Evidence(evidence) => &evidence.domain,
            Self::Record(record) => &record.domain,
        }
    }

    /// Returns the start time, in Unix seconds.
    #[must_use]
    pub fn started(&self) -> i64 {
        match self {
            Self::Evidence(evidence) => evidence.started.unix_seconds(),
            Self::Record(record) => record.checked_at.parse().map_or(0, evidence::Timestamp::unix_seconds),
        }
    }
}

impl Baseline {
    /// Creates an earlier run from its checks. Returns `None` if there are none.
    #[must_use]
    pub fn from_checks(name: Option<String>, checks: Vec<Evidence>) -> Option<Self> {
        let checks = checks.into_iter().map(|check| (check.domain.clone(), EarlierCheck::Evidence(Rc::new(check))));
        Self::new(name, checks)
    }

    /// Reads an earlier run from CSV. Returns `None` if the text is not a table of results.
    #[must_use]
    pub fn from_table(name: Option<String>, text: &str) -> Option<Self> {
        let rows = read_result_table(text)?.into_iter();
        Self::new(name, rows.map(|row| (row.domain.clone(), EarlierCheck::Record(Rc::new(row)))))
    }

    fn new(name: Option<String>, checks: impl Iterator<Item = (String, EarlierCheck)>) -> Option<Self> {
        let mut run = Self { name, ..Self::default() };
        for (domain, check) in checks {
            run.add(&domain, check);
        }
        (!run.domains.is_empty()).then_some(run)
    }

    fn add(&mut self, domain: &str, check: EarlierCheck) {
        let Ok(domain) = domain.parse::<Domain>() else { return };
        match self.checks.get(domain.as_str()) {
            Some(known) if known.started() > check.started() => return,
            Some(_) => {}
            None => self.domains.push(domain.clone()),
        }
        self.checks.insert(domain.to_string(), check);
    }

    /// Adds the customers that the file names.
    #[must_use]
    pub fn with_customers(self, customers: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Self { customers: customers.into_iter().collect(), ..self }
    }

    /// Returns the customers of a domain that the file names.
    #[must_use]
    pub fn customers(&self, domain: &str) -> Vec<String> {
        self.customers.get(domain).cloned().unwrap_or_default()
    }

    /// Returns the check of a domain.
    #[must_use]
    pub fn get(&self, domain: &str) -> Option<&EarlierCheck> {
        self.checks.get(domain)
    }

    /// Returns the domains in the order of the file.
    #[must_use]
    pub fn domains(&self) -> &[Domain] {
        &self.domains
    }
}

#[cfg(test)]
mod tests {
    use evidence::Timestamp;

    use super::*;

    #[test]
    fn the_latest_check_of_each_domain_counts() {
        let check = |domain: &str, started| {
            let parsed: Domain = domain.parse().expect("a domain");
            Evidence::new(&parsed, domain, Timestamp::from_unix(started))
        };
        let checks = vec![check("b.example", 9), check("a.example", 5), check("b.example", 7)];
        let run = Baseline::from_checks(Some("earlier.json".into()), checks).expect("checks");
        assert_eq!(run.domains().iter().map(Domain::as_str).collect::<Vec<_>>(), ["b.example", "a.example"]);
        assert_eq!(run.get("b.example").map(EarlierCheck::started), Some(9));
        assert!(run.get("c.example").is_none() && Baseline::from_checks(None, Vec::new()).is_none());
    }

    #[test]
    fn a_table_of_results_is_an_earlier_run_and_a_list_is_not() {
        let text = "domain,verdict,severity,checked_at\na.example,enforced,pass,2026-06-01T09:00:00Z\n";
        let run = Baseline::from_table(None, text).expect("results");
        assert!(matches!(run.get("a.example"), Some(EarlierCheck::Record(row)) if row.verdict == "enforced"));
        assert!(Baseline::from_table(None, "domain,customer\na.example,Acme\n").is_none());
    }
}
