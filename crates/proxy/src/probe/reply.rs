//! Parser for replies of mail servers (RFC 5321 §4.2) that accepts any input.

use std::io;

use evidence::SmtpReply;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// Maximum bytes of a line, including its end. RFC 5321 §4.5.3.1.5 allows 512; some servers send longer greetings.
pub const MAX_LINE_BYTES: u64 = 2048;

/// Maximum lines of a reply. EHLO keywords are far fewer.
pub const MAX_LINES: usize = 128;

/// Bytes of a reply's text that are kept.
const MAX_KEPT_BYTES: usize = 16 * 1024;

/// Reason why there is no reply.
#[derive(Debug)]
pub enum NoReply {
    /// The connection ended, perhaps in the middle of a line.
    Closed(io::Error),
    /// The input is not a reply, or exceeds our limits. The text is for the evidence.
    NotSmtp(String),
}

/// Reads one reply. What follows it stays in the stream.
///
/// Lines that end with a line feed alone, and text that is not ASCII, are accepted.
///
/// # Errors
///
/// [`NoReply`] if none came. What was read of it is lost.
pub async fn read(stream: &mut (impl AsyncBufRead + Unpin)) -> Result<SmtpReply, NoReply> {
    read_limited(stream, &mut Received::default()).await
}

/// Amount of a reply received, even if reading it failed.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// Bytes of its text beyond [`MAX_KEPT_BYTES`], which are not kept.
    pub omitted: u64,
    /// Bytes of its complete lines.
    lines: u64,
    /// Line being read.
    line: Vec<u8>,
}

impl Received {
    /// Returns the bytes received.
    pub fn bytes(&self) -> u64 {
        self.lines + self.line.len() as u64
    }
}

/// Reads one reply, keeps [`MAX_KEPT_BYTES`] bytes of its text, and counts the others. After a time-out, `received` holds what
/// came.
pub(super) async fn read_limited(
    stream: &mut (impl AsyncBufRead + Unpin),
    received: &mut Received,
) -> Result<SmtpReply, NoReply> {
    let (mut lines, mut room) = (0, MAX_KEPT_BYTES);
    let mut reply = SmtpReply { code: 0, lines: Vec::new() };
    while lines < MAX_LINES {
        lines += 1;
        let bytes = read_line(stream, received).await?;
        let Line { code, is_last, text } = Line::read(&bytes).ok_or_else(|| not_smtp(bytes.len()))?;
        if lines > 1 && code != reply.code {
            return Err(NoReply::NotSmtp(format!("a reply with code {} goes on with code {code}", reply.code)));
        }
        reply.code = code;
        match room.checked_sub(text.len()) {
            Some(left) => {
                room = left;
                reply.lines.push(text);
            }
            None => received.omitted += text.len() as u64,
        }
        if is_last {
            return Ok(reply);
        }
    }
    Err(NoReply::NotSmtp(format!("a reply exceeds this checker's own limit of {MAX_LINES} lines")))
}

/// Reads the next line without its end.
async fn read_line(stream: &mut (impl AsyncBufRead + Unpin), received: &mut Received) -> Result<Vec<u8>, NoReply> {
    let read = stream.take(MAX_LINE_BYTES).read_until(b'\n', &mut received.line).await;
    read.map_err(NoReply::Closed)?;
    if let Some(line) = received.line.strip_suffix(b"\n") {
        let line = line.to_vec();
        received.lines += received.line.len() as u64;
        received.line.clear();
        return Ok(line);
    }
    if received.line.len() as u64 == MAX_LINE_BYTES {
        return Err(NoReply::NotSmtp(format!("a line exceeds this checker's own limit of {MAX_LINE_BYTES} bytes")));
    }
    Err(NoReply::Closed(io::ErrorKind::UnexpectedEof.into()))
}

/// Error for input that is not SMTP. The text of another service is not quoted, since it says nothing about mail.
fn not_smtp(bytes: usize) -> NoReply {
    NoReply::NotSmtp(format!("a line of {bytes} bytes is not an SMTP reply (RFC 5321 §4.2)"))
}

