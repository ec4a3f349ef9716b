use super::*;

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn person(id: &str, name: &str, aliases: &[&str], house: &[(&str, &str)], expertise: &[&str], languages: &[&str]) -> Listed {
    Listed {
        id: id.into(),
        name: name.into(),
        aliases: strings(aliases),
        facets: [strings(expertise), strings(languages), Vec::new()],
        organisations: house.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect(),
        kind: None,
    }
}

fn house(id: &str, name: &str, aliases: &[&str], kind: &str, strengths: &[&str]) -> Listed {
    Listed {
        id: id.into(),
        name: name.into(),
        aliases: strings(aliases),
        facets: [strings(strengths), Vec::new(), Vec::new()],
        organisations: Vec::new(),
        kind: Some(kind.into()),
    }
}

fn listing() -> Listing {
    let mut listing = Listing::default();
    let harrowmere = ("o1", "Harrowmere Centre for Early Warning");
    let mirovest = ("o3", "Myrovist Centre");
    listing.add(
        vec![
            person("p1", "Seán Ó Dúnlaoich", &[], &[("o2", "Ló")], &["early warning"], &["ga", "en"]),
            person("p2", "Łucja Brzeziec", &["Lucja Brzeziec"], &[harrowmere], &["early warning", "education"], &["pl", "en"]),
            person("p3", "Oksana Myrovestiuk", &["Оксана Мировестюк"], &[mirovest], &["translation"], &["uk", "en"]),
            person("p4", "ليلى سروندي", &["ليلى سروندي", "Layla Sarwandi"], &[("o5", "بيت سروند للذاكرة")], &["education"], &["ar", "en"]),
            person("p5", "Zoe\u{308} Bra\u{308}mholt", &[], &[], &["mediation"], &["de"]),
            person("p6", "Zoë Brämholt", &[], &[harrowmere], &[], &[]),
        ],
        false,
    );
    listing.add(
        vec![
            house("o1", "Harrowmere Centre for Early Warning", &["Harrowmere"], "research", &["early warning"]),
            house("o2", "Ló", &[], "charity", &["translation"]),
            house("o3", "Myrovist Centre", &["Центр «Мировест»", "Tsentr Mirovest", "Myrovist"], "charity", &["media monitoring"]),
            house("o4", "The Ondermere Foundation", &["Ondermere"], "charity", &[]),
            house("o5", "بيت سروند للذاكرة", &["Bayt Sarwand Memory House"], "arts_memory", &[]),
            house("o6", "unquiet", &[], "charity", &[]),
            house("o7", "Ørnevang Memory Institute", &["Ørnevang"], "arts_memory", &[]),
        ],
        true,
    );
    listing
}

fn ids(listing: &Listing, asked: &Asked) -> Vec<String> {
    listing.find(asked).rows.iter().filter_map(|number| listing.row(*number)).map(|row| row.id.clone()).collect()
}

fn typed(words: &str) -> Asked {
    Asked { words: words.into(), ..Asked::default() }
}

#[test]
fn what_is_typed_finds_whom_was_meant() {
    let listing = listing();
    for (words, expected) in [
        // The organisation itself, then its people, then names that hold it.
        ("Lo", &["o2", "p1"][..]),
        ("LÓ", &["o2", "p1"]),
        ("mirovest", &["o3", "p3"]),
        ("Мировест", &["o3", "p3"]),
        ("myrovist centre", &["o3", "p3"]),
        ("سروند", &["o5", "p4"]),
        ("layla", &["p4"]),
        ("layla sarwand", &["p4"]),
        ("brzeziec", &["p2"]),
        ("Brezziec", &["p2"]),
        ("brzezeic", &["p2"]),
        ("dunlaoich sean", &["p1"]),
        ("zoe bramholt", &["p5", "p6"]),
        ("Zoë Brämholt", &["p5", "p6"]),
        ("zoe brämholt harrow", &["p6"]),
        ("ondermere", &["o4"]),
        ("ornevang", &["o7"]),
        ("ukrainian", &["p3"]),
        ("early warning", &["o1", "p2", "p1", "p6"]),
        ("mediation", &["p5"]),
        ("quiet", &["o6"]),
        ("harowmere", &["o1", "p2", "p6"]),
        ("myrovost", &["o3", "p3"]),
        ("nobody at all", &[]),
        ("xqzw", &[]),
    ] {
        let mut found = ids(&listing, &typed(words));
        let mut expected = strings(expected);
        assert_eq!(found.first(), expected.first(), "first of {words}");
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{words}");
    }
}

#[test]
fn names_are_in_order_without_the_article_and_in_latin_letters() {
    let listing = listing();
    let order = ids(&listing, &Asked::default());
    assert_eq!(order, ["o5", "o1", "p4", "o2", "p2", "o3", "p3", "o4", "o7", "p1", "o6", "p5", "p6"]);
}

#[test]
fn facets_are_and_across_and_or_within_with_live_counts() {
    let listing = listing();
    let count = |found: &Found, facet: usize, code: &str| {
        listing
            .values
            .get(facet)
            .and_then(|values| values.find(code))
            .and_then(|number| found.counts.get(facet)?.get(number as usize).copied())
    };
    let asked = Asked::default().toggled(EXPERTISE, "early warning");
    let found = listing.find(&asked);
    assert_eq!((found.people, found.organisations), (2, 2));
    assert_eq!(count(&found, EXPERTISE, "mediation"), Some(1), "its own facet still offers the others");
    assert_eq!(count(&found, LANGUAGE, "uk"), Some(0));
    assert_eq!(count(&found, LANGUAGE, "pl"), Some(1));
    let asked = asked.toggled(EXPERTISE, "mediation");
    assert_eq!(listing.find(&asked).people, 3);
    let asked = asked.toggled(LANGUAGE, "de");
    assert_eq!(ids(&listing, &asked), ["p5"]);
    let asked = Asked::default().toggled(KIND, "charity").showing(Show::People);
    assert_eq!(ids(&listing, &asked), ["p3", "p1"]);
    assert_eq!(listing.find(&asked).both, (2, 4));
    assert!(ids(&listing, &Asked::default().toggled(LANGUAGE, "never")).is_empty());
}

#[test]
fn what_comes_twice_is_listed_once() {
    let mut listing = listing();
    let before = listing.find(&Asked::default()).rows.len();
    listing.begin_again();
    listing.add(vec![person("p1", "Seán Ó Dúnlaoich", &[], &[], &[], &[]), person("p9", "Wren", &[], &[], &[], &[])], false);
    assert_eq!(listing.find(&Asked::default()).rows.len(), before + 1);
    assert_eq!(listing.find(&typed("wren")).rows.len(), 1);
}
