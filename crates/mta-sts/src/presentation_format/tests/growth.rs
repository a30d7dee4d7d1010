//! Tests that the work on a text grows with its length, and no faster: the octets that are copied while it is read.

use super::*;
use crate::excerpt::tests::copied_octets;

/// Beginnings and parts of formats, which never end.
const REPEATED: [&str; 22] = [
    "{\n",
    "[\n",
    "<\n",
    "\"\n",
    "(\n",
    "{\"a\":\n",
    "{ \"mx\": [\n",
    "- {\n",
    "> ",
    "* \n",
    "1\n",
    "| a ",
    "a,\n",
    "<p>",
    "/* ",
    "'a' + ",
    "$ dig\n",
    "TXT \"v=STSv1; id=1;\"\n",
    "v=STSv1; id=1; a=b;",
    "-v=STSv1;\n+v=STSv1;\n",
    "old: v=STSv1; id=1;\n",
    "rua=mailto:a@a.example,",
];

const OCTETS: usize = 1_024;

#[test]
fn twice_the_text_takes_twice_the_work() {
    for part in REPEATED {
        let work = |octets: usize| {
            let text: Vec<u8> = part.bytes().cycle().take(octets).collect();
            let [sts, tls_rpt] = [Kind::Sts, Kind::TlsRpt].map(|kind| copied_octets(|| read(&text, kind)));
            sts + tls_rpt + copied_octets(|| read_policy(&text))
        };
        let (once, twice) = (work(OCTETS), work(2 * OCTETS));
        assert!(twice * 10 <= once * 21, "{part:?}: {once} octets, then {twice}");
        assert!(once < 400 * OCTETS, "{part:?}: {once} octets");
    }
}
