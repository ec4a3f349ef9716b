//! The profiles under `backends/`, against what real backends answered.
//!
//! Where a folder there has grown into a backend of its own shape, the profile of the recorded one is in `tests/profiles/`.
//!
//! Each step of a file under `tests/recorded/` names the recorded exchange. Where a request differs from the recorded one
//! (another page size, say) the step is marked `near`, and only the answer is the recorded one.

use connect::{Contract, Profile};
use serde_json::Value;

use crate::replay::replay_with;

/// The portal's own contract.
const PORTAL: &str = include_str!("../../../../src/backend/contract.json");

/// The text of the profile that the portal is shipped with for a backend.
fn shipped(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../../backends/{name}/connection.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The preset of that name, as it is shipped.
pub fn preset(name: &str) -> Option<String> {
    std::fs::read_to_string(format!("{}/../../backends/presets/{name}.json", env!("CARGO_MANIFEST_DIR"))).ok()
}

/// The text of the profile of a backend as it was recorded.
pub fn text(name: &str) -> String {
    let of_then = format!("{}/tests/profiles/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(of_then).unwrap_or_else(|_| shipped(name))
}

/// The portal's contract, as far as this profile's records go: the recorded backends kept members and alerts.
pub fn contract_for(profile: &str) -> Contract {
    let profile: Value = serde_json::from_str(profile).unwrap();
    let mut contract: Value = serde_json::from_str(PORTAL).unwrap();
    contract["records"].as_object_mut().unwrap().retain(|name, _| profile["resources"].get(name).is_some());
    Contract::parse(&contract.to_string()).unwrap()
}

/// A backend's profile, which has nothing wrong with it.
pub fn profile(name: &str) -> Profile {
    let text = text(name);
    match Profile::judge_with(&text, &contract_for(&text), &preset) {
        Ok((profile, complaints)) => {
            assert_eq!(complaints, [], "{name}");
            profile
        }
        Err(complaints) => panic!("{name}: {complaints:#?}"),
    }
}

/// Every backend that was recorded.
pub const NAMES: [&str; 9] =
    ["datasette", "directus", "django-rest-framework", "json-api", "json-server-1", "parse-server", "static-files", "strapi", "wordpress"];

fn recorded(name: &str) {
    replay_with(&format!("tests/recorded/{name}.json"), &profile(name));
}

#[test]
fn datasette() {
    recorded("datasette");
}

#[test]
fn directus() {
    recorded("directus");
}

#[test]
fn django_rest_framework() {
    recorded("django-rest-framework");
}

#[test]
fn json_api() {
    recorded("json-api");
}

#[test]
fn json_server_1() {
    recorded("json-server-1");
}

#[test]
fn parse_server() {
    recorded("parse-server");
}

#[test]
fn static_files() {
    recorded("static-files");
}

#[test]
fn strapi() {
    recorded("strapi");
}

#[test]
fn wordpress() {
    recorded("wordpress");
}

/// The backends that can be started with the portal's whole data: their folders say how.
fn whole() -> Vec<String> {
    let folders = std::fs::read_dir(format!("{}/../../backends", env!("CARGO_MANIFEST_DIR"))).unwrap().map(|entry| entry.unwrap());
    let described = folders.filter(|folder| folder.path().join("backend.json").is_file());
    described.map(|folder| folder.file_name().into_string().unwrap()).collect()
}

#[test]
fn the_profiles_of_backends_that_are_started_have_all_that_the_portal_needs() {
    for name in whole() {
        let judged = Profile::judge_with(&shipped(&name), &Contract::parse(PORTAL).unwrap(), &preset);
        let (_, complaints) = judged.unwrap_or_else(|complaints| panic!("{name}: {complaints:#?}"));
        assert_eq!(complaints, [], "{name}");
    }
}

/// The default profile extends nothing, so that a portal asks for one file and not for two; its preset is for those who write
/// another profile for such a backend.
#[test]
fn the_default_profile_holds_its_preset() {
    let presets = |_: &str| Some(preset("pocketbase").unwrap());
    let whole: Value = serde_json::from_str(&shipped("pocketbase")).unwrap();
    let mut over = whole.clone();
    over["extends"] = "pocketbase".into();
    let mut merged = connect::merged(&over.to_string(), &presets).unwrap();
    merged.as_object_mut().unwrap().remove("$schema");
    assert_eq!(merged, whole);
}

#[test]
fn the_portal_misses_only_what_was_not_recorded() {
    let (contract, whole) = (Contract::parse(PORTAL).unwrap(), whole());
    for name in NAMES.into_iter().filter(|name| whole.iter().all(|one| one != name)) {
        let complaints = Profile::judge_with(&text(name), &contract, &preset).err().unwrap();
        for complaint in complaints {
            assert_eq!((complaint.code, complaint.pointer.matches('/').count()), ("missing", 2), "{name}: {complaint}");
        }
    }
}
