//! A connection of which only so many octets are read, whatever they are.
//!
//! HTTP lets a server send interim answers without end before the answer (RFC 9110 §15.2), and chunks of an octet each (RFC 9112
//! §7.1). Neither fills a buffer, so limits on heads and bodies end neither.

use std::{
    io::{self, ErrorKind},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Reading more than was allowed is an error of this kind, which no network gives.
pub(super) const EXCEEDED: ErrorKind = ErrorKind::QuotaExceeded;

pub(super) struct LimitedStream<S> {
    stream: S,
    left: usize,
}

impl<S> LimitedStream<S> {
    /// Lets so many octets be read.
    pub(super) const fn new(stream: S, octets: usize) -> Self {
        Self { stream, left: octets }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for LimitedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let read = buffer.filled().len() - before;
        let Some(left) = self.left.checked_sub(read) else {
            // With an error, nothing counts as read.
            buffer.set_filled(before);
            return Poll::Ready(Err(EXCEEDED.into()));
        };
        self.left = left;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for LimitedStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, octets: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, octets)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[tokio::test]
    async fn all_is_read_that_is_allowed_and_nothing_beyond() {
        for (allowed, expected) in [(5, Ok(5)), (4, Err(EXCEEDED)), (6, Ok(5)), (0, Err(EXCEEDED))] {
            let mut read = Vec::new();
            let outcome = LimitedStream::new(b"abcde".as_slice(), allowed).read_to_end(&mut read).await;
            assert_eq!(outcome.map_err(|error| error.kind()), expected, "{allowed}");
        }
    }
}
