//! Tests of the formats, with their examples and variants.

use super::*;
use crate::Span;

#[test]
fn every_format_reads_its_own_example() {
    let mut wrong = Vec::new();
    for format in formats().chain([&crate::presentation_format::VALUE, &PRESENTATION]) {
        let pasted = sts(format.example);
        let found = records(&pasted.content);
        if found != [VALUE] || pasted.format.id != format.id {
            wrong.push(format!("{} as {}: {found:?}: {}", format.id, pasted.format.id, format.example));
            continue;
        }
        // Its value is in the text at the reported positions.
        let Content::Records(found) = pasted.content else { unreachable!() };
        let text = &found[0].text;
        let last = text.place(Span::new(text.octets().len() - 1, text.octets().len()));
        assert_eq!(last.slice(format.example.as_bytes()), b";", "{}", format.example);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_format_also_reads_a_tls_reporting_record() {
    let mut wrong = Vec::new();
    for format in formats() {
        let text = format.example.replace("_mta-sts", "_smtp._tls").replace(VALUE, RUA);
        let text = text.replace("v=STSv1; \",\"id=20260101000000Z;", "v=TLSRPTv1; \",\"rua=mailto:a@example.com");
        let text = text.replace("v=STSv1; ', 'id=20260101000000Z;", "v=TLSRPTv1; ', 'rua=mailto:a@example.com");
        let text = text.replace("v=STSv1\\; id=20260101000000Z\\;", "v=TLSRPTv1\\; rua=mailto:a@example.com");
        let text = if format.id == "tinydns" { text.replace("mailto:", "mailto\\072") } else { text };
        let found = records(&read(text.as_bytes(), Kind::TlsRpt).content);
        if found != [RUA] {
            wrong.push(format!("{}: {found:?}: {text}", format.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `variants.txt` holds texts that each contain the value; the line before each gives the format id.
#[test]
fn every_variant_in_the_file_is_read_in_its_format() {
    let variants = include_str!("variants.txt").split("=== ").skip(1).map(|variant| {
        let (head, text) = variant.split_once('\n').unwrap();
        (head.split(' ').next().unwrap(), text)
    });
    assert_each_is_read(variants);
}

#[test]
fn format_ids_are_lower_case_words() {
    for format in formats() {
        assert!(format.id.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit()), "{}", format.id);
    }
}

#[test]
fn every_variant_is_read_in_its_format() {
    assert_each_is_read(VARIANTS.iter().copied());
}

/// Asserts that every text is read as the format beside it, and contains the value.
fn assert_each_is_read<'a>(variants: impl Iterator<Item = (&'a str, &'a str)>) {
    let wrong = variants.filter_map(|(id, text)| {
        let pasted = sts(text);
        let found = records(&pasted.content);
        let is_read = found == [VALUE] && pasted.format.id == id;
        (!is_read).then(|| format!("{id} as {}: {found:?}: {text}", pasted.format.id))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Formats, and texts in them that contain the value.
const VARIANTS: &[(&str, &str)] = &[
    (
        "powershell",
        "\n\nName                                     Type   TTL   Section    Strings\n----                                     ----   ---   -------    -------\n_mta-sts.contoso.example                 TXT    3600  Answer     {v=STSv1; id=20260101000000Z;}\n\n",
    ),
    (
        "powershell",
        "Name                      Type TTL  Section Strings\n----                      ---- ---  ------- -------\n_mta-sts.contoso.example  TXT  3600 Answer  {v=STSv1;\n                                            id=20260101000000Z;}\n",
    ),
    (
        "powershell",
        "Name                      Type TTL  Section Strings\n----                      ---- ---  ------- -------\n_mta-sts.contoso.example  TXT  3600 Answer  {v=STSv1; , id=20260101000000Z;}\n",
    ),
    (
        "powershell",
        "\r\nName     : _mta-sts.contoso.example\r\nType     : TXT\r\nTTL      : 3600\r\nSection  : Answer\r\nStrings  : {v=STSv1; id=20260101000000Z;}\r\n\r\n",
    ),
    (
        "powershell",
        "Name     : _mta-sts.contoso.example\nType     : TXT\nTTL      : 3600\nSection  : Answer\nStrings  : {v=STSv1; \n           id=20260101000000Z;}\n",
    ),
    (
        "powershell",
        "PS C:\\Users\\admin> Resolve-DnsName _mta-sts.contoso.example -Type TXT\n\nName                      Type TTL  Section Strings\n----                      ---- ---  ------- -------\n_mta-sts.contoso.example  TXT  3600 Answer  {v=STSv1; id=20260101000000Z;}\n",
    ),
    (
        "powershell",
        "HostName                  RecordType Type       Timestamp            TimeToLive      RecordData\n--------                  ---------- ----       ---------            ----------      ----------\n_mta-sts                  TXT        16         0                    01:00:00        v=STSv1; id=20260101000000Z;\n",
    ),
    ("powershell", "[{\"Name\":\"_mta-sts.a.example\",\"Type\":16,\"Strings\":[\"v=STSv1; id=20260101000000Z;\"]}]"),
    (
        "nslookup",
        "> set type=txt\n> _mta-sts.example.com\nServer:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\nNon-authoritative answer:\n_mta-sts.example.com\ttext = \"v=STSv1; id=20260101000000Z;\"\n\nAuthoritative answers can be found from:\n",
    ),
    (
        "nslookup",
        "Server:  fritz.box\nAddress:  192.168.178.1\n\nNicht autorisierende Antwort:\n_mta-sts.example.com\ttext =\n\n\t\"v=STSv1; id=20260101000000Z;\"\n",
    ),
    (
        "nslookup",
        "サーバー:  UnKnown\nAddress:  192.168.1.1\n\n権限のない回答:\n_mta-sts.example.com\ttext =\n\n\t\"v=STSv1; id=20260101000000Z;\"\n",
    ),
    (
        "nslookup",
        "Serveur :   UnKnown\r\nAddress:  192.168.1.1\r\n\r\nRéponse ne faisant pas autorité :\r\n_mta-sts.example.com\ttext =\r\n\r\n\t\"v=STSv1; \"\r\n\t\"id=20260101000000Z;\"\r\n",
    ),
    ("dig", "$ dig +short TXT _mta-sts.example.com\n\"v=STSv1; id=20260101000000Z;\"\n$"),
    ("dig", "user@host:~$ dig +short TXT _mta-sts.example.com\n\"v=STSv1; \" \"id=20260101000000Z;\"\n"),
    ("dig", "[root@localhost ~]# dig +short _mta-sts.hosted.example TXT \"v=STSv1; id=20260101000000Z;\""),
    (
        "dig",
        "% dig txt _mta-sts.example.com +noall +answer\n_mta-sts.example.com. 60 IN TXT \"v=STSv1\\; id=20260101000000Z\\;\"\n",
    ),
    (
        "dig",
        ";; ANSWER SECTION:\n_mta-sts.a.example. 60 IN CNAME b.example.\n_mta-sts.b.example. 60 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
    ),
    (
        "dig",
        "; <<>> DiG 9.18 <<>> _mta-sts.a.example TXT\n;; communications error to 192.0.2.53#53: timed out\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n_mta-sts.a.example. 60 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
    ),
    (
        "dig",
        "-\n  type: MESSAGE\n  message:\n    type: RECURSIVE_RESPONSE\n    response_message_data:\n      opcode: QUERY\n      status: NOERROR\n      QUESTION_SECTION:\n        - _mta-sts.example.com. IN TXT\n      ANSWER_SECTION:\n        - '_mta-sts.example.com. 300 IN TXT \"v=STSv1; \" \"id=20260101000000Z;\"'\n",
    ),
    ("delv", "; unsigned answer\n_mta-sts.example.com.\t300\tIN\tTXT\t\"v=STSv1; id=20260101000000Z;\"\n"),
    (
        "host",
        "$ host -t txt _mta-sts.example.com\n_mta-sts.example.com descriptive text \"v=STSv1; id=20260101000000Z;\"\n",
    ),
    (
        "host",
        "Using domain server:\nName: 192.0.2.53\nAddress: 192.0.2.53#53\nAliases: \n\n_mta-sts.example.com descriptive text \"v=STSv1; id=20260101000000Z;\"\n",
    ),
    (
        "doh",
        "{\"Status\": 0,\"TC\": false,\"RD\": true,\"Question\": [{\"name\": \"_mta-sts.gmail.example.\",\"type\": 16}],\"Answer\": [{\"name\": \"_mta-sts.gmail.example.\",\"type\": 16,\"TTL\": 300,\"data\": \"v=STSv1; id=20260101000000Z;\"}],\"Comment\": \"Response from 192.0.2.1.\"}",
    ),
    (
        "doh",
        "$ curl -s 'https://dns.example/resolve?name=_mta-sts.a.example&type=TXT'\n{\n  \"Status\": 0,\n  \"Answer\": [\n    {\"name\": \"_mta-sts.a.example.\", \"type\": 5, \"TTL\": 60, \"data\": \"x.example.\"},\n    {\"name\": \"x.example.\", \"type\": 16, \"TTL\": 60, \"data\": \"\\\"v=STSv1; \\\"\\\"id=20260101000000Z;\\\"\"}\n  ]\n}\n",
    ),
    (
        "doh",
        "{\"ID\":1,\"QR\":1,\"RCODE\":0,\"QNAME\":\"_mta-sts.a.example.\",\"answerRRs\":[{\"NAME\":\"_mta-sts.a.example.\",\"TYPE\":16,\"TTL\":60,\"rdataTXT\":[\"v=STSv1; id=20260101000000Z;\"]}]}",
    ),
    ("presentation", "_mta-sts\tIN\tTXT\t( \"v=STSv1; \"\n\t\"id=20260101000000Z;\" ) ; ours\n"),
    (
        "presentation",
        "$ORIGIN example.com.\n$TTL 3600\n@ IN SOA ns. noc. 1 2 3 4 5\n@ IN TXT \"v=spf1 -all\"\n_mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\n_smtp._tls IN TXT \"v=TLSRPTv1; rua=mailto:a@example.com\"\n",
    ),
    ("presentation", "TXT _mta-sts.example.com. 1h00m00s   \"v=STSv1; id=20260101000000Z;\"\n"),
    ("table", "TXT\t_mta-sts\t\"v=STSv1; id=20260101000000Z;\"\tAuto\n"),
    ("nsupdate", "update add _mta-sts.example.com 300 IN TXT \"v=STSv1; \" \"id=20260101000000Z;\""),
    (
        "nsupdate",
        "nsupdate> update add _mta-sts.example.com. 300 TXT \"v=STSv1; id=20260101000000Z;\"\nupdate add _mta-sts.example.com. 300 TXT \"v=STSv1; id=20260101000000Z;\"\n",
    ),
    ("tinydns", ":_mta-sts.example.com:16:\\034v=STSv1; id=20260101000000Z;:300\n"),
    ("tinydns", "'_mta-sts.example.com:v=STSv1\\073 id=20260101000000Z\\073:3600\n"),
    ("dnscontrol", "  TXT(\"_mta-sts\", \"v=STSv1; id=20260101000000Z;\"),\n"),
    ("dnscontrol", "TXT('_mta-sts', 'v=STSv1; id=20260101000000Z;', TTL(300)),"),
    ("dnscontrol", "TXT(\"_mta-sts\", [\"v=STSv1; \", \"id=20260101000000Z;\"]),"),
    (
        "dnscontrol",
        "  TXT(\"@\", \"v=spf1 -all\"),\n  TXT(\"_mta-sts\", \"v=STSv1; id=20260101000000Z;\"),\n  TXT(\"_smtp._tls\", \"v=TLSRPTv1; rua=mailto:a@example.com\"),\n",
    ),
    (
        "terraform",
        "resource \"cloudflare_record\" \"mta_sts\" {\n  zone_id = var.zone\n  name = \"_mta-sts\"\n  type = \"TXT\"\n  value = \"v=STSv1; id=20260101000000Z;\"\n}\n",
    ),
    (
        "terraform",
        "resource \"google_dns_record_set\" \"sts\" {\n  name = \"_mta-sts.${var.domain}.\"\n  type = \"TXT\"\n  rrdatas = [\"\\\"v=STSv1; id=20260101000000Z;\\\"\"]\n}\n",
    ),
    (
        "terraform",
        "resource \"azurerm_dns_txt_record\" \"sts\" {\n  record {\n    value = \"v=STSv1; id=20260101000000Z;\"\n  }\n}\n",
    ),
    ("terraform", "  records = [\"v=STSv1; id=20260101000000Z;\"]\n"),
    ("octodns", "_mta-sts:\n  ttl: 300\n  type: TXT\n  values:\n    - v=STSv1\\; id=20260101000000Z\\;\n"),
    ("octodns", "---\n_mta-sts:\n  - type: TXT\n    value: 'v=STSv1\\; id=20260101000000Z\\;'\n"),
    (
        "pulumi",
        "new aws.route53.Record(\"sts\", {\n  name: \"_mta-sts.example.com\",\n  type: \"TXT\",\n  records: [\"v=STSv1; id=20260101000000Z;\"],\n});\n",
    ),
    (
        "pulumi",
        "aws.route53.Record(\"sts\", name=\"_mta-sts.example.com\", type=\"TXT\", ttl=300, records=['v=STSv1; id=20260101000000Z;'])\n",
    ),
    (
        "ansible",
        "- name: sts\n  amazon.aws.route53:\n    state: present\n    record: _mta-sts.example.com\n    type: TXT\n    value: '\"v=STSv1; id=20260101000000Z;\"'\n",
    ),
    (
        "ansible",
        "- community.general.nsupdate:\n    record: _mta-sts\n    type: TXT\n    value: \"v=STSv1; id=20260101000000Z;\"\n",
    ),
    (
        "cloudformation",
        "  Type: AWS::Route53::RecordSet\n  Properties:\n    Type: TXT\n    ResourceRecords: [ '\"v=STSv1; id=20260101000000Z;\"' ]\n",
    ),
    (
        "route53",
        "{\"ResourceRecordSets\": [{\"Name\": \"_mta-sts.example.com.\", \"Type\": \"TXT\", \"TTL\": 300, \"ResourceRecords\": [{\"Value\": \"\\\"v=STSv1; \\\" \\\"id=20260101000000Z;\\\"\"}]}]}",
    ),
    (
        "json",
        "{\"result\":[{\"type\":\"TXT\",\"name\":\"_mta-sts.example.com\",\"content\":\"\\\"v=STSv1; id=20260101000000Z;\\\"\"}]}",
    ),
    (
        "json",
        "{\"rrsets\":[{\"name\":\"_mta-sts.example.com.\",\"type\":\"TXT\",\"records\":[{\"content\":\"\\\"v=STSv1\\u003b id=20260101000000Z;\\\"\",\"disabled\":false}]}]}",
    ),
    ("csv", "_mta-sts,TXT,3600,v=STSv1; id=20260101000000Z;\n"),
    ("csv", "\"Name\";\"Type\";\"TTL\";\"Value\"\n\"_mta-sts\";\"TXT\";\"3600\";\"v=STSv1; id=20260101000000Z;\"\n"),
    ("csv", "Type,Name,Content\nMX,@,10 mx.example.com\nTXT,_mta-sts,\"\"\"v=STSv1; id=20260101000000Z;\"\"\"\n"),
    ("table", "Name\tTTL\tType\tRecord\n_mta-sts.example.com.\t14400\tTXT\tv=STSv1; id=20260101000000Z;\n"),
    ("table", "_mta-sts\tTXT\tv=STSv1; id=20260101000000Z;\t3600\tEdit\n"),
    ("markdown", "| TXT | `_mta-sts` | v=STSv1; id=20260101000000Z; |"),
    ("html", "<p>Add this record:</p>\n<pre>v=STSv1; id=20260101000000Z;</pre>\n"),
    ("html", "<code>&quot;v=STSv1; id=20260101000000Z;&quot;</code>"),
    ("fields", "Host: _mta-sts\nType: TXT\nTXT Value: v=STSv1; id=20260101000000Z;\n"),
    ("fields", "Wert: v=STSv1; id=20260101000000Z;"),
    ("value", "> v=STSv1; id=20260101000000Z;\n"),
    ("value", "```\nv=STSv1; id=20260101000000Z;\n```\n"),
    ("value", "Our record is:\n```txt\nv=STSv1; id=20260101000000Z;\n```\nIs it right?\n"),
    ("value", "`v=STSv1; id=20260101000000Z;`"),
    ("value", "+v=STSv1; id=20260101000000Z;\n-v=STSv1; id=1;\n"),
    ("value", "1: v=STSv1; id=20260101000000Z;"),
    ("presentation", "+_mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\n-_mta-sts IN TXT \"v=STSv1; id=1;\"\n"),
    ("presentation", "> > _mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\n"),
    (
        "dig",
        "Dear support,\n\ndig says:\n\n> ;; ANSWER SECTION:\n> _mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n\nIs it right?\n",
    ),
    ("presentation", "  1  @ IN TXT \"v=spf1 -all\"\n  2  _mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\n"),
    ("message", "Set the record to \"v=STSv1; id=20260101000000Z;\", please."),
];
