//! The known forms of a pasted record: one entry each, with an example.

use alloc::vec::Vec;

use super::{
    Content, Excerpt, Kind, PastedRecord, Style, Unreadable, dns_tool, json, noise::Clean, policy, power_shell, source,
    status, table, zone,
};
use crate::{Outcome, RecordReading, TlsRptReading};

/// A form in which records are pasted.
#[derive(Debug)]
pub struct Format {
    /// The word that scripts see.
    pub id: &'static str,
    /// The name of the tool or language; empty where messages name it in words.
    pub name: &'static str,
    /// A text in this form that holds the record `v=STSv1; id=20260101000000Z;`.
    pub example: &'static str,
    /// Reads a text, if it has this form.
    read: fn(&Excerpt, Kind) -> Option<Content>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Format {}

/// The value alone.
pub static VALUE: Format = Format { id: "value", name: "", example: "v=STSv1; id=20260101000000Z;", read: |_, _| None };

/// The presentation format of zone files (RFC 1035 §5.1).
pub static PRESENTATION: Format = Format {
    id: "presentation",
    name: "",
    example: "_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=20260101000000Z;\"",
    read: |text, kind| {
        let records = zone::records(text, kind);
        records.iter().any(|record| record.style != Style::Value).then_some(Content::Records(records))
    },
};

/// A form of which one of these words tells, in lower case; the values are the literals in it.
macro_rules! told_by {
    ($($mark:literal),+ ; $all:literal) => {
        |text, kind| {
            let told = text.lower_case();
            let any = [$($mark),+].iter().any(|mark| told.contains(mark));
            (any && told.contains($all)).then(|| source::content(text, kind))
        }
    };
}

/// Every form that is neither the value alone nor the presentation format, in the order in which they are tried.
pub static FORMATS: [Format; 34] = [
    Format {
        id: "doh",
        name: "DNS over HTTPS (JSON)",
        example: r#"{"Status":0,"Question":[{"name":"_mta-sts.example.com.","type":16}],"Answer":[{"name":"_mta-sts.example.com.","type":16,"TTL":300,"data":"\"v=STSv1; id=20260101000000Z;\""}]}"#,
        read: json::doh,
    },
    Format {
        id: "powershell",
        name: "PowerShell (JSON)",
        example: r#"{"Name":"_mta-sts.example.com","Type":16,"TTL":300,"Strings":["v=STSv1; ","id=20260101000000Z;"]}"#,
        read: json::power_shell,
    },
    Format {
        id: "route53",
        name: "Amazon Route 53 (JSON)",
        example: r#"{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"_mta-sts.example.com","Type":"TXT","TTL":300,"ResourceRecords":[{"Value":"\"v=STSv1; id=20260101000000Z;\""}]}}]}"#,
        read: json::route_53,
    },
    Format {
        id: "json",
        name: "JSON",
        example: r#"{"type":"TXT","name":"_mta-sts","content":"v=STSv1; id=20260101000000Z;","ttl":1}"#,
        read: json::any,
    },
    Format {
        id: "dig",
        name: "dig +yaml",
        example: "-\n  type: MESSAGE\n  message:\n    response_message_data:\n      status: NOERROR\n      ANSWER_SECTION:\n        - _mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: dns_tool::yaml,
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
        read: told_by!("nameserver"; "class"),
    },
    Format {
        id: "nsupdate",
        name: "nsupdate",
        example: "server 192.0.2.53\nupdate add _mta-sts.example.com. 300 TXT \"v=STSv1; id=20260101000000Z;\"\nsend\n",
        read: dns_tool::nsupdate,
    },
    Format {
        id: "tinydns",
        name: "tinydns",
        example: "'_mta-sts.example.com:v=STSv1; id=20260101000000Z;:300\n",
        read: table::tinydns,
    },
    Format {
        id: "dnscontrol",
        name: "DNSControl",
        example: "D(\"example.com\", REG, DnsProvider(DNS),\n  TXT(\"_mta-sts\", \"v=STSv1; id=20260101000000Z;\"),\n);\n",
        read: told_by!("txt(\"", "txt('", "txt(`", "txt( "; ","),
    },
    Format {
        id: "cdk",
        name: "AWS CDK",
        example: "new route53.TxtRecord(this, 'Sts', { zone, recordName: '_mta-sts', values: ['v=STSv1; id=20260101000000Z;'] });\n",
        read: told_by!("txtrecord("; "values"),
    },
    Format {
        id: "cloudformation",
        name: "AWS CloudFormation",
        example: "Sts:\n  Type: AWS::Route53::RecordSet\n  Properties:\n    Name: _mta-sts.example.com\n    Type: TXT\n    ResourceRecords:\n      - '\"v=STSv1; id=20260101000000Z;\"'\n",
        read: told_by!("aws::route53"; ":"),
    },
    Format {
        id: "pulumi",
        name: "Pulumi",
        example: "new cloudflare.DnsRecord(\"sts\", { name: \"_mta-sts\", type: \"TXT\", content: \"v=STSv1; id=20260101000000Z;\" });\n",
        read: told_by!("new aws.", "new cloudflare.", "new gcp.", "new azure", "new digitalocean.", "aws.route53.record(", "cloudflare.record(", "cloudflare.dnsrecord(", "recordset(", "type: aws:", "type: cloudflare:", "type: gcp:", "pulumi"; "txt"),
    },
    Format {
        id: "terraform",
        name: "Terraform",
        example: "resource \"aws_route53_record\" \"sts\" {\n  name    = \"_mta-sts.example.com\"\n  type    = \"TXT\"\n  ttl     = 300\n  records = [\"v=STSv1; id=20260101000000Z;\"]\n}\n",
        read: told_by!("resource \"", "rrdatas = [", "rrdatas  = [", "rrdatas=[", "records = [", "records=[", "content = \"", "content  = \"", "type    = \"txt\"", "type = \"txt\""; "="),
    },
    Format {
        id: "ansible",
        name: "Ansible",
        example: "- name: STS record\n  community.general.cloudflare_dns:\n    zone: example.com\n    record: _mta-sts\n    type: TXT\n    value: \"v=STSv1; id=20260101000000Z;\"\n",
        read: told_by!("community.general.", "amazon.aws.", "community.aws.", "ansible.builtin.", "cloudflare_dns:", "nsupdate:", "route53:", "hetzner_dns_record", "hosts: "; ":"),
    },
    Format {
        id: "octodns",
        name: "octoDNS",
        example: "_mta-sts:\n  type: TXT\n  value: v=STSv1\\; id=20260101000000Z\\;\n",
        read: |text, kind| {
            let told = text.lower_case();
            let has_values = told.contains("value:") || told.contains("values:");
            let others = ["name:", "record:", "apiversion:", "resourcerecords", "ttl: \"", "host:"];
            let other = others.iter().any(|word| told.contains(word));
            (told.contains("type: txt") && has_values && !other).then(|| source::octo_dns(text, kind))
        },
    },
    Format {
        id: "externaldns",
        name: "ExternalDNS",
        example: "apiVersion: externaldns.k8s.io/v1alpha1\nkind: DNSEndpoint\nspec:\n  endpoints:\n    - dnsName: _mta-sts.example.com\n      recordType: TXT\n      targets:\n        - v=STSv1; id=20260101000000Z;\n",
        read: told_by!("recordtype:", "externaldns"; "targets"),
    },
    Format {
        id: "unbound",
        name: "Unbound",
        example: "local-data: '_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"'\n",
        read: told_by!("local-data:"; "txt"),
    },
    Format {
        id: "dnsmasq",
        name: "dnsmasq",
        example: "txt-record=_mta-sts.example.com,\"v=STSv1; id=20260101000000Z;\"\n",
        read: told_by!("txt-record="; ","),
    },
    Format {
        id: "gcloud",
        name: "gcloud",
        example: "gcloud dns record-sets create _mta-sts.example.com. --type=TXT --ttl=300 --zone=z --rrdatas='\"v=STSv1; id=20260101000000Z;\"'\n",
        read: told_by!("gcloud dns"; "txt"),
    },
    Format {
        id: "azure",
        name: "Azure CLI",
        example: "az network dns record-set txt add-record -g dns -z example.com -n _mta-sts -v \"v=STSv1; id=20260101000000Z;\"\n",
        read: told_by!("az network dns"; "txt"),
    },
    Format {
        id: "powershell",
        name: "PowerShell",
        example: "Add-DnsServerResourceRecord -Txt -Name \"_mta-sts\" -DescriptiveText \"v=STSv1; id=20260101000000Z;\" -ZoneName \"example.com\"\n",
        read: told_by!("add-dnsserverresourcerecord", "new-azdns", "add-azdns"; "-"),
    },
    Format {
        id: "markdown",
        name: "Markdown",
        example: "| Type | Name | Value |\n|---|---|---|\n| TXT | _mta-sts | `v=STSv1; id=20260101000000Z;` |\n",
        read: table::markdown,
    },
    Format {
        id: "csv",
        name: "CSV",
        example: "Name,Type,TTL,Value\n_mta-sts,TXT,300,\"v=STSv1; id=20260101000000Z;\"\n",
        read: table::csv,
    },
    Format {
        id: "table",
        name: "",
        example: "TXT\t_mta-sts\tv=STSv1; id=20260101000000Z;\tAuto\n",
        read: table::console,
    },
    Format {
        id: "html",
        name: "HTML",
        example: "<td>_mta-sts</td><td><code>v=STSv1; id=20260101000000Z;</code></td>\n",
        read: source::html,
    },
    Format {
        id: "fields",
        name: "",
        example: "Type: TXT\nName: _mta-sts\nValue: v=STSv1; id=20260101000000Z;\nTTL: 300\n",
        read: labelled,
    },
    Format {
        id: "source",
        name: "",
        example: "zone.add(txt, '_mta-sts', 'v=STSv1; id=20260101000000Z;')\n",
        read: sound_literal,
    },
];

/// What a text without the noise around it holds.
pub(super) fn content(clean: &Clean, kind: Kind) -> (&'static Format, Content) {
    let text = &clean.text;
    let tool = clean.tool.and_then(|tool| FORMATS.iter().find(|format| format.id == tool && format.name == tool));
    if text.octets().trim_ascii().is_empty() {
        let format = tool.unwrap_or(&VALUE);
        return match (clean.has_command, clean.is_ended) {
            (false, _) => (format, Content::Records(Vec::new())),
            (true, false) => (format, Content::Unreadable(Unreadable::Command)),
            (true, true) => (format, status::content(&clean.original)),
        };
    }
    // What begins with a version is a value, whatever it goes on with.
    if let Some(values) = values(text, kind).filter(|_| tool.is_none() && has_only_versions(text)) {
        return (&VALUE, Content::Records(values));
    }
    if let Some((format, content)) = FORMATS.iter().find_map(|form| Some((form, (form.read)(text, kind)?))) {
        return (format, content);
    }
    if let Some(content) = (PRESENTATION.read)(text, kind) {
        return (tool.unwrap_or(&PRESENTATION), content);
    }
    match values(text, kind) {
        Some(values) if tool.is_none() || has_only_versions(text) => (tool.unwrap_or(&VALUE), Content::Records(values)),
        _ if tool.is_some() => (tool.unwrap_or(&VALUE), status::content(text)),
        _ => (&VALUE, Content::Unreadable(why_not(text))),
    }
}

/// Whether every line begins with a version, without quotation marks.
fn has_only_versions(text: &Excerpt) -> bool {
    let lines = text.lines();
    let mut octets = lines.iter().map(|line| text.octets()[line.clone()].trim_ascii()).filter(|line| !line.is_empty());
    octets.all(|line| line.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(b"v=")))
}

