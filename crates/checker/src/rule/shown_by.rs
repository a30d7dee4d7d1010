//! The command line that shows a fault.

/// Which command line shows what a rule finds; `advice::command` writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownBy {
    /// The command of the rule's stage; none for rules that need no action.
    Stage,
    /// No customary command shows it.
    Nothing,
    /// `dig` for the MX records of the domain, with the status of the answer.
    MxStatus,
    /// `dig` for the STS record, with its time to live.
    StsRecordTtl,
    /// `dig` for the addresses of the policy host.
    PolicyHostAddresses,
    /// `dig` for the addresses of the name in `host`.
    HostAddresses,
    /// `dig` for where mail to the domain goes: MX records and addresses.
    MailOfDomain,
    /// `dig` for where mail to the domain in `value` goes.
    MailOfValue,
    /// `dig` for the TLSA records of the first host in `without`.
    TlsaOfFirstWithout,
    /// `openssl` to port 25 of the host in `host`.
    MailServer,
    /// The same without server name indication.
    MailServerWithoutSni,
    /// The same at the first address in `bad`.
    MailServerAtFirstBad,
    /// A part of the certificate that the host in `host` shows, by the option of `openssl x509`.
    MailServerCertificate(&'static str),
    /// `openssl` to port 443 of the policy host.
    PolicyHostTls,
    /// A part of the certificate that the policy host shows, by the option of `openssl x509`.
    PolicyHostCertificate(&'static str),
    /// `curl` for the policy file, with these options.
    PolicyFile(&'static str),
    /// `curl` for the policy file at the address in this argument, or the first of several.
    PolicyFileAt(&'static str),
}
