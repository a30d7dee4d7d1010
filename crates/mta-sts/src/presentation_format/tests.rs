use alloc::{format, string::String, string::ToString, vec, vec::Vec};

use proptest::prelude::*;

use super::*;
use crate::Span;

const VALUE: &str = "v=STSv1; id=20260101000000Z;";
const RUA: &str = "v=TLSRPTv1; rua=mailto:a@example.com";

fn records(content: &Content) -> Vec<String> {
    let Content::Records(records) = content else { return vec![format!("{content:?}")] };
    records.iter().map(|record| String::from_utf8_lossy(record.text.octets()).into_owned()).collect()
}

fn sts(text: &str) -> Pasted {
    read(text.as_bytes(), Kind::Sts)
}

fn texts(text: &str) -> Vec<String> {
    records(&sts(text).content)
}

#[test]
fn every_form_reads_its_own_example() {
    for format in FORMATS.iter().chain([&super::VALUE, &PRESENTATION]) {
        let pasted = sts(format.example);
        assert_eq!(records(&pasted.content), [VALUE], "{}: {}", format.id, format.example);
        assert_eq!(pasted.format.id, format.id, "{}", format.example);
        // Its value stands in the text at the places that it names.
        let Content::Records(found) = pasted.content else { unreachable!() };
        let text = &found[0].text;
        let last = text.place(Span::new(text.octets().len() - 1, text.octets().len()));
        assert_eq!(last.slice(format.example.as_bytes()), b";", "{}", format.example);
    }
}

#[test]
fn every_form_reads_a_tls_reporting_record_too() {
    for format in &FORMATS {
        let text = format.example.replace("_mta-sts", "_smtp._tls").replace(VALUE, RUA);
        let text = text.replace("v=STSv1; \",\"id=20260101000000Z;", "v=TLSRPTv1; \",\"rua=mailto:a@example.com");
        let text = text.replace("v=STSv1\\; id=20260101000000Z\\;", "v=TLSRPTv1\\; rua=mailto:a@example.com");
        let text = if format.id == "tinydns" { text.replace("mailto:", "mailto\\072") } else { text };
        assert_eq!(records(&read(text.as_bytes(), Kind::TlsRpt).content), [RUA], "{}: {text}", format.id);
    }
}

#[test]
fn ids_of_forms_are_words_and_their_names_are_shown() {
    for format in &FORMATS {
        assert!(format.id.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit()), "{}", format.id);
    }
}

/// Each text holds the value, in the form that is named.
#[test]
fn variants_of_the_forms_are_read_too() {
    for (id, text) in [
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
        (
            "powershell",
            "[{\"Name\":\"_mta-sts.a.example\",\"Type\":16,\"Strings\":[\"v=STSv1; id=20260101000000Z;\"]}]",
        ),
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
        (
            "csv",
            "\"Name\";\"Type\";\"TTL\";\"Value\"\n\"_mta-sts\";\"TXT\";\"3600\";\"v=STSv1; id=20260101000000Z;\"\n",
        ),
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
        ("source", "Set the record to \"v=STSv1; id=20260101000000Z;\", please."),
    ] {
        let pasted = sts(text);
        assert_eq!(records(&pasted.content), [VALUE], "{id}: {text}");
        assert_eq!(pasted.format.id, id, "{text}");
    }
}

