//! The configurations in `deploy/`: nginx and Caddy run with their own, nginx withstands floods, and no reverse proxy times
//! out before the server.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod floods;
mod reverse_proxies;
mod upstream;

use std::{fs, path::PathBuf, time::Duration};

use proxy_api::deadlines::ANSWER_DEADLINE;

fn deployed(file: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the seconds that follow this directive.
fn seconds(config: &str, directive: &str) -> Duration {
    let line = config.lines().find_map(|line| line.trim().strip_prefix(directive)).unwrap();
    Duration::from_secs(line.trim().trim_end_matches(';').strip_suffix('s').unwrap().parse().unwrap())
}

#[test]
fn reverse_proxies_wait_as_long_as_the_page() {
    let nginx = seconds(&deployed("nginx/mta-sts-checker.conf"), "proxy_read_timeout");
    let caddy = seconds(&deployed("caddy/Caddyfile"), "response_header_timeout");
    assert!(nginx >= ANSWER_DEADLINE && caddy >= ANSWER_DEADLINE, "{nginx:?} {caddy:?}");
}

#[test]
fn nothing_is_buffered_on_disk_and_clients_are_limited() {
    let nginx = deployed("nginx/mta-sts-checker.conf");
    let directives = ["proxy_max_temp_file_size   0;", "limit_req ", "limit_conn ", "ssl_reject_handshake on;"];
    for directive in directives {
        assert!(nginx.lines().any(|line| line.trim().starts_with(directive)), "{directive}");
    }
    for (kind, directives) in
        [("requests", ["limit_req_zone", "limit_req"]), ("connections", ["limit_conn_zone", "limit_conn"])]
    {
        for family in ["ipv4", "ipv6"] {
            let zone = format!("mta_sts_checker_{kind}_{family}");
            let key = format!("$mta_sts_checker_{family}");
            let uses = |directive: &str, word: &str| {
                nginx.lines().any(|line| {
                    line.split_whitespace().next() == Some(directive) && line.contains(word) && line.contains(&zone)
                })
            };
            assert!(
                uses(directives[0], &key) && uses(directives[1], &zone),
                "{zone}: each family has zones of its own"
            );
        }
    }
    assert_eq!(nginx.matches("TLSv1.2 TLSv1.3;").count(), 2, "the default server sets the versions for its port");
    assert!(deployed("caddy/Caddyfile").contains("protocols tls1.2 tls1.3"));
}
