//! The built page: its files, and `index.html` for every path that may be a page of the application.

use std::{borrow::Cow, path::Path, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::{body::CHUNK_BYTES, problem};

/// Adds the page to the router, if there is one.
pub(crate) fn add_page(router: Router, dist: Option<&Path>) -> Router {
    let Some(dist) = dist else {
        return router.fallback(problem::not_found);
    };
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip().with_buf_chunk_size(CHUNK_BYTES);
    let index = ServeFile::new(dist.join("index.html")).precompressed_br().precompressed_gzip();
    let index = index.with_buf_chunk_size(CHUNK_BYTES);
    let root: Arc<Path> = dist.into();
    router.fallback(move |request: Request<Body>| serve_file(root.clone(), files.clone(), index.clone(), request))
}

async fn serve_file(root: Arc<Path>, files: ServeDir, index: ServeFile, mut request: Request<Body>) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return problem::method_not_allowed().await;
    }
    let path = request.uri().path().to_owned();
    if is_hidden(&path) || leads_out_of_folder(&root, &path).await {
        return problem::not_found().await;
    }
    ignore_unknown_ranges(request.headers_mut());
    let retry = copy_without_body(&request);
    if let Some(folder) = static_page(request.uri()).and_then(|folder| folder.parse().ok()) {
        // Avoids a redirect to the folder's trailing slash.
        *request.uri_mut() = folder;
    }
    let response = files.oneshot(request).await.into_response();
    match response.status() {
        status if status.is_success() || status.is_redirection() || is_condition_or_range_failure(status) => {
            with_cache_headers(&path, response)
        }
        // The application itself shows that the path does not exist.
        _ if is_page(&path) => serve_application(index, retry, &path).await,
        _ => problem::not_found().await,
    }
}

/// Returns whether the status is due to a condition or range of the request (RFC 9110 §13.2.2, §14.2).
const fn is_condition_or_range_failure(status: StatusCode) -> bool {
    matches!(status, StatusCode::RANGE_NOT_SATISFIABLE | StatusCode::PRECONDITION_FAILED)
}

/// Returns whether a path is never served. File names that begin with a dot are not part of the page. An empty segment
/// would make a redirect lead to another host.
fn is_hidden(path: &str) -> bool {
    let path = percent_decoded(path);
    let mut segments = path.split(['/', '\\']).skip(1).peekable();
    let mut is_hidden = false;
    while let Some(segment) = segments.next() {
        is_hidden |= segment.starts_with('.') || (segment.is_empty() && segments.peek().is_some());
    }
    is_hidden
}

/// Returns whether a symbolic link leads out of the page's folder.
async fn leads_out_of_folder(root: &Path, path: &str) -> bool {
    let requested = root.join(percent_decoded(path).trim_start_matches('/'));
    let (root, requested) = tokio::join!(tokio::fs::canonicalize(root), tokio::fs::canonicalize(requested));
    matches!((root, requested), (Ok(root), Ok(requested)) if !requested.starts_with(&root))
}

fn percent_decoded(path: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy()
}

/// Removes a range in an unknown unit, which is to be ignored (RFC 9110 §14.2).
fn ignore_unknown_ranges(headers: &mut HeaderMap) {
    if headers.get(header::RANGE).is_some_and(|range| !range.as_bytes().starts_with(b"bytes=")) {
        headers.remove(header::RANGE);
    }
}

async fn serve_application(index: ServeFile, request: Request<Body>, path: &str) -> Response {
    let mut response = index.oneshot(request).await.into_response();
    if response.status() == StatusCode::NOT_FOUND {
        return problem::not_found().await;
    }
    if response.status().is_success() && !is_known_page(path) {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    with_cache_headers("/", response)
}

fn copy_without_body(request: &Request<Body>) -> Request<Body> {
    let mut copy = Request::new(Body::empty());
    *copy.method_mut() = request.method().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

/// Paths of the application's pages (`Route` of the crate `web`).
const PAGES: [&str; 9] = ["about", "bounce", "change", "lint", "many", "reports", "rules", "setup", ""];

/// Pages that the build writes as files: `index.html` in a folder each (`learn` of the crate `xtask`). The Japanese
/// ones are below `ja/`.
const STATIC_PAGES: [&str; 2] = ["learn", "learn/help-desk"];

/// Returns the folder of a written page, with a trailing slash. The parameter `lang` chooses a language, as on the
/// application's pages.
fn static_page(uri: &Uri) -> Option<String> {
    let path = uri.path().trim_matches('/');
    let (is_japanese, page) = path.strip_prefix("ja/").map_or((false, path), |page| (true, page));
    let asks_for_japanese = uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "lang=ja"));
    let folder = if is_japanese || asks_for_japanese { "/ja/" } else { "/" };
    STATIC_PAGES.contains(&page).then(|| format!("{folder}{page}/"))
}

