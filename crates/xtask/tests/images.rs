//! Container images in `deploy/`: each is pinned to a digest, and `deploy/pin-images` renews the digests.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

/// Placeholder for the operator's own image.
const PLACEHOLDER: &str = "registry.example.org/";

fn deploy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Returns the images in the files of a folder, with their digests.
fn images(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(folder) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().map(str::trim);
        if name.starts_with("Containerfile") {
            found.extend(
                lines
                    .filter_map(|line| line.strip_prefix("ARG ")?.split_once("IMAGE="))
                    .map(|(_, image)| image.to_owned()),
            );
            let bases = text.lines().filter_map(|line| line.strip_prefix("FROM ")?.split(' ').next());
            found.extend(bases.filter(|base| *base != "scratch" && !base.starts_with("${")).map(str::to_owned));
        } else if name.ends_with(".yaml") || name.ends_with(".yml") {
            found.extend(
                lines.filter_map(|line| line.trim_start_matches("- ").strip_prefix("image: ")).map(str::to_owned),
            );
        }
    }
    found.retain(|image| !image.starts_with(PLACEHOLDER));
    found
}

fn is_pinned(image: &str) -> bool {
    let is_digest = |digest: &str| digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    image.split_once("@sha256:").is_some_and(|(name, digest)| name.contains(':') && is_digest(digest))
}

#[test]
fn every_image_has_a_digest() {
    let images = images(&deploy());
    assert!(images.len() >= 2, "{images:?}");
    for image in &images {
        assert!(is_pinned(image), "{image} has no digest: run deploy/pin-images");
    }
}

/// Starts a registry that requires a token and has one manifest, with the given digest.
fn registry(stated: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines: Vec<String> =
                BufReader::new(&stream).lines().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
            let is_allowed = lines.iter().any(|line| line == "Authorization: Bearer abc.def");
            let (head, body) = if lines[0]
                .to_ascii_lowercase()
                .starts_with("get /token?service=registry&scope=repository%3a")
            {
                ("200 OK".to_owned(), r#"{"token":"abc.def","expires_in":300}"#)
            } else if is_allowed {
                (format!("200 OK\r\nDocker-Content-Digest: {stated}"), MANIFEST)
            } else {
                let bearer = format!(
                    "Bearer realm=\"http://127.0.0.1:{port}/token\",service=\"registry\",scope=\"repository:a:pull\""
                );
                (format!("401 Unauthorized\r\nWWW-Authenticate: {bearer}"), "")
            };
            let answer =
                format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    port
}

const MANIFEST: &str = "{}\n";
const DIGEST: &str = "sha256:ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Runs the script on a copy of the folder. Returns whether it succeeded.
fn pin(folder: &Path, stated: &'static str) -> bool {
    let registry = format!("http://127.0.0.1:{}", registry(stated));
    let run = Command::new(folder.join("pin-images")).env("REGISTRY", registry).output().unwrap();
    run.status.success()
}

fn copied(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("mta-sts-{name}-{}", std::process::id()));
    copy(&deploy(), &folder);
    folder
}

#[test]
fn digests_are_renewed_from_what_the_registry_has() {
    let folder = copied("renewed");
    assert!(pin(&folder, DIGEST));
    let renewed = images(&folder);
    assert_eq!(renewed.len(), images(&deploy()).len());
    assert!(renewed.iter().all(|image| is_pinned(image) && image.ends_with(DIGEST)), "{renewed:?}");
    assert!(pin(&folder, DIGEST));
    assert_eq!(images(&folder), renewed, "a second run changes nothing");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_tag_without_a_digest_gets_one() {
    let folder = copied("tag");
    let file = folder.join("Containerfile");
    let text = fs::read_to_string(&file).unwrap();
    let (before, after) = text.split_once("@sha256:").unwrap();
    fs::write(&file, format!("{before}{}", &after[64..])).unwrap();
    assert!(!images(&folder).iter().all(|image| is_pinned(image)));
    assert!(pin(&folder, DIGEST));
    assert!(images(&folder).iter().all(|image| is_pinned(image)));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_registry_that_states_another_digest_changes_nothing() {
    let folder = copied("unchanged");
    assert!(!pin(&folder, "sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    assert_eq!(images(&folder), images(&deploy()));
    fs::remove_dir_all(folder).unwrap();
}
