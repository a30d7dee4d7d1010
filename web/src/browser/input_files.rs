//! Several files at once: several chosen, a folder chosen, or files and folders dropped.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, Event, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};

/// Most files of dropped folders that are read.
const MAX_FILES: usize = 20_000;

/// A file, and whether it was in a folder.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// The file; `None` stands for the files of a folder with too many to read.
    pub file: Option<File>,
    /// Name of the file, with its path inside the folder.
    pub name: String,
    /// Whether the file was found in a folder rather than given by itself.
    pub found: bool,
}

impl InputFile {
    fn new(file: File, path: Option<String>) -> Self {
        let found = path.is_some();
        Self { name: path.unwrap_or_else(|| file.name()), file: Some(file), found }
    }
}

/// Returns the files chosen in a field. The field is emptied, so that the same files can be chosen again.
#[must_use]
pub fn chosen_files(event: &Event) -> Vec<InputFile> {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return Vec::new() };
    let files = field.files().map(|files| (0..files.length()).filter_map(|at| files.get(at)).map(with_path).collect());
    field.set_value("");
    files.unwrap_or_default()
}

/// Returns a chosen file with its path, if it was chosen with its folder.
fn with_path(file: File) -> InputFile {
    let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    InputFile::new(file, path.filter(|path| !path.is_empty()))
}

/// Returns the dropped files, including those in folders. The dropped items are read at once, as browsers require;
/// folders are read afterwards.
pub fn dropped_files(data: &DataTransfer) -> impl Future<Output = Vec<InputFile>> + use<> {
    let items = data.items();
    let entry = |at| items.get(at)?.webkit_get_as_entry().ok()?;
    let entries: Vec<FileSystemEntry> = (0..items.length()).filter_map(entry).collect();
    let files = data.files();
    let plain: Vec<File> = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at))).collect();
    async move {
        if entries.iter().any(FileSystemEntry::is_directory) {
            read_folders(entries).await
        } else {
            plain.into_iter().map(|file| InputFile::new(file, None)).collect()
        }
    }
}

async fn read_folders(entries: Vec<FileSystemEntry>) -> Vec<InputFile> {
    let mut files = Vec::new();
    let mut open: Vec<(FileSystemEntry, bool)> = entries.into_iter().rev().map(|entry| (entry, false)).collect();
    while let Some((entry, found)) = open.pop() {
        if files.len() >= MAX_FILES {
            files.push(InputFile { file: None, name: path_of(&entry), found });
            break;
        }
        if entry.is_directory() {
            let mut inner = list_folder(entry.unchecked_into()).await;
            inner.reverse();
            open.extend(inner.into_iter().map(|entry| (entry, true)));
        } else {
            let path = found.then(|| path_of(&entry));
            files.extend(open_file(entry.unchecked_into()).await.map(|file| InputFile::new(file, path)));
        }
    }
    files
}

fn path_of(entry: &FileSystemEntry) -> String {
    entry.full_path().trim_start_matches('/').to_owned()
}

async fn open_file(entry: FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Lists a folder. Browsers list it in batches; an empty one is the end.
async fn list_folder(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let (reader, mut all) = (folder.create_reader(), Vec::new());
    loop {
        let promise = Promise::new(&mut |resolve, reject| {
            if let Err(error) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
                let _ = reject.call1(&JsValue::NULL, &error);
            }
        });
        let batch = JsFuture::from(promise).await.ok().and_then(|batch| batch.dyn_into::<Array>().ok());
        let Some(batch) = batch.filter(|batch| batch.length() > 0 && all.len() <= MAX_FILES) else { return all };
        all.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}
