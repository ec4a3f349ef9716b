//! The documentation lists the codes that there are.

use doctor::KINDS;

#[test]
fn the_documentation_lists_every_code() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/doctor.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(code, _)| code));
    let listed: Vec<&str> = rows.filter(|code| !code.starts_with("--")).collect();
    let known: Vec<&str> = KINDS.iter().map(|kind| kind.code).collect();
    assert_eq!(listed, known);
    for kind in KINDS {
        assert!(text.contains(kind.expected) && text.contains(kind.remedy), "{} is told otherwise", kind.code);
    }
}