fn why_not(text: &Excerpt) -> Unreadable {
    if policy::is_policy_like(text.octets()) { Unreadable::Policy } else { Unreadable::Unknown }
}

/// Each line as a value, if all of them may be values of TXT records.
fn values(text: &Excerpt, kind: Kind) -> Option<Vec<PastedRecord>> {
    let lines: Vec<Excerpt> = text.lines().into_iter().map(|line| text.slice(line)).collect();
    let lines: Vec<Excerpt> = lines.into_iter().filter(|line| !line.octets().trim_ascii().is_empty()).collect();
    let plausible = lines.iter().all(|line| may_be_value(line.octets(), kind));
    (plausible && !policy::is_policy_like(text.octets())).then(|| lines.into_iter().map(PastedRecord::value).collect())
}

/// Whether a line may be a value: the version of such a record stands in it where a record, right or wrong, has it, or nowhere; and it
/// is no prose and no source.
fn may_be_value(line: &[u8], kind: Kind) -> bool {
    let lower = line.to_ascii_lowercase();
    let version: &[u8] = if kind == Kind::Sts { b"v=sts" } else { b"v=tls" };
    match lower.windows(version.len()).position(|window| window == version) {
        Some(at) => {
            let before = line[..at].trim_ascii();
            before.ends_with(b";") || !before.iter().any(u8::is_ascii_alphanumeric)
        }
        None => {
            let is_source = matches!(line.trim_ascii().first(), Some(b'{' | b'[' | b'<' | b'#' | b'/'));
            let is_prose = line.trim_ascii().contains(&b' ') && !line.contains(&b'=');
            let is_url = lower.starts_with(b"https://") || lower.starts_with(b"http://");
            !is_source && !is_prose && !is_url
        }
    }
}

