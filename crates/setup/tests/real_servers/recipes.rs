//! Every recipe on its real server: clean verdict, unchanged file, correct type.

use mta_sts::Domain;
use setup::{FilledRecipe, RecipeInput, recipe};

use crate::{
    DOMAIN,
    check::{POLICY, assert_clean, check},
    servers::{self, ServerFolder},
};

/// A recipe for the domain of the tests.
pub fn filled(id: &str) -> FilledRecipe {
    let domain: Domain = DOMAIN.parse().unwrap();
    recipe(id).unwrap().filled(&RecipeInput::new(&domain, POLICY, &[]).unwrap())
}

/// The text of a recipe's file, by the end of its path.
pub fn text(filled: &FilledRecipe, path_end: &str) -> String {
    let found = filled.files.iter().find(|file| file.path.ends_with(path_end));
    found.unwrap_or_else(|| panic!("{path_end}")).text.clone()
}

/// Puts the policy files in place, below the folder.
pub fn write_policies(server_folder: &ServerFolder, filled: &FilledRecipe) {
    for file in filled.files.iter().filter(|file| file.text == POLICY) {
        server_folder.write(&file.path_below(), &file.text);
    }
}

/// Replaces paths and ports of a configuration. It must contain each of them.
pub fn rewritten(config: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(config.to_owned(), |config, (from, to)| {
        assert!(config.contains(from), "{from} is not in\n{config}");
        config.replace(from, to)
    })
}

/// The blocks of an nginx recipe, in this folder.
pub fn nginx_blocks(server_folder: &ServerFolder, filled: &FilledRecipe) -> String {
    let folder = server_folder.name();
    let https = filled.files.iter().rfind(|file| file.text.contains("listen 443")).unwrap();
    let (ipv4, ipv6) =
        (format!("listen 127.0.0.1:{}", server_folder.port), format!("listen 127.0.0.2:{}", server_folder.port));
    let mut changes = vec![("listen 443", ipv4.as_str()), ("listen [::]:443", &ipv6)];
    let (web, live, many) = (format!("{folder}/var/www/"), format!("{folder}/"), format!("{folder}/"));
    for (from, to) in
        [("/var/www/", &web), ("/etc/letsencrypt/live/mta-sts.example.com/", &live), ("/etc/ssl/mta-sts/", &many)]
    {
        if https.text.contains(from) {
            changes.push((from, to));
        }
    }
    rewritten(&https.text, &changes)
}

/// The virtual host of the Apache recipe, in this folder.
pub fn apache_host(server_folder: &ServerFolder, filled: &FilledRecipe) -> String {
    let folder = server_folder.name();
    rewritten(
        &text(filled, "/mta-sts.example.com.conf"),
        &[
            ("*:443", &format!("127.0.0.1:{}", server_folder.port)),
            ("/var/www/", &format!("{folder}/var/www/")),
            ("/etc/letsencrypt/live/mta-sts.example.com/", &format!("{folder}/")),
        ],
    )
}

/// The site of the Caddy recipe, with a certificate of the test: it cannot get its own here.
pub fn caddy_site(server_folder: &ServerFolder, filled: &FilledRecipe) -> String {
    let folder = server_folder.name();
    rewritten(
        &text(filled, "Caddyfile"),
        &[
            ("/var/www/", &format!("{folder}/var/www/")),
            (
                "mta-sts.example.com {\n",
                &format!("mta-sts.example.com {{\n\ttls {folder}/fullchain.pem {folder}/privkey.pem\n"),
            ),
        ],
    )
}

/// The lines of the HAProxy recipe in a frontend of this folder, as an owner has it already.
pub fn haproxy_frontend(server_folder: &ServerFolder, filled: &FilledRecipe) -> String {
    let (folder, port) = (server_folder.name(), server_folder.port);
    let lines =
        rewritten(&text(filled, "haproxy.cfg"), &[("/etc/haproxy/mta-sts", &format!("{folder}/etc/haproxy/mta-sts"))]);
    let bind = |address| format!("    bind {address}:{port} ssl crt {folder}/certs/ alpn h2,http/1.1\n");
    ["frontend https\n    mode http\n", &bind("127.0.0.1"), &bind("127.0.0.2"), &lines].concat()
}

/// The configuration of the lighttpd recipe, in this folder.
pub fn lighttpd_config(server_folder: &ServerFolder, filled: &FilledRecipe) -> String {
    let folder = server_folder.name();
    let both = text(filled, "60-mta-sts.conf") + &text(filled, "61-mta-sts-tls.conf");
    let recipe = rewritten(
        &both,
        &[
            ("/var/www/", &format!("{folder}/var/www/")),
            ("/etc/letsencrypt/live/mta-sts.example.com/", &format!("{folder}/")),
            ("== \":443\"", &format!("== \"127.0.0.1:{}\"", server_folder.port)),
            ("== \"[::]:443\"", &format!("== \"127.0.0.2:{}\"", server_folder.port)),
        ],
    );
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("server.bind = \"127.0.0.1\"\nserver.port = {plain}\nserver.document-root = \"{folder}\"\n{recipe}")
}

