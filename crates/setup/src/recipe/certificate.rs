//! The ways to obtain the policy host's certificate, and the authorities that issue it.

/// Let's Encrypt, by its name in CAA records.
pub(super) const LETS_ENCRYPT: &str = "letsencrypt.org";
/// Amazon, by its names in CAA records: <https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html>.
pub(super) const AMAZON: &[&str] = &["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/// The way to obtain the policy host's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// An ACME client, over port 80 or DNS.
    AcmeClient,
    /// The server has a built-in ACME client.
    AcmeBuiltIn,
    /// An ACME client, with chain and key in one file.
    AcmeOneFile,
    /// One certificate for all names.
    EveryName,
    /// The platform issues it once the custom domain is added.
    AfterCustomDomain,
    /// The platform issues it once DNS points there.
    AfterDns,
    /// Installed by hand.
    BoundByHand,
    /// Requested in AWS Certificate Manager, in the region us-east-1.
    AwsUsEast1,
    /// The hosting provider's free certificate for the subdomain.
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

    /// The name used in identifiers.
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

    /// Whether the platform issues the certificate itself. Otherwise the owner can use any authority.
    #[must_use]
    pub const fn is_issued_by_platform(self) -> bool {
        matches!(self, Self::AfterCustomDomain | Self::AfterDns | Self::Hoster)
    }
}