/// Lines with a label each, one of which is followed by the value.
fn labelled(text: &Excerpt, kind: Kind) -> Option<Content> {
    let mut records = source::records(text, kind, false);
    let lines = text.lines();
    let is_label = |line: &&core::ops::Range<usize>| {
        let octets = &text.octets()[(*line).clone()];
        let colon = octets.iter().position(|octet| *octet == b':');
        colon.is_some_and(|colon| colon < 40 && colon > 1 && !octets[..colon].contains(&b'='))
    };
    let labels = lines.iter().filter(is_label).count();
    let blank = lines.iter().filter(|line| text.octets()[(*line).clone()].trim_ascii().is_empty()).count();
    records.truncate(1);
    (labels > 0 && labels * 2 >= lines.len() - blank && !records.is_empty()).then(|| source::found(records))
}

/// One sound value in quotation marks, whatever is around it: of what is not sound, nobody knows whether it was read rightly.
fn sound_literal(text: &Excerpt, kind: Kind) -> Option<Content> {
    let mut records = source::of_literals(text, kind, false);
    records.dedup_by(|one, other| one.text.octets() == other.text.octets());
    let [record] = records.as_slice() else { return None };
    let value = [record.text.octets()];
    let sound = match kind {
        Kind::Sts => RecordReading::read(&value).outcome == Outcome::Valid,
        Kind::TlsRpt => TlsRptReading::read(&value).outcome == Outcome::Valid,
    };
    let is_inside = value[0].len() + 2 < text.octets().trim_ascii().len();
    let zone = zone::presented(text, kind);
    (sound && is_inside && zone.is_empty()).then_some(Content::Records(records))
}
