//! Recipes for self-managed web servers.

use super::{
    Certificate::{AcmeBuiltIn, AcmeClient, AcmeOneFile, BoundByHand, EveryName},
    FileTemplate,
    HostEntry::Address,
    LETS_ENCRYPT,
    Placement::Server,
    Recipe,
    Topic::{Certificate, Dns, PolicyFile, Prove, Serve},
    block, lines, step, whole,
};

/// The policy file in its own folder.
const WEB_ROOT_FILE: FileTemplate = whole("/var/www/mta-sts.{domain}/.well-known/mta-sts.txt", "{policy}");

pub(super) static NGINX: Recipe = Recipe {
    id: "nginx",
    placement: Server,
    certificate: AcmeClient,
    authorities: &[LETS_ENCRYPT],
    tested: "nginx 1.22.1",
    traps: &[
        "dot-location",
        "redirect",
        "own-server-block",
        "content-type-header",
        "listens-on-ipv6",
        "spa-fallback",
        "blocks-programs",
        "caa",
    ],
    host: Address,
    proofs: &[],
    files: &[
        WEB_ROOT_FILE,
        whole("/etc/nginx/conf.d/mta-sts.{domain}-http.conf", include_str!("../../recipes/nginx/http.conf")),
        whole("/etc/nginx/conf.d/mta-sts.{domain}.conf", include_str!("../../recipes/nginx/https.conf")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(
            Certificate,
            &[1],
            "nginx -t && nginx -s reload\ncertbot certonly --webroot -w /var/www/mta-sts.{domain} -d mta-sts.{domain}\n",
        ),
        step(Serve, &[2], "nginx -t && nginx -s reload\n"),
        step(Prove, &[], ""),
    ],
};

pub(super) static NGINX_RETURN: Recipe = Recipe {
    id: "nginx-return",
    placement: Server,
    certificate: AcmeClient,
    authorities: &[LETS_ENCRYPT],
    tested: "nginx 1.22.1",
    traps: &["dot-location", "redirect", "own-server-block", "listens-on-ipv6", "blocks-programs", "caa"],
    host: Address,
    proofs: &[],
    files: &[
        whole("/etc/nginx/conf.d/mta-sts.{domain}-http.conf", include_str!("../../recipes/nginx/http.conf")),
        whole("/etc/nginx/conf.d/mta-sts.{domain}.conf", include_str!("../../recipes/nginx-return/https.conf")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(
            Certificate,
            &[0],
            "mkdir -p /var/www/mta-sts.{domain}\nnginx -t && nginx -s reload\ncertbot certonly --webroot -w /var/www/mta-sts.{domain} -d mta-sts.{domain}\n",
        ),
        step(Serve, &[1], "nginx -t && nginx -s reload\n"),
        step(Prove, &[], ""),
    ],
};

pub(super) static NGINX_MANY: Recipe = Recipe {
    id: "nginx-many",
    placement: Server,
    certificate: EveryName,
    authorities: &[LETS_ENCRYPT],
    tested: "nginx 1.22.1",
    traps: &[
        "certificate-holds-every-name",
        "dot-location",
        "redirect",
        "own-server-block",
        "listens-on-ipv6",
        "blocks-programs",
        "caa",
    ],
    host: Address,
    proofs: &[],
    files: &[
        whole("/var/www/mta-sts/{domain}/.well-known/mta-sts.txt", "{policy}"),
        whole("/etc/nginx/conf.d/mta-sts.conf", include_str!("../../recipes/nginx-many/https.conf")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(Certificate, &[], ""),
        step(Serve, &[1], "nginx -t && nginx -s reload\n"),
        step(Prove, &[], ""),
    ],
};

pub(super) static APACHE: Recipe = Recipe {
    id: "apache",
    placement: Server,
    certificate: AcmeClient,
    authorities: &[LETS_ENCRYPT],
    tested: "Apache httpd 2.4.71",
    traps: &[
        "htaccess-inherited",
        "dot-file-rule",
        "redirect",
        "own-server-block",
        "spa-fallback",
        "blocks-programs",
        "caa",
    ],
    host: Address,
    proofs: &[],
    files: &[
        WEB_ROOT_FILE,
        whole(
            "/etc/apache2/sites-available/mta-sts.{domain}-http.conf",
            include_str!("../../recipes/apache/http.conf"),
        ),
        whole("/etc/apache2/sites-available/mta-sts.{domain}.conf", include_str!("../../recipes/apache/https.conf")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(
            Certificate,
            &[1],
            "a2ensite mta-sts.{domain}-http\napachectl configtest && apachectl graceful\ncertbot certonly --webroot -w /var/www/mta-sts.{domain} -d mta-sts.{domain}\n",
        ),
        step(
            Serve,
            &[2],
            "a2enmod ssl\na2ensite mta-sts.{domain}\napachectl configtest && systemctl restart apache2\n",
        ),
        step(Prove, &[], ""),
    ],
};

pub(super) static CADDY: Recipe = Recipe {
    id: "caddy",
    placement: Server,
    certificate: AcmeBuiltIn,
    // Caddy falls back to other authorities. The first one is the one to allow.
    authorities: &[LETS_ENCRYPT],
    tested: "Caddy 2.6.2",
    traps: &["dns-before-start", "hidden-files", "redirect", "blocks-programs", "caa"],
    host: Address,
    proofs: &[],
    files: &[WEB_ROOT_FILE, block("/etc/caddy/Caddyfile", include_str!("../../recipes/caddy/Caddyfile"))],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(
            Serve,
            &[1],
            "caddy validate --config /etc/caddy/Caddyfile && caddy reload --config /etc/caddy/Caddyfile\n",
        ),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static HAPROXY: Recipe = Recipe {
    id: "haproxy",
    placement: Server,
    certificate: AcmeOneFile,
    authorities: &[LETS_ENCRYPT],
    tested: "HAProxy 2.6.12",
    traps: &["general-rule-first", "reload-after-change", "redirect", "listens-on-ipv6", "blocks-programs", "caa"],
    host: Address,
    proofs: &[],
    files: &[
        whole("/etc/haproxy/mta-sts.{domain}.txt", "{policy}"),
        lines("/etc/haproxy/haproxy.cfg", include_str!("../../recipes/haproxy/haproxy.cfg")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(
            Certificate,
            &[],
            "certbot certonly --standalone -d mta-sts.{domain} --pre-hook 'systemctl stop haproxy' --post-hook 'systemctl start haproxy'\ninstall -D -m 600 /dev/null /etc/haproxy/certs/mta-sts.{domain}.pem\ncat /etc/letsencrypt/live/mta-sts.{domain}/fullchain.pem /etc/letsencrypt/live/mta-sts.{domain}/privkey.pem > /etc/haproxy/certs/mta-sts.{domain}.pem\n",
        ),
        step(Serve, &[1], "haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy\n"),
        step(Prove, &[], ""),
    ],
};

pub(super) static LIGHTTPD: Recipe = Recipe {
    id: "lighttpd",
    placement: Server,
    certificate: AcmeClient,
    authorities: &[LETS_ENCRYPT],
    tested: "lighttpd 1.4.69",
    traps: &[
        "own-https-block",
        "mime-type-assigned",
        "dot-file-rule",
        "redirect",
        "listens-on-ipv6",
        "blocks-programs",
        "caa",
    ],
    host: Address,
    proofs: &[],
    files: &[
        WEB_ROOT_FILE,
        whole("/etc/lighttpd/conf-available/60-mta-sts.conf", include_str!("../../recipes/lighttpd/host.conf")),
        whole("/etc/lighttpd/conf-available/61-mta-sts-tls.conf", include_str!("../../recipes/lighttpd/https.conf")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(
            Certificate,
            &[1],
            "lighty-enable-mod mta-sts && systemctl reload lighttpd\ncertbot certonly --webroot -w /var/www/mta-sts.{domain} -d mta-sts.{domain}\n",
        ),
        step(Serve, &[2], "lighty-enable-mod mta-sts-tls && systemctl restart lighttpd\n"),
        step(Prove, &[], ""),
    ],
};

pub(super) static TRAEFIK: Recipe = Recipe {
    id: "traefik",
    placement: Server,
    certificate: AcmeBuiltIn,
    authorities: &[LETS_ENCRYPT],
    tested: "",
    traps: &["entry-point-middleware", "redirect", "blocks-programs", "caa"],
    host: Address,
    proofs: &[],
    files: &[
        whole("mta-sts/.well-known/mta-sts.txt", "{policy}"),
        block("compose.yaml", include_str!("../../recipes/traefik/compose.yaml")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(Serve, &[1], "docker compose up --detach\n"),
        step(Certificate, &[], ""),
        step(Prove, &[], ""),
    ],
};

pub(super) static IIS: Recipe = Recipe {
    id: "iis",
    placement: Server,
    certificate: BoundByHand,
    authorities: &[],
    tested: "",
    traps: &["byte-order-mark", "redirect", "own-server-block", "blocks-programs", "caa"],
    host: Address,
    proofs: &[],
    files: &[
        whole("C:\\inetpub\\mta-sts\\.well-known\\mta-sts.txt", "{policy}"),
        whole("C:\\inetpub\\mta-sts\\web.config", include_str!("../../recipes/iis/web.config")),
    ],
    steps: &[
        step(Dns, &[], ""),
        step(PolicyFile, &[0], ""),
        step(Certificate, &[], ""),
        step(Serve, &[1], ""),
        step(Prove, &[], ""),
    ],
};