#[test]
fn an_answer_without_a_record_is_none() {
    for text in [
        "; <<>> DiG 9.18.24 <<>> TXT _mta-sts.example.com\n;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; QUESTION SECTION:\n;_mta-sts.example.com.\t\tIN\tTXT\n\n;; AUTHORITY SECTION:\nexample.com. 60 IN SOA a. b. 1 2 3 4 5\n",
        "; <<>> DiG 9.18.24 <<>> TXT _mta-sts.example.com\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; flags: qr; QUERY: 1, ANSWER: 0\n;; QUESTION SECTION:\n;_mta-sts.example.com.\t\tIN\tTXT\n",
        ";; ->>HEADER<<- opcode: QUERY; status: NXDOMAIN; id: 1\n;; Flags: qr rd ra; QUERY: 1; ANSWER: 0; AUTHORITY: 1; ADDITIONAL: 0\n",
        ";; ->>HEADER<<- opcode: QUERY, rcode: NXDOMAIN, id: 1\n;; flags: qr rd ra ; QUERY: 1, ANSWER: 0\n",
        ";; resolution failed: ncache nxdomain\n; negative response, fully validated\n; _mta-sts.example.com. 60 IN \\-ANY ;-$NXDOMAIN\n",
        "Host _mta-sts.example.com not found: 3(NXDOMAIN)\n",
        "_mta-sts.example.com has no TXT record\n",
        "Server:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\n** server can't find _mta-sts.example.com: NXDOMAIN\n",
        "Server:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\nNon-authoritative answer:\n*** Can't find _mta-sts.example.com: No answer\n",
        "Server:  UnKnown\nAddress:  192.168.1.1\n\n*** UnKnown can't find _mta-sts.example.com: Non-existent domain\n",
        "Server:  fritz.box\nAddress:  192.168.178.1\n\n*** _mta-sts.example.com wurde von fritz.box nicht gefunden: Non-existent domain.\n",
        "サーバー:  UnKnown\nAddress:  192.168.1.1\n\n*** UnKnown が _mta-sts.example.com を見つけられません: Non-existent domain\n",
        "Serveur :   UnKnown\nAddress:  192.168.1.1\n\n*** UnKnown ne parvient pas à trouver _mta-sts.example.com : Non-existent domain\n",
        "Server:  UnKnown\nAddress:  192.168.1.1\n\nexample.com\n\tprimary name server = ns1.example.com\n\tresponsible mail addr = noc.example.com\n\tserial  = 1\n",
        "Resolve-DnsName : _mta-sts.example.com : DNS name does not exist\nAt line:1 char:1\n    + CategoryInfo          : ResourceUnavailable: (_mta-sts.example.com:String) [Resolve-DnsName], Win32Exception\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName\n",
        "Resolve-DnsName : _mta-sts.example.com : DNS 名が存在しません。\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName\n",
        "\nName                        Type TTL   Section    PrimaryServer               NameAdministrator           SerialNumber\n----                        ---- ---   -------    -------------               -----------------           ------------\nexample.com                 SOA  3600  Authority  ns1.example.com             noc.example.com             1\n",
        "{\"Status\":3,\"Question\":[{\"name\":\"_mta-sts.example.com.\",\"type\":16}],\"Authority\":[{\"name\":\"example.com.\",\"type\":6,\"data\":\"a. b. 1 2 3 4 5\"}]}",
        "{\"Status\":0,\"Question\":[{\"name\":\"_mta-sts.example.com.\",\"type\":16}]}",
        "-\n  type: MESSAGE\n  message:\n    response_message_data:\n      status: NXDOMAIN\n      QUESTION_SECTION:\n        - _mta-sts.example.com. IN TXT\n",
        "$ dig +short TXT _mta-sts.example.com\n$ \n",
        "C:\\>nslookup -type=txt _mta-sts.example.com\nServer:  dns.example\nAddress:  192.0.2.53\n\n*** dns.example can't find _mta-sts.example.com: Non-existent domain\n\nC:\\>",
        ";; communications error to 192.0.2.53#53: timed out\n; <<>> DiG 9.18 <<>> TXT _mta-sts.example.com\n;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n",
    ] {
        let found = sts(text).content;
        assert!(matches!(found, Content::NoRecord(_)), "{found:?}: {text}");
    }
}

