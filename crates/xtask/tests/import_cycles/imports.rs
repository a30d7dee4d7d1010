//! Imports between the files of a crate: paths that begin with `crate`, `super` or `self`, in `use` and elsewhere,
//! including macros. Tests are excluded. A re-export (`pub use`) counts as an import from the original module.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::graph::Graph;

/// Path of a module from the crate's root.
type Module = Vec<String>;

/// Parsed files of a crate.
#[derive(Default)]
pub struct Crate {
    files: BTreeMap<Module, File>,
}

/// Imports of a file.
#[derive(Default)]
struct File {
    /// Paths, as they would be written after `crate::`.
    paths: Vec<Module>,
    /// Names that `use` imports, and their paths. The name of a glob is `*`.
    uses: Vec<(String, Module)>,
    /// Test-only modules in files of their own.
    tests: Vec<Module>,
}

impl Crate {
    /// Reads the sources of a crate.
    pub fn read(folder: &Path) -> Self {
        let mut this = Self::default();
        this.read_folder(&folder.join("src"), &[]);
        this
    }

    /// Creates a crate from texts, by module.
    pub fn from_texts(files: &[(&str, &str)]) -> Self {
        let mut this = Self::default();
        for (name, text) in files {
            let module = if *name == "lib" { Vec::new() } else { name.split('/').map(str::to_owned).collect() };
            this.add(module, text);
        }
        this
    }

    fn read_folder(&mut self, folder: &Path, module: &[String]) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let below = [module, std::slice::from_ref(&name)].concat();
            if path.is_dir() {
                self.read_folder(&path, &below);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let own = ["lib", "main", "mod"].contains(&name.as_str());
                self.add(if own { module.to_vec() } else { below }, &fs::read_to_string(&path).expect("a source"));
            }
        }
    }

    fn add(&mut self, module: Module, text: &str) {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", module.join("::")));
        let mut file = self.files.remove(&module).unwrap_or_default();
        file.read(tokens, &module);
        self.files.insert(module, file);
    }

    /// Returns the modules that each module imports. The root is excluded, since it is above all.
    pub fn graph(&self) -> Graph {
        let named = |module: &Module| module.join("/");
        let imports = |module: &Module, file: &File| -> BTreeSet<String> {
            let targets = file.paths.iter().filter_map(|path| self.defining_module(path, 0));
            targets.filter(|target| !target.is_empty() && target != module).map(|target| named(&target)).collect()
        };
        let tests: Vec<&Module> = self.files.values().flat_map(|file| &file.tests).collect();
        let is_test = |module: &Module| tests.iter().any(|test| module.starts_with(test));
        let inner = self.files.iter().filter(|(module, _)| !module.is_empty() && !is_test(module));
        inner.map(|(module, file)| (named(module), imports(module, file))).collect()
    }

    /// Returns the module that defines the item at the end of a path: the last module on the path, or the one it
    /// re-exports from.
    fn defining_module(&self, path: &[String], depth: usize) -> Option<Module> {
        let length = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        let from = rest.first().filter(|_| depth < DEPTH).and_then(|name| self.re_exported_from(module, name, depth));
        Some(from.unwrap_or_else(|| module.to_vec()))
    }

    fn re_exported_from(&self, module: &[String], name: &str, depth: usize) -> Option<Module> {
        let (_, origin) = self.files.get(module)?.uses.iter().find(|(known, _)| known == name)?;
        self.defining_module(origin, depth + 1).filter(|origin| origin != module)
    }
}

/// Maximum chain of re-exports.
const DEPTH: usize = 8;

