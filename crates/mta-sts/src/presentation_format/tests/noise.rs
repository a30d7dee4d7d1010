//! What is around a text.

use alloc::string::ToString;

use super::*;

#[test]
fn what_is_cut_away_is_named() {
    for (cut, text) in [
        (&[Noise::MailQuote][..], "> v=STSv1; id=1;"),
        (&[Noise::Fence], "```\nv=STSv1; id=1;\n```"),
        (&[Noise::MailQuote, Noise::Fence], "> ```\n> v=STSv1; id=1;\n> ```"),
        (&[Noise::Diff], "+v=STSv1; id=1;"),
        (&[Noise::LineNumbers], "1 v=STSv1; id=1;"),
        (&[Noise::Command], "$ dig +short txt _mta-sts.a.example\n\"v=STSv1; id=1;\""),
        (&[], "v=STSv1; id=1;"),
    ] {
        let pasted = sts(text);
        assert_eq!(
            (pasted.cut.as_slice(), records(&pasted.content)),
            (cut, vec!["v=STSv1; id=1;".to_string()]),
            "{text}"
        );
    }
}
