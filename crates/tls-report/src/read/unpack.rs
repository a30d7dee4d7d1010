//! Unpacking gzip (RFC 1952) within limits.

use std::io::{ErrorKind, Read};

use flate2::bufread::GzDecoder;

use super::{Context, Reader, sniff};
use crate::{NoteId, SkipReason, limits::Budget};

impl Reader<'_> {
    pub(super) fn gzip(&mut self, bytes: &[u8], context: &Context) {
        let Gunzipped { unpacked, has_trailing_data, damage } = gunzip(bytes, &mut self.budget);
        self.budget.bytes -= unpacked.len();
        if !unpacked.is_empty() || damage.is_none() {
            let mut inner = context.layer();
            inner.is_report_expected = true;
            inner.origin.notes.extend(has_trailing_data.then_some(NoteId::TrailingData));
            self.content(&unpacked, &inner);
        }
        if let Some(why) = damage {
            self.skip(why, context);
        }
    }
}

/// The content of a gzip file.
struct Gunzipped {
    /// The content of all complete members.
    unpacked: Vec<u8>,
    /// Whether other data follows them.
    has_trailing_data: bool,
    /// The reason why the next member was not read.
    damage: Option<SkipReason>,
}

/// Unpacks all members of a gzip file in sequence (§2.2).
fn gunzip(bytes: &[u8], budget: &mut Budget) -> Gunzipped {
    let mut limit = UnpackLimit::new(bytes.len(), budget);
    let (mut unpacked, mut rest) = (Vec::new(), bytes);
    while rest.starts_with(&[0x1f, 0x8b]) {
        let complete = unpacked.len();
        let mut decoder = GzDecoder::new(rest);
        // The file itself counts as a member elsewhere.
        let is_allowed = rest.len() == bytes.len() || budget.take_member();
        let read = if is_allowed { limit.read(&mut decoder, &mut unpacked) } else { Err(SkipReason::MemberLimit) };
        if let Err(why) = read {
            unpacked.truncate(complete);
            return Gunzipped { unpacked, has_trailing_data: false, damage: Some(why) };
        }
        rest = decoder.into_inner();
    }
    let has_trailing_data = rest.iter().any(|byte| *byte != 0);
    Gunzipped { unpacked, has_trailing_data, damage: None }
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
        // Of the tar reader, which states no kind.
        _ if error.to_string().contains("unexpected EOF") || error.to_string().contains("read entire block") => {
            SkipReason::Truncated
        }
        _ if error.to_string().contains("checksum") => SkipReason::Checksum,
        _ => SkipReason::Damaged,
    }
}
