//! Platforms for static sites and small programs, and shared hosting.

use super::{
    AMAZON,
    Certificate::{AfterCustomDomain, AfterDns, AwsUsEast1, BoundByHand, Hoster},
    FileTemplate,
    HostEntry::{Address, AsShown, Cname, MadeByPlatform},
    LETS_ENCRYPT,
    Placement::{Platform, Shared},
    Recipe,
    Topic::{Certificate, CustomDomain, Deploy, Dns, PolicyFile, Prove, Serve, Subdomain},
    step, whole,
};
use crate::Type::{A, Cname as CnameRecord, Txt};

/// The policy file at the root of the site.
const SITE_FILE: FileTemplate = whole(".well-known/mta-sts.txt", "{policy}");
/// The policy file in the published folder.
const PUBLIC_FILE: FileTemplate = whole("public/.well-known/mta-sts.txt", "{policy}");
/// Response headers in the format of Cloudflare Pages and Netlify.
const HEADERS: FileTemplate = whole("_headers", include_str!("../../recipes/pages/_headers"));

pub(super) static CLOUDFLARE_WORKERS: Recipe = Recipe {
    id: "cloudflare-workers",
    placement: Platform,
    certificate: AfterCustomDomain,
    authorities: &[],
    tested: "",
    traps: &["existing-cname", "browser-integrity-check-off", "deep-subdomain", "mx-look-up-in-worker", "caa"],
    host: MadeByPlatform,
    proofs: &[],
    files: &[
        whole("src/index.js", include_str!("../../recipes/cloudflare-workers/index.js")),
        whole("wrangler.toml", include_str!("../../recipes/cloudflare-workers/wrangler.toml")),
    ],
    steps: &[step(Deploy, &[0, 1], "npx wrangler deploy\n"), step(Certificate, &[], ""), step(Prove, &[], "")],
};

