//! Tests of texts with more than the records of one answer.

use super::*;

fn cut_of(text: &str, kind: Kind, domain: Option<&str>) -> (Vec<String>, Vec<Noise>) {
    let domain = domain.map(|domain| domain.parse().unwrap());
    let pasted = read_for(text.as_bytes(), kind, domain.as_ref());
    (records(&pasted.content), pasted.cut)
}

#[test]
fn omitted_records_are_reported() {
    for (noise, text) in [
        (Noise::Comments, "// TXT(\"_mta-sts\", \"v=STSv1; id=1;\")\nTXT(\"_mta-sts\", \"v=STSv1; id=2;\")\n"),
        (Noise::Comments, "/*\n TXT(\"_mta-sts\", \"v=STSv1; id=1;\")\n*/\nTXT(\"_mta-sts\", \"v=STSv1; id=2;\")\n"),
        (
            Noise::OtherNames,
            "_mta-sts.a.example. IN TXT \"v=STSv1; id=2;\"\n_mta-sts.b.example. IN TXT \"v=STSv1; id=1;\"\n",
        ),
        (
            Noise::OtherNames,
            "[{\"name\":\"_mta-sts.a.example\",\"content\":\"v=STSv1; id=2;\"},{\"name\":\"_mta-sts.b.example\",\"content\":\"v=STSv1; id=1;\"}]",
        ),
        (
            Noise::EarlierAnswers,
            "; <<>> DiG 9.18 <<>> TXT _mta-sts.a.example @192.0.2.1\n_mta-sts.a.example. 9 IN TXT \"v=STSv1; id=1;\"\n; <<>> DiG 9.18 <<>> TXT _mta-sts.a.example @192.0.2.2\n_mta-sts.a.example. 9 IN TXT \"v=STSv1; id=2;\"\n",
        ),
        (
            Noise::EarlierAnswers,
            "$ dig +short TXT _mta-sts.a.example\n\"v=STSv1; id=1;\"\n$ dig +short TXT _mta-sts.a.example\n\"v=STSv1; id=2;\"\n",
        ),
    ] {
        let (found, cut) = cut_of(text, Kind::Sts, None);
        assert_eq!(found, ["v=STSv1; id=2;"], "{text}");
        assert!(cut.contains(&noise), "{cut:?}: {text}");
    }
}

#[test]
fn several_records_of_one_name_are_all_kept() {
    for text in [
        "_mta-sts.a.example. IN TXT \"v=STSv1; id=1;\"\n_mta-sts.a.example. IN TXT \"v=STSv1; id=2;\"\n",
        "_mta-sts IN TXT \"v=STSv1; id=1;\"\n_mta-sts.a.example. IN TXT \"v=STSv1; id=2;\"\n",
        "v=STSv1; id=1;\nv=STSv1; id=2;\n",
        // Different character-strings make a different record.
        "_mta-sts IN TXT \"v=STSv1; id=1;\"\n_mta-sts IN TXT \"v=STSv1; \" \"id=1;\"\n",
        "$ dig +short TXT _mta-sts.a.example\n\"v=STSv1; id=1;\"\n\"v=STSv1; id=2;\"\n",
        "# dig +short TXT _mta-sts.a.example\n\"v=STSv1; id=1;\"\n\"v=STSv1; id=2;\"\n",
    ] {
        assert_eq!(cut_of(text, Kind::Sts, None).0.len(), 2, "{text}");
    }
}

#[test]
fn the_records_of_the_given_domain_count() {
    let text = "_mta-sts.a.example. IN TXT \"v=STSv1; id=1;\"\n_mta-sts.b.example. IN TXT \"v=STSv1; id=2;\"\n";
    for (domain, expected) in
        [(None, "v=STSv1; id=1;"), (Some("b.example"), "v=STSv1; id=2;"), (Some("c.example"), "v=STSv1; id=1;")]
    {
        assert_eq!(cut_of(text, Kind::Sts, domain).0, [expected], "{domain:?}");
    }
}

