//! How a host gets the certificate for the policy host, and the authorities that issue it.

/// Let's Encrypt, by its name in CAA records.
pub(super) const LETS_ENCRYPT: &str = "letsencrypt.org";
/// ZeroSSL, which Sectigo issues for.
pub(super) const ZERO_SSL: &str = "sectigo.com";

/// How a host gets the certificate for the policy host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// An ACME client, over port 80 or DNS.
    AcmeClient,
    /// The server has an ACME client of its own.
    AcmeBuiltIn,
    /// An ACME client; chain and key in one file.
    AcmeOneFile,
    /// One certificate holds all names.
    EveryName,
    /// The platform issues it once the custom domain is added there.
    AfterCustomDomain,
    /// The platform issues it once DNS points there.
    AfterDns,
    /// It is bound by hand.
    BoundByHand,
    /// It is asked for in AWS Certificate Manager, in the region us-east-1.
    AwsUsEast1,
    /// The hoster's free certificate, for the subdomain.
    Hoster,
}

impl Certificate {
    /// Every way.
    pub const ALL: [Self; 9] = [
        Self::AcmeClient,
        Self::AcmeBuiltIn,
        Self::AcmeOneFile,
        Self::EveryName,
        Self::AfterCustomDomain,
        Self::AfterDns,
        Self::BoundByHand,
        Self::AwsUsEast1,
        Self::Hoster,
    ];

    /// The word in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AcmeClient => "acme-client",
            Self::AcmeBuiltIn => "acme-built-in",
            Self::AcmeOneFile => "acme-one-file",
            Self::EveryName => "every-name",
            Self::AfterCustomDomain => "after-custom-domain",
            Self::AfterDns => "after-dns",
            Self::BoundByHand => "bound-by-hand",
            Self::AwsUsEast1 => "aws-us-east-1",
            Self::Hoster => "hoster",
        }
    }
}
