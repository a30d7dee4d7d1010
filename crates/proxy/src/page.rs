//! The built page: its files, and `index.html` for every path that a page of the application may have.

use std::path::Path;

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Method, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::problem;

/// Adds the page, where there is one, to what is offered.
pub(crate) fn serve(router: Router, dist: Option<&Path>) -> Router {
    let Some(dist) = dist else {
        return router.fallback(problem::not_found);
    };
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    let index = ServeFile::new(dist.join("index.html")).precompressed_br().precompressed_gzip();
    router.fallback(move |request: Request<Body>| file(files.clone(), index.clone(), request))
}

async fn file(files: ServeDir, index: ServeFile, request: Request<Body>) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return problem::method_not_allowed().await;
    }
    let path = request.uri().path().to_owned();
    let again = asked_again(&request);
    let response = files.oneshot(request).await.into_response();
    match response.status() {
        status if status.is_success() || status.is_redirection() || status == StatusCode::RANGE_NOT_SATISFIABLE => {
            kept(&path, response)
        }
        // A name that no file can have is, to the file system, an error; to a visitor it is a page that does not exist.
        _ if is_page(&path) => page(index, again).await,
        _ => problem::not_found().await,
    }
}

async fn page(index: ServeFile, request: Request<Body>) -> Response {
    let response = index.oneshot(request).await.into_response();
    if response.status().is_success() || response.status().is_redirection() {
        kept("/", response)
    } else {
        problem::not_found().await
    }
}

fn asked_again(request: &Request<Body>) -> Request<Body> {
    let mut again = Request::new(Body::empty());
    *again.method_mut() = request.method().clone();
    *again.headers_mut() = request.headers().clone();
    again
}

/// A path without a dot in its last segment is a page of the application, not a file.
fn is_page(path: &str) -> bool {
    !path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// A file with a hash in its name never changes; everything else is asked for again (RFC 9111 §5.2.2.4).
fn kept(path: &str, mut response: Response) -> Response {
    let value = if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    response
}

/// Hexadecimal digits after a hyphen, as Trunk writes them: sixteen, but for zeros at the beginning.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let parts = name.split('-').skip(1).map(|part| part.split(['.', '_']).next().unwrap_or_default());
    parts.into_iter().any(|part| (12..=16).contains(&part.len()) && part.bytes().all(|octet| octet.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
