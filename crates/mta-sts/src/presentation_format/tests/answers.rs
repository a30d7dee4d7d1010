//! Tests of DNS tool answers without a record.

use super::*;

/// `answers.txt` holds tool output without a record; the line before each gives its meaning.
#[test]
fn tool_output_without_a_record_is_understood() {
    let mut wrong = Vec::new();
    for answer in include_str!("answers.txt").split("=== ").skip(1) {
        let (head, text) = answer.split_once('\n').unwrap();
        let expected = head.split(' ').next().unwrap();
        let found = match sts(text).content {
            Content::NoRecord(_) => "none",
            Content::NothingKnown(why, _) => why.id(),
            Content::Unreadable(_) => "unreadable",
            Content::Records(_) => "records",
        };
        if found != expected {
            wrong.push(format!("{head}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_negative_answer_means_no_record() {
    for text in [
        "Listed 0 items.\n",
        "{\"ResourceRecordSets\": []}",
        "[]",
        "TXT レコードが見つかりませんでした。",
        "Get-DnsServerResourceRecord : Failed to get _mta-sts record in example.com zone on DC01 server.\nAt line:1 char:1\n+ Get-DnsServerResourceRecord -ZoneName example.com -Name _mta-sts\n    + CategoryInfo          : ObjectNotFound: (_mta-sts:root/Microsoft/...rResourceRecord) [Get-DnsServerResourceRecord], CimException\n    + FullyQualifiedErrorId : WIN32 9714,Get-DnsServerResourceRecord\n",
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
fn a_failed_answer_says_nothing_about_the_record() {
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
            N::Other,
            "Resolve-DnsName : _mta-sts.example.com : No DNS servers configured for local system\n    + FullyQualifiedErrorId : DNS_ERROR_NO_DNS_SERVERS,Microsoft.DnsClient.Commands.ResolveDnsName\n",
        ),
        (
            N::Other,
            "Server:  UnKnown\nAddress:  192.0.2.53\n\n*** UnKnown can't find _mta-sts.example.com: Unknown error\n",
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
        (N::Timeout, "Error [network]: Connection refused (os error 111)\n"),
        (N::Timeout, "level=fatal msg=\"exchanging: read udp 192.0.2.1:5353->192.0.2.53:53: i/o timeout\"\n"),
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
