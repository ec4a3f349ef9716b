//! ROOM me and my data: the own profile and who sees it, this device, and a copy of everything about me.

mod account_page;
mod draft;
mod my_data;
mod profile_form;
mod this_device;
mod visibility;

pub use account_page::account_page;
