//! Archives: zip and tar. Members are read in order, each within the limits.

use std::io::{Cursor, Read};

use zip::{ZipArchive, read::ZipFile, result::ZipError};

use super::{Context, Reader, sniff, unpack::UnpackLimit};
use crate::SkipReason;

impl Reader<'_> {
    pub(super) fn zip(&mut self, bytes: &[u8], context: &Context) {
        let before = self.found();
        let mut rest = bytes;
        loop {
            let archive = match ZipArchive::new(Cursor::new(rest)) {
                Ok(archive) => archive,
                Err(error) => return self.skip(zip_skip_reason(&error), context),
            };
            // Another archive may precede it. Members are counted from where it begins.
            let preceding = usize::try_from(archive.offset()).unwrap_or_default().min(rest.len());
            if stated_members(rest) > archive.len() {
                self.skip(SkipReason::RepeatedName, context);
            }
            if !self.zip_members(archive, context) || preceding > 0 && !self.budget.take_member() {
                return self.skip(SkipReason::MemberLimit, context);
            }
            if preceding == 0 {
                break;
            }
            rest = &rest[..preceding];
        }
        self.skip_if_nothing_found(before, SkipReason::NoReportInArchive, context);
    }

    /// Reads the members of an archive. Returns whether the limits allow all.
    fn zip_members(&mut self, mut archive: ZipArchive<Cursor<&[u8]>>, context: &Context) -> bool {
        for index in 0..archive.len() {
            if !self.budget.take_member() {
                return false;
            }
            let name = archive.name_for_index(index).unwrap_or_default().to_owned();
            if self.is_ignored(&name) {
                continue;
            }
            let member = member(context, &name);
            match archive.by_index(index) {
                Ok(file) if file.is_symlink() => {}
                Ok(file) => self.zip_member(file, &member),
                Err(error) => self.skip(zip_skip_reason(&error), &member),
            }
        }
        true
    }

    fn zip_member(&mut self, mut file: ZipFile<'_, impl Read>, member: &Context) {
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let mut unpacked = Vec::new();
        match UnpackLimit::new(packed, &self.budget).read(&mut file, &mut unpacked) {
            Ok(()) => self.member(&unpacked, member),
            Err(why) => self.skip(why, member),
        }
    }

    pub(super) fn tar(&mut self, bytes: &[u8], context: &Context) {
        let before = self.found();
        let mut archive = tar::Archive::new(bytes);
        let Ok(entries) = archive.entries() else { return self.skip(SkipReason::Damaged, context) };
        for entry in entries {
            if !self.budget.take_member() {
                return self.skip(SkipReason::MemberLimit, context);
            }
            let mut entry = match entry {
                Ok(entry) => entry,
                // After a damaged header, no further member can be found.
                Err(error) => return self.skip(super::unpack::skip_reason(&error), context),
            };
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let kind = entry.header().entry_type();
            if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) || self.is_ignored(&name) {
                continue;
            }
            let (mut unpacked, member) = (Vec::new(), member(context, &name));
            match UnpackLimit::new(bytes.len(), &self.budget).read(&mut entry, &mut unpacked) {
                Ok(()) => self.member(&unpacked, &member),
                Err(why) => self.skip(why, &member),
            }
        }
        self.skip_if_nothing_found(before, SkipReason::NoReportInArchive, context);
    }

    fn member(&mut self, unpacked: &[u8], member: &Context) {
        self.budget.bytes = self.budget.bytes.saturating_sub(unpacked.len());
        self.content(unpacked, member);
    }

    /// Ignores folders, and the files that operating systems add to archives.
    fn is_ignored(&mut self, name: &str) -> bool {
        let is_folder = name.ends_with(['/', '\\']);
        let is_system_file = sniff::is_system_file(name);
        self.reading.read_counts.ignored += u64::from(is_system_file && !is_folder);
        is_folder || is_system_file
    }

    /// Records a skip if nothing was found.
    pub(super) fn skip_if_nothing_found(&mut self, before: usize, why: SkipReason, context: &Context) {
        if self.found() == before {
            self.skip(why, context);
        }
    }
}

fn member(context: &Context, name: &str) -> Context {
    let mut member = context.layer().member(name);
    member.is_report_expected = sniff::is_named_like_a_report(name);
    member
}

/// Returns the number of members that the end of a zip archive states (APPNOTE 4.4.22). Of members with the same name,
/// the zip reader has only the last.
fn stated_members(archive: &[u8]) -> usize {
    let end = memchr::memmem::rfind(archive, b"PK\x05\x06").and_then(|at| archive.get(at + 10..at + 12));
    end.and_then(|count| count.try_into().ok()).map_or(0, |count| usize::from(u16::from_le_bytes(count)))
}

fn zip_skip_reason(error: &ZipError) -> SkipReason {
    match error {
        ZipError::Io(error) => super::unpack::skip_reason(error),
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => SkipReason::Password,
        ZipError::InvalidPassword => SkipReason::Password,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => SkipReason::Method,
        // The central directory at the end is missing.
        ZipError::InvalidArchive(text) if text.contains("EOCD") || text.contains("end of central") => {
            SkipReason::Truncated
        }
        _ => SkipReason::Damaged,
    }
}
