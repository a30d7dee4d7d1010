//! Real reports, if `MTA_STS_CORPUS` names a folder of them.

use std::{fs, path::Path};

use tls_report::{Limits, read};

#[test]
fn every_real_report_is_read() {
    let Some(corpus) = std::env::var_os("MTA_STS_CORPUS") else {
        println!("MTA_STS_CORPUS is not set: no real report was read");
        return;
    };
    let folder = Path::new(&corpus).join("tlsrpt");
    let index = fs::read_to_string(folder.join("index.tsv")).unwrap();
    for line in index.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (file, sender, types, results) = (columns[0], columns[4], columns[5], columns[6]);
        let reading = read(file, &fs::read(folder.join(file)).unwrap(), &Limits::default());
        assert!(reading.skipped.is_empty(), "{file}: {:?}", reading.skipped);
        let [report] = reading.reports.as_slice() else { panic!("{file}: {} reports", reading.reports.len()) };
        assert_eq!(report.organization.as_deref(), Some(sender), "{file}");
        let told: Vec<&str> = report.policies.iter().map(|entry| entry.policy_type.id()).collect();
        assert_eq!(told, types.split(',').filter(|word| !word.is_empty()).collect::<Vec<_>>(), "{file}");
        let mut seen: Vec<&str> =
            report.policies.iter().flat_map(|entry| &entry.failures).map(|failure| failure.result_type.id()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, results.split(',').filter(|word| !word.is_empty()).collect::<Vec<_>>(), "{file}");
    }
}
