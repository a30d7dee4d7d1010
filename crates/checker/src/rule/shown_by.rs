//! The command line that shows a fault.

/// The command line that shows a finding of a rule. `advice::command` builds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownBy {
    /// The command of the rule's stage. Rules that need no action have none.
    Stage,
    /// No common command shows it.
    Nothing,
    /// `dig` for the MX records of the domain, with the status of the answer.
    MxStatus,
    /// `dig` for the STS record, with its TTL.
    StsRecordTtl,
    /// `dig` for the addresses of the policy host.
    PolicyHostAddresses,
    /// `dig` for the addresses of the name in `host`.
    HostAddresses,
    /// `dig` for the mail routing of the domain: MX records and addresses.
    MailOfDomain,
    /// `dig` for the mail routing of the domain in `value`.
    MailOfValue,
    /// `dig` for the TLSA records of the first host in `without`.
    TlsaOfFirstWithout,
    /// `openssl` to port 25 of the host in `host`.
    MailServer,
    /// The same without server name indication.
    MailServerWithoutSni,
    /// The same at the first address in `bad`.
    MailServerAtFirstBad,
    /// A part of the certificate that the host in `host` presents, by the option of `openssl x509`.
    MailServerCertificate(&'static str),
    /// `openssl` to port 443 of the policy host.
    PolicyHostTls,
    /// A part of the certificate that the policy host presents, by the option of `openssl x509`.
    PolicyHostCertificate(&'static str),
    /// `curl` for the policy file, with these options.
    PolicyFile(&'static str),
    /// `curl` for the policy file at the address in this argument, or the first of several.
    PolicyFileAt(&'static str),
}
