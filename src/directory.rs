//! ROOM people and organisations: the directory, its profiles, and what belongs to a person.

mod asked;
mod directory_page;
mod facet_chips;
mod fold;
mod heights;
mod listing;
mod organisation;
mod organisation_page;
mod person;
mod person_page;
mod result_rows;
mod search;
mod shelf;
mod values;

pub use directory_page::directory_page;
pub use organisation_page::organisation_page;
pub use person::{FIELDS, Person};
pub use person_page::person_page;
pub use shelf::outdated;
pub use values::{country_name, expertise_name, language_name};
