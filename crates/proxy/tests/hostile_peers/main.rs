//! Hostile mail servers, policy hosts and clients on the loopback: the load on this server, and the load it puts on
//! others.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod forwarded_clients;
mod memory;
mod slots;
#[path = "../support/mod.rs"]
mod support;
mod targets;

use std::net::SocketAddr;

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

async fn get(app: &Router, client: &str, path: &str) -> (StatusCode, Vec<u8>) {
    let peer: SocketAddr = format!("{client}:1").parse().unwrap();
    let request = Request::get(path).extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    (head.status, body.collect().await.unwrap().to_bytes().to_vec())
}
