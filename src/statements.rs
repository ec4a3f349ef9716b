//! ROOM joint statements: what members say together.

mod statement;
mod statement_page;
mod statements_page;

pub use statement::Statement;
pub use statement_page::statement_page;
pub use statements_page::statements_page;