#[test]
fn an_answer_that_failed_tells_nothing() {
    use NoAnswer as N;
    for (why, text) in [
        (
            N::ServerFailure,
            "; <<>> DiG 9.18.24 <<>> TXT _mta-sts.example.com\n;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 1\n",
        ),
        (N::Refused, ";; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 1\n"),
        (
            N::Timeout,
            "; <<>> DiG 9.18.24 <<>> TXT _mta-sts.example.com\n;; global options: +cmd\n;; connection timed out; no servers could be reached\n",
        ),
        (N::Timeout, ";; communications error to 192.0.2.53#53: connection refused\n;; no servers could be reached\n"),
        (N::ServerFailure, ";; ->>HEADER<<- opcode: QUERY, rcode: SERVFAIL, id: 1\n"),
        (N::ServerFailure, ";; ->>HEADER<<- opcode: QUERY; status: SERVFAIL; id: 1\n"),
        (N::ServerFailure, ";; resolution failed: SERVFAIL\n"),
        (N::ServerFailure, "Host _mta-sts.example.com not found: 2(SERVFAIL)\n"),
        (N::Refused, "Host _mta-sts.example.com not found: 5(REFUSED)\n"),
        (
            N::ServerFailure,
            "Server:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\n** server can't find _mta-sts.example.com: SERVFAIL\n",
        ),
        (
            N::Refused,
            "Server:  dns.example\nAddress:  192.0.2.53\n\n*** dns.example can't find _mta-sts.example.com: Query refused\n",
        ),
        (
            N::ServerFailure,
            "サーバー:  UnKnown\nAddress:  192.168.1.1\n\n*** UnKnown が _mta-sts.example.com を見つけられません: Server failed\n",
        ),
        (
            N::Timeout,
            "DNS request timed out.\n    timeout was 2 seconds.\nServer:  UnKnown\nAddress:  192.0.2.53\n\n*** Request to UnKnown timed-out\n",
        ),
        (
            N::Timeout,
            "Server:  fritz.box\nAddress:  192.168.178.1\n\nDNS request timed out.\n    timeout was 2 seconds.\n*** Zeitüberschreitung bei Anforderung an fritz.box.\n",
        ),
        (
            N::ServerFailure,
            "Resolve-DnsName : _mta-sts.example.com : DNS server failure\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_SERVER_FAILURE,Microsoft.DnsClient.Commands.ResolveDnsName\n",
        ),
        (
            N::Timeout,
            "Resolve-DnsName : _mta-sts.example.com : This operation returned because the timeout period expired\n    + FullyQualifiedErrorId : ERROR_TIMEOUT,Microsoft.DnsClient.Commands.ResolveDnsName\n",
        ),
        (N::ServerFailure, "{\"Status\":2,\"Question\":[{\"name\":\"_mta-sts.example.com.\",\"type\":16}]}"),
        (N::Refused, "{\"Status\":5}"),
        (
            N::OtherQuestion,
            "; <<>> DiG 9.18.24 <<>> _mta-sts.example.com\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; QUESTION SECTION:\n;_mta-sts.example.com.\t\tIN\tA\n",
        ),
        (
            N::Timeout,
            "$ dig +short TXT _mta-sts.example.com\n;; communications error to 192.0.2.53#53: timed out\n;; no servers could be reached\n",
        ),
    ] {
        match sts(text).content {
            Content::NothingKnown(found, _) => assert_eq!(found, why, "{text}"),
            other => panic!("{other:?}: {text}"),
        }
    }
}

#[test]
fn what_is_none_of_the_forms_is_unreadable() {
    for (why, text) in [
        (Unreadable::Unknown, "hello world"),
        (Unreadable::Unknown, "Dear all, our record v=STSv1; id=2026-01-01 is wrong."),
        (Unreadable::Unknown, "frobnicate(_mta-sts, v=STSv1, id=1)"),
        (Unreadable::Unknown, "record {\n  v=STSv1 id=1\n"),
        (Unreadable::NoValue, "{\"a\":1}"),
        (Unreadable::NoValue, "resource \"aws_route53_record\" \"spf\" {\n  records = [\"v=spf1 -all\"]\n}\n"),
        (Unreadable::Policy, "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 86400\n"),
        (Unreadable::Unknown, "https://mta-sts.example.com/.well-known/mta-sts.txt"),
        (Unreadable::Unknown, "<html><body>404</body></html>"),
        (Unreadable::Computed, "TXT(\"_mta-sts\", \"v=STSv1; id=\" + serial + \";\"),"),
        (Unreadable::Computed, "resource \"cloudflare_record\" \"sts\" {\n  content = \"v=STSv1; id=${var.id};\"\n}\n"),
        (Unreadable::Unknown, "TXT _mta-sts v=STSv1; id=1;"),
        (Unreadable::Command, "$ dig +short TXT _mta-sts.example.com"),
        (
            Unreadable::CutOff,
            "Name                      Type TTL  Section Strings\n----                      ---- ---  ------- -------\n_mta-sts.contoso.example  TXT  3600 Answer  {v=STSv1; id=2026010...\n",
        ),
    ] {
        assert_eq!(sts(text).content, Content::Unreadable(why), "{text}");
    }
}

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

