//! Honest visitors, each of which requests a policy now and then.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use super::super::name_server::HONEST;

/// Time between two requests, counting all visitors.
const PAUSE: Duration = Duration::from_millis(100);

/// Time that a visitor waits for a response.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Visitors' results: the status of each response, if one came, and its time.
#[derive(Default)]
pub struct VisitorResults(Vec<(Option<u16>, Duration)>);

impl VisitorResults {
    /// Combines two sets of results.
    pub fn merge(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    /// Returns the share of requests answered with 200.
    pub fn success_rate(&self) -> f64 {
        self.0.iter().filter(|(status, _)| *status == Some(200)).count() as f64 / self.0.len().max(1) as f64
    }

    /// Returns the count of each other status, such as `429: 3`.
    pub fn refusals(&self) -> String {
        let mut counts = BTreeMap::<String, usize>::new();
        for status in self.0.iter().map(|(status, _)| status).filter(|status| **status != Some(200)) {
            *counts.entry(status.map_or_else(|| "none".into(), |status| status.to_string())).or_default() += 1;
        }
        counts.into_iter().map(|(status, count)| format!("{status}: {count}")).collect::<Vec<_>>().join(", ")
    }

    /// Returns the 99th percentile of response times.
    pub fn p99(&self) -> Duration {
        let mut times: Vec<Duration> = self.0.iter().map(|(_, time)| *time).collect();
        times.sort_unstable();
        times.get(times.len().saturating_sub(1) * 99 / 100).copied().unwrap_or_default()
    }
}

/// Sends requests as visitors of different networks for this time, and waits for the responses. The first second is
/// left to the attack.
pub fn run_visitors(port: u16, time: Duration) -> VisitorResults {
    let begun = Instant::now();
    thread::sleep(Duration::from_secs(1));
    let mut visits = Vec::new();
    for number in 0.. {
        if begun.elapsed() >= time {
            break;
        }
        visits.push(thread::spawn(move || one(port, number % HONEST)));
        thread::sleep(PAUSE);
    }
    VisitorResults(visits.into_iter().map(|visit| visit.join().unwrap_or_default()).collect())
}

fn one(port: u16, number: usize) -> (Option<u16>, Duration) {
    let begun = Instant::now();
    let path = format!("/api/v1/policy/honest{number}.test");
    let status = request(port, &format!("10.20.{number}.1"), &path, TIMEOUT);
    (status, begun.elapsed())
}

/// Sends a GET as this client and returns the status of the response.
pub fn request(port: u16, client: &str, path: &str, timeout: Duration) -> Option<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(timeout)).ok()?;
    stream.write_all(get(client, path, "Connection: close\r\n").as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
}

/// Returns the text of a GET request from this client.
pub fn get(client: &str, path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: {client}\r\n{headers}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_visitors_are_counted() {
        let time = Duration::from_millis;
        let one = VisitorResults((1..=99).map(|n| (Some(200), time(n))).collect());
        let both = one.merge(VisitorResults(vec![(Some(429), time(500))]));
        assert_eq!(both.refusals(), "429: 1");
        assert_eq!((both.success_rate(), both.p99()), (0.99, time(99)));
        assert_eq!((VisitorResults::default().success_rate(), VisitorResults::default().p99()), (0.0, Duration::ZERO));
    }
}
