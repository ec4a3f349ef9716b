//! ROOM posts: Prevention Perspectives, the members' blog.

mod blog_page;
mod post;
mod post_page;

pub use blog_page::{blog_page, latest_posts};
pub use post::Post;
pub use post_page::post_page;
