//! `doctor`, against a server on this machine.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use crate::program::{command, err, file, out, run, status};
use crate::server::{CONTRACT, PASSWORD, PROFILE, TOKEN, serve};

struct Case {
    profile: String,
    contract: String,
    address: String,
}

/// Files for a profile whose list is, or is not, where it says.
fn case(name: &str, items: &str, whole: bool) -> Case {
    let (address, _) = serve();
    let base = if whole { format!("{address}/api") } else { "/api".into() };
    let profile = file(name, "connection.json", &PROFILE.replace("{base}", &base).replace("ITEMS", items));
    Case { profile, contract: file(name, "contract.json", CONTRACT), address }
}

impl Case {
    fn examined(&self, more: &[&str]) -> std::process::Output {
        let fixed = ["doctor", &self.profile, "--contract", &self.contract, "--user", "ama"];
        let all: Vec<&str> = fixed.into_iter().chain(more.iter().copied()).collect();
        command(&all).env("COMMONWATCH_PASSWORD", PASSWORD).output().unwrap()
    }
}

fn tells_no_secret(text: &str) {
    assert!(!text.contains(PASSWORD) && !text.contains(TOKEN), "{text}");
}

#[test]
fn a_healthy_backend_ends_with_0() {
    let output = case("healthy", "/rows", true).examined(&[]);
    assert_eq!(status(&output), 0, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("0 findings"));
    tells_no_secret(&(out(&output) + &err(&output)));
}

#[test]
fn findings_end_with_1_one_a_paragraph_or_as_json() {
    let case = case("ill", "/data", true);
    let output = case.examined(&[]);
    assert_eq!(status(&output), 1);
    let paragraph = out(&output).split("\n\n").find(|part| part.starts_with("items-wrong")).unwrap().to_string();
    assert!(paragraph.contains("/resources/people/list/items") && paragraph.contains(r#""items":"/rows""#), "{paragraph}");
    let json = case.examined(&["--json", "--resource", "people"]);
    assert_eq!(status(&json), 1);
    let told: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(told["findings"][0]["code"], "items-wrong");
    assert_eq!(told["findings"][0]["patch"]["resources"]["people"]["list"]["items"], "/rows");
    tells_no_secret(&out(&json));
}

#[test]
fn a_base_that_is_a_path_needs_an_address() {
    let case = case("path", "/rows", false);
    assert_eq!(status(&case.examined(&[])), 2);
    let output = case.examined(&["--at", &case.address]);
    assert_eq!(status(&output), 0, "{}", out(&output));
}

#[test]
fn a_resource_that_the_profile_does_not_name_ends_with_2() {
    assert_eq!(status(&case("unnamed", "/rows", true).examined(&["--resource", "peeple"])), 2);
}

#[test]
fn another_origin_needs_cors() {
    let case = case("cors", "/rows", true);
    let output = case.examined(&["--origin", "https://portal.example"]);
    assert_eq!(status(&output), 1);
    assert!(out(&output).starts_with("blocked"), "{}", out(&output));
}

#[test]
fn nothing_there_is_a_finding() {
    let profile = file("nobody", "connection.json", &PROFILE.replace("{base}", "http://127.0.0.1:9/api").replace("ITEMS", "/rows"));
    let contract = file("nobody", "contract.json", CONTRACT);
    let output = run(&["doctor", &profile, "--contract", &contract]);
    assert_eq!(status(&output), 1);
    assert!(out(&output).starts_with("unreachable"), "{}", out(&output));
}

#[test]
fn without_a_terminal_the_password_must_be_in_the_environment() {
    let case = case("terminal", "/rows", true);
    let output = run(&["doctor", &case.profile, "--contract", &case.contract, "--user", "ama"]);
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("COMMONWATCH_PASSWORD"));
}

/// `script` (util-linux) gives it a terminal; where there is none this cannot be shown.
#[cfg(target_os = "linux")]
#[test]
fn the_prompt_does_not_show_what_is_typed() {
    let case = case("prompt", "/rows", true);
    let program = env!("CARGO_BIN_EXE_commonwatch-connect");
    let line = format!("'{program}' doctor '{}' --contract '{}' --user ama", case.profile, case.contract);
    let mut script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).env_remove("COMMONWATCH_PASSWORD").stdin(Stdio::piped()).stdout(Stdio::piped());
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        script.env_remove(name);
    }
    let Ok(mut child) = script.spawn() else { return };
    let mut shown = Vec::new();
    let mut out = child.stdout.take().unwrap();
    // Only once it asks is anything typed, as a person does.
    while !shown.ends_with(b"Password of ama: ") {
        let mut byte = [0];
        assert_eq!(out.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&shown));
        shown.push(byte[0]);
    }
    child.stdin.as_mut().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    out.read_to_end(&mut shown).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{shown}");
    tells_no_secret(&shown);
}
