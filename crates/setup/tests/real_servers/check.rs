//! A check of the domain: the proxy fetches the policy from a real server, and everything else is correct.

use std::{sync::Arc, time::Duration};

use checker::{
    Report, Severity, Verdict, judge, run_check,
    world::{World, WorldTransport},
};
use evidence::{Answer, Evidence, Outcome, Question, Reply, Timestamp, Transport, Via};
use mta_sts::Domain;
use proxy::{Deadlines, Settings, fetch::Fetcher};
use serde_json::json;

use crate::{DOMAIN, HOST, MX, names::Names, servers::Server};

/// The policy that every server serves.
pub const POLICY: &str = "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 86400\n";

/// The result of checking a server.
pub struct Checked {
    pub report: Report,
    pub seen: Evidence,
}

impl Checked {
    /// The ids of errors and warnings.
    pub fn faults(&self) -> Vec<&'static str> {
        let faults = self.report.findings.iter().map(|finding| finding.rule);
        faults.filter(|rule| rule.severity <= Severity::Warning).map(|rule| rule.id).collect()
    }

    /// The served file, and its type.
    pub fn served(&self) -> (String, String) {
        let http = self.seen.policy_fetch().unwrap().http.as_ref().unwrap();
        let kind = http.header("content-type").unwrap_or_default().to_owned();
        (String::from_utf8(http.body.0.clone()).unwrap(), kind)
    }
}

/// Fetches the policy from the server, and answers all other questions from a world.
struct Mixed<'w> {
    world: WorldTransport<'w>,
    fetcher: Fetcher,
}

impl Transport for Mixed<'_> {
    async fn ask(&self, question: &Question) -> Reply {
        let Question::Policy { domain } = question else { return self.world.ask(question).await };
        let fetched = self.fetcher.fetch_policy(&domain.parse().unwrap()).await;
        Reply { outcome: Outcome::Answer(Answer::Policy(Arc::new(fetched))), via: Via::Here, at: self.world.now }
    }
}

/// Returns a world in which everything except the policy file is correct.
fn world() -> World {
    let world = json!({
        "domain": DOMAIN,
        "dns": {
            "example.com MX": { "rrs": [[10, "mx.example.com."]], "ttl": 3600 },
            "mx.example.com A": { "rrs": ["198.51.100.25"] },
            "_mta-sts.example.com TXT": { "rrs": [["v=STSv1; id=20261101000000Z;"]], "ttl": 3600 },
            "_smtp._tls.example.com TXT": { "rrs": [["v=TLSRPTv1; rua=mailto:tls@example.com;"]], "ttl": 3600 },
            "mta-sts.example.com A": { "rrs": ["127.0.0.1"] }
        },
        "smtp": { MX: {
            "greeting": "220 mx.example.com ESMTP", "ehlo": ["STARTTLS"], "starttls": "220 Ready",
            "tls": { "names": [MX], "cn": MX }
        } }
    });
    serde_json::from_value(world).unwrap()
}

fn settings(server: &Server, names: &Names) -> Settings {
    let long = Duration::from_secs(30);
    let deadlines =
        Deadlines { resolve: long, connect: long, tls: long, reply: long, head: long, body: long, overall: long };
    Settings {
        resolvers: vec![names.address.to_string()],
        allow_net: vec!["127.0.0.0/8".parse().unwrap()],
        roots: vec![server.root.clone()],
        https_port: server.port,
        deadlines,
        ..Settings::default()
    }
}

/// Checks the domain, with the policy of this server.
pub async fn check(server: &Server) -> Checked {
    let names = Names::pointing_at("127.0.0.1").await;
    let world = world();
    let domain: Domain = DOMAIN.parse().unwrap();
    assert_eq!(domain.policy_host(), HOST);
    let now = world.check_time(Timestamp::from_unix(1_795_000_000));
    let settings = settings(server, &names);
    let net = Mixed { world: WorldTransport { world: &world, now }, fetcher: settings.fetcher().unwrap() };
    let begun = world.initial_evidence(&domain, now).with_allowed_networks(&settings.allow_net);
    let seen = run_check(&domain, begun, &net, |_| ()).await;
    Checked { report: judge(&domain, &seen), seen }
}

/// Asserts that the file is unchanged, has the right type, and causes no findings.
#[track_caller]
pub fn assert_clean(checked: &Checked, log: &str) {
    assert_eq!(checked.faults(), [""; 0], "{log}");
    assert_eq!(checked.report.verdict, Verdict::Testing);
    let (body, kind) = checked.served();
    assert_eq!(body, POLICY);
    assert!(kind == "text/plain" || kind.starts_with("text/plain;"), "{kind}");
}