#[test]
fn a_value_stays_what_it_is_right_or_wrong() {
    for text in [
        "\"v=STSv1; id=1;",
        "v=STSv1; id=1;\"",
        "v=STSv1\\; id=1\\;",
        "\"v=STSv1;\" id=1;",
        "\"v=STSv1\\999\"",
        "v=STSv1; TXT x",
        "v=STSv1 ( id=1",
        " v=STSv1; id=1; ",
        "id=1; v=STSv1;",
        "v=STSv1; id=1; note=\"v=TLSRPTv1\"",
        "v=stsv1,id=1",
        "v=STSv2; id=1",
        "V=STSV1; ID=1",
        "\u{feff}v=STSv1; id=1;",
        "v=spf1 include:_spf.example.com -all",
        "google-site-verification=abc",
        "STSv1",
    ] {
        let pasted = sts(text);
        assert_eq!((pasted.format.id, records(&pasted.content)), ("value", vec![text.to_string()]), "{text}");
    }
    assert_eq!(texts("v=spf1 -all\r\n\r\nv=STSv1; id=1;\n\n"), ["v=spf1 -all", "v=STSv1; id=1;"]);
    assert_eq!(texts(" \n"), [""; 0]);
}

#[test]
fn a_semicolon_outside_of_quotation_marks_begins_a_comment() {
    let pasted = sts("_mta-sts IN TXT v=STSv1; id=1;");
    let Content::Records(found) = pasted.content else { panic!() };
    assert_eq!(
        (found[0].text.octets(), found[0].meant.as_deref()),
        (b"v=STSv1".as_slice(), Some(b"v=STSv1; id=1;".as_slice()))
    );
    let Content::Records(found) =
        read(b"_smtp._tls.a.example. 3600 IN TXT v=TLSRPTv1;rua=mailto:r@a.example\n", Kind::TlsRpt).content
    else {
        panic!()
    };
    assert_eq!(found[0].meant.as_deref(), Some(b"v=TLSRPTv1;rua=mailto:r@a.example".as_slice()));
}

