//! Property tests with arbitrary pasted texts.

use alloc::string::ToString;

use proptest::prelude::*;

use super::*;
use crate::Span;

/// Returns octets as a quoted string of a zone file.
fn quote(octets: &[u8], numbers: bool) -> String {
    let one = |octet: &u8| match octet {
        b'"' | b'\\' if !numbers => format!("\\{}", char::from(*octet)),
        0x20..=0x7E if !numbers => char::from(*octet).to_string(),
        _ => format!("\\{octet:03}"),
    };
    format!("\"{}\"", octets.iter().map(one).collect::<String>())
}

/// Fragments that occur in all formats.
const FRAGMENTS: &str = "([a-z\"'`\\\\;:,|{}()<>\n\t =.+-]|TXT |IN |_mta-sts|v=STSv1; |id=1;|\\$ |dig |HTTP/1 |---|\\{\"Status\":|\"data\":|Strings|\\*\\*\\* |- |> ){0,60}";

proptest! {
    #[test]
    fn a_published_text_is_read_back_with_the_position_of_every_octet(
        strings in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..40), any::<bool>()), 1..4),
        head in prop::sample::select(vec!["_mta-sts IN TXT ", "a.example. 1d IN TXT "]),
    ) {
        let quoted: Vec<String> = strings.iter().map(|(octets, numbers)| quote(octets, *numbers)).collect();
        let text = format!("{head}{}", quoted.join(" "));
        let found = zone::records(&Excerpt::whole(text.as_bytes()), Kind::Sts);
        prop_assert_eq!(found.len(), 1);
        let published: Vec<u8> = strings.into_iter().flat_map(|(octets, _)| octets).collect();
        prop_assert_eq!(found[0].text.octets(), &published);
        for (at, octet) in published.iter().enumerate() {
            let there = found[0].text.place(Span::new(at, at + 1)).slice(text.as_bytes());
            let number = format!("\\{octet:03}");
            prop_assert!(there.last() == Some(octet) || there == number.as_bytes());
        }
    }

    #[test]
    fn no_text_panics_and_every_position_is_inside_it(text in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_positions_are_inside(&text)?;
    }

    #[test]
    fn fragments_of_known_formats_never_panic_and_positions_are_inside(text in FRAGMENTS) {
        assert_positions_are_inside(text.as_bytes())?;
    }
}

fn assert_positions_are_inside(text: &[u8]) -> Result<(), TestCaseError> {
    for kind in [Kind::Sts, Kind::TlsRpt] {
        if let Content::Records(found) = read(text, kind).content {
            for record in found {
                let whole = record.text.place(Span::new(0, record.text.octets().len()));
                prop_assert!(whole.start <= whole.end && whole.end <= text.len());
            }
        }
    }
    let policy = read_policy(text);
    let whole = policy.body.place(Span::new(0, policy.body.octets().len()));
    prop_assert!(whole.end <= text.len());
    Ok(())
}
