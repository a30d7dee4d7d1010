//! DNS entries in the formats of name servers and configuration languages. The parser of pasted formats reads each of them
//! back.

use std::fmt::Write as _;

use checker::character_strings;
use mta_sts::Domain;

use crate::{Data, Entry, Role, Type};

/// An output format for entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFormat {
    /// Lines of a zone file (RFC 1035 §5.1).
    Zone,
    /// Commands for `nsupdate` (RFC 2136).
    Nsupdate,
    /// Terraform, `cloudflare_dns_record`.
    TerraformCloudflare,
    /// Terraform, `aws_route53_record`.
    TerraformRoute53,
    /// octoDNS, YAML.
    OctoDns,
    /// DNSControl, JavaScript.
    DnsControl,
}

impl EntryFormat {
    /// Every form.
    pub const ALL: [Self; 6] = [
        Self::Zone,
        Self::Nsupdate,
        Self::TerraformCloudflare,
        Self::TerraformRoute53,
        Self::OctoDns,
        Self::DnsControl,
    ];

    /// The name used in identifiers and on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Nsupdate => "nsupdate",
            Self::TerraformCloudflare => "terraform-cloudflare",
            Self::TerraformRoute53 => "terraform-route53",
            Self::OctoDns => "octodns",
            Self::DnsControl => "dnscontrol",
        }
    }

    /// Returns the customary name of a file in this format.
    #[must_use]
    pub fn file_name(self, zone: &Domain) -> String {
        match self {
            Self::Zone => format!("{zone}.zone"),
            Self::Nsupdate => format!("{zone}.nsupdate"),
            Self::TerraformCloudflare | Self::TerraformRoute53 => "mta-sts.tf".to_owned(),
            Self::OctoDns => format!("{zone}.yaml"),
            Self::DnsControl => "dnsconfig.js".to_owned(),
        }
    }

    /// Writes the zone's entries with known values, and skips the others.
    #[must_use]
    pub fn write(self, zone: &Domain, entries: &[Entry]) -> String {
        let known: Vec<&Entry> = entries.iter().filter(|entry| entry.is_known()).collect();
        match self {
            Self::Zone => known.iter().map(|entry| zone_line(entry)).collect(),
            Self::Nsupdate => nsupdate(zone, &known),
            Self::TerraformCloudflare => known.iter().map(|entry| cloudflare(entry)).collect::<Vec<_>>().join("\n"),
            Self::TerraformRoute53 => known.iter().map(|entry| route53(entry)).collect::<Vec<_>>().join("\n"),
            Self::OctoDns => octo_dns(zone, known),
            Self::DnsControl => dns_control(zone, &known),
        }
    }
}

/// Returns the value in presentation format: quoted text, names with their final dot.
fn presentation(entry: &Entry) -> String {
    match &entry.data {
        Data::Txt(text) => character_strings(text),
        Data::Cname(name) => format!("{name}."),
        _ => entry.value(),
    }
}

fn zone_line(entry: &Entry) -> String {
    format!("{}. {} IN {} {}\n", entry.name, entry.ttl, entry.kind().mnemonic(), presentation(entry))
}

/// Writes `nsupdate` commands that first delete conflicting records. The record must be the only one (RFC 8461 §3.1). A CNAME
/// record must be alone (RFC 1034 §3.6.2). A policy host must keep no earlier address.
fn nsupdate(zone: &Domain, entries: &[&Entry]) -> String {
    let mut text = format!("zone {zone}.\n");
    let mut cleared: Vec<&str> = Vec::new();
    for entry in entries {
        if cleared.contains(&entry.name.as_str()) {
            continue;
        }
        cleared.push(&entry.name);
        let kinds: &[Type] = if entry.role == Role::PolicyHost {
            &[Type::A, Type::Aaaa, Type::Cname]
        } else {
            &[Type::Cname, Type::Txt]
        };
        for kind in kinds {
            let _ = writeln!(text, "update delete {}. {}", entry.name, kind.mnemonic());
        }
    }
    for entry in entries {
        let kind = entry.kind().mnemonic();
        let _ = writeln!(text, "update add {}. {} {kind} {}", entry.name, entry.ttl, presentation(entry));
    }
    text + "send\n"
}

