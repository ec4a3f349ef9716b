//! The profile that this portal is served with: `/connection.json`, and beside it the presets that it extends.

use connect::{Complaint, Contract, Profile};

use super::CONTRACT;

/// The text of a profile, and of every preset that lies under it.
#[derive(Clone, Debug, Default)]
pub struct OwnProfile {
    /// The profile.
    pub text: String,
    presets: Vec<(String, String)>,
}

impl From<String> for OwnProfile {
    fn from(text: String) -> Self {
        Self { text, presets: Vec::new() }
    }
}

impl OwnProfile {
    /// Fetches the profile, and then `/presets/NAME.json` for as long as one extends another.
    ///
    /// # Errors
    /// The Problem, when the profile itself does not come. What a missing preset means the judge says.
    pub async fn fetch() -> Result<Self, crate::problem::Problem> {
        let mut own = Self::from(super::own_file("/connection.json").await?);
        while let Some(name) = own.wanted() {
            let text = super::own_file(&format!("/presets/{name}.json")).await.unwrap_or_default();
            own.presets.push((name, text));
        }
        Ok(own)
    }

    /// The same from a file and a folder, for pages that are written at build time.
    ///
    /// # Errors
    /// When the profile cannot be read.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn read(connection: &std::path::Path, presets: &std::path::Path) -> std::io::Result<Self> {
        let mut own = Self::from(std::fs::read_to_string(connection)?);
        while let Some(name) = own.wanted() {
            let text = std::fs::read_to_string(presets.join(format!("{name}.json"))).unwrap_or_default();
            own.presets.push((name, text));
        }
        Ok(own)
    }

    /// The next preset to bring. A name that is no file name brings nothing.
    fn wanted(&self) -> Option<String> {
        let last = self.presets.last().map_or(&self.text, |(_, text)| text);
        let name = connect::extends(last)?;
        let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        (plain && self.preset(&name).is_none()).then_some(name)
    }

    /// The text of the preset of that name, when it was brought.
    #[must_use]
    pub fn preset(&self, name: &str) -> Option<String> {
        self.presets.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
    }

    /// The profile with what is worth mending in it.
    ///
    /// # Errors
    /// Every complaint, when the portal cannot work with it.
    pub fn judge(&self) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
        let contract = Contract::parse(CONTRACT).map_err(|complaint| vec![complaint])?;
        Profile::judge_with(&self.text, &contract, &|name| self.preset(name))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn presets_are_brought_one_under_another_and_endless_ones_end() {
        let folder = std::env::temp_dir().join(format!("commonwatch-own-profile-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in [
            ("connection", r#"{"extends": "upper", "name": "Ours"}"#),
            (
                "upper",
                r#"{"extends": "lower", "resources": {"people": {"fields": {"name": "/full_name"}, "list": {"url": "/members", "complete": true}}}}"#,
            ),
            ("lower", r#"{"extends": "lower", "base": "/api", "name": "Theirs"}"#),
            ("whole", r#"{"base": "/api"}"#),
        ] {
            fs::write(folder.join(format!("{name}.json")), text).unwrap();
        }
        let read = |name: &str| OwnProfile::read(&folder.join(format!("{name}.json")), &folder).unwrap();
        let own = read("connection");
        assert_eq!(own.presets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["upper", "lower"]);
        assert_eq!(own.judge().unwrap_err().iter().filter(|one| one.code == "extends-endless").count(), 1);
        fs::write(folder.join("lower.json"), r#"{"base": "/api", "name": "Theirs"}"#).unwrap();
        // What is still missing is a whole portal's worth of records; people, which the presets bring, are not among it.
        let complaints = read("connection").judge().unwrap_err();
        assert!(complaints.iter().all(|one| one.code == "missing" && one.pointer != "/resources/people"), "{complaints:?}");
        assert!(read("whole").presets.is_empty());
        fs::write(folder.join("connection.json"), r#"{"extends": "../connection"}"#).unwrap();
        let own = read("connection");
        assert!(own.presets.is_empty(), "a name is not a way out of the folder");
        assert_eq!(own.judge().unwrap_err()[0].code, "extends-unavailable");
        fs::remove_dir_all(&folder).unwrap();
    }
}
