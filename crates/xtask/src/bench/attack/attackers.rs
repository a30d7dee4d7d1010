//! The attackers. Each goes on until it is stopped.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use super::{
    super::names::{BOMBS, SLOW},
    visitors::{get, request},
};

/// Connections of readers that read nothing: three of four that the server accepts.
const READERS: usize = 384;

/// Requests on one connection of such a reader, one after another.
const PIPELINED: usize = 40;

/// Connections that are offered with half a request: twice as many as the server accepts.
const HALVES: usize = 1024;

/// Networks of 64 bits, and slow targets that each asks for at a time.
const NETWORKS: usize = 16;
const TARGETS: usize = 16;

/// Threads that ask for names of the victim.
const ASKING: usize = 8;

/// Asks for the large observations of mail servers on many connections, and reads none of them.
pub fn slow_readers(port: u16, stop: &AtomicBool) {
    let greedy = |number: usize| {
        let domain = format!("bomb{}.test", number % BOMBS);
        let client = format!("10.{}.{}.1", 30 + number / 8 / 200, number / 8 % 200);
        get(&client, &format!("/api/v1/mx/{domain}/{domain}"), "").repeat(PIPELINED)
    };
    hold(port, READERS, greedy, stop);
}

/// Asks for targets that accept a connection and stay silent.
pub fn slow_targets(port: u16, stop: &AtomicBool) {
    let slow = |number: usize| {
        let client = format!("2001:db8:0:{:x}::1", number % NETWORKS);
        get(&client, &format!("/api/v1/policy/slow{}.test", number % SLOW), "")
    };
    hold(port, NETWORKS * TARGETS, slow, stop);
}

/// Begins requests and never ends them.
pub fn half_requests(port: u16, stop: &AtomicBool) {
    hold(port, HALVES, |_| "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n".to_owned(), stop);
}

/// Holds this many connections open, sends on each, and never reads. It reopens connections that the server closes.
fn hold(port: u16, count: usize, says: impl Fn(usize) -> String, stop: &AtomicBool) {
    let open = |number: usize| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        stream.set_nonblocking(true).ok()?;
        // What does not fit into the kernel's buffers is not needed.
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

/// Whether the server closed a connection, or refused at once what was asked for. One byte of it is looked at.
fn is_over(stream: &mut TcpStream) -> bool {
    let mut byte = [0; 13];
    match stream.peek(&mut byte) {
        Ok(0) => true,
        Ok(length) => !byte[..length].starts_with(b"HTTP/1.1 200") && stream.read(&mut byte).is_ok(),
        Err(error) => error.kind() != ErrorKind::WouldBlock,
    }
}

/// Asks for names that all lead to one address, in turn at these servers, each time as another client.
pub fn many_names(ports: &[u16], stop: &AtomicBool) {
    let next = AtomicUsize::new(0);
    let ask = || {
        while !stop.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let client = format!("10.{}.{}.1", 40 + number / 250 % 200, number % 250);
            let path = format!("/api/v1/policy/victim{number}.test");
            request(ports[number % ports.len()], &client, &path, Duration::from_secs(5));
            thread::sleep(Duration::from_millis(5));
        }
    };
    thread::scope(|scope| (0..ASKING).for_each(|_| drop(scope.spawn(ask))));
}