impl File {
    /// Reads tokens in `scope`: a module of the file, or one inside it.
    fn read(&mut self, tokens: TokenStream, scope: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.read_one(&tokens, at, scope);
        }
    }

    /// Reads the item at a position. Returns the position after it.
    fn read_one(&mut self, tokens: &[TokenTree], at: usize, scope: &[String]) -> usize {
        match &tokens[at] {
            TokenTree::Punct(punct) if punct.as_char() == '#' && is_test(tokens.get(at + 1)) => {
                self.tests.extend(module_name(&tokens[at + 2..]).map(|name| [scope, &[name]].concat()));
                end_of_item(tokens, at)
            }
            TokenTree::Ident(word) if word == "use" => {
                let mut leaves = Vec::new();
                let end = leaves_of(tokens, at + 1, &[], &mut leaves);
                let absolute = |path: &[String]| base(path, scope).or_else(|| Some([scope, path].concat()));
                let found = leaves.iter().filter_map(|(name, path)| Some((name.clone(), absolute(path)?)));
                let found: Vec<(String, Module)> = found.collect();
                self.paths.extend(found.iter().map(|(_, path)| path.clone()));
                self.uses.extend(found);
                end
            }
            TokenTree::Ident(word) if word == "mod" => {
                if let (Some(name), Some(TokenTree::Group(body))) = (module_name(&tokens[at..]), tokens.get(at + 2)) {
                    self.read(body.stream(), &[scope, &[name]].concat());
                }
                at + 3
            }
            TokenTree::Ident(word) if ["crate", "super", "self"].contains(&word.to_string().as_str()) => {
                let (path, end) = path_at(tokens, at);
                self.paths.extend(base(&path, scope).filter(|_| path.len() > 1));
                end
            }
            TokenTree::Group(group) => {
                self.read(group.stream(), scope);
                at + 1
            }
            _ => at + 1,
        }
    }
}

/// Returns the name of the module declared here, if there is one.
fn module_name(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(name), ..] if word == "mod" => Some(name.to_string()),
        _ => None,
    }
}

/// Resolves a path that begins with `crate`, `super` or `self` from the root. `None` for any other.
fn base(path: &[String], scope: &[String]) -> Option<Module> {
    let mut rest = path;
    let mut from = match rest.first()?.as_str() {
        "crate" => Vec::new(),
        "super" | "self" => scope.to_vec(),
        _ => return None,
    };
    while let Some((first, after)) =
        rest.split_first().filter(|(first, _)| ["crate", "super", "self"].contains(&first.as_str()))
    {
        if first == "super" {
            from.pop();
        }
        rest = after;
    }
    Some([from.as_slice(), rest].concat())
}

/// Returns the segments of a path, and its end.
fn path_at(tokens: &[TokenTree], mut at: usize) -> (Module, usize) {
    let mut path = Vec::new();
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        path.push(word.to_string());
        at += 1;
        if !is_separator(tokens, at) {
            break;
        }
        at += 2;
    }
    (path, at)
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    colon(tokens.get(at)) && colon(tokens.get(at + 1))
}

/// Collects every name that a `use` imports, with its path. Returns the end of the `use`.
fn leaves_of(tokens: &[TokenTree], at: usize, before: &[String], leaves: &mut Vec<(String, Module)>) -> usize {
    let (path, mut at) = path_at(tokens, at);
    let path = [before, &path].concat();
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            let mut next = 0;
            while next < inner.len() {
                next = leaves_of(&inner, next, &path, leaves).max(next + 1);
            }
            return at + 1;
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => {
            leaves.push(("*".to_owned(), path));
            return at + 1;
        }
        _ => {}
    }
    let whole: Module = if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path[..path.len() - 1].to_vec()
    } else {
        path
    };
    let mut name = whole.last().cloned();
    if let (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(other))) = (tokens.get(at), tokens.get(at + 1))
        && word == "as"
    {
        name = Some(other.to_string());
        at += 2;
    }
    leaves.extend(name.map(|name| (name, whole)));
    at
}

/// Returns whether an attribute makes the next item test-only.
fn is_test(attribute: Option<&TokenTree>) -> bool {
    matches!(attribute, Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// Returns the position after the next item: its body, or its semicolon.
fn end_of_item(tokens: &[TokenTree], at: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    };
    tokens[at..].iter().position(ends).map_or(tokens.len(), |behind| at + behind + 1)
}
