//! The traps of the recipes, set up on purpose: the checker names the cause of each.

use setup::trap;

use crate::{
    check::{POLICY, assert_clean, check},
    recipes::{
        apache_host, caddy_site, filled, haproxy_frontend, lighttpd_config, nginx_blocks, rewritten, text,
        write_policies,
    },
    servers::{self, Server, ServerFolder},
};

/// Asserts that the report has the finding, and that the trap lists it.
async fn assert_found(server: &Server, id: &str, finding: &'static str) {
    let checked = check(server).await;
    let faults = checked.faults();
    assert!(faults.contains(&finding), "{id}: {faults:?} {:?}\n{}", checked.seen.policy_fetch(), server.log());
    assert!(trap(id).unwrap().findings.contains(&finding), "{id} does not announce {finding}");
}

/// nginx with the recipe, changed.
fn nginx(changes: &[(&str, &str)]) -> Server {
    let (server_folder, filled) = (ServerFolder::new(), filled("nginx"));
    write_policies(&server_folder, &filled);
    server_folder.write("var/www/mta-sts.example.com/index.html", "<!doctype html><title>Start</title>\n");
    let blocks = rewritten(&nginx_blocks(&server_folder, &filled), changes);
    servers::nginx(server_folder, &blocks)
}

#[tokio::test]
async fn a_rule_against_dot_files_wins_over_a_plain_location_of_nginx() {
    let server = nginx(&[
        ("location = /", "location /"),
        ("    location / { return 404; }", "    location ~ /\\. { deny all; }\n    location / { return 404; }"),
    ]);
    assert_found(&server, "dot-location", "policy-http-forbidden").await;
}

#[tokio::test]
async fn a_fallback_to_the_start_page_is_named() {
    let server = nginx(&[
        ("location = /.well-known/mta-sts.txt", "location = /unused"),
        ("location / { return 404; }", "location / { rewrite ^ /index.html break; }"),
    ]);
    assert_found(&server, "spa-fallback", "policy-body-is-html").await;
}

#[tokio::test]
async fn add_header_sends_the_type_a_second_time() {
    let server = nginx(&[("charset utf-8;", "add_header Content-Type text/plain;")]);
    let checked = check(&server).await;
    let fields = &checked.seen.policy_fetch().unwrap().http.as_ref().unwrap().headers;
    let types = fields.iter().filter(|field| field.name.eq_ignore_ascii_case("content-type")).count();
    assert_eq!(types, 2, "{fields:?}");
    assert_found(&server, "content-type-header", "policy-http-content-type-repeated").await;
}

#[tokio::test]
async fn a_redirect_to_www_is_named() {
    let server = nginx(&[
        ("location = /.well-known/mta-sts.txt", "location = /unused"),
        ("location / { return 404; }", "location / { return 301 https://www.example.com$request_uri; }"),
    ]);
    assert_found(&server, "redirect", "policy-http-redirect").await;
}

/// Apache with the subdomain's folder inside the folder of the main site, whose `.htaccess` redirects.
fn inside_the_main_site(own_htaccess: Option<&str>) -> Server {
    let server_folder = ServerFolder::new();
    let folder = server_folder.name();
    server_folder.write("web/.htaccess", "RewriteEngine On\nRewriteRule ^ https://www.example.com/ [R=301,L]\n");
    server_folder.write("web/mta-sts/.well-known/mta-sts.txt", POLICY);
    if let Some(text) = own_htaccess {
        server_folder.write("web/mta-sts/.htaccess", text);
    }
    let host = format!(
        "<VirtualHost 127.0.0.1:{}>\nServerName mta-sts.example.com\nDocumentRoot {folder}/web/mta-sts\nSSLEngine on\nSSLCertificateFile {folder}/fullchain.pem\nSSLCertificateKeyFile {folder}/privkey.pem\n<Directory {folder}/web>\nRequire all granted\nAllowOverride All\n</Directory>\n</VirtualHost>\n",
        server_folder.port
    );
    servers::apache(server_folder, &host)
}

#[tokio::test]
async fn an_inherited_htaccess_redirects_and_the_recipe_cures_it() {
    let server = inside_the_main_site(None);
    assert_found(&server, "htaccess-inherited", "policy-http-redirect").await;
    let cured = inside_the_main_site(Some(&text(&filled("shared-hosting"), ".htaccess")));
    assert_clean(&check(&cured).await, &cured.log());
}

#[tokio::test]
async fn a_rule_against_dot_paths_hides_the_file_from_apache() {
    let (server_folder, filled) = (ServerFolder::new(), filled("apache"));
    write_policies(&server_folder, &filled);
    let host = rewritten(
        &apache_host(&server_folder, &filled),
        &[("SSLEngine on", "SSLEngine on\n    RedirectMatch 404 \"/\\..*$\"")],
    );
    let server = servers::apache(server_folder, &host);
    assert_found(&server, "dot-file-rule", "policy-http-not-found").await;
}

#[tokio::test]
async fn caddy_hides_what_it_is_told_to_hide() {
    let (server_folder, filled) = (ServerFolder::new(), filled("caddy"));
    write_policies(&server_folder, &filled);
    let site = rewritten(
        &caddy_site(&server_folder, &filled),
        &[("\t\tfile_server\n", "\t\tfile_server {\n\t\t\thide .*\n\t\t}\n")],
    );
    let server = servers::caddy(server_folder, &site);
    assert_found(&server, "hidden-files", "policy-http-not-found").await;
}

#[tokio::test]
async fn a_redirect_above_the_rules_of_haproxy_wins() {
    let (server_folder, filled) = (ServerFolder::new(), filled("haproxy"));
    write_policies(&server_folder, &filled);
    let frontend = rewritten(
        &haproxy_frontend(&server_folder, &filled),
        &[("    acl is_mta_sts", "    http-request redirect prefix https://www.example.com\n    acl is_mta_sts")],
    );
    let server = servers::haproxy(server_folder, &frontend);
    assert_found(&server, "general-rule-first", "policy-http-redirect").await;
}

#[tokio::test]
async fn lighttpd_without_a_type_for_txt_sends_octets() {
    let (server_folder, filled) = (ServerFolder::new(), filled("lighttpd"));
    write_policies(&server_folder, &filled);
    let config = rewritten(
        &lighttpd_config(&server_folder, &filled),
        &[("    mimetype.assign = ( \".txt\" => \"text/plain; charset=utf-8\" )\n", "")],
    );
    let server = servers::lighttpd(server_folder, &config);
    assert_found(&server, "mime-type-assigned", "policy-http-content-type-other").await;
}
