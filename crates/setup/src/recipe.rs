//! Hosting recipes as data: files of a web server or platform, steps, traps and the proving command.
//!
//! The files are in `recipes/`. `tests/real_servers/` runs those of nginx, Apache, Caddy, HAProxy and lighttpd on the real
//! servers.

mod certificate;
mod file;
mod platforms;
mod proof;
mod servers;

use mta_sts::{Domain, PolicyReading};

pub use certificate::Certificate;
use certificate::{AMAZON, LETS_ENCRYPT};
pub use file::{Extent, File};
use file::{FileTemplate, block, lines, whole};
pub use proof::{Proof, ProofTime};

use crate::{
    Data, Entry, Role, Target, Trap, Type,
    fill::{fill, is_plain},
    policy_host_entries, trap,
};

/// A hosting recipe: how one kind of host serves a policy file. The crate `words` has its name by `id`.
#[derive(Debug)]
pub struct Recipe {
    /// The name used in identifiers and by `--host`.
    pub id: &'static str,
    /// The kind of hosting.
    pub placement: Placement,
    /// The way to obtain the certificate.
    pub certificate: Certificate,
    /// The server version that the recipe was tested on; empty if it was not tested.
    pub tested: &'static str,
    /// Possible issuers of its certificate, by their names in CAA records; empty if unknown.
    pub authorities: &'static [&'static str],
    /// Ids of the recipe's traps.
    pub traps: &'static [&'static str],
    host: HostEntry,
    proofs: &'static [(&'static str, Type, &'static str)],
    files: &'static [FileTemplate],
    steps: &'static [StepTemplate],
}

/// The kind of hosting for a policy file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// A self-managed web server.
    Server,
    /// A platform for static sites and small programs.
    Platform,
    /// Web space with a control panel.
    Shared,
}

impl Placement {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Server, Self::Platform, Self::Shared];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Platform => "platform",
            Self::Shared => "shared",
        }
    }
}

/// The topic of a step. The crate `words` has its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Publish the entries of the policy host.
    Dns,
    /// Put the policy file in place.
    PolicyFile,
    /// Get the certificate.
    Certificate,
    /// Configure the server so that it serves the file.
    Serve,
    /// Add these files to the site and publish it.
    Deploy,
    /// Add the policy host as a custom domain on the platform.
    CustomDomain,
    /// Add the subdomain in the hosting provider's control panel.
    Subdomain,
    /// Prove that it works.
    Prove,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 8] = [
        Self::Dns,
        Self::PolicyFile,
        Self::Certificate,
        Self::Serve,
        Self::Deploy,
        Self::CustomDomain,
        Self::Subdomain,
        Self::Prove,
    ];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::PolicyFile => "policy-file",
            Self::Certificate => "certificate",
            Self::Serve => "serve",
            Self::Deploy => "deploy",
            Self::CustomDomain => "custom-domain",
            Self::Subdomain => "subdomain",
            Self::Prove => "prove",
        }
    }
}

#[derive(Debug)]
struct StepTemplate {
    topic: Topic,
    /// Indices of the files that the step installs.
    files: &'static [usize],
    /// Shell lines.
    commands: &'static str,
}

const fn step(topic: Topic, files: &'static [usize], commands: &'static str) -> StepTemplate {
    StepTemplate { topic, files, commands }
}

/// The DNS entry of the policy host if no target is given.
#[derive(Debug)]
enum HostEntry {
    /// The addresses of the server.
    Address,
    /// A CNAME record to a name of this form.
    Cname(&'static str),
    /// Records that only the platform shows, usually of this type.
    AsShown(Type),
    /// No entry: the platform creates the record.
    MadeByPlatform,
}

/// A recipe filled in for a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledRecipe {
    /// The files, in order.
    pub files: Vec<File>,
    /// The entries of the policy host, and proofs that the host requires.
    pub dns: Vec<Entry>,
    /// The way to obtain the certificate.
    pub certificate: Certificate,
    /// Common traps.
    pub traps: Vec<&'static Trap>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Shell lines that show the file as senders get it, each for its moment.
    pub proof: Vec<Proof>,
}

/// A step of a filled recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The topic of the step.
    pub topic: Topic,
    /// Indices of the files that the step installs.
    pub files: Vec<usize>,
    /// Shell lines to run; empty if there are none.
    pub commands: String,
}

