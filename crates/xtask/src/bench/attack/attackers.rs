//! Attackers, which run until they are stopped.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use super::{
    super::{
        environment::PAGE_FILE,
        name_server::{BOMBS, LARGE, SLOW},
    },
    visitors::{get, request},
};

/// Pipelined requests on each such connection.
const PIPELINED: usize = 40;

/// IPv6 /64 networks, and slow targets that each requests at once.
const NETWORKS: usize = 16;
const TARGETS: usize = 16;

/// Threads that request names of the victim.
const ASKING: usize = 8;

/// Requests large observations of mail servers on three quarters of the server's connections, and reads none of them.
pub fn slow_readers(port: u16, connections: usize, stop: &AtomicBool) {
    read_nothing(port, connections, stop, |number| {
        let domain = format!("bomb{}.test", number % BOMBS);
        format!("/api/v1/mx/{domain}/{domain}")
    });
}

/// The same with large observations of policy hosts, which the server fetches over TLS.
pub fn slow_readers_of_policies(port: u16, connections: usize, stop: &AtomicBool) {
    read_nothing(port, connections, stop, |number| format!("/api/v1/policy/large{}.test", number % LARGE));
}

/// Requests a file of the page on all of the server's connections, as clients of this many networks, and reads nothing.
pub fn slow_readers_of_page(port: u16, connections: usize, networks: usize, stop: &AtomicBool) {
    let greedy = |number: usize| get(&format!("10.40.{}.1", number % networks), PAGE_FILE, "");
    hold_connections(port, connections, greedy, stop);
}

fn read_nothing(port: u16, connections: usize, stop: &AtomicBool, path: impl Fn(usize) -> String) {
    let greedy = |number: usize| {
        let client = format!("10.{}.{}.1", 30 + number / 8 / 200, number / 8 % 200);
        get(&client, &path(number), "").repeat(PIPELINED)
    };
    hold_connections(port, connections * 3 / 4, greedy, stop);
}

/// Requests targets that accept a connection and stay silent.
pub fn slow_targets(port: u16, stop: &AtomicBool) {
    let slow = |number: usize| {
        let client = format!("2001:db8:0:{:x}::1", number % NETWORKS);
        get(&client, &format!("/api/v1/policy/slow{}.test", number % SLOW), "")
    };
    hold_connections(port, NETWORKS * TARGETS, slow, stop);
}

/// Sends incomplete requests on twice as many connections as the server accepts, and never completes them.
pub fn half_requests(port: u16, connections: usize, stop: &AtomicBool) {
    hold_connections(port, connections * 2, |_| "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n".to_owned(), stop);
}

/// Holds this many connections open, sends on each, and never reads. Reopens connections that the server closes.
fn hold_connections(port: u16, count: usize, says: impl Fn(usize) -> String, stop: &AtomicBool) {
    let open = |number: usize| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        stream.set_nonblocking(true).ok()?;
        // Bytes that do not fit into the kernel's buffers are not needed.
        let _ = stream.write(says(number).as_bytes()).ok()?;
        Some(stream)
    };
    let mut streams: Vec<Option<TcpStream>> = (0..count).map(|_| None).collect();
    while !stop.load(Ordering::Relaxed) {
        for (number, stream) in streams.iter_mut().enumerate() {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            if stream.as_mut().is_none_or(is_over) {
                *stream = open(number);
            }
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Returns whether the server closed a connection or refused the request at once. Peeks only at the start of the
/// response.
fn is_over(stream: &mut TcpStream) -> bool {
    let mut byte = [0; 13];
    match stream.peek(&mut byte) {
        Ok(0) => true,
        Ok(length) => !byte[..length].starts_with(b"HTTP/1.1 200") && stream.read(&mut byte).is_ok(),
        Err(error) => error.kind() != ErrorKind::WouldBlock,
    }
}

/// Requests policies of names that all resolve to one address, alternating between these servers, each time as another
/// client.
pub fn many_names(ports: &[u16], stop: &AtomicBool) {
    ask_about_victim(ports, stop, |name| format!("/api/v1/policy/{name}"));
}

/// The same with probes of mail servers: each name is its own MX host.
pub fn many_mx_hosts(ports: &[u16], stop: &AtomicBool) {
    ask_about_victim(ports, stop, |name| format!("/api/v1/mx/{name}/{name}"));
}

fn ask_about_victim(ports: &[u16], stop: &AtomicBool, path: impl Fn(&str) -> String + Sync) {
    let next = AtomicUsize::new(0);
    let ask = &|| {
        while !stop.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let client = format!("10.{}.{}.1", 40 + number / 250 % 200, number % 250);
            let path = path(&format!("victim{number}.test"));
            request(ports[number % ports.len()], &client, &path, Duration::from_secs(5));
            thread::sleep(Duration::from_millis(5));
        }
    };
    thread::scope(|scope| (0..ASKING).for_each(|_| drop(scope.spawn(ask))));
}