pub(super) static CLOUDFLARE_PAGES: Recipe = Recipe {
    id: "cloudflare-pages",
    placement: Platform,
    certificate: AfterCustomDomain,
    authorities: &[],
    tested: "",
    traps: &["cname-before-custom-domain", "own-404-page", "browser-integrity-check-off", "caa"],
    host: Cname("PROJECT.pages.dev"),
    proofs: &[],
    files: &[SITE_FILE, whole("404.html", include_str!("../../recipes/pages/404.html")), HEADERS],
    steps: &[
        step(Deploy, &[0, 1, 2], ""),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static GITHUB_PAGES: Recipe = Recipe {
    id: "github-pages",
    placement: Platform,
    certificate: AfterDns,
    authorities: &[LETS_ENCRYPT],
    tested: "",
    traps: &["jekyll", "custom-domain-set", "cname-with-repository", "domain-verified", "other-custom-domain", "caa"],
    host: Cname("USER.github.io"),
    proofs: &[],
    files: &[
        SITE_FILE,
        whole("CNAME", include_str!("../../recipes/github-pages/CNAME")),
        whole(".github/workflows/publish.yml", include_str!("../../recipes/github-pages/deploy.yml")),
    ],
    steps: &[
        step(Deploy, &[0, 1, 2], ""),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static GITLAB_PAGES: Recipe = Recipe {
    id: "gitlab-pages",
    placement: Platform,
    certificate: AfterDns,
    // Owners may also upload a certificate of another authority.
    authorities: &[],
    tested: "",
    traps: &["verification-kept", "ipv6-only-senders", "caa"],
    host: Cname("NAMESPACE.gitlab.io"),
    proofs: &[("_gitlab-pages-verification-code.mta-sts.{domain}", Txt, "gitlab-pages-verification-code=…")],
    files: &[PUBLIC_FILE, whole(".gitlab-ci.yml", include_str!("../../recipes/gitlab-pages/gitlab-ci.yml"))],
    steps: &[
        step(Deploy, &[0, 1], ""),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static NETLIFY: Recipe = Recipe {
    id: "netlify",
    placement: Platform,
    certificate: AfterDns,
    authorities: &[],
    tested: "",
    traps: &["redirect", "login", "caa"],
    host: Cname("SITE.netlify.app"),
    proofs: &[],
    files: &[SITE_FILE, HEADERS],
    steps: &[
        step(Deploy, &[0, 1], ""),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static VERCEL: Recipe = Recipe {
    id: "vercel",
    placement: Platform,
    certificate: AfterDns,
    authorities: &[],
    tested: "",
    traps: &["redirect", "login", "caa"],
    host: Cname(""),
    proofs: &[],
    files: &[PUBLIC_FILE, whole("vercel.json", include_str!("../../recipes/vercel/vercel.json"))],
    steps: &[
        step(Deploy, &[0, 1], ""),
        step(CustomDomain, &[], "vercel domains inspect mta-sts.{domain}\n"),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static AZURE_STATIC_WEB_APPS: Recipe = Recipe {
    id: "azure-static-web-apps",
    placement: Platform,
    certificate: AfterDns,
    authorities: &[],
    tested: "",
    traps: &["indented-example", "spa-fallback", "more-names-than-the-plan", "caa"],
    host: Cname("APP.azurestaticapps.net"),
    proofs: &[],
    files: &[
        SITE_FILE,
        whole("index.html", include_str!("../../recipes/azure-static-web-apps/index.html")),
        whole("staticwebapp.config.json", include_str!("../../recipes/azure-static-web-apps/staticwebapp.config.json")),
    ],
    steps: &[
        step(Deploy, &[0, 1, 2], ""),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static AZURE_FUNCTIONS: Recipe = Recipe {
    id: "azure-functions",
    placement: Platform,
    certificate: BoundByHand,
    authorities: &[],
    tested: "",
    traps: &["route-prefix", "caa"],
    host: Cname("APP.azurewebsites.net"),
    proofs: &[("asuid.mta-sts.{domain}", Txt, "")],
    files: &[
        whole("host.json", include_str!("../../recipes/azure-functions/host.json")),
        whole("policy/function.json", include_str!("../../recipes/azure-functions/function.json")),
        whole("policy/index.js", include_str!("../../recipes/azure-functions/index.js")),
    ],
    steps: &[
        step(Deploy, &[0, 1, 2], ""),
        step(Dns, &[], ""),
        step(CustomDomain, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static AWS_S3_CLOUDFRONT: Recipe = Recipe {
    id: "aws-s3-cloudfront",
    placement: Platform,
    certificate: AwsUsEast1,
    authorities: AMAZON,
    tested: "",
    traps: &[
        "certificate-in-us-east-1",
        "alternate-domain-name",
        "cache-cleared",
        "bucket-website",
        "verification-kept",
        "caa",
    ],
    host: Cname("DISTRIBUTION.cloudfront.net"),
    proofs: &[("_….mta-sts.{domain}", CnameRecord, "_….acm-validations.aws")],
    files: &[whole("mta-sts.txt", "{policy}")],
    steps: &[
        step(
            Deploy,
            &[0],
            "aws s3 cp mta-sts.txt \"s3://$BUCKET/.well-known/mta-sts.txt\" --content-type \"text/plain; charset=utf-8\" --cache-control \"max-age=60\"\naws cloudfront create-invalidation --distribution-id \"$DISTRIBUTION\" --paths \"/.well-known/mta-sts.txt\"\n",
        ),
        step(Certificate, &[], ""),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static GOOGLE_CLOUD: Recipe = Recipe {
    id: "google-cloud",
    placement: Platform,
    certificate: AfterDns,
    authorities: &[],
    tested: "",
    traps: &["bucket-website", "cache-cleared", "caa"],
    host: Address,
    proofs: &[],
    files: &[whole("mta-sts.txt", "{policy}")],
    steps: &[
        step(
            Deploy,
            &[0],
            "gcloud storage cp mta-sts.txt \"gs://$BUCKET/.well-known/mta-sts.txt\" --content-type=\"text/plain; charset=utf-8\" --cache-control=\"max-age=60\"\n",
        ),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static FIREBASE: Recipe = Recipe {
    id: "firebase",
    placement: Platform,
    certificate: AfterCustomDomain,
    authorities: &[],
    tested: "",
    traps: &["dot-files-ignored", "spa-fallback", "caa"],
    host: AsShown(A),
    proofs: &[("mta-sts.{domain}", Txt, "")],
    files: &[PUBLIC_FILE, whole("firebase.json", include_str!("../../recipes/firebase/firebase.json"))],
    steps: &[
        step(Deploy, &[0, 1], "firebase deploy --only hosting\n"),
        step(CustomDomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static SHARED_HOSTING: Recipe = Recipe {
    id: "shared-hosting",
    placement: Shared,
    certificate: Hoster,
    authorities: &[],
    tested: "Apache httpd 2.4.71",
    traps: &["htaccess-inherited", "dns-elsewhere", "blocks-programs", "login", "byte-order-mark", "caa"],
    host: Address,
    proofs: &[],
    files: &[
        whole("mta-sts.{domain}/.well-known/mta-sts.txt", "{policy}"),
        whole("mta-sts.{domain}/.htaccess", include_str!("../../recipes/shared-hosting/htaccess")),
    ],
    steps: &[
        step(Subdomain, &[], ""),
        step(Dns, &[], ""),
        step(Certificate, &[], ""),
        step(PolicyFile, &[0], ""),
        step(Serve, &[1], ""),
        step(Prove, &[], ""),
    ],
};
