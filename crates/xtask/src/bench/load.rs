//! Load from many concurrent clients, by `wrk`, and its results.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result};

use crate::process;

/// Lua function that makes wrk print its results in machine-readable form. Its own output rounds figures.
const DONE: &str = r#"
function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format("RESULT %d %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
"#;

/// Load to generate.
#[derive(Clone, Copy, Debug)]
pub struct LoadProfile {
    /// Connections, each of which sends the next request as soon as it has the response.
    pub clients: u32,
    /// Duration in seconds.
    pub seconds: u32,
}

/// Results of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadResult {
    /// Responses with any status.
    pub answers: u64,
    /// Responses without a success status.
    pub refusals: u64,
    /// Failed connections, and missing responses.
    pub errors: u64,
    /// Responses per second.
    pub per_second: f64,
    /// Median response time.
    pub p50: Duration,
    /// 99th percentile of response times.
    pub p99: Duration,
}

impl LoadProfile {
    /// Sends requests for these paths in turn.
    pub fn request_paths(self, folder: &Path, base: &str, paths: &[String]) -> Result<LoadResult> {
        let script = folder.join("load.lua");
        fs::write(&script, script_for(paths))?;
        let mut wrk = process::command("wrk");
        wrk.args(["--threads", "2", "--timeout", "30s", "--connections", &self.clients.to_string()]);
        wrk.args(["--duration", &format!("{}s", self.seconds)]).arg("--script").arg(script).arg(base);
        let printed = process::output(&mut wrk)?;
        read(&printed).with_context(|| format!("wrk printed no result:\n{printed}"))
    }
}

/// Returns the wrk script. Each thread begins at another path, or all would request the same one at a time.
fn script_for(paths: &[String]) -> String {
    let list: String = paths.iter().map(|path| format!("{path:?},")).collect();
    format!(
        "local paths = {{{list}}}\nlocal threads = 0\n\
         function setup(thread) thread:set('at', threads * math.floor(#paths / 2)); threads = threads + 1 end\n\
         function request() at = at % #paths + 1; return wrk.format('GET', paths[at]) end\n{DONE}"
    )
}

fn read(printed: &str) -> Option<LoadResult> {
    let figures = printed.lines().find_map(|line| line.strip_prefix("RESULT "))?;
    let figures: Vec<u64> = figures.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    let &[answers, micros, p50, p99, refusals, errors] = figures.as_slice() else { return None };
    let time = Duration::from_micros(micros.max(1));
    Some(LoadResult {
        answers,
        refusals,
        errors,
        per_second: answers as f64 / time.as_secs_f64(),
        p50: Duration::from_micros(p50),
        p99: Duration::from_micros(p99),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_and_anything_else_is_not() {
        let seen = read("Running 10s test\n  2 threads\nRESULT 5000 2000000 1500 9000 3 1\n").unwrap();
        assert_eq!((seen.answers, seen.refusals, seen.errors, seen.per_second), (5000, 3, 1, 2500.0));
        assert_eq!((seen.p50, seen.p99), (Duration::from_micros(1500), Duration::from_millis(9)));
        for bad in ["", "RESULT", "RESULT 1 2 3", "RESULT 1 2 3 4 5 x"] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn paths_stand_in_the_script_as_text() {
        assert!(script_for(&["/a".into(), "/b?c=1".into()]).starts_with("local paths = {\"/a\",\"/b?c=1\",}\n"));
    }
}
