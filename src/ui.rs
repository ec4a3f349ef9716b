//! The kit: parts that know no room.

mod dialog;
mod download;
mod effect;
mod field;
mod frame;
mod heading;
mod icon;
#[cfg(target_arch = "wasm32")]
mod keep_focus;
mod loaded;
mod markdown;
mod problem_notice;
mod tlp;
pub mod when;

pub use dialog::dialog;
pub use download::download;
pub use effect::effect;
pub use field::{ChoiceField, SelectField, TextField, checks_field};
pub use frame::{Frame, NavLink};
pub use heading::{LastHeading, TitleCount, heading, page_title};
pub use icon::icon;
#[cfg(target_arch = "wasm32")]
pub use keep_focus::keep_focus;
pub use loaded::{Waiting, empty, loaded, waiting};
pub use markdown::{Folded, markdown, split_title};
pub use problem_notice::{ProblemNotice, problem_card};
pub use tlp::tlp_label;
