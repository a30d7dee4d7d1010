//! Certificates: those of the policy host, and single ones.

use checker::names_host;
use evidence::{Certificate, Timestamp, TlsHandshake, Trust};
use words::{Key, SentencePart, args, key, make_visible};
use yew::prelude::*;

use super::View;

impl View<'_> {
    pub(super) fn certificate(&self) -> Html {
        let seen =
            self.evidence.policy_fetch().and_then(|observation| Some((observation.tls.as_ref()?, observation.seen_at)));
        let Some((tls, seen_at)) = seen else { return html! {} };
        let now = Timestamp::observed_at(seen_at, self.evidence.started);
        let content = html! {
            <>
                { for tls.chain.iter().map(|certificate| self.one_certificate(certificate, now)) }
                if let Some(verifier) = &tls.verifier {
                    <p class="where" translate="no"><code>{make_visible(verifier)}</code></p>
                }
                if tls.chain.is_empty() {
                    <p>{self.message(key::PAGE_NO_CERTIFICATE)}</p>
                }
            </>
        };
        self.fold(
            "certificate",
            key::PAGE_CERTIFICATE,
            &self.tls_summary(tls, &self.domain.policy_host(), now),
            content,
        )
    }

    pub(super) fn one_certificate(&self, certificate: &Certificate, now: Timestamp) -> Html {
        let from = Timestamp::from_unix(certificate.not_before);
        let until = Timestamp::from_unix(certificate.not_after);
        let row = |title: Key, value: String| html! { <div><dt>{self.message(title)}</dt><dd translate="no">{make_visible(&value)}</dd></div> };
        html! {
            <dl class="pairs certificate">
                {row(key::PAGE_CERT_SUBJECT, certificate.subject.clone())}
                if !certificate.names.is_empty() {
                    {row(key::PAGE_CERT_NAMES, certificate.names.join(", "))}
                }
                {row(key::PAGE_CERT_ISSUER, certificate.issuer.clone())}
                <div><dt>{self.message(key::PAGE_CERT_VALID)}</dt><dd>
                    {self.language.message(key::PAGE_CERT_SPAN, args!["from" => from, "until" => until])}
                    {self.lifetime(certificate, now.unix_seconds())}
                </dd></div>
                if !certificate.key.is_empty() {
                    {row(key::PAGE_CERT_KEY, certificate.key.clone())}
                }
                if !certificate.sha256.is_empty() {
                    {row(key::PAGE_CERT_SHA256, certificate.sha256.clone())}
                }
            </dl>
        }
    }

    /// Renders how much of a certificate's lifetime has passed, as a bar with text.
    fn lifetime(&self, certificate: &Certificate, now: i64) -> Html {
        let (whole, passed) = (certificate.not_after - certificate.not_before, now - certificate.not_before);
        let share = if whole > 0 { (passed.saturating_mul(100) / whole).clamp(0, 100) } else { 100 };
        let days = (certificate.not_after - now).div_euclid(evidence::DAY);
        let (tone, text) = match days {
            _ if passed < 0 => ("soon", self.message(key::PAGE_CERT_EARLY)),
            ..0 => ("over", self.message(key::PAGE_CERT_OVER)),
            0..14 => ("soon", self.language.message(key::PAGE_CERT_DAYS, args!["count" => days])),
            _ => ("good", self.language.message(key::PAGE_CERT_DAYS, args!["count" => days])),
        };
        html! {
            <span class={classes!("lifetime", tone)}>
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="whole" width="100" height="6" rx="3" /><rect class="passed" width={share.to_string()} height="6" rx="3" />
                </svg>
                {text}
            </span>
        }
    }

    /// Returns the most important facts about a certificate for this host, and its end of validity.
    pub(super) fn tls_summary(&self, tls: &TlsHandshake, host: &str, now: Timestamp) -> Vec<SentencePart> {
        let Some(leaf) = tls.chain.first() else { return vec![self.unread_state("tls")] };
        let (from, until) = (Timestamp::from_unix(leaf.not_before), Timestamp::from_unix(leaf.not_after));
        let dates = match () {
            () if until < now => self.language.message(key::PAGE_CERT_EXPIRED, args!["until" => until]),
            () if now < from => self.language.message(key::PAGE_CERT_FROM, args!["from" => from]),
            () => self.language.message(key::PAGE_CERT_UNTIL, args!["until" => until]),
        };
        let is_current = (from..=until).contains(&now);
        let name = (!names_host(leaf, host)).then(|| self.message(key::PAGE_CERT_OTHER));
        let word = tls.trust.map(|trust| match trust {
            Trust::Trusted if is_current && name.is_none() => "trusted",
            Trust::Trusted => "issuer",
            Trust::SelfSigned => "self-signed",
            Trust::Incomplete => "incomplete",
            Trust::UntrustedRoot => "untrusted-root",
            Trust::Other => "other",
        });
        let trust = word.map(|word| self.language.message(key::PAGE_CERT_TRUST, args!["trust" => word]));
        let (first, last) = if is_current { (None, Some(dates)) } else { (Some(dates), None) };
        let version = tls.version.map(|version| SentencePart::Value(version.name().to_owned()));
        let words = first.into_iter().chain(name).chain(trust).chain(last);
        words.map(SentencePart::Text).chain(version).collect()
    }
}
