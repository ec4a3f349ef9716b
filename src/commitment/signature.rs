//! Versions of the commitment and the signatures under them.

use crate::record;

record! {
    /// One version of the text (semantic versioning of its meaning).
    pub struct Version {
        /// The backend's id.
        pub id = "id": String,
        /// Such as `1.1.0`.
        pub number = "number": String,
        /// The text (Markdown).
        pub body = "body": String,
        /// The day the members agreed on it.
        pub approved_on = "approvedOn": Option<String>,
    }
}

record! {
    /// A promise that someone made.
    pub struct Signature {
        /// The backend's id.
        pub id = "id": String,
        /// The state that was read, for changing it.
        pub seen = "@version": Option<crate::backend::Version>,
        /// The number of the version that was signed.
        pub version = "version": String,
        /// `person` or `organisation`.
        pub signer_kind = "signerKind": String,
        /// The person who signed, where this viewer may know.
        pub person = "person": Option<String>,
        /// The organisation that was signed for, where this viewer may know.
        pub organisation = "organisation": Option<String>,
        /// The name, when the signer chose to be shown.
        pub name = "name": Option<String>,
        /// Whether the name is shown.
        pub show_name = "showName": bool,
        /// When it was signed (RFC 3339).
        pub signed_at = "signedAt": Option<String>,
        /// When it was withdrawn (RFC 3339).
        pub withdrawn_at = "withdrawnAt": Option<String>,
    }
}

/// For whom a signature is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signer {
    /// A person for themselves.
    Person(String),
    /// An organisation, by someone with authority.
    Organisation(String),
}

impl Signature {
    /// Whether it still stands.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.withdrawn_at.as_deref().is_none_or(str::is_empty)
    }

    /// Whether it is this signer's.
    #[must_use]
    pub fn is_by(&self, signer: &Signer) -> bool {
        match signer {
            Signer::Person(id) => self.signer_kind == "person" && self.person.as_ref() == Some(id),
            Signer::Organisation(id) => self.signer_kind == "organisation" && self.organisation.as_ref() == Some(id),
        }
    }

    /// The name to show, if the signer chose to be shown.
    #[must_use]
    pub fn shown_name(&self) -> Option<&str> {
        self.name.as_deref().filter(|name| self.show_name && !name.is_empty())
    }
}

/// The newest version.
#[must_use]
pub fn latest(versions: &[Version]) -> Option<&Version> {
    versions.iter().max_by_key(|version| order(&version.number))
}

/// The newest signature of a signer that still stands.
#[must_use]
pub fn standing<'a>(signatures: &'a [Signature], signer: &Signer) -> Option<&'a Signature> {
    signatures.iter().filter(|signature| signature.stands() && signature.is_by(signer)).max_by_key(|signature| order(&signature.version))
}

/// The numbers of a version, so that 1.10.0 comes after 1.9.0.
fn order(number: &str) -> Vec<u32> {
    number.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(version: &str, person: &str, withdrawn: bool) -> Signature {
        Signature {
            version: version.into(),
            signer_kind: "person".into(),
            person: Some(person.into()),
            withdrawn_at: withdrawn.then(|| "2026-10-01T09:00:00Z".into()),
            ..Signature::default()
        }
    }

    #[test]
    fn the_newest_version_is_found_by_its_numbers() {
        let version = |number: &str| Version { number: number.into(), ..Version::default() };
        let versions = [version("1.9.0"), version("1.10.0"), version("1.2.3")];
        assert_eq!(latest(&versions).map(|version| version.number.as_str()), Some("1.10.0"));
    }

    #[test]
    fn a_withdrawn_signature_no_longer_stands() {
        let me = Signer::Person("p1".into());
        let signatures = [signature("1.0.0", "p1", false), signature("1.1.0", "p1", true), signature("1.1.0", "p2", false)];
        assert_eq!(standing(&signatures, &me).map(|signature| signature.version.as_str()), Some("1.0.0"));
        assert_eq!(standing(&signatures, &Signer::Organisation("p1".into())), None);
    }

    #[test]
    fn a_name_is_shown_only_by_choice() {
        let mut signature = Signature { name: Some("Ada".into()), ..Signature::default() };
        assert_eq!(signature.shown_name(), None);
        signature.show_name = true;
        assert_eq!(signature.shown_name(), Some("Ada"));
    }
}