#[test]
fn an_answer_about_another_name_says_nothing_about_the_record() {
    for text in [
        "a.example. 300 IN TXT \"v=spf1 -all\"\n",
        "Host mta-sts.a.example not found: 3(NXDOMAIN)\n",
        "; <<>> DiG 9.18 <<>> TXT mta-sts.a.example\n;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; QUESTION SECTION:\n;mta-sts.a.example.\tIN\tTXT\n",
    ] {
        let content = sts(text).content;
        assert!(matches!(content, Content::NothingKnown(NoAnswer::OtherName, Some(_))), "{content:?}: {text}");
    }
    let aliased = "_mta-sts.a.example. 300 IN CNAME b.example.\nb.example. 300 IN TXT \"v=spf1 -all\"\n";
    assert!(matches!(sts(aliased).content, Content::Records(_)));
}

#[test]
fn a_field_that_was_broken_in_two_is_joined() {
    for text in
        ["> v=\"TLSRPTv1\"; r\n> ua=mailto:a@a.example\n", "v=\"TLSRPTv1\"; r\nua=mailto:a@a.example\nTTL: 300\n"]
    {
        let Content::Records(records) = read(text.as_bytes(), Kind::TlsRpt).content else { panic!("{text}") };
        let joined = String::from_utf8_lossy(records[0].text.octets()).into_owned();
        assert!(joined.contains("rua=mailto:a@a.example"), "{joined}: {text}");
    }
}

#[test]
fn lines_below_a_record_without_addresses_are_kept() {
    for (text, below) in [
        ("v=TLSRPTv1;\nrua mailto:a@a.example\nTTL: 300\n", Some("v=TLSRPTv1;rua mailto:a@a.example")),
        ("v=TLSRPTv1;\n_dmarc IN TXT \"v=DMARC1; rua=mailto:b@b.example\"\n", Some("v=TLSRPTv1;")),
        ("v=TLSRPTv1; rua=mailto:a@a.example\n", None),
    ] {
        let found = read(text.as_bytes(), Kind::TlsRpt).below.map(|below| String::from_utf8(below).unwrap());
        assert_eq!(found.as_deref(), below, "{text}");
    }
}

#[test]
fn a_record_at_the_end_of_an_alias_has_the_name_that_senders_look_up() {
    const TXT: &str = "v=TLSRPTv1; rua=mailto:a@b.example";
    for text in [
        format!("_smtp._tls.a.example. 300 IN CNAME rpt.b.example.\nrpt.b.example. 300 IN TXT \"{TXT}\"\n"),
        format!(
            "_smtp._tls.a.example. CNAME one.b.example.\none.b.example. CNAME _smtp._tls.b.example.\n_smtp._tls.b.example. IN TXT \"{TXT}\"\n"
        ),
        format!("_smtp._tls.a.example is an alias for rpt.b.example.\nrpt.b.example descriptive text \"{TXT}\"\n"),
        format!("_smtp._tls.a.example\tcanonical name = rpt.b.example.\nrpt.b.example\ttext = \"{TXT}\"\n"),
        format!(
            "{{\"Status\":0,\"Answer\":[{{\"name\":\"_smtp._tls.a.example.\",\"type\":5,\"data\":\"rpt.b.example.\"}},{{\"name\":\"rpt.b.example.\",\"type\":16,\"data\":\"\\\"{TXT}\\\"\"}}]}}"
        ),
        format!(
            "_smtp._tls.a.example  CNAME  300  Answer  rpt.b.example\n\nName        : rpt.b.example\nQueryType   : TXT\nTTL         : 300\nSection     : Answer\nStrings     : {{{TXT}}}\n"
        ),
        format!(
            "Name       : _smtp._tls.a.example\nType       : CNAME\nNameHost   : rpt.b.example\n\nName       : rpt.b.example\nType       : TXT\nStrings    : {{{TXT}}}\n"
        ),
    ] {
        assert_eq!(owners(&text), ["_smtp._tls.a.example"], "{text}");
    }
    let other = format!("_smtp._tls.a.example. IN CNAME rpt.b.example.\nc.example. IN TXT \"{TXT}\"\n");
    assert_eq!(owners(&other), ["c.example"]);
    let circle =
        format!("x.example. IN CNAME y.example.\ny.example. IN CNAME x.example.\ny.example. IN TXT \"{TXT}\"\n");
    assert_eq!(owners(&circle), ["y.example"]);
}

/// Returns the names of the reporting records in a text.
fn owners(text: &str) -> Vec<String> {
    let Content::Records(records) = read(text.as_bytes(), Kind::TlsRpt).content else { return Vec::new() };
    records.into_iter().filter_map(|record| record.owner).map(|owner| owner.name).collect()
}
