//! Unpacking gzip (RFC 1952) within limits.

use std::io::{ErrorKind, Read};

use flate2::bufread::GzDecoder;

use super::{Context, Reader, sniff};
use crate::{NoteId, SkipReason, limits::Budget};

impl Reader<'_> {
    pub(super) fn gzip(&mut self, bytes: &[u8], context: &Context) {
        match gunzip(bytes, &self.budget) {
            Ok((unpacked, trailing)) => {
                self.budget.bytes -= unpacked.len();
                let mut inner = context.layer();
                inner.is_report_expected = true;
                inner.origin.notes.extend(trailing.then_some(NoteId::TrailingData));
                self.content(&unpacked, &inner);
            }
            Err(why) => self.skip(why, context),
        }
    }
}

/// Unpacks all members of a gzip file in sequence (§2.2), and returns whether other data follows them.
fn gunzip(bytes: &[u8], budget: &Budget) -> Result<(Vec<u8>, bool), SkipReason> {
    let mut limit = UnpackLimit::new(bytes.len(), budget);
    let (mut unpacked, mut rest) = (Vec::new(), bytes);
    while rest.starts_with(&[0x1f, 0x8b]) {
        let mut decoder = GzDecoder::new(rest);
        limit.read(&mut decoder, &mut unpacked)?;
        rest = decoder.into_inner();
    }
    let padding = rest.iter().all(|byte| *byte == 0);
    Ok((unpacked, !padding))
}

/// The maximum size that one file or member may unpack to.
pub(super) struct UnpackLimit {
    bytes: usize,
    /// The size that content usually unpacks to.
    usual_bytes: usize,
    report_bytes: usize,
    /// The reason to stop at `bytes`.
    why: SkipReason,
}

/// Bytes to unpack between two checks of the cap.
const STEP_BYTES: usize = 64 << 10;

/// The ratio at which JSON is usually packed.
const USUAL_RATIO: usize = 4;

impl UnpackLimit {
    pub(super) fn new(packed: usize, budget: &Budget) -> Self {
        let by_ratio = packed.saturating_mul(budget.limits.ratio).max(budget.limits.ratio_from);
        let (bytes, why) = if by_ratio < budget.bytes {
            (by_ratio, SkipReason::RatioLimit)
        } else {
            (budget.bytes, SkipReason::TotalLimit)
        };
        let usual_bytes = packed.saturating_mul(USUAL_RATIO).min(STEP_BYTES);
        Self { bytes, usual_bytes, report_bytes: budget.limits.report_bytes, why }
    }

    /// Appends the reader's output. A JSON document may be no longer than one report.
    pub(super) fn read(&mut self, reader: &mut impl Read, unpacked: &mut Vec<u8>) -> Result<(), SkipReason> {
        unpacked.reserve(self.usual_bytes);
        loop {
            let read =
                reader.by_ref().take(STEP_BYTES as u64).read_to_end(unpacked).map_err(|error| skip_reason(&error))?;
            if unpacked.len() > self.bytes {
                return Err(self.why);
            }
            if read == 0 {
                return Ok(());
            }
            if unpacked.len() > self.report_bytes && self.is_one_report(unpacked) {
                return Err(SkipReason::ReportLimit);
            }
        }
    }

    /// Returns whether the content is a single report. Unrecognised content, such as white space, counts as one.
    fn is_one_report(&self, unpacked: &[u8]) -> bool {
        matches!(sniff::kind(&unpacked[..self.report_bytes.min(1 << 20)]), sniff::Kind::Json | sniff::Kind::Not(_))
    }
}

pub(super) fn skip_reason(error: &std::io::Error) -> SkipReason {
    match error.kind() {
        ErrorKind::UnexpectedEof => SkipReason::Truncated,
        _ if error.to_string().contains("checksum") => SkipReason::Checksum,
        _ => SkipReason::Damaged,
    }
}
