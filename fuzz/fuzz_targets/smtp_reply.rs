//! Parser of SMTP replies, applied repeatedly to what a mail server sends.
#![no_main]

use futures_util::FutureExt;
use libfuzzer_sys::fuzz_target;
use proxy::probe::reply::{MAX_LINE_BYTES, MAX_LINES, read};

fuzz_target!(|data: &[u8]| {
    let mut rest = data;
    loop {
        let before = rest.len();
        let reply = read(&mut rest).now_or_never().expect("bytes in memory are there at once");
        let Ok(reply) = reply else { break };
        assert!(rest.len() < before, "a reply takes something from the stream");
        assert!((200..600).contains(&reply.code));
        assert!((1..=MAX_LINES).contains(&reply.lines.len()));
        // Bytes that are not UTF-8 grow threefold at most.
        assert!(reply.lines.iter().all(|line| line.len() as u64 <= 3 * MAX_LINE_BYTES && !line.contains('\n')));
        let _ = reply.offers_extension("STARTTLS");
    }
});
