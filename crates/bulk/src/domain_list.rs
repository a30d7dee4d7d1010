//! Lists as people keep them: one name per line, several names in a line, mail addresses, URLs, and CSV tables.

pub(crate) mod table;

use std::collections::HashMap;

use mta_sts::{Domain, DomainError, Idna};

use table::{Cell, cells};
pub use table::{Column, Columns, NoSuchColumn};

/// The domains of a list, each once, in the order of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DomainList {
    /// The domains.
    pub entries: Vec<Entry>,
    /// The entries that are not domains.
    pub rejected: Vec<Rejected>,
    /// The number of cells that repeat an earlier domain.
    pub duplicates: usize,
    /// The lines of a table that have no domain, but other cells.
    pub unnamed: Vec<Unnamed>,
}

/// A domain, with the place where the list first names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The domain.
    pub domain: Domain,
    /// The entry as typed, for example a mail address.
    pub typed: String,
    /// The line in the list, from 1.
    pub line: u64,
    /// The customers of the domain, each once: the column `customer`, or one with a similar heading. Several rows may
    /// name the same domain.
    pub customers: Vec<String>,
}

/// A cell that is not a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The entry as typed.
    pub typed: String,
    /// The line in the list, from 1.
    pub line: u64,
    /// The reason why it is not a domain.
    pub error: DomainError,
}

/// A row of a table without a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnamed {
    /// The line in the list, from 1.
    pub line: u64,
    /// The customer, or else the first cell that is not empty, shortened for a message.
    pub text: String,
}

/// The number of characters of an invalid entry that are shown.
const MAX_SHOWN_CHARS: usize = 60;

