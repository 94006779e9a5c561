//! What is written for operators fits the program: every metric and log event is documented, and no other; alerts and the board
//! name metrics that there are; the unit and the proxies fit the configuration's defaults.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

use gateway::{
    config::Connections,
    metrics::{Metrics, requests::Route},
    queue::{QueueState, Scarce},
};
use regex::Regex;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

const OPERATING: &str = include_str!("../../../docs/operating.md");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of the samples that `/metrics` can have, each with its labels.
fn exported() -> BTreeMap<String, BTreeSet<String>> {
    let metrics = Metrics::new();
    metrics.requests.answered("GET", Route::File, 200, Duration::from_millis(1));
    metrics.state.queue(gateway::metrics::state::Queue::Outbox, 0, 0);
    metrics.state.waiting(QueueState { of: Scarce::DatabaseReads, waiting: 0, refused: 0 });
    metrics.state.available(gateway::health::PlatformService::DebtPositions, true);
    let (name, label) = (Regex::new(r"^(\w+)").unwrap(), Regex::new(r#"(\w+)="#).unwrap());
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in metrics.text().unwrap().lines().filter(|line| !line.starts_with('#')) {
        let labels =
            line.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(labels, _)| labels);
        let labels = label.captures_iter(labels).map(|found| found[1].to_owned());
        found.entry(name.captures(line).unwrap()[1].to_owned()).or_default().extend(labels);
    }
    found
}

/// Without what a histogram adds to its name.
fn base(name: &str) -> &str {
    ["_bucket", "_count", "_sum"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// The rows of the table that follows this heading line, split into cells.
fn table(after: &str) -> Vec<Vec<String>> {
    let rest = OPERATING.split(after).nth(1).unwrap_or_else(|| panic!("no {after}"));
    let lines = rest.lines().skip_while(|line| !line.starts_with("| --") && !line.starts_with("|--")).skip(1);
    lines
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

#[test]
fn every_metric_is_documented_with_its_labels_and_no_other() {
    let mut code: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, labels) in exported() {
        let name = base(&name).trim_start_matches("ricarica_").to_owned();
        code.entry(name).or_default().extend(labels.into_iter().filter(|label| label != "le"));
    }
    let document: BTreeMap<String, BTreeSet<String>> = table("All names begin with `ricarica_`")
        .into_iter()
        .map(|row| {
            let labels = row[1].split(", ").map(|label| label.trim_matches('`').to_owned());
            (row[0].trim_matches('`').to_owned(), labels.filter(|label| !label.is_empty()).collect())
        })
        .collect();
    assert_eq!(code, document);
}

#[test]
fn alerts_and_board_name_metrics_and_labels_that_there_are() {
    let exported = exported();
    let board: Value = serde_json::from_str(&read("deploy/monitoring/grafana-board.json")).unwrap();
    let mut expressions = Vec::new();
    for panel in board["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().into_iter().flatten() {
            expressions.push(target["expr"].as_str().unwrap().to_owned());
        }
    }
    let from_board = expressions.len();
    assert!(from_board > 20);
    // Everything but the words for people.
    let alerts = read("deploy/monitoring/alerts.yml");
    expressions.extend(alerts.lines().filter(|line| line.contains("ricarica_")).map(str::to_owned));
    let name = Regex::new(r"\bricarica_\w+").unwrap();
    let selector = Regex::new(r"\b(ricarica_\w+)\{([^}]*)\}").unwrap();
    let label = Regex::new(r#"(\w+)\s*[=!]"#).unwrap();
    let mut used = BTreeSet::new();
    for expression in &expressions {
        for found in name.find_iter(expression) {
            assert!(exported.contains_key(found.as_str()), "{} in {expression}", found.as_str());
            used.insert(base(found.as_str()).to_owned());
        }
        for found in selector.captures_iter(expression) {
            let known = &exported[&found[1]];
            for one in label.captures_iter(&found[2]) {
                assert!(known.contains(&one[1]), "the label {} in {expression}", &one[1]);
            }
        }
    }
    // What one of several gateways begins another may end: each counter is summed over all.
    let (counted, summed) =
        (r"(?:rate|increase)\(ricarica_", r"sum(?: by \([^)]*\))? ?\((?:rate|increase)\(ricarica_");
    let count = |pattern: &str, text: &str| Regex::new(pattern).unwrap().find_iter(text).count();
    for expression in &expressions {
        assert_eq!(count(counted, expression), count(summed, expression), "{expression}");
    }
    // The board shows everything that is measured.
    let all: BTreeSet<String> = exported.keys().map(|name| base(name).to_owned()).collect();
    assert_eq!(all.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new());
    for section in ["The disk is full", "The platform is down", "The mail is down", "A payment is anomalous"]
    {
        assert!(alerts.contains(section) && OPERATING.contains(&format!("### {section}")), "{section}");
    }
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The string literals of a macro's arguments, which begin here.
fn literals(code: &str) -> Vec<String> {
    let (mut found, mut literal, mut depth) = (Vec::new(), None::<String>, 1);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match (&mut literal, character) {
            (Some(text), '\\') => match characters.next() {
                // A line that goes on.
                Some('\n') => {
                    let rest = characters.as_str().trim_start();
                    characters = rest.chars();
                }
                Some(escaped) => text.push(escaped),
                None => break,
            },
            (Some(_), '"') => found.extend(literal.take()),
            (Some(text), other) => text.push(other),
            (None, '"') => literal = Some(String::new()),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

#[test]
fn every_log_event_is_documented_with_its_level_and_no_other() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let begin = Regex::new(r"tracing::(error|warn|info)!\(").unwrap();
    let mut code = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for found in begin.captures_iter(text) {
            let rest = &text[found.get(0).unwrap().end()..];
            if rest.trim_start().starts_with("target: AUDIT") {
                continue;
            }
            let message =
                literals(rest).into_iter().next_back().unwrap_or_else(|| panic!("{}", file.display()));
            code.insert((found[1].to_owned(), message.replace("{}", "…")));
        }
    }
    assert!(code.len() > 50, "{code:#?}");
    let document: BTreeSet<(String, String)> = table("**Audit trail**")
        .into_iter()
        .map(|row| {
            assert!(row.len() == 3 && !row[2].is_empty(), "{row:?}");
            (row[0].clone(), row[1].clone())
        })
        .collect();
    let (missing, surplus): (Vec<_>, Vec<_>) =
        (code.difference(&document).collect(), document.difference(&code).collect());
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "not documented: {missing:#?}\nnot in the code: {surplus:#?}"
    );
}

#[test]
fn every_link_of_the_document_has_its_place() {
    let heading = Regex::new(r"(?m)^#+ (.*)$").unwrap();
    let places: BTreeSet<String> = heading
        .captures_iter(OPERATING)
        .map(|found| {
            found[1].to_lowercase().replace(' ', "-").replace(|c: char| !c.is_alphanumeric() && c != '-', "")
        })
        .collect();
    let link = Regex::new(r"\]\(([^)]+)\)").unwrap();
    for found in link.captures_iter(OPERATING) {
        match found[1].strip_prefix('#') {
            Some(place) => assert!(places.contains(place), "#{place}"),
            None => assert!(root().join("docs").join(&found[1]).exists(), "{}", &found[1]),
        }
    }
}

#[test]
fn unit_and_proxies_fit_the_defaults() {
    let connections = Connections::default();
    let unit = read("deploy/systemd/ricarica.service");
    let value = |key: &str| {
        let line = unit.lines().find_map(|line| line.strip_prefix(&format!("{key}=")));
        line.unwrap_or_else(|| panic!("no {key}")).to_owned()
    };
    let files: usize = value("LimitNOFILE").parse().unwrap();
    assert!(
        files >= connections.max + 200,
        "the gateway would have to raise the limit, which the unit forbids"
    );
    // The gateway's own limits of time, and the greatest drain_seconds.
    assert!(value("TimeoutStopSec").parse::<u64>().unwrap() >= 20 + 300);
    let backup = read("deploy/systemd/ricarica-backup.service");
    let of_all = "EnvironmentFile=-/etc/ricarica/environment";
    assert!(unit.contains(of_all) && backup.contains(of_all));
    assert_eq!(value("ExecStart"), "/usr/lib/ricarica/gateway serve --config /etc/ricarica/gateway.toml");
    assert_eq!((value("User"), value("StateDirectory")), ("ricarica".into(), "ricarica".into()));
    let nginx = read("deploy/nginx/ricarica.conf");
    let caddy = read("deploy/caddy/Caddyfile");
    for proxy in [&nginx, &caddy] {
        assert!(proxy.contains("client_address_header = \"x-forwarded-for\""));
        assert!(proxy.contains("127.0.0.1:8080"));
        assert!(
            connections.idle_seconds > 60 && proxy.contains("60s"),
            "idle connections end at the proxy first"
        );
    }
    assert!(
        nginx.contains("proxy_set_header X-Forwarded-For $remote_addr;"),
        "the client's own header is replaced"
    );
    assert!(caddy.contains("header_up X-Forwarded-For {remote_host}"));
    assert!(
        !nginx.contains("add_header") && !caddy.contains("header Strict"),
        "the gateway sends its headers itself"
    );
    assert!(nginx.contains(&format!("proxy_read_timeout {}s", connections.request_seconds)));
}

/// The command beside the service: it has the service's environment, value by value as it is written.
#[test]
fn command_reads_the_environment_of_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let (environment, gateway) = (folder.path().join("environment"), folder.path().join("gateway"));
    fs::write(&environment, "# keys\nRICARICA_PLATFORM__GPD_KEY=a b$c\"d\nPATH=/nowhere\nPGPASSWORD=x=y")
        .unwrap();
    fs::write(&gateway, "#!/bin/sh\nprintf '%s|' \"$RICARICA_PLATFORM__GPD_KEY\" \"$PGPASSWORD\" \"$RICARICA_CONFIG\" \"$@\"\n")
        .unwrap();
    fs::set_permissions(&gateway, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let script = read("deploy/debian/ricarica")
        .replace("/etc/ricarica/environment", environment.to_str().unwrap())
        .replace("runuser -u ricarica -- ", "")
        .replace("/usr/lib/ricarica/gateway", gateway.to_str().unwrap());
    let mut shell = std::process::Command::new("sh");
    let done = shell
        .env_remove("RICARICA_CONFIG")
        .args(["-c", &script, "ricarica", "find", "a b"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert_eq!(said, "a b$c\"d|x=y|/etc/ricarica/gateway.toml|find|a b|", "{done:?}");
}

#[test]
fn package_touches_no_configuration_that_is_there_and_deletes_no_data() {
    let installed = read("deploy/debian/postinst");
    assert!(installed.contains("if [ ! -e /etc/ricarica/gateway.toml ]; then"));
    let removed = read("deploy/debian/postrm");
    assert!(!removed.contains("rm ") && !removed.contains("deluser"), "{removed}");
    // What the package replaces in the example is in it.
    let example = read("crates/gateway/gateway.example.toml");
    for key in ["database = ", "secret_file = "] {
        assert_eq!(example.lines().filter(|line| line.starts_with(key)).count(), 1, "{key}");
    }
}
