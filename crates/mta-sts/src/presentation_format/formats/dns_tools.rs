//! Formats of DNS tool output.

use super::Format;
use crate::presentation_format::{dns_tool, maradns, power_shell};

/// The formats in the order of detection.
pub(super) static FORMATS: [Format; 23] = [
    Format {
        id: "dig",
        name: "dig +yaml",
        example: "-\n  type: MESSAGE\n  message:\n    response_message_data:\n      status: NOERROR\n      ANSWER_SECTION:\n        - _mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::yaml,
    },
    Format {
        id: "dnscmd",
        name: "dnscmd",
        example: "Returned records:\r\n_mta-sts 3600 TXT\t\t( \"v=STSv1; id=20260101000000Z;\" )\r\n\r\nCommand completed successfully.\r\n",
        read: dns_tool::dnscmd,
    },
    Format {
        id: "plesk",
        name: "Plesk",
        example: "example.com.           MX (10)   mail.example.com.\n_mta-sts.example.com.  TXT       v=STSv1; id=20260101000000Z;\n\nSUCCESS: Getting information for Domain example.com complete.\n",
        read: dns_tool::plesk,
    },
    Format {
        id: "samba",
        name: "samba-tool",
        example: "  Name=, Records=1, Children=0\n    TXT: \"v=STSv1; id=20260101000000Z;\" (flags=f0, serial=3, ttl=3600)\n",
        read: dns_tool::samba,
    },
    Format {
        id: "coredns",
        name: "CoreDNS",
        example: "template IN TXT _mta-sts.example.com {\n    answer \"{{ .Name }} 60 IN TXT \\\"v=STSv1; id=20260101000000Z;\\\"\"\n}\n",
        read: dns_tool::core_dns,
    },
    Format {
        id: "resolvectl",
        name: "resolvectl",
        example: "_mta-sts.example.com IN TXT \"v=STSv1; id=20260101000000Z;\" -- link: eth0\n\n-- Information acquired via protocol DNS in 25.1ms.\n-- Data is authenticated: no\n",
        read: dns_tool::resolvectl,
    },
    Format {
        id: "knot",
        name: "Knot DNS",
        example: "[example.com.] _mta-sts.example.com. 3600 TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::knot,
    },
    Format {
        id: "maradns",
        name: "MaraDNS",
        example: "% NS ns1.% ~\n_mta-sts.% +3600 TXT 'v=STSv1; id=20260101000000Z;' ~\n",
        read: maradns::read,
    },
    Format {
        id: "hickory",
        name: "Hickory DNS",
        example: "Success for query _mta-sts.example.com. IN TXT\n\t_mta-sts.example.com. 300 IN TXT v=STSv1; id=20260101000000Z;\n",
        read: dns_tool::hickory,
    },
    Format {
        id: "dnsx",
        name: "dnsx",
        example: "_mta-sts.example.com [TXT] [v=STSv1; id=20260101000000Z;]\n",
        read: dns_tool::dnsx,
    },
    Format {
        id: "unbound",
        name: "unbound-host",
        example: "_mta-sts.example.com has TXT record \"v=STSv1; id=20260101000000Z;\" (insecure)\n",
        read: dns_tool::unbound_host,
    },
    Format {
        id: "dnspython",
        name: "dnspython",
        example: "id 12345\nopcode QUERY\nrcode NOERROR\nflags QR RD RA\n;QUESTION\n_mta-sts.example.com. IN TXT\n;ANSWER\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n;AUTHORITY\n;ADDITIONAL\n",
        read: dns_tool::dns_python,
    },
    Format {
        id: "node",
        name: "Node.js",
        example: "dns.resolveTxt('_mta-sts.example.com')\n[ [ 'v=STSv1; ', 'id=20260101000000Z;' ] ]\n",
        read: dns_tool::node,
    },
    Format {
        id: "php",
        name: "PHP",
        example: "Array\n(\n    [0] => Array\n        (\n            [host] => _mta-sts.example.com\n            [type] => TXT\n            [txt] => v=STSv1; id=20260101000000Z;\n            [entries] => Array\n                (\n                    [0] => v=STSv1; id=20260101000000Z;\n                )\n        )\n)\n",
        read: dns_tool::php,
    },
    Format {
        id: "kdig",
        name: "kdig",
        example: ";; ->>HEADER<<- opcode: QUERY; status: NOERROR; id: 1\n;; ANSWER SECTION:\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::kdig,
    },
    Format {
        id: "drill",
        name: "drill",
        example: ";; ->>HEADER<<- opcode: QUERY, rcode: NOERROR, id: 1\n;; ANSWER SECTION:\n_mta-sts.example.com.\t300\tIN\tTXT\t\"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::drill,
    },
    Format {
        id: "delv",
        name: "delv",
        example: "; fully validated\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::delv,
    },
    Format {
        id: "dig",
        name: "dig",
        example: "; <<>> DiG 9.18.24 <<>> TXT _mta-sts.example.com\n;; ANSWER SECTION:\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::dig,
    },
    Format {
        id: "host",
        name: "host",
        example: "_mta-sts.example.com descriptive text \"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::host,
    },
    Format {
        id: "powershell",
        name: "PowerShell",
        example: "Name                  Type TTL  Section Strings\n----                  ---- ---  ------- -------\n_mta-sts.example.com  TXT  3600 Answer  {v=STSv1; id=20260101000000Z;}\n",
        read: power_shell::read,
    },
    Format {
        id: "nslookup",
        name: "nslookup",
        example: "Server:  dns.example\nAddress:  192.0.2.53\n\n_mta-sts.example.com\ttext =\n\n\t\"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::nslookup,
    },
    Format {
        id: "doggo",
        name: "doggo",
        example: "NAME                  TYPE CLASS TTL  ADDRESS                          NAMESERVER\n_mta-sts.example.com. TXT  IN    300s \"v=STSv1; id=20260101000000Z;\" 192.0.2.53:53\n",
        read: dns_tool::doggo,
    },
    Format { id: "go", name: "Go", example: "[v=STSv1; id=20260101000000Z;]\n", read: dns_tool::go },
];
