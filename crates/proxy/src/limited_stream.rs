//! Stream that fails after a number of bytes.
//!
//! HTTP lets a server send interim responses without end (RFC 9110 §15.2), and chunks of one byte each (RFC 9112 §7.1).
//! TLS lets it send session tickets without end (RFC 8446 §4.6.1). None of them fills a buffer, so limits on heads,
//! bodies and replies do not stop them.

use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Error kind for reading more than the limit, which no network error has. The message says what exceeds which limit.
pub(crate) const LIMIT_EXCEEDED: ErrorKind = ErrorKind::QuotaExceeded;

/// Stream that allows a limited number of bytes to be read, and holds a guard until it is dropped.
#[derive(Debug)]
pub(crate) struct LimitedStream<S, G = ()> {
    stream: S,
    limit: usize,
    left: usize,
    /// Name of the excess in the error message, in the plural.
    excess: &'static str,
    _guard: G,
}

impl<S> LimitedStream<S> {
    /// Allows `limit` bytes to be read. `excess` is what the error message says exceeds the limit.
    pub(crate) const fn new(stream: S, limit: usize, excess: &'static str) -> Self {
        Self::with_guard(stream, limit, excess, ())
    }
}

impl<S, G> LimitedStream<S, G> {
    /// Does the same as [`LimitedStream::new`], and holds a guard.
    pub(crate) const fn with_guard(stream: S, limit: usize, excess: &'static str, guard: G) -> Self {
        Self { stream, limit, left: limit, excess, _guard: guard }
    }

    /// Returns the inner stream.
    pub(crate) const fn inner(&self) -> &S {
        &self.stream
    }
}

impl<S: AsyncRead + Unpin, G: Unpin> AsyncRead for LimitedStream<S, G> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let read = buffer.filled().len() - before;
        let Some(left) = self.left.checked_sub(read) else {
            // On error, nothing counts as read.
            buffer.set_filled(before);
            let detail = format!("{} exceed this checker's own limit of {} bytes", self.excess, self.limit);
            return Poll::Ready(Err(io::Error::new(LIMIT_EXCEEDED, detail)));
        };
        self.left = left;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin, G: Unpin> AsyncWrite for LimitedStream<S, G> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
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
        for (allowed, expected) in [(5, Ok(5)), (4, Err(LIMIT_EXCEEDED)), (6, Ok(5)), (0, Err(LIMIT_EXCEEDED))] {
            let mut read = Vec::new();
            let outcome = LimitedStream::new(b"abcde".as_slice(), allowed, "letters").read_to_end(&mut read).await;
            assert_eq!(outcome.map_err(|error| error.kind()), expected, "{allowed}");
        }
    }
}
