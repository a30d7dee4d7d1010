//! The page, and the headers of every response.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use proxy::{Settings, app};
use proxy_api::ProblemKind;

use crate::{dist, get, offline, send};

#[tokio::test]
async fn the_page_is_served_with_its_files() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let cases = [
        ("/", "text/html", "no-cache"),
        ("/?domain=example.com&lang=ja", "text/html", "no-cache"),
        ("/about", "text/html", "no-cache"),
        ("/rules/record-missing", "text/html", "no-cache"),
        ("/reports", "text/html", "no-cache"),
        ("/many", "text/html", "no-cache"),
        ("/index.html", "text/html", "no-cache"),
        ("/web-0123456789abcdef.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("/web-0123456789abcdef_bg.wasm", "application/wasm", "public, max-age=31536000, immutable"),
    ];
    for (path, media_type, freshness) in cases {
        let seen = get(&app, path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        assert_eq!(
            (seen.header(header::CONTENT_TYPE), seen.header(header::CACHE_CONTROL)),
            (media_type, freshness),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_path_that_is_no_page_is_not_found() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    for path in ["/no/page/of/the/application", "/rules/a/b"] {
        let seen = get(&app, path).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_written_page_is_served_at_its_own_address_in_the_language_asked_for() {
    let dist = dist();
    for (folder, text) in [("learn", "Learn"), ("learn/help-desk", "Help desk"), ("ja/learn", "知る")] {
        std::fs::create_dir_all(dist.path().join(folder)).unwrap();
        std::fs::write(dist.path().join(folder).join("index.html"), text).unwrap();
    }
    std::fs::write(dist.path().join("learn/index.html.br"), "smaller").unwrap();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    for (path, text) in [
        ("/learn", "Learn"),
        ("/learn/", "Learn"),
        ("/learn?lang=en", "Learn"),
        ("/learn/help-desk", "Help desk"),
        ("/ja/learn", "知る"),
        ("/learn?lang=ja", "知る"),
    ] {
        let seen = get(&app, path).await;
        let body = String::from_utf8_lossy(&seen.body);
        assert_eq!((seen.status, body.as_ref()), (StatusCode::OK, text), "{path}");
        assert_eq!(seen.header(header::CONTENT_TYPE), "text/html", "{path}");
        assert_eq!(seen.header(header::CACHE_CONTROL), "no-cache", "{path}");
        assert!(seen.header(header::CONTENT_SECURITY_POLICY).contains("default-src 'none'"), "{path}");
    }
    let compressed = Request::get("/learn").header(header::ACCEPT_ENCODING, "br").body(Body::empty()).unwrap();
    assert_eq!(send(&app, compressed).await.body, b"smaller");
    assert_eq!(get(&app, "/learn/no-such-page").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_come_compressed_and_an_unchanged_one_is_not_sent_again() {
    let dist = dist();
    std::fs::write(dist.path().join("index.html.br"), "smaller").unwrap();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let asking = |name: header::HeaderName, value: &str| {
        send(&app, Request::get("/about").header(name, value.to_owned()).body(Body::empty()).unwrap())
    };
    let seen = asking(header::ACCEPT_ENCODING, "gzip, br").await;
    assert_eq!((seen.header(header::CONTENT_ENCODING), seen.body.as_slice()), ("br", b"smaller".as_slice()));
    assert!(seen.header(header::VARY).to_ascii_lowercase().contains("accept-encoding"), "{:?}", seen.headers);
    let plain = get(&app, "/").await;
    let again = asking(header::IF_NONE_MATCH, plain.header(header::ETAG)).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_but_the_page_is_served_from_its_folder() {
    let (dist, elsewhere) = (dist(), tempfile::tempdir().unwrap());
    std::fs::write(elsewhere.path().join("secret.txt"), "secret").unwrap();
    std::fs::write(dist.path().join(".env"), "secret").unwrap();
    std::fs::create_dir(dist.path().join("evil.example")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("secret.txt"), dist.path().join("link.txt")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), dist.path().join("folder")).unwrap();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    for path in ["/link.txt", "/folder/secret.txt", "/.env", "/%2eenv", "//evil.example", "/%2fevil.example"] {
        let seen = get(&app, path).await;
        assert_eq!((seen.status, seen.header(header::LOCATION)), (StatusCode::NOT_FOUND, ""), "{path}");
    }
}

#[tokio::test]
async fn ranges_and_conditions_are_those_of_the_standard() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let cases = [
        (header::RANGE, "lines=1-2", StatusCode::OK),
        (header::RANGE, "bytes=0-3", StatusCode::PARTIAL_CONTENT),
        (header::RANGE, "bytes=9999-", StatusCode::RANGE_NOT_SATISFIABLE),
        (header::IF_UNMODIFIED_SINCE, "Sat, 01 Jan 2000 00:00:00 GMT", StatusCode::PRECONDITION_FAILED),
    ];
    for path in ["/index.html", "/about"] {
        for (name, value, status) in &cases {
            let request = Request::get(path).header(name, *value).body(Body::empty()).unwrap();
            assert_eq!(send(&app, request).await.status, *status, "{path} {value}");
        }
    }
}

#[tokio::test]
async fn missing_files_are_a_problem_and_not_the_page() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let long = format!("/{}.js", "a".repeat(3000));
    for path in [
        "/none.js",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/%00.js",
        "/%ff.js",
        "/api/v1/none",
        "/api/about",
        "/index.html/a.js",
        &long,
    ] {
        let seen = get(&app, path).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::NOT_FOUND, ProblemKind::NotFound), "{path}");
    }
    let seen = send(&app, Request::post("/about").body(Body::empty()).unwrap()).await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::METHOD_NOT_ALLOWED, ProblemKind::Method));
}

#[tokio::test]
async fn only_the_page_of_ones_own_machine_may_connect_to_the_loopback() {
    for (open, may) in [(true, true), (false, false)] {
        let seen = get(&app(&Settings { open, ..offline().await }).unwrap(), "/healthz").await;
        assert_eq!(seen.header(header::CONTENT_SECURITY_POLICY).contains("http://localhost:*"), may);
    }
}

#[tokio::test]
async fn every_answer_has_strict_security_headers() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    for path in ["/", "/none.js", "/api/v1/config", "/api/none", "/healthz"] {
        let seen = get(&app, path).await;
        let policy = seen.header(header::CONTENT_SECURITY_POLICY);
        for directive in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(policy.split("; ").any(|given| given == directive), "{path}: {policy}");
        }
        assert_eq!(seen.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(seen.header(header::REFERRER_POLICY), "no-referrer", "{path}");
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(seen.header(header::HeaderName::from_static(name)), value, "{path}");
        }
        assert!(seen.header(header::HeaderName::from_static("permissions-policy")).contains("camera=()"), "{path}");
    }
}

#[tokio::test]
async fn a_page_hosted_elsewhere_is_given_the_same_headers() {
    let seen = get(&app(&offline().await).unwrap(), "/api/v1/config").await;
    let file = include_str!("../../../../deploy/static/headers");
    let given = file.lines().filter_map(|line| line.strip_prefix("  ")).map(|line| line.split_once(": ").unwrap());
    let mut names = Vec::new();
    for (name, value) in given.filter(|(name, _)| !["Strict-Transport-Security", "Cache-Control"].contains(name)) {
        // A public page may not connect to a laboratory on the visitor's machine.
        let served = seen.header(name.parse().unwrap()).replace(" http://127.0.0.1:* http://localhost:*", "");
        assert_eq!(value, served, "{name}");
        names.push(name.to_ascii_lowercase());
    }
    for name in seen.headers.keys().map(|name| name.as_str()).filter(|name| name.contains("-policy")) {
        assert!(names.iter().any(|given| given == name), "{name}");
    }
}
