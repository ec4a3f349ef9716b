//! A description is read whole, and each mistake in one gives its message.

use std::path::Path;

use super::*;

const WHOLE: &str = r#"{
    "title": "A register", "port": 3100, "installFiles": [], "install": ["npm ci", ["python3", "-m", "venv", "{tools}/a b"]],
    "prepare": ["node {home}/convert.mjs {dataset} {run}/db.json"], "start": "{tools}/bin/register --port {port}",
    "ready": "/people", "env": { "ORIGIN": "{portal}", "JSON": "{\"a\": {}}" },
    "journeys": ["directory", "alerts"], "lacks": { "sign-in": "it asks nobody" }, "ci": true, "x-note": "free"
}"#;

fn read_here(text: &str) -> Result<Description, Vec<String>> {
    read(text, Path::new("backends/register"))
}

#[test]
fn a_whole_description_is_read() {
    let one = read_here(WHOLE).unwrap();
    assert_eq!((one.name.as_str(), one.port, one.ready.as_str(), one.ci), ("register", 3100, "/people", true));
    assert_eq!(one.install, [vec!["npm", "ci"], vec!["python3", "-m", "venv", "{tools}/a b"]]);
    assert_eq!(one.start, Start::Program(vec!["{tools}/bin/register".into(), "--port".into(), "{port}".into()]));
    assert!(one.meets("alerts") && !one.meets("sign-in") && !one.meets("posts"));
    assert_eq!(one.lacks.get("sign-in").unwrap(), "it asks nobody");
    assert_eq!(one.profile(), Path::new("backends/register/connection.json"));
}

#[test]
fn everything_can_be_offered() {
    let one = read_here(r#"{ "title": "A", "port": 1, "builtIn": true, "journeys": "all" }"#).unwrap();
    assert!(one.lacks.is_empty() && one.is_built_in() && !one.ci);
}

#[test]
fn every_mistake_is_told() {
    for (from, to, words) in [
        ("\"title\"", "\"titel\"", "\"titel\" is not known. There are: title, port,"),
        ("\"A register\"", "7", "\"title\" must be a text."),
        ("3100", "70000", "\"port\" must be a number from 1 to 65535"),
        ("\"installFiles\": []", "\"installFiles\": [\"absent.lock\"]", "names \"absent.lock\", which is not in the folder"),
        ("\"installFiles\": []", "\"installFiles\": \"a\"", "\"installFiles\" must be a list of texts."),
        ("{tools}/a b", "{run}/a b", "\"install\": {run} is not known here. There are: {home}, {tools}."),
        ("{dataset}", "{datset}", "\"prepare\": {datset} is not known here."),
        ("[\"npm ci\",", "[\" \",", "\"install\": a command is a line of text or a list of words."),
        ("[\"node {home}/convert.mjs {dataset} {run}/db.json\"]", "\"node\"", "\"prepare\" must be a list of commands."),
        ("\"start\": \"{tools}/bin/register --port {port}\",", "", "it needs one of \"start\""),
        ("\"start\":", "\"serve\": \"{run}\", \"start\":", "it needs one of \"start\""),
        ("\"/people\"", "\"people\"", "must be a path that begins with \"/\"."),
        ("\"{portal}\"", "\"{origin}\"", "\"env.ORIGIN\": {origin} is not known here."),
        ("{ \"ORIGIN\": \"{portal}\", \"JSON\": \"{\\\"a\\\": {}}\" }", "[]", "\"env\" must be an object of texts."),
        ("[\"directory\", \"alerts\"]", "\"some\"", "\"journeys\" must be \"all\" or a list of: directory,"),
        ("[\"directory\", \"alerts\"]", "[\"directry\"]", "\"journeys\" names \"directry\". Journeys need: directory,"),
        ("{ \"sign-in\":", "{ \"signin\":", "\"lacks\" names \"signin\". Journeys need:"),
        ("{ \"sign-in\":", "{ \"alerts\":", "\"alerts\" stands under \"journeys\" and under \"lacks\"."),
        ("\"ci\": true", "\"ci\": 1", "\"ci\" must be true or false."),
        ("{\n", "", "it is not JSON"),
    ] {
        let text = WHOLE.replacen(from, to, 1);
        assert_ne!(text, WHOLE, "{from}");
        let told = read_here(&text).unwrap_err().join("\n");
        assert!(told.contains(words), "{from} -> {to}: {told}");
    }
    assert!(read_here("[]").unwrap_err().join("").contains("not an object"));
    let told = read_here(r#"{ "title": "A", "port": 1, "builtIn": true, "journeys": "all", "env": {} }"#).unwrap_err().join("\n");
    assert!(told.contains("\"env\" says nothing where \"builtIn\" is true."), "{told}");
}

#[test]
fn every_backend_of_the_clone_is_described_rightly() {
    let place = Place { root: Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), tools: PathBuf::new() };
    let all = all(&place).unwrap();
    assert!(all.first().unwrap().is_built_in());
    for one in &all {
        let profile = fs::read_to_string(one.profile()).unwrap();
        let there = format!("127.0.0.1:{}", one.port);
        assert!(one.is_built_in() || profile.contains(&there), "{}: its profile does not name {there}", one.name);
    }
}