impl Rejected {
    /// Returns the entry as typed, shortened for a message.
    #[must_use]
    pub fn shown(&self) -> String {
        shortened(&self.typed)
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

impl DomainList {
    /// Reads a list. Empty lines and lines that start with `#` are skipped.
    ///
    /// Without `column`, a text in which every cell is a domain names all of them. In any other table, the column with
    /// the heading `domain` (or a similar one) counts. Without one, it is the column with the most domains.
    ///
    /// # Errors
    ///
    /// Returns [`NoSuchColumn`] if the table does not have the requested column.
    pub fn read(text: &str, column: Option<&Column>, idna: &impl Idna) -> Result<Self, NoSuchColumn> {
        let is_domain = |cell: &str| is_full_name(cell, idna);
        let cells = cells(text, column, &is_domain)?;
        let mut list = Self::default();
        let mut known = HashMap::new();
        for cell in cells {
            list.add(cell, &mut known, idna);
        }
        Ok(list)
    }

    /// Returns the columns of a table, and which of them names the domains by default. Returns `None` for a plain list.
    #[must_use]
    pub fn columns(text: &str, idna: &impl Idna) -> Option<Columns> {
        table::columns(text, &|cell: &str| is_full_name(cell, idna))
    }

    /// Adds a cell. `known` has the positions of the entries.
    fn add(&mut self, cell: Cell, known: &mut HashMap<Domain, usize>, idna: &impl Idna) {
        let Cell { text: typed, line, customer } = cell;
        if typed.is_empty() {
            return self.unnamed.push(Unnamed { line, text: shortened(&customer.unwrap_or_default()) });
        }
        match Domain::parse_typed(&typed, idna) {
            Ok(found) => match known.get(&found.domain) {
                Some(at) => {
                    self.duplicates += 1;
                    self.entries[*at].add_customer(customer);
                }
                None => {
                    known.insert(found.domain.clone(), self.entries.len());
                    let customers = customer.into_iter().collect();
                    self.entries.push(Entry { domain: found.domain, typed, line, customers });
                }
            },
            Err(error) => self.rejected.push(Rejected { typed, line, error }),
        }
    }
}

impl Entry {
    fn add_customer(&mut self, customer: Option<String>) {
        if let Some(customer) = customer.filter(|customer| !self.customers.contains(customer)) {
            self.customers.push(customer);
        }
    }
}

/// Decodes a list: UTF-16, as Excel saves "Unicode text", or UTF-8. Invalid bytes become replacement characters.
#[must_use]
pub fn decode_list(bytes: &[u8]) -> String {
    mta_sts::utf_16_text(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// Returns whether a cell names a domain. A single word may be a heading, a customer or a state, and does not count as
/// a domain.
fn is_full_name(cell: &str, idna: &impl Idna) -> bool {
    Domain::parse_typed(cell, idna).is_ok_and(|found| found.domain.as_str().contains('.'))
}

#[cfg(test)]
mod tests {
    use mta_sts::Uts46;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> DomainList {
        DomainList::read(text, None, &Uts46).expect("no column is asked for")
    }

    fn names(list: &DomainList) -> Vec<&str> {
        list.entries.iter().map(|entry| entry.domain.as_str()).collect()
    }

    #[test]
    fn lines_name_domains_addresses_and_urls_once_each() {
        let list = read(
            "# customers\r\nExample.com\r\n\r\npostmaster@example.com\nhttps://www.example.net/path\n例え.テスト\nexample.com.\n",
        );
        assert_eq!(names(&list), ["example.com", "www.example.net", "xn--r8jz45g.xn--zckzah"]);
        assert_eq!((list.duplicates, list.rejected.len()), (2, 0));
        assert_eq!(list.entries[1].line, 5);
        assert_eq!(list.entries[0].typed, "Example.com");
    }

    #[test]
    fn several_names_in_a_line_are_all_read() {
        for text in
            ["a.example, b.example,c.example", "a.example b.example\tc.example", "a.example; b.example; c.example"]
        {
            assert_eq!(names(&read(text)), ["a.example", "b.example", "c.example"], "{text}");
        }
    }

    #[test]
    fn every_spelling_of_a_name_is_one_domain() {
        let list = read(
            "Example.com\nEXAMPLE.COM.\nmailto:It@example.com\n<it@example.com>\nｅｘａｍｐｌｅ。ｃｏｍ\nexample．com\n",
        );
        assert_eq!((names(&list), list.duplicates), (vec!["example.com"], 5));
        let list = read("example.com\n*.example.com\n*.example.net\n");
        let rejected: Vec<_> = list.rejected.iter().map(|cell| (cell.line, cell.error.id())).collect();
        assert_eq!((names(&list), rejected), (vec!["example.com"], vec![(2, "character"), (3, "character")]));
    }

    #[test]
    fn tables_of_spreadsheets_are_read_whatever_separates_their_cells() {
        for text in [
            "sep=;\r\nCustomer;Domain\r\nAcme, Inc.;acme.example\r\nFoo;-\r\n",
            "\u{feff}sep=,\nCustomer,Domain\n\"Acme, Inc.\",acme.example\nFoo,-\n",
            "# mine\n\"Customer; name\",Domain\nAcme,acme.example\nFoo,-\n",
            "Customer\tDomain\n\nAcme; Inc.\tacme.example\nFoo\t-\n",
        ] {
            let list = read(text);
            assert_eq!(names(&list), ["acme.example"], "{text:?}");
            assert_eq!(list.rejected.iter().map(|cell| cell.line).collect::<Vec<_>>(), [4], "{text:?}");
        }
        let japanese = read("取引先名\tメールドメイン\nアクメ\tacme.example\n");
        assert_eq!(
            (names(&japanese), japanese.entries[0].customers.as_slice()),
            (vec!["acme.example"], ["アクメ".to_owned()].as_slice())
        );
    }

    #[test]
    fn a_cell_with_several_domains_gives_each_and_a_heading_alone_is_no_domain() {
        let list = read("Customer,Domain\nAcme,\"acme.example; acme.test\"\nFoo,none of these\n");
        assert_eq!((names(&list), list.rejected.len()), (vec!["acme.example", "acme.test"], 1));
        assert_eq!(list.entries[1].customers, ["Acme"]);
        assert_eq!(names(&read("Domain\na.example\nb.example\n")), ["a.example", "b.example"]);
        assert_eq!(names(&read("\"ドメイン\"\n例え.テスト\n")), ["xn--r8jz45g.xn--zckzah"]);
    }

    #[test]
    fn lists_in_utf_16_are_decoded() {
        let text = "Customer\tDomain\r\nアクメ\tacme.example\r\n";
        let little = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes));
        let big = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes));
        for bytes in [little.collect::<Vec<u8>>(), big.collect(), text.as_bytes().to_vec()] {
            assert_eq!(decode_list(&bytes), text);
        }
        assert_eq!(decode_list(b"a.example\n\xff"), "a.example\n\u{fffd}");
    }

    #[test]
    fn an_invalid_domain_keeps_its_line() {
        let list = read("example.com\nnot a domain!\nexample.net\n");
        assert_eq!(names(&list), ["example.com", "example.net"]);
        assert_eq!(list.rejected.len(), 1);
        assert_eq!((list.rejected[0].typed.as_str(), list.rejected[0].line), ("not a domain!", 2));
    }

    #[test]
    fn an_invalid_cell_of_a_table_keeps_its_line_whatever_is_skipped_before_it() {
        for text in [
            "name,domain\na,a.example\nb,-\n",
            "name,domain\r\na,a.example\r\nb,-\r\n",
            "# a\nname,domain\nb,-\n",
            "\r\nname,domain\r\nb,-\r\n",
            "name,domain\n\nb,-\n",
            "name,domain\n#b,c.example\nb,-\n",
            "\u{feff}name,domain\r\n\"a\r\nb\",a.example\r\nc,-\r\n",
        ] {
            let line = if text.contains('"') { 4 } else { 3 };
            let rejected: Vec<_> = read(text).rejected.into_iter().map(|cell| (cell.typed, cell.line)).collect();
            assert_eq!(rejected, [("-".to_owned(), line)], "{text:?}");
        }
    }

    #[test]
    fn a_long_entry_is_shown_shortened() {
        let list = read(&format!("example.com\n{}\n", "あ b".repeat(9_000)));
        let shown = list.rejected[0].shown();
        assert_eq!((shown.chars().count(), shown.chars().last()), (61, Some('…')));
        assert_eq!(read("example.com\nnot a domain!\n").rejected[0].shown(), "not a domain!");
    }

