//! Writer that fails when a client receives too slowly.

use std::{
    future::Future,
    io::{self, ErrorKind},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// Bytes that a client must receive within the time limit.
const MIN_PROGRESS_BYTES: usize = 16 * 1024;

/// Stream with a minimum write rate. Writes smaller than a piece count only once they add up to one.
pub(super) struct PacedWriter<S> {
    stream: S,
    limit: Duration,
    /// Runs while the client has not received everything written.
    deadline: Option<Pin<Box<Sleep>>>,
    written_bytes: usize,
}

impl<S> PacedWriter<S> {
    pub(super) const fn new(stream: S, limit: Duration) -> Self {
        Self { stream, limit, deadline: None, written_bytes: 0 }
    }

    /// Counts written bytes. Fails if the client took too long.
    fn count_write(&mut self, context: &mut Context<'_>, written: &Poll<io::Result<usize>>) -> io::Result<()> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.written_bytes += bytes;
                if self.written_bytes >= MIN_PROGRESS_BYTES {
                    self.reset();
                }
                Ok(())
            }
            Poll::Ready(Err(_)) => Ok(()),
            Poll::Pending => {
                let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(self.limit)));
                match deadline.as_mut().poll(context) {
                    Poll::Ready(()) => Err(ErrorKind::TimedOut.into()),
                    Poll::Pending => Ok(()),
                }
            }
        }
    }

    fn reset(&mut self) {
        self.deadline = None;
        self.written_bytes = 0;
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PacedWriter<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for PacedWriter<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.count_write(context, &written)?;
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.count_write(context, &written)?;
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Clears the deadline once everything is flushed: the next response has its own.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        if flushed.is_ready() {
            self.reset();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_too_slowly_is_closed_and_a_slow_one_is_not() {
        for (bytes_a_second, is_served) in [(1, false), (100, false), (2000, true)] {
            let (ours, mut theirs) = duplex(1024);
            let reading = tokio::spawn(async move {
                let mut drops = vec![0; bytes_a_second];
                while theirs.read_exact(&mut drops).await.is_ok() {
                    sleep(Duration::from_secs(1)).await;
                }
            });
            let mut writer = PacedWriter::new(ours, Duration::from_secs(30));
            let sent = async {
                writer.write_all(&vec![0; 256 * 1024]).await?;
                writer.flush().await
            };
            assert_eq!(sent.await.is_ok(), is_served, "{bytes_a_second} bytes a second");
            reading.abort();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn time_between_answers_does_not_count() {
        let (ours, mut theirs) = duplex(1 << 20);
        let mut writer = PacedWriter::new(ours, Duration::from_secs(30));
        for _ in 0..3 {
            writer.write_all(b"an answer").await.unwrap();
            writer.flush().await.unwrap();
            sleep(Duration::from_secs(60)).await;
        }
        drop(writer);
        let mut read = String::new();
        theirs.read_to_string(&mut read).await.unwrap();
        assert_eq!(read, "an answer".repeat(3));
    }
}
