//! The people who can sign in to the demonstration.

use super::organisations::text;
use super::people::with_role;
use super::{Account, Record};

/// One account for each role, and one from an organisation nobody may see.
pub fn accounts(people: &[Record]) -> Vec<Account> {
    let account = |key: &str, role: &str| {
        let person = with_role(people, key)?;
        Some(Account {
            email: format!("{key}@demo.example.org"),
            name: text(person, "name").to_owned(),
            role: role.to_owned(),
            person: text(person, "id").to_owned(),
            organisation: text(person, "organisation").to_owned(),
        })
    };
    [("member", "member"), ("lead", "lead"), ("convenor", "convenor"), ("editor", "editor"), ("hidden", "member")]
        .into_iter()
        .filter_map(|(key, role)| account(key, role))
        .collect()
}