/// Returns a resource name of letters, digits and underscores.
fn resource_name(entry: &Entry) -> String {
    let kind = entry.kind().mnemonic().to_ascii_lowercase();
    let letters = entry.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    format!("{}_{kind}", letters.collect::<String>().trim_start_matches('_'))
}

/// Returns a string literal in double quotation marks for Terraform and DNSControl.
fn literal(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted + "\""
}

/// Returns a string literal for Terraform. Doubles `${` and `%{`, which Terraform would expand.
fn terraform_literal(text: &str) -> String {
    literal(text).replace("${", "$${").replace("%{", "%%{")
}

/// Writes Cloudflare resources: text as quoted character-strings, names without a final dot. They are not proxied, because a
/// proxied name hides its own certificate and record.
fn cloudflare(entry: &Entry) -> String {
    let content = if let Data::Txt(text) = &entry.data { character_strings(text) } else { entry.value() };
    let proxied = if matches!(entry.data, Data::Txt(_)) { "" } else { "  proxied = false\n" };
    format!(
        "resource \"cloudflare_dns_record\" \"{}\" {{\n  zone_id = var.zone_id\n  name    = {}\n  type    = {}\n  ttl     = {}\n  content = {}\n{proxied}}}\n",
        resource_name(entry),
        literal(&entry.name),
        literal(entry.kind().mnemonic()),
        entry.ttl,
        terraform_literal(&content),
    )
}

/// Writes Route 53 resources. The provider adds the outer quotation marks of a text itself; `""` separates inner strings.
fn route53(entry: &Entry) -> String {
    let value = match &entry.data {
        Data::Txt(text) => character_strings(text).trim_matches('"').replace("\" \"", "\"\""),
        _ => entry.value(),
    };
    format!(
        "resource \"aws_route53_record\" \"{}\" {{\n  zone_id = var.zone_id\n  name    = {}\n  type    = {}\n  ttl     = {}\n  records = [{}]\n}}\n",
        resource_name(entry),
        literal(&entry.name),
        literal(entry.kind().mnemonic()),
        entry.ttl,
        terraform_literal(&value),
    )
}

/// Writes octoDNS YAML: names sorted, as octoDNS requires, and semicolons escaped.
fn octo_dns(zone: &Domain, mut entries: Vec<&Entry>) -> String {
    entries.sort_by_key(|entry| (entry.name_in(zone), entry.kind().mnemonic()));
    let mut text = String::from("---\n");
    let mut last = String::new();
    for entry in entries {
        let name = entry.name_in(zone);
        if name != last {
            let _ = writeln!(text, "{name}:");
            last = name;
        }
        let value = match &entry.data {
            Data::Txt(text) => text.replace(';', "\\;"),
            _ => presentation(entry),
        };
        let kind = entry.kind().mnemonic();
        let _ = writeln!(text, "- ttl: {}\n  type: {kind}\n  value: '{}'", entry.ttl, value.replace('\'', "''"));
    }
    text
}

fn dns_control(zone: &Domain, entries: &[&Entry]) -> String {
    let mut text = format!("D_EXTEND({},\n", literal(zone.as_str()));
    for entry in entries {
        let value = if matches!(entry.data, Data::Txt(_)) { entry.value() } else { presentation(entry) };
        let (kind, name) = (entry.kind().mnemonic(), literal(&entry.name_in(zone)));
        let _ = writeln!(text, "  {kind}({name}, {}, TTL({})),", literal(&value), entry.ttl);
    }
    text + ");\n"
}

#[cfg(test)]
mod tests;