#[test]
fn a_quotation_mark_that_is_published_stays_in_the_record() {
    assert_eq!(texts(r#""\"v=STSv1; id=1;\"""#), ["\"v=STSv1; id=1;\""]);
}

#[test]
fn an_owner_says_for_which_domain_a_line_is() {
    let owner = |name: &str| Owner::named(name.as_bytes(), false);
    let domain = |name: &str| owner(name).domain().map(|domain| domain.to_string());
    assert_eq!(domain("_mta-sts.Example.com.").as_deref(), Some("example.com"));
    assert_eq!(domain("_smtp._tls.example.com").as_deref(), Some("example.com"));
    for without in ["_mta-sts", "@", "_mta-sts.sub", "\\"] {
        assert_eq!(domain(without), None, "{without}");
    }
    for (name, may) in [
        ("_mta-sts.example.com.", true),
        ("_mta-sts.example.com", true),
        ("_mta-sts", true),
        ("_mta-sts.", false),
        ("_mta-sts.example.net.", false),
        ("_mta", false),
        ("@", false),
    ] {
        assert_eq!(owner(name).may_be("_mta-sts.example.com"), may, "{name}");
    }
}

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n";

#[test]
fn a_policy_is_read_without_what_is_around_it() {
    let quoted: String = POLICY.lines().map(|line| format!("> {line}\n")).collect();
    let added: String = POLICY.lines().map(|line| format!("+{line}\n")).collect();
    let numbered: String = POLICY.lines().zip(1..).map(|(line, number)| format!("{number}  {line}\n")).collect();
    for (text, cut) in [
        (POLICY.to_string(), &[][..]),
        (format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{POLICY}"), &[Noise::HttpHead]),
        (
            format!("HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\nHTTP/2 200 \r\ncontent-type: text/plain\r\n\r\n{POLICY}"),
            &[Noise::HttpHead],
        ),
        (
            format!(
                "$ curl -i https://mta-sts.example.com/.well-known/mta-sts.txt\nHTTP/2 200\ncontent-type: text/plain\n\n{POLICY}"
            ),
            &[Noise::Command, Noise::HttpHead],
        ),
        (
            format!(
                "* Connected to mta-sts.example.com\n> GET /.well-known/mta-sts.txt HTTP/2\n> \n< HTTP/2 200 \n< content-type: text/plain\n< \n{{ [84 bytes data]\n{POLICY}* Connection #0 left intact\n"
            ),
            &[Noise::HttpHead],
        ),
        (format!("```\n{POLICY}```\n"), &[Noise::Fence]),
        (quoted, &[Noise::MailQuote]),
        (added, &[Noise::Diff]),
        (numbered, &[Noise::LineNumbers]),
        (format!("---\nlayout: none\n---\n{POLICY}"), &[Noise::FrontMatter]),
        (format!("$ cat .well-known/mta-sts.txt\n{POLICY}$ "), &[Noise::Command]),
        (format!("cat > mta-sts.txt <<'EOF'\n{POLICY}EOF\n"), &[Noise::Command]),
    ] {
        let pasted = read_policy(text.as_bytes());
        assert_eq!(
            (String::from_utf8_lossy(pasted.body.octets()).into_owned(), pasted.cut.as_slice()),
            (POLICY.to_string(), cut),
            "{text}"
        );
        assert_eq!(pasted.format, PolicyFormat::Value, "{text}");
    }
    let served = format!("location = /x {{ return 200 \"{}\"; }}", POLICY.replace('\n', "\\n"));
    let pasted = read_policy(served.as_bytes());
    assert_eq!((pasted.format, pasted.body.octets()), (PolicyFormat::Source, POLICY.as_bytes()));
}

#[test]
fn what_is_no_policy_is_named() {
    for (id, text) in [
        ("json", "{ \"mode\": \"enforce\", \"mx\": [\"mx.example.com\"] }"),
        ("xml", "<policy><version>STSv1</version><mode>enforce</mode><mx>mx.example.com</mx></policy>"),
        ("xml", "<?xml version=\"1.0\"?>\n<sts>\n  <mode>testing</mode>\n</sts>\n"),
        ("yaml", "version: STSv1\nmode: enforce\nmx:\n  - mx1.example.com\n  - mx2.example.com\nmax_age: 86400\n"),
        ("yaml", "version: STSv1\nmode: enforce\nmx: [mx1.example.com, mx2.example.com]\nmax_age: 86400\n"),
        ("url", "https://mta-sts.example.com/.well-known/mta-sts.txt\n"),
        ("spf", "v=spf1 mx -all"),
        ("dmarc", "v=DMARC1; p=none; rua=mailto:a@example.com"),
        ("tlsrpt", "v=TLSRPTv1; rua=mailto:a@example.com"),
        ("record", "v=STSv1; id=1;"),
        ("zone", "$ORIGIN example.com.\n@ IN MX 10 mx1\n"),
        ("zone", "_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=1;\"\n"),
        ("html", "<!DOCTYPE html><html><body>Not found</body></html>"),
        ("value", "version: STSv1\nmode: strict\nmx: a.example\nmax_age: 86400\n"),
        ("value", "hello"),
        ("value", ""),
    ] {
        assert_eq!(read_policy(text.as_bytes()).format.id(), id, "{text}");
    }
}

/// Octets as a zone file may have them in quotation marks.
fn quote(octets: &[u8], numbers: bool) -> String {
    let one = |octet: &u8| match octet {
        b'"' | b'\\' if !numbers => format!("\\{}", char::from(*octet)),
        0x20..=0x7E if !numbers => char::from(*octet).to_string(),
        _ => format!("\\{octet:03}"),
    };
    format!("\"{}\"", octets.iter().map(one).collect::<String>())
}

/// Pieces of which all forms consist.
const PIECES: &str = "([a-z\"'`\\\\;:,|{}()<>\n\t =.+-]|TXT |IN |_mta-sts|v=STSv1; |id=1;|\\$ |dig |HTTP/1 |---|\\{\"Status\":|\"data\":|Strings|\\*\\*\\* |- |> ){0,60}";

proptest! {
    #[test]
    fn whatever_is_published_is_read_back_with_every_octet_in_its_place(
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
    fn no_text_panics_and_every_place_lies_in_it(text in prop::collection::vec(any::<u8>(), 0..200)) {
        lies_inside(&text)?;
    }

    #[test]
    fn no_pieces_of_known_forms_panic_and_every_place_lies_in_them(text in PIECES) {
        lies_inside(text.as_bytes())?;
    }
}

fn lies_inside(text: &[u8]) -> Result<(), TestCaseError> {
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
