//! The texts that fix a fault.

/// The text to publish as a fix. `advice::repair` makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// No text is offered.
    Nothing,
    /// The STS record with a new `id`.
    StsRecord,
    /// The STS record of a domain that has none: a TXT record, or a CNAME record to the operator of the policy host.
    MissingStsRecord,
    /// The whole policy file: keeps what is readable, and adds uncovered MX hosts.
    PolicyFile,
    /// The whole policy file without the extension fields and padding that were served.
    PlainPolicyFile,
    /// The policy file for removing MTA-STS (RFC 8461 §8.3): mode none, and a `max_age` of a day.
    OptOutPolicyFile,
    /// The `mx` lines that the policy lacks for the hosts in `hosts` or `names`, or for the one in `host`.
    MxLines,
    /// The TLS reporting record.
    TlsRptRecord,
    /// A TLSA record for the key that the MX host in `host` presents.
    TlsaRecord,
    /// The CNAME record of the policy host, if the record is delegated and the policy host is not.
    DelegatedPolicyHost,
}
