//! The HTML document around a page, and the files that tell search engines of them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Failure, draw};
use crate::{
    backend::{OwnProfile, Preloaded},
    site::Site,
    words::{frame, ui as words},
};

/// The built document, with places for head and body.
pub struct Document {
    dist: PathBuf,
    template: String,
    site: Site,
}

impl Document {
    /// Opens the built `index.html`; it is set aside as the template, since the home page takes its name.
    pub fn open(dist: &Path, site: &Site) -> Result<Self, Failure> {
        let (index, set_aside) = (dist.join("index.html"), dist.join("template.html"));
        let built = fs::read_to_string(&index)?;
        let template = if built.contains("<!--body-->") {
            fs::write(&set_aside, &built)?;
            built
        } else {
            fs::read_to_string(&set_aside)?
        };
        for place in ["<!--head-->", "<!--body-->", "<!--data-->"] {
            if !template.contains(place) {
                return Err(format!("index.html has no {place}").into());
            }
        }
        Ok(Self { dist: dist.to_owned(), template, site: site.clone() })
    }

    /// Writes the page of a path.
    pub fn write(&self, path: &str, title: &str, description: &str, body: &str, preloaded: &Preloaded) -> Result<(), Failure> {
        let folder = self.dist.join(path.trim_start_matches('/'));
        fs::create_dir_all(&folder)?;
        let address = format!("{}{path}", self.site.address);
        let title = words::document_title(&title, &self.site.portal_name);
        let head = format!(
            "<title>{}</title><meta name=\"description\" content=\"{}\"><link rel=\"canonical\" href=\"{}\">\
             <meta property=\"og:title\" content=\"{0}\"><meta property=\"og:description\" content=\"{1}\"><meta property=\"og:type\" content=\"website\">",
            escape(&title),
            escape(description),
            escape(&address)
        );
        // Such a page is read before the app is there: what paints it comes first.
        let page = self.fill(&head, body, preloaded)?;
        let page = page.replace(" as=\"fetch\"", " as=\"fetch\" fetchpriority=\"low\"");
        let page = page.replace("<script type=\"module\"", "<script type=\"module\" fetchpriority=\"low\"");
        fs::write(folder.join("index.html"), page)?;
        Ok(())
    }

    /// Writes what members' addresses are answered with (`app.html`) and what unknown ones are (`404.html`).
    pub fn write_shell(&self, preloaded: &Preloaded, connection: &OwnProfile) -> Result<(), Failure> {
        let head = format!("<title>{}</title><meta name=\"robots\" content=\"noindex\">", escape(&self.site.portal_name));
        let shell = draw::shell(preloaded, connection)?;
        let noscript = format!("{shell}<noscript><p class=\"page\">{}</p></noscript>", escape(words::needs_scripts()));
        fs::write(self.dist.join("app.html"), self.fill(&head, &noscript, preloaded)?)?;
        let missing = draw::page("/page-not-found", preloaded, connection)?;
        fs::write(self.dist.join("404.html"), self.fill(&head, &missing, preloaded)?)?;
        Ok(())
    }

    /// Writes `sitemap.xml` and `robots.txt`.
    pub fn write_indexes(&self, addresses: &[String]) -> Result<(), Failure> {
        let entries: String =
            addresses.iter().map(|path| format!("<url><loc>{}{}</loc></url>\n", escape(&self.site.address), escape(path))).collect();
        let sitemap = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
        );
        fs::write(self.dist.join("sitemap.xml"), sitemap)?;
        let closed: String = ["account", "alerts", "calendar", "connection", "directory", "sign-in", "support", "api"]
            .map(|area| format!("Disallow: /{area}\n"))
            .concat();
        let robots = format!("User-agent: *\n{closed}Sitemap: {}/sitemap.xml\n", self.site.address);
        fs::write(self.dist.join("robots.txt"), robots)?;
        Ok(())
    }

    fn fill(&self, head: &str, body: &str, preloaded: &Preloaded) -> Result<String, Failure> {
        // Within a data block only `<` could end it.
        let data = serde_json::to_string(preloaded)?.replace('<', "\\u003c");
        // Shown by the style sheet when the start script could not load the app.
        let note = format!("<p class=\"failed start-failed\" role=\"alert\">{}</p>", escape(frame::start_missing()));
        let data = format!("{note}<script type=\"application/json\" id=\"preloaded\">{data}</script>");
        Ok(self.template.replace("<!--head-->", head).replace("<!--body-->", body).replace("<!--data-->", &data))
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
