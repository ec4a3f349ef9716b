//! The blog posts.

use serde_json::json;

use super::Record;
use super::cards::{Card, cards};
use super::clock;
use super::organisations::{record, text};
use super::people::{names, takes_part};
use super::seed::{Dice, id};

const FILES: [&str; 6] = [
    include_str!("posts/world.txt"),
    include_str!("posts/links.txt"),
    include_str!("posts/practice.txt"),
    include_str!("posts/languages.txt"),
    include_str!("posts/long.txt"),
    include_str!("posts/unpublished.txt"),
];

/// All posts, oldest first.
pub fn posts(people: &[Record]) -> Vec<Record> {
    let mut made: Vec<Record> = FILES.iter().flat_map(|file| cards(file)).map(|card| post(&card, people)).collect();
    made.sort_by(|one, other| (text(one, "publishAt"), text(one, "slug")).cmp(&(text(other, "publishAt"), text(other, "slug"))));
    made
}

fn post(card: &Card, people: &[Record]) -> Record {
    let slug = card.get("slug");
    record(json!({
        "id": id("post", slug),
        "slug": slug,
        "title": card.get("title"),
        "lang": if card.get("lang").is_empty() { "en" } else { card.get("lang") },
        "summary": card.get("summary"),
        "body": card.body,
        "section": card.get("section"),
        "status": if card.get("status").is_empty() { "published" } else { card.get("status") },
        "authors": authors(card, people),
        "publishAt": if card.get("at").is_empty() { String::new() } else { clock::london(card.get("at")) },
        "tags": card.list("tags"),
        "contentNote": card.get("note"),
        "translationOf": card.get("translation"),
        "licence": "CC-BY-4.0",
        "imageWithoutText": (card.get("image") == "no text").then_some(true),
    }))
}

/// Pen names and groups as written; `@Name` is a person of the list; a number
/// of stars stands for that many active people.
fn authors(card: &Card, people: &[Record]) -> Vec<String> {
    let names = names();
    let able: Vec<&Record> = people
        .iter()
        .filter(|person| takes_part(person) && text(person, "directoryVisibility") == "public" && text(person, "name").chars().count() < 40)
        .collect();
    let mut dice = Dice::new("authors", card.get("slug"));
    let mut shown = Vec::new();
    for author in card.list("by") {
        if let Some(role) = author.strip_prefix('@') {
            let place = names.iter().position(|named| named.role == role || named.name == role);
            let name = place.and_then(|place| people.get(place)).map(|person| text(person, "name").to_owned());
            shown.extend(name);
        } else if author.starts_with('*') {
            shown.extend(dice.some(&able, author.len()).into_iter().map(|one| text(one, "name").to_owned()));
        } else {
            shown.push(author);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_blog_is_the_planned_one() {
        let data = sample();
        let all = &data.records["posts"];
        let count = |status: &str| all.iter().filter(|one| text(one, "status") == status).count();
        assert_eq!(all.len(), 24);
        assert_eq!((count("published"), count("in_review"), count("draft")), (16, 3, 3));
        assert_eq!((count("scheduled"), count("withdrawn")), (1, 1));
        let lang = |tag: &str| all.iter().filter(|one| text(one, "lang") == tag).count();
        assert_eq!((lang("ar"), lang("cy")), (1, 1));
        let four = |one: &&Record| one["authors"].as_array().is_some_and(|authors| authors.len() == 4);
        assert_eq!(all.iter().filter(four).count(), 1);
        assert!(all.iter().any(|one| one["authors"].to_string().contains("Former member")));
    }

    #[test]
    fn published_posts_have_real_bodies() {
        let data = sample();
        let mut long = 0;
        for one in data.records["posts"].iter().filter(|one| text(one, "status") == "published") {
            let words = text(one, "body").split_whitespace().count();
            if words > 4_000 {
                long += 1;
                assert!((4_900..=5_100).contains(&words), "{words}");
            } else {
                assert!((250..=700).contains(&words), "{} {words}", text(one, "slug"));
            }
            assert!(text(one, "publishAt") < super::super::ANCHOR);
            assert!(text(one, "summary").chars().count() <= 300);
        }
        assert_eq!(long, 1);
    }
}