    #[test]
    fn the_domain_column_is_found_by_heading_or_else_by_contents() {
        let headed = "Customer,Domain,Contact\n\"Acme, Inc.\",acme.example,it@other.example\nFoo,foo.example,\n";
        assert_eq!(names(&read(headed)), ["acme.example", "foo.example"]);
        let japanese = "顧客;ドメイン\nアクメ;acme.example\n";
        assert_eq!(names(&read(japanese)), ["acme.example"]);
        let bare = "1,Acme,acme.example\n2,Foo,foo.example\n3,Bar,-\n";
        let list = read(bare);
        assert_eq!(names(&list), ["acme.example", "foo.example"]);
        assert_eq!(list.rejected.iter().map(|cell| (cell.typed.as_str(), cell.line)).collect::<Vec<_>>(), [("-", 3)]);
    }

    #[test]
    fn a_column_is_chosen_by_name_or_number() {
        let table = "old,new\na.example,b.example\n";
        let of = |column| {
            let list = DomainList::read(table, Some(&column), &Uts46);
            list.map(|list| names(&list).into_iter().map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(of("new".parse().unwrap()), Ok(vec!["b.example".into()]));
        assert_eq!(of("1".parse().unwrap()), Ok(vec!["a.example".into()]));
        let missing = of("other".parse().unwrap()).unwrap_err();
        assert_eq!(missing.headings, ["old", "new"]);
        assert!(of("3".parse().unwrap()).is_err());
    }

    #[test]
    fn a_table_names_the_owner_of_each_domain() {
        let labels =
            |text: &str| read(text).entries.into_iter().map(|entry| entry.customers.join("; ")).collect::<Vec<_>>();
        assert_eq!(labels("Customer,Domain\n\"Acme, Inc.\",acme.example\n,foo.example\n"), ["Acme, Inc.", ""]);
        assert_eq!(labels("ドメイン;顧客名\nacme.example;アクメ\n"), ["アクメ"]);
        assert_eq!(labels("acme.example\nfoo.example\n"), ["", ""]);
    }

    #[test]
    fn every_customer_of_a_domain_is_kept_once() {
        let list =
            read("Customer,Domain\nAcme,a.example\nFoo,b.example\nLima,A.example\nAcme,it@a.example\n,a.example\n");
        let customers: Vec<_> = list.entries.iter().map(|entry| entry.customers.join("; ")).collect();
        assert_eq!((customers, list.duplicates), (vec!["Acme; Lima".to_owned(), "Foo".to_owned()], 3));
    }

    #[test]
    fn a_row_without_a_domain_is_named_by_its_line_and_an_empty_row_is_not() {
        let unnamed = |text: &str| read(text).unnamed.into_iter().map(|row| (row.line, row.text)).collect::<Vec<_>>();
        let table = "Contact,Customer,Domain\nx,Acme,a.example\nx,Lima,\n,,\nx,,\n,Foo,-\n";
        assert_eq!(unnamed(table), [(3, "Lima".to_owned()), (5, "x".to_owned())]);
        assert_eq!(unnamed("a.example\n\nb.example\n"), []);
        assert_eq!(unnamed("1;a.example\n2;b.example\n3;\n"), [(3, "3".to_owned())]);
        let long = unnamed(&format!("Customer,Domain\nAcme,a.example\n{},\n", "x".repeat(90)));
        assert_eq!(long[0].1.chars().count(), 61);
    }

    #[test]
    fn a_table_offers_its_columns_and_a_list_has_none() {
        let columns = |text| DomainList::columns(text, &Uts46);
        let headed = columns("Customer,Domain,Old\nAcme,acme.example,old.example\n").unwrap();
        assert_eq!((headed.first_row.len(), headed.domains, headed.has_headings), (3, 1, true));
        let bare = columns("1;acme.example\n2;foo.example\n").unwrap();
        assert_eq!((bare.first_row[1].as_str(), bare.domains, bare.has_headings), ("acme.example", 1, false));
        for list in ["", "a.example, b.example", "a.example\nb.example", "a.example\nnot a domain!"] {
            assert_eq!(columns(list), None, "{list}");
        }
    }

    proptest! {
        #[test]
        fn every_cell_of_a_list_is_counted_once(names in prop::collection::vec("[a-d]{1,2}\\.example", 0..30)) {
            let list = read(&names.join("\n"));
            prop_assert_eq!(list.entries.len() + list.duplicates, names.len());
            prop_assert!(list.rejected.is_empty());
        }

        #[test]
        fn arbitrary_text_does_not_panic(text in "\\PC*|([a-z.,;\"\t\r\n#@]){0,200}") {
            let list = read(&text);
            let mut domains: Vec<_> = list.entries.iter().map(|entry| &entry.domain).collect();
            let count = domains.len();
            domains.sort();
            domains.dedup();
            prop_assert_eq!(domains.len(), count);
        }
    }
}
