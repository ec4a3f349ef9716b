//! ROOM commitment: the text, its versions, and who signed it.

mod commitment_page;
mod sign_form;
mod signature;
mod signers;
mod versions;

pub use commitment_page::commitment_page;
pub use signature::{Signature, Signer, Version, latest};