/// The values that fill in a recipe.
#[derive(Clone, Debug)]
pub struct RecipeInput<'a> {
    domain: &'a Domain,
    policy: &'a str,
    targets: &'a [Target],
    host: Vec<Entry>,
}

impl<'a> RecipeInput<'a> {
    /// Combines a domain, the policy file and the known locations of the policy host. Returns `None` if the policy is not valid
    /// or not plain; those of [`crate::Texts`] are both. Also returns `None` if [`policy_host_entries`] rejects the targets.
    #[must_use]
    pub fn new(domain: &'a Domain, policy: &'a str, targets: &'a [Target]) -> Option<Self> {
        let sound = is_plain(policy) && PolicyReading::read(policy.as_bytes()).is_valid();
        let host = policy_host_entries(domain, targets).ok()?;
        sound.then_some(Self { domain, policy, targets, host })
    }
}

/// Every recipe: servers, platforms, shared hosting.
pub static RECIPES: &[&Recipe] = &[
    &servers::NGINX,
    &servers::NGINX_RETURN,
    &servers::NGINX_MANY,
    &servers::APACHE,
    &servers::CADDY,
    &servers::HAPROXY,
    &servers::LIGHTTPD,
    &servers::TRAEFIK,
    &servers::IIS,
    &platforms::CLOUDFLARE_WORKERS,
    &platforms::CLOUDFLARE_PAGES,
    &platforms::GITHUB_PAGES,
    &platforms::GITLAB_PAGES,
    &platforms::NETLIFY,
    &platforms::VERCEL,
    &platforms::AZURE_STATIC_WEB_APPS,
    &platforms::AZURE_FUNCTIONS,
    &platforms::AWS_S3_CLOUDFRONT,
    &platforms::GOOGLE_CLOUD,
    &platforms::FIREBASE,
    &platforms::SHARED_HOSTING,
];

/// Returns the recipe with this id.
#[must_use]
pub fn recipe(id: &str) -> Option<&'static Recipe> {
    RECIPES.iter().find(|recipe| recipe.id == id).copied()
}

impl Recipe {
    /// Whether its texts ran on the real server. If not, they are from the vendor's documentation.
    #[must_use]
    pub const fn is_tried(&self) -> bool {
        !self.tested.is_empty()
    }

    /// Fills in the recipe for a domain and its policy.
    #[must_use]
    pub fn filled(&self, input: &RecipeInput<'_>) -> FilledRecipe {
        let escaped = input.policy.replace('\n', "\\n");
        let values =
            [("{domain}", input.domain.as_str()), ("{policy}", input.policy), ("{policy_escaped}", escaped.as_str())];
        let filled = |text: &str| fill(text, &values);
        let file = |file: &FileTemplate| File { path: filled(file.path), text: filled(file.text), extent: file.extent };
        let step = |step: &StepTemplate| Step {
            topic: step.topic,
            files: step.files.to_vec(),
            commands: filled(step.commands),
        };
        FilledRecipe {
            files: self.files.iter().map(file).collect(),
            dns: self.entries(input),
            certificate: self.certificate,
            traps: self.traps.iter().filter_map(|id| trap(id)).collect(),
            steps: self.steps.iter().map(step).collect(),
            proof: proof::proofs(input.domain, input.targets, matches!(self.host, HostEntry::Address)),
        }
    }

    fn entries(&self, input: &RecipeInput<'_>) -> Vec<Entry> {
        let mut entries = match self.host {
            HostEntry::MadeByPlatform => Vec::new(),
            _ => input.host.clone(),
        };
        let unknown =
            |kind, form| Entry::new(input.domain.policy_host(), Data::Unknown { kind, form }, Role::PolicyHost);
        match self.host {
            HostEntry::Address if entries.is_empty() => {
                entries.extend([unknown(Type::A, ""), unknown(Type::Aaaa, "")]);
            }
            HostEntry::Cname(form) if entries.is_empty() => entries.push(unknown(Type::Cname, form)),
            HostEntry::AsShown(kind) if entries.is_empty() => {
                let shown = Data::FromService { kind, is_kind_known: false };
                entries.push(Entry::new(input.domain.policy_host(), shown, Role::PolicyHost));
            }
            _ => {}
        }
        entries.extend(self.proofs.iter().map(|(name, kind, form)| {
            let name = fill(name, &[("{domain}", input.domain.as_str())]);
            Entry::new(name, Data::Unknown { kind: *kind, form }, Role::Verification)
        }));
        entries
    }
}

#[cfg(test)]
mod tests;