/// Returns whether the application has a page at a path. Any id of a rule counts, since only the application knows the
/// rules.
fn is_known_page(path: &str) -> bool {
    let path = path.trim_matches('/');
    PAGES.contains(&path) || path.strip_prefix("rules/").is_some_and(|id| !id.contains('/'))
}

/// Returns whether a path is a page of the application instead of a file: its last segment has no dot.
fn is_page(path: &str) -> bool {
    !path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// Sets the caching headers. A file with a hash in its name never changes; everything else is revalidated (RFC 9111
/// §5.2.2.4).
fn with_cache_headers(path: &str, mut response: Response) -> Response {
    let value = if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    response
}

/// Returns whether a file name contains a hash as Trunk writes it: a hyphen, then sixteen hexadecimal digits. Trunk
/// omits leading zeros, so twelve digits are enough.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let parts = name.split('-').skip(1).map(|part| part.split(['.', '_']).next().unwrap_or_default());
    parts.into_iter().any(|part| (12..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_and_empty_segments_are_no_part_of_the_page() {
        let hidden =
            ["/.env", "/a/.git/config", "/%2eenv", "//evil.example/", "/a//b", "/%2f%2fevil.example", "/..", "/a/\\.x"];
        assert!(hidden.iter().all(|path| is_hidden(path)), "{hidden:?}");
        let shown = ["/", "/a/", "/a.b", "/rules/policy-none", "/web-0123.js"];
        assert!(!shown.iter().any(|path| is_hidden(path)), "{shown:?}");
    }

    #[test]
    fn a_path_without_a_page_is_not_found() {
        assert!(
            ["/", "/about", "/lint/", "/rules", "/rules/", "/rules/policy-none"].iter().all(|path| is_known_page(path))
        );
        assert!(!["/no-such-page", "/about/us", "/rules/a/b", "/index"].iter().any(|path| is_known_page(path)));
    }

    #[test]
    fn a_written_page_is_a_folder_of_its_language() {
        let cases = [
            ("/learn", Some("/learn/")),
            ("/learn/", Some("/learn/")),
            ("/learn?lang=en", Some("/learn/")),
            ("/learn?lang=ja", Some("/ja/learn/")),
            ("/ja/learn?a=b", Some("/ja/learn/")),
            ("/learn/help-desk?a=b&lang=ja", Some("/ja/learn/help-desk/")),
            ("/ja/learn/help-desk/", Some("/ja/learn/help-desk/")),
            ("/learn/none", None),
            ("/ja/ja/learn", None),
            ("/ja", None),
            ("/lint?lang=ja", None),
        ];
        for (address, folder) in cases {
            assert_eq!(static_page(&address.parse().unwrap()).as_deref(), folder, "{address}");
        }
    }

    #[test]
    fn pages_have_no_dot_and_unchanging_files_have_a_hash() {
        let cases = [
            ("/", true, false),
            ("/about", true, false),
            ("/v1.2/about", true, false),
            ("/favicon.svg", false, false),
            ("/web-0123456789abcdef.js", false, true),
            ("/web-0123456789abcdef_bg.wasm", false, true),
            ("/web-433e5ec13b3d9d2_bg.wasm", false, true),
            ("/web-0123.js", false, false),
            ("/mta-sts-checker.css", false, false),
        ];
        for (path, page, hash) in cases {
            assert_eq!((is_page(path), has_hash(path)), (page, hash), "{path}");
        }
    }
}
