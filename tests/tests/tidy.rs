//! Tidy: crate edges, sizes, licences and banned words, enforced rather than wished for.
#![allow(clippy::expect_used, clippy::panic, reason = "this is a test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Which of our crates each of our crates may use. Dev-dependencies are free.
const EDGES: &[(&str, &[&str])] = &[
    ("plenum-domain", &[]),
    ("plenum-log", &[]),
    ("plenum-log-redb", &["plenum-log"]),
    ("plenum-views", &["plenum-domain"]),
    ("plenum-directory", &["plenum-domain"]),
    ("plenum-app", &["plenum-directory", "plenum-domain", "plenum-log", "plenum-views"]),
    ("plenum-protocol", &[]),
    ("plenum-sync", &["plenum-protocol"]),
    ("plenum-identity", &[]),
    (
        "plenum-server",
        &[
            "plenum-app",
            "plenum-directory",
            "plenum-domain",
            "plenum-identity",
            "plenum-log",
            "plenum-protocol",
            "plenum-sync",
            "plenum-views",
        ],
    ),
    (
        "plenum",
        &[
            "plenum-app",
            "plenum-directory",
            "plenum-domain",
            "plenum-identity",
            "plenum-log",
            "plenum-log-redb",
            "plenum-protocol",
            "plenum-server",
            "plenum-views",
        ],
    ),
    ("plenum-tests", &[]),
    ("xtask", &[]),
];

/// What a crate must not know, by the names of others' crates.
const NEVER: &[(&str, &[&str])] = &[
    ("plenum-domain", &["tokio", "axum", "redb", "rand", "futures-util"]),
    ("plenum-directory", &["tokio", "axum", "redb", "rand"]),
    ("plenum-views", &["tokio", "axum", "redb", "rand"]),
    ("plenum-log", &["redb", "axum", "serde_json"]),
    ("plenum-app", &["axum", "redb", "tokio-tungstenite", "tower-http"]),
    ("plenum-sync", &["axum", "redb", "tokio", "tokio-tungstenite"]),
    ("plenum-protocol", &["axum", "redb", "tokio"]),
    ("plenum-identity", &["axum", "redb", "tokio-tungstenite"]),
    ("plenum-server", &["redb", "plenum-log-redb"]),
];

/// Words that have no place in the sources, with what to use instead.
const BANNED: &[(&str, &str)] = &[
    ("std::thread::sleep", "a wake-up, or tokio's paused time in a test"),
    ("todo!(", "write it"),
    ("unimplemented!(", "write it"),
    ("#[ignore", "a test that runs"),
    ("lazy_static", "std::sync::LazyLock"),
    ("once_cell", "std::sync::OnceLock"),
];

/// Where a banned word stays, and why.
const EXCUSED: &[(&str, &str, &str)] = &[(
    "crates/cli/src/bench/append/postgres.rs",
    "std::thread::sleep",
    "waits for a foreign program, which wakes nobody",
)];

const MAX_FILE_LINES: usize = 400;
/// Files that may be longer, and why.
const LONG_FILES: &[(&str, &str)] = &[];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn ours(metadata: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let members: BTreeSet<&str> = metadata["workspace_members"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter(|package| package["id"].as_str().is_some_and(|id| members.contains(id)))
        .map(|package| {
            let normal = package["dependencies"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|dependency| dependency["kind"].is_null())
                .filter_map(|dependency| dependency["name"].as_str())
                .map(str::to_owned)
                .collect();
            (package["name"].as_str().unwrap_or_default().to_owned(), normal)
        })
        .collect()
}

#[test]
fn crates_use_only_what_the_map_allows() {
    let crates = ours(&metadata());
    for (name, uses) in &crates {
        if name == "plenum-testkit" {
            continue;
        }
        let allowed = EDGES.iter().find(|(known, _)| known == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{name} is not on the map of crates"));
        for used in uses.iter().filter(|used| crates.contains_key(*used)) {
            assert!(allowed.contains(&used.as_str()), "{name} may not use {used}");
        }
    }
    for (name, never) in NEVER {
        for word in *never {
            assert!(!crates[*name].contains(*word), "{name} must not know {word}");
        }
    }
    for (name, uses) in &crates {
        assert!(!uses.contains("plenum-testkit"), "{name} uses testkit outside tests");
    }
}

/// What the licence expression of a crate allows us to choose from.
fn is_allowed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let expression = expression.replace('/', " OR ");
    expression.split(" OR ").any(|choice| {
        let choice = choice.trim_matches(|c: char| c == '(' || c == ')' || c.is_whitespace());
        choice.split(" AND ").all(|part| {
            let part = part.trim_matches(|c: char| c == '(' || c == ')' || c.is_whitespace());
            allowed.contains(part)
        })
    })
}

#[test]
fn dependencies_have_licences_that_fit() {
    let deny = fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let list =
        deny.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).expect("the list");
    let allowed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    let banned: Vec<&str> = deny
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{ name = \"")?.split('"').next())
        .collect();
    let metadata = metadata();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{name} is under {licence:?}");
        assert!(!banned.contains(&name), "{name} is banned in deny.toml");
    }
    assert!(!is_allowed("GPL-3.0-only", &allowed));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0", &allowed));
}

/// Every file of ours with one of these endings.
fn sources(endings: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(name.as_str(), "target" | "node_modules" | "dist" | ".git" | "data") {
                    walk(&path, endings, found);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), endings, &mut found);
    found
}

#[test]
fn files_stay_readable() {
    for path in sources(&[".rs", ".svelte", ".ts"]) {
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        let generated = name.ends_with("types.ts") || name.contains("/i18n/");
        if generated || LONG_FILES.iter().any(|(long, _)| *long == name) {
            continue;
        }
        let lines = fs::read_to_string(&path).expect("text").lines().count();
        assert!(lines <= MAX_FILE_LINES, "{name} has {lines} lines; {MAX_FILE_LINES} are enough");
    }
}

#[test]
fn banned_words_stay_out() {
    let this = file!().rsplit('/').next().expect("a name");
    for path in sources(&[".rs"]) {
        if path.ends_with(this) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("text");
        for (word, instead) in BANNED {
            if EXCUSED.iter().any(|(file, excused, _)| path.ends_with(file) && excused == word) {
                continue;
            }
            assert!(!text.contains(word), "{}: `{word}`; use {instead}", path.display());
        }
    }
}

#[test]
fn every_crate_takes_the_common_lints() {
    for path in sources(&["Cargo.toml"]) {
        let text = fs::read_to_string(&path).expect("text");
        let package = text.contains("[package]");
        assert!(!package || text.contains("[lints]\nworkspace = true"), "{}", path.display());
    }
}