#[tokio::test]
async fn nginx_serves_the_policy() {
    for id in ["nginx", "nginx-return", "nginx-many"] {
        let (server_folder, filled) = (ServerFolder::new(), filled(id));
        write_policies(&server_folder, &filled);
        let blocks = nginx_blocks(&server_folder, &filled);
        let server = servers::nginx(server_folder, &blocks);
        assert_clean(&check(&server).await, &server.log());
    }
}

#[tokio::test]
async fn nginx_serves_the_policy_beside_a_rule_that_hides_dot_files() {
    let (server_folder, filled) = (ServerFolder::new(), filled("nginx"));
    write_policies(&server_folder, &filled);
    let blocks = rewritten(
        &nginx_blocks(&server_folder, &filled),
        &[("    location / { return 404; }", "    location ~ /\\. { deny all; }\n    location / { return 404; }")],
    );
    let server = servers::nginx(server_folder, &blocks);
    assert_clean(&check(&server).await, &server.log());
}

#[tokio::test]
async fn the_port_80_block_of_nginx_loads_beside_it() {
    let (server_folder, filled) = (ServerFolder::new(), filled("nginx"));
    write_policies(&server_folder, &filled);
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let http = rewritten(
        &text(&filled, "-http.conf"),
        &[
            ("listen 80", &format!("listen 127.0.0.1:{plain}")),
            ("listen [::]:80", &format!("listen 127.0.0.2:{plain}")),
            ("/var/www/", &format!("{}/var/www/", server_folder.name())),
        ],
    );
    let blocks = http + &nginx_blocks(&server_folder, &filled);
    let server = servers::nginx(server_folder, &blocks);
    assert_clean(&check(&server).await, &server.log());
}

#[tokio::test]
async fn apache_serves_the_policy() {
    let (server_folder, filled) = (ServerFolder::new(), filled("apache"));
    write_policies(&server_folder, &filled);
    let hosts = apache_host(&server_folder, &filled);
    let server = servers::apache(server_folder, &hosts);
    assert_clean(&check(&server).await, &server.log());
}

#[tokio::test]
async fn caddy_serves_the_policy() {
    let (server_folder, filled) = (ServerFolder::new(), filled("caddy"));
    write_policies(&server_folder, &filled);
    let site = caddy_site(&server_folder, &filled);
    let server = servers::caddy(server_folder, &site);
    assert_clean(&check(&server).await, &server.log());
}

#[tokio::test]
async fn haproxy_serves_the_policy() {
    let (server_folder, filled) = (ServerFolder::new(), filled("haproxy"));
    write_policies(&server_folder, &filled);
    let frontend = haproxy_frontend(&server_folder, &filled);
    let server = servers::haproxy(server_folder, &frontend);
    assert_clean(&check(&server).await, &server.log());
}

#[tokio::test]
async fn lighttpd_serves_the_policy() {
    let (server_folder, filled) = (ServerFolder::new(), filled("lighttpd"));
    write_policies(&server_folder, &filled);
    let config = lighttpd_config(&server_folder, &filled);
    let server = servers::lighttpd(server_folder, &config);
    assert_clean(&check(&server).await, &server.log());
}

/// An owner's HTTPS site on the port of the recipe, as Debian's `10-ssl.conf` defines one.
fn other_site(server_folder: &ServerFolder) -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = rcgen::CertificateParams::new(["www.example.com".into()]).unwrap().self_signed(&key).unwrap();
    server_folder.write("www.pem", &(key.serialize_pem() + &certificate.pem()));
    let (folder, port) = (server_folder.name(), server_folder.port);
    let block = format!("ssl.engine = \"enable\"\nssl.pemfile = \"{folder}/www.pem\"");
    format!(
        "server.modules = ( \"mod_access\", \"mod_openssl\" )\n$SERVER[\"socket\"] == \"127.0.0.1:{port}\" {{\n{block}\n}}\n"
    )
}

#[tokio::test]
async fn lighttpd_serves_the_policy_beside_another_https_site() {
    let (server_folder, filled) = (ServerFolder::new(), filled("lighttpd"));
    write_policies(&server_folder, &filled);
    let recipe = lighttpd_config(&server_folder, &filled);
    let (named, sockets) = recipe.split_once("# Leave out the rest").unwrap();
    let other = other_site(&server_folder);
    server_folder.write("two.conf", &[&other, named, "#", sockets].concat());
    let mut test = std::process::Command::new("/usr/sbin/lighttpd");
    test.args(["-tt", "-f", &format!("{}/two.conf", server_folder.name())]);
    let output = test.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("Duplicate config variable"), "{said}");
    let server = servers::lighttpd(server_folder, &[&other, named].concat());
    assert_clean(&check(&server).await, &server.log());
}
