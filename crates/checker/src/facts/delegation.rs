//! Delegated policies (RFC 8461 §8.2): the operators of the CNAME targets, and the records that a delegation needs.

use mta_sts::Domain;

use super::provider::{Delegation, HostHalf, PROVIDERS, provider_of};

/// Operators by the domain of their names. Recognising one only improves the wording.
static OPERATORS: &[(&str, &[&str])] = &[
    ("Cloudflare", &["mx.cloudflare.net", "pages.dev", "workers.dev", "cdn.cloudflare.net"]),
    ("Tuta", &["tutanota.de", "tuta.com"]),
    ("PowerDMARC", &["powerdmarc.com"]),
    ("EasyDMARC", &["easydmarc.com", "easydmarc.pro"]),
    ("Mailhardener", &["mailhardener.com"]),
    ("URIports", &["uriports.com"]),
    ("dmarcian", &["dmarcian.com"]),
    ("Red Sift OnDMARC", &["ondmarc.com", "redsift.com"]),
    ("Valimail", &["valimail.com"]),
    ("Sendmarc", &["sendmarc.com", "sdmarc.net"]),
    ("MailShield", &["mailshield.app"]),
    ("Skysnag", &["skysnag.com"]),
    ("DMARC Report", &["dmarcreport.com"]),
    ("GitHub Pages", &["github.io"]),
    ("GitLab Pages", &["gitlab.io"]),
    ("Netlify", &["netlify.app", "netlify.com"]),
    ("Vercel", &["vercel-dns.com", "vercel.app"]),
    ("Amazon CloudFront", &["cloudfront.net"]),
    ("Azure Static Web Apps", &["azurestaticapps.net"]),
    ("Azure App Service", &["azurewebsites.net"]),
    ("Azure Front Door", &["azurefd.net", "azureedge.net"]),
    ("Google App Engine", &["ghs.googlehosted.com"]),
    ("Firebase Hosting", &["web.app", "firebaseapp.com"]),
    ("Heroku", &["herokudns.com", "herokuapp.com"]),
    ("Fastly", &["fastly.net"]),
];

/// Suffixes of the names that an operator gives to each customer, for record and policy host. Both names have the same
/// prefix.
static CUSTOMERS: &[(&str, &str)] = &[("__mta_sts.easydmarc.pro", "_mta_sts.easydmarc.pro")];

/// Returns the operator of this name, if its suffix reveals it.
pub(crate) fn operator_of(target: &str) -> Option<&'static str> {
    let named = |(_, endings): &&(&str, &[&str])| endings.iter().any(|ending| Domain::is_under(target, ending));
    OPERATORS.iter().find(named).map(|(name, _)| *name).or_else(|| provider_of(target).map(|provider| provider.name))
}

/// Returns the CNAME target that the policy host needs if the record points to this name. The operator documents it, or
/// it is derived from the name. A look-up decides whether it exists.
pub(crate) fn host_half(record_target: &str) -> Option<String> {
    match of_record(record_target).map(|delegation| &delegation.host) {
        Some(HostHalf::Cname(target)) => Some((*target).into()),
        Some(HostHalf::PassOn(_)) => None,
        None => of_customer(record_target).or_else(|| {
            let rest = record_target.strip_prefix("_mta-sts.")?;
            Some(rest.parse::<Domain>().ok()?.policy_host())
        }),
    }
}

/// Returns the URL of the file that the policy host has to forward. Returns `None` unless the record points to an
/// operator that serves no policy hosts for customers.
pub(crate) fn passed_on(record_target: &str) -> Option<&'static str> {
    match of_record(record_target)?.host {
        HostHalf::PassOn(url) => Some(url),
        HostHalf::Cname(_) => None,
    }
}

fn documented() -> impl Iterator<Item = &'static Delegation> {
    PROVIDERS.iter().filter_map(|provider| provider.delegation.as_ref())
}

fn of_record(target: &str) -> Option<&'static Delegation> {
    documented().find(|delegation| delegation.record == target)
}

fn of_customer(record_target: &str) -> Option<String> {
    CUSTOMERS.iter().find_map(|(record, host)| Some([record_target.strip_suffix(record)?, host].concat()))
}

/// Returns the CNAME target that the record needs, if the policy host points to this name of an operator that documents
/// it.
pub(crate) fn record_half(host_target: &str) -> Option<&'static str> {
    let leads_there =
        |delegation: &&Delegation| matches!(delegation.host, HostHalf::Cname(name) if name == host_target);
    documented().find(leads_there).map(|delegation| delegation.record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_who_runs_them() {
        assert_eq!(operator_of("_mta-sts.mx.cloudflare.net"), Some("Cloudflare"));
        assert_eq!(operator_of("customer.mailhardener.com"), Some("Mailhardener"));
        assert_eq!(operator_of("example_com_mta_sts.easydmarc.pro"), Some("EasyDMARC"));
        assert_eq!(operator_of("d111111abcdef8.cloudfront.net"), Some("Amazon CloudFront"));
        assert_eq!(operator_of("mailhardener.com.example"), None);
        assert_eq!(operator_of("notgithub.io"), None);
    }

    #[test]
    fn each_half_tells_the_other() {
        assert_eq!(host_half("mta-sts.tutanota.de").as_deref(), Some("mta-sts.tutanota.de"));
        assert_eq!(record_half("mta-sts.tutanota.de"), Some("mta-sts.tutanota.de"));
        assert_eq!(host_half("_mta-sts.provider.example").as_deref(), Some("mta-sts.provider.example"));
        let host = host_half("example_com__mta_sts.easydmarc.pro");
        assert_eq!(host.as_deref(), Some("example_com_mta_sts.easydmarc.pro"));
    }

    #[test]
    fn an_operator_without_policy_hosts_for_others_has_a_file_to_pass_on() {
        let url = Some("https://mta-sts.mx.cloudflare.net/.well-known/mta-sts.txt");
        assert_eq!(passed_on("_mta-sts.mx.cloudflare.net"), url);
        assert_eq!(passed_on("mta-sts.tutanota.de"), None);
    }

    #[test]
    fn a_missing_half_of_a_delegation_is_not_invented() {
        assert_eq!(host_half("_mta-sts.mx.cloudflare.net"), None, "only the record can be delegated there");
        assert_eq!(host_half("records.provider.example"), None);
        assert_eq!(host_half("_mta-sts."), None);
        assert_eq!(record_half("web.provider.example"), None);
    }
}