/// One line of a reply: three digits, a hyphen if more lines follow, and text (RFC 5321 §4.2.1).
struct Line {
    code: u16,
    is_last: bool,
    text: String,
}

impl Line {
    fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let (code, rest) = bytes.split_first_chunk::<3>()?;
        let (mark, text) = rest.split_first().unwrap_or((&b' ', rest));
        let is_last = match mark {
            b' ' => true,
            b'-' => false,
            _ => return None,
        };
        Some(Self { code: parse_code(*code)?, is_last, text: String::from_utf8_lossy(text).into_owned() })
    }
}

/// Parses a code whose first digit is 2 to 5. The others may be any digits, since servers have codes of their own.
fn parse_code(code: [u8; 3]) -> Option<u16> {
    let is_code = matches!(code[0], b'2'..=b'5') && code.iter().all(u8::is_ascii_digit);
    is_code.then(|| code.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_all(mut bytes: &[u8]) -> Result<(u16, Vec<String>), String> {
        match read(&mut bytes).await {
            Ok(reply) => Ok((reply.code, reply.lines)),
            Err(NoReply::Closed(_)) => Err("closed".into()),
            Err(NoReply::NotSmtp(why)) => Err(why),
        }
    }

    #[tokio::test]
    async fn replies_are_read_line_by_line() {
        let cases: [(&[u8], u16, &[&str]); 7] = [
            (b"220 mx.example ESMTP\r\n", 220, &["mx.example ESMTP"]),
            (b"250-mx.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n", 250, &["mx.example", "SIZE 1000", "STARTTLS"]),
            (b"250\r\n", 250, &[""]),
            (b"250 \n", 250, &[""]),
            (b"220 2.0.0 Ready\r\n", 220, &["2.0.0 Ready"]),
            (b"220 \xff\r\n", 220, &["\u{fffd}"]),
            (b"554-No\r\n554\r\n", 554, &["No", ""]),
        ];
        for (bytes, code, lines) in cases {
            assert_eq!(read_all(bytes).await, Ok((code, lines.iter().map(ToString::to_string).collect())));
        }
    }

    #[tokio::test]
    async fn an_invalid_reply_is_reported() {
        let cases: [(&[u8], &str); 11] = [
            (b"", "closed"),
            (b"220 mx", "closed"),
            (b"250-mx\r\n", "closed"),
            (b"HTTP/1.1 400 Bad Request\r\n", "a line of 25 bytes is not an SMTP reply"),
            (b"SSH-2.0-x\r\n", "is not an SMTP reply"),
            (b"\r\n", "is not an SMTP reply"),
            (b"22\r\n", "is not an SMTP reply"),
            (b"2200 x\r\n", "is not an SMTP reply"),
            (b"150 x\r\n", "is not an SMTP reply"),
            (b"650 x\r\n", "is not an SMTP reply"),
            (b"250-a\r\n550 b\r\n", "goes on with code 550"),
        ];
        for (bytes, why) in cases {
            let error = read_all(bytes).await.unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[tokio::test]
    async fn only_so_many_lines_of_only_such_a_length_are_read() {
        let lines = |count: usize| ["250-a\r\n".repeat(count - 1), "250 a\r\n".into()].concat();
        assert_eq!(read_all(lines(MAX_LINES).as_bytes()).await.unwrap().1.len(), MAX_LINES);
        assert!(read_all(lines(MAX_LINES + 1).as_bytes()).await.unwrap_err().contains("own limit of 128 lines"));
        let limit = usize::try_from(MAX_LINE_BYTES).unwrap();
        let line = |bytes: usize| format!("220 {}\r\n", "a".repeat(bytes - 6));
        assert!(read_all(line(limit).as_bytes()).await.is_ok());
        assert!(read_all(line(limit + 1).as_bytes()).await.unwrap_err().contains("own limit of 2048 bytes"));
    }

    #[tokio::test]
    async fn what_follows_a_reply_stays() {
        let mut bytes: &[u8] = b"220 go\r\n250 injected\r\n";
        read(&mut bytes).await.unwrap();
        assert_eq!(bytes, b"250 injected\r\n");
    }
}
