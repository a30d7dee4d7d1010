//! Tests of encoded texts, and of noise around records only.

use alloc::string::ToString;

use super::*;
use crate::presentation_format::{encoding::DECODERS, record_noise::RECORD_NOISE, second_reading::DOUBTFUL_NOISE};

#[test]
fn every_encoding_decodes_its_example_and_is_reported() {
    for decoder in &DECODERS {
        let pasted = read(decoder.example, Kind::Sts);
        let example = String::from_utf8_lossy(decoder.example);
        assert_eq!(records(&pasted.content), [VALUE], "{example}");
        assert!(pasted.cut.contains(&Noise::Encoding(decoder.encoding)), "{:?}: {example}", pasted.cut);
    }
}

#[test]
fn every_noise_around_a_record_is_removed_from_its_example() {
    for noise in RECORD_NOISE.iter().chain(&DOUBTFUL_NOISE) {
        let pasted = sts(noise.example);
        assert_eq!(records(&pasted.content), [VALUE], "{}", noise.example);
        assert!(pasted.cut.contains(&noise.noise), "{:?}: {}", pasted.cut, noise.example);
    }
}

#[test]
fn variants_of_encodings_are_decoded() {
    let utf16 = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let big: Vec<u8> = utf16(VALUE).into_iter().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = utf16(VALUE).into_iter().flat_map(u16::to_le_bytes).collect();
    let quoted = utf16("_mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\r\n");
    let quoted: Vec<u8> = quoted.into_iter().flat_map(u16::to_le_bytes).collect();
    for text in [
        big.clone(),
        [b"\xfe\xff".as_slice(), &big].concat(),
        [b"\xff\xfe".as_slice(), &little].concat(),
        [b"\xff\xfe".as_slice(), &quoted].concat(),
    ] {
        assert_eq!(records(&read(&text, Kind::Sts).content), [VALUE], "{text:?}");
    }
    for text in [
        "00000000  76 3d 53 54 53 76 31 3b  20 69 64 3d 32 30 32 36  |v=STSv1; id=2026|\n00000010  30 31 30 31 30 30 30 30  30 30 5a 3b              |0101000000Z;|\n0000001c\n",
        "0000000 3d76 5453 7653 3b31 6920 3d64 3032 3632\n0000010 3130 3130 3030 3030 3030 3b5a\n000001c\n",
        "           00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n\n00000000   76 3D 53 54 53 76 31 3B 20 69 64 3D 32 30 32 36  v=STSv1; id=2026\n00000010   30 31 30 31 30 30 30 30 30 30 5A 3B              0101000000Z;\n",
        "763d53545376313b2069643d32303236303130313030303030305a3b",
        "76:3d:53:54:53:76:31:3b:20:69:64:3d:32:30:32:36:30:31:30:31:30:30:30:30:30:30:5a:3b",
        "_mta-sts 300 IN TXT \"v=3DSTSv1; id=3D2026010=\n1000000Z;\"",
        "%22v=STSv1;%20id=20260101000000Z;%22",
        "v=STSv1&#59; id&equals;20260101000000Z&#x3B;",
        "apiVersion: v1\nkind: Secret\ndata:\n  sts: dj1TVFN2MTsgaWQ9MjAyNjAxMDEwMDAwMDBaOw==\n",
        "InY9U1RTdjE7IGlkPTIwMjYwMTAxMDAwMDAwWjsi",
        "v=STSv1; id=20260101000000Z;%0D%0A",
        "v=STSv1; id=20260101000000Z;\\r\\n",
        "v=STSv1; id=20260101000000Z;&#13;&#10;",
        "b'v=STSv1; id=20260101000000Z;\\n'",
        "[2026/11/30 12:00:00] v=STSv1; id=20260101000000Z;",
        "Nov 30 12:00:00 _mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"",
        "app_1 | v=STSv1; id=20260101000000Z;\n",
        "_mta-sts.example.com. 300 IN TXT \\\n  \"v=STSv1; id=20260101000000Z;\"\n",
    ] {
        assert_eq!(records(&sts(text).content), [VALUE], "{text}");
    }
}

#[test]
fn a_text_that_only_resembles_an_encoding_is_kept() {
    for text in [
        "v=TLSRPTv1; rua=mailto:a%40b@example.com",
        "v=TLSRPTv1; rua=https://r.example/v1?a=1&b=2",
        "v=TLSRPTv1; rua=https://r.example/%0A/x",
        "v=TLSRPTv1; rua=3dprint@example.com",
        "v=TLSRPTv1; rua=https://r.example/763d53545376",
    ] {
        let pasted = read(text.as_bytes(), Kind::TlsRpt);
        assert_eq!((records(&pasted.content), pasted.cut), (vec![text.to_string()], vec![]), "{text}");
    }
}

#[test]
fn a_record_only_in_comments_is_not_read() {
    for text in [
        "; v=STSv1; id=20260101000000Z;",
        "# v=STSv1; id=20260101000000Z;",
        "// v=STSv1; id=20260101000000Z;",
        "<!-- v=STSv1; id=20260101000000Z; -->",
        "; _mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"",
        "$ORIGIN example.com.\n@ IN MX 10 mx\n;_mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        "// TXT(\"_mta-sts\", \"v=STSv1; id=20260101000000Z;\"),",
        "/*\nTXT(\"_mta-sts\", \"v=STSv1; id=20260101000000Z;\"),\n*/",
    ] {
        assert_eq!(sts(text).content, Content::Unreadable(Unreadable::Comment), "{text}");
    }
    let head = "> accept: */*\n{\"Status\":0,\"Answer\":[{\"name\":\"_mta-sts.example.com.\",\"type\":16,\"data\":\"v=STSv1; id=20260101000000Z;\"}]}";
    assert_ne!(sts(head).content, Content::Unreadable(Unreadable::Comment));
}

#[test]
fn the_name_that_a_command_asks_for_is_the_name_of_its_answer() {
    for (text, name) in [
        ("$ dig +short TXT mta-sts.kaisha.example\n\"v=STSv1; id=1;\"\n", "mta-sts.kaisha.example"),
        ("$ dig @192.0.2.53 +short _mta-sts.kaisha.example. TXT\n\"v=STSv1; id=1;\"\n", "_mta-sts.kaisha.example"),
        (
            "> nslookup -type=TXT kaisha.example 192.0.2.53\nkaisha.example\ttext =\n\n\t\"v=STSv1; id=1;\"\n",
            "kaisha.example",
        ),
    ] {
        let Content::Records(found) = sts(text).content else { panic!("{text}") };
        let owner = found[0].owner.clone().expect("a name");
        assert_eq!(
            (owner.name.as_str(), owner.domain().map(|domain| domain.to_string()).as_deref()),
            (name, Some("kaisha.example")),
            "{text}"
        );
    }
    let other = sts("$ dig +short TXT kaisha.example\n\"v=spf1 -all\"\n").content;
    assert!(matches!(other, Content::NothingKnown(NoAnswer::OtherName, Some(_))), "{other:?}");
}
