//! What is found by what name, and what is linked in what context.

mod common;

use jiff::civil::{Date, date};
use selon_kb::{Base, By, Context, Gender, Number, Role};
use selon_record::EntityType;

/// The ids and ways of the candidates.
fn found(base: &Base, name: &str) -> Vec<(String, By)> {
    base.candidates(name).iter().map(|c| (c.entry.id().to_owned(), c.by)).collect()
}

fn linked(base: &Base, name: &str, context: &Context<'_>) -> Option<String> {
    base.link(name, context).best.map(|best| best.entry.id().to_owned())
}

#[test]
fn spellings_of_one_person() {
    let base = common::base();
    for (name, id) in [
        ("Kassym-Jomart Tokaïev", "kassym-jomart-tokaiev"),
        ("KASSYM-JOMART TOKAÏEV", "kassym-jomart-tokaiev"),
        ("Kasym-Zhomart Tokayev", "kassym-jomart-tokaiev"),
        ("Kassym Jomart Tokayev", "kassym-jomart-tokaiev"),
        ("Касым-Жомарт Токаев", "kassym-jomart-tokaiev"),
        ("Tokayev Kassym-Jomart", "kassym-jomart-tokaiev"),
        ("Nursultan Nazarbayev", "noursoultan-nazarbaiev"),
        ("Ibrahim Raisi", "ebrahim-raissi"),
        ("Sergei Shoigu", "sergei-choigou"),
        ("Sergey Shoigu", "sergei-choigou"),
        ("Vladimir Zelensky", "volodymyr-zelensky"),
        ("Vladimir Vladimirovitch Poutine", "vladimir-poutine"),
        ("Jean Marc Ayrault", "jean-marc-ayrault"),
        ("Ian Macfarlane", "ian-j-macfarlane"),
        ("Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("George Bush", "george-w-bush"),
    ] {
        let found = found(&base, name);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!(found[0].0, format!("person:{id}"), "{name}");
        assert!(found[0].1 <= By::Key, "{name}: {found:?}");
    }
}

#[test]
fn unrelated_people_never_meet() {
    let base = common::base();
    for name in [
        "Ian E. Macfarlane",
        "Igor Tokaïev",
        "Ludmila Poutina",
        "Jean Ayrault",
        "Jean-Louis Ayrault",
        "Pascale Canfin",
        "Christiane Estrosi",
        "Christine Estrosi",
        "Jean-Marie Le Pen",
        "George H. W. Bush",
        "Michèle Martin",
        "Michael Pen",
        "Melania Trump",
        "Olga Choïgou",
    ] {
        let found = found(&base, name);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn a_surname_needs_somebody_well_known_or_a_context() {
    let base = common::base();
    let none = Context { language: "fr", ..Context::default() };
    assert_eq!(found(&base, "Le Pen"), [("person:marine-le-pen".to_owned(), By::Surname)]);
    let person = Context { kinds: &[(EntityType::Person, 0.7)], ..none };
    assert_eq!(linked(&base, "Poutine", &person).as_deref(), Some("person:vladimir-poutine"));
    assert_eq!(linked(&base, "Trump", &person).as_deref(), Some("person:donald-trump"));
    assert_eq!(linked(&base, "Martin", &none), None);
    assert_eq!(linked(&base, "Raisi", &none), None);
    let iran = Context { countries: &[("IR", 1.0)], kinds: &[(EntityType::Person, 0.9)], ..none };
    assert_eq!(linked(&base, "Raisi", &iran).as_deref(), Some("person:ebrahim-raissi"));
    assert_eq!(found(&base, "V. Poutine"), [("person:vladimir-poutine".to_owned(), By::Surname)]);
    assert_eq!(found(&base, "M. Poutine"), []);
}

#[test]
fn names_of_latin_script_have_one_spelling() {
    let base = common::base();
    for name in
        ["Marine Lepen", "Christian Estrozi", "Jean-Marc Hérault", "Kristian Estrosi", "Donald Trumpp"]
    {
        assert_eq!(found(&base, name), [], "{name}");
    }
    assert_eq!(found(&base, "christian ESTROSI").len(), 1);
    assert_eq!(found(&base, "Rassemblement national de Marine Le Pen"), []);
    // Another script is spelt in several ways; so is what has no country.
    assert_eq!(found(&base, "Alexandre Lukachenko")[0].0, "person:alexandre-loukachenko");
}

#[test]
fn towns_near_what_is_mentioned() {
    let base = common::base();
    let us = Context { countries: &[("US", 1.0)], language: "fr", ..Context::default() };
    assert_eq!(linked(&base, "Wilmington", &us), None);
    let near = |mentioned| linked(&base, "Wilmington", &Context { mentioned, ..us });
    assert_eq!(near(&["geonames:4560349"]).as_deref(), Some("geonames:4145381"));
    assert_eq!(near(&["region:US.NC"]).as_deref(), Some("geonames:4499379"));
}

#[test]
fn regions_are_named_with_what_they_are() {
    let base = common::base();
    for name in ["État de Géorgie", "l'État de Géorgie", "province de Vienne", "wilaya Géorgie"] {
        let wanted: &[(String, By)] = match name {
            "État de Géorgie" => &[("region:US.GA".to_owned(), By::Exact)],
            _ => &[],
        };
        assert_eq!(found(&base, name), wanted, "{name}");
    }
}

#[test]
fn a_small_town_is_meant_where_its_country_is() {
    let base = common::base();
    let place = Context { kinds: &[(EntityType::Place, 0.9)], language: "fr", ..Context::default() };
    let with =
        |mentioned| linked(&base, "Sarmat", &Context { countries: &[("UA", 1.0)], mentioned, ..place });
    assert_eq!(with(&[]), None);
    assert_eq!(with(&["geonames:9", "geonames:10"]).as_deref(), Some("geonames:1"));
}

#[test]
fn a_common_word_needs_its_country() {
    let base = common::base();
    let none = Context { language: "fr", ..Context::default() };
    assert_eq!(linked(&base, "Sens", &none), None);
    let france = Context { countries: &[("FR", 1.0)], ..none };
    assert_eq!(linked(&base, "Sens", &france).as_deref(), Some("geonames:3"));
}

#[test]
fn the_context_tells_entries_of_one_name_apart() {
    let base = common::base();
    let place = Context { kinds: &[(EntityType::Place, 0.9)], language: "fr", ..Context::default() };
    let with = |countries| Context { countries, ..place };
    assert_eq!(linked(&base, "Vienne", &place).as_deref(), Some("geonames:2761369"));
    assert_eq!(
        linked(&base, "Vienne", &with(&[("IR", 1.0), ("AT", 0.4)])).as_deref(),
        Some("geonames:2761369")
    );
    assert_eq!(
        linked(&base, "Donetsk", &with(&[("UA", 1.0), ("RU", 1.0)])).as_deref(),
        Some("geonames:709717")
    );
    assert_eq!(linked(&base, "Géorgie", &place).as_deref(), Some("country:GE"));
    assert_eq!(linked(&base, "Géorgie", &with(&[("US", 1.0)])), None);
    let arms =
        Context { kinds: &[(EntityType::Equipment, 0.6), (EntityType::Place, 0.2)], ..with(&[("RU", 1.0)]) };
    assert_eq!(linked(&base, "Sarmat", &arms).as_deref(), Some("equipment:sarmat"));
}

#[test]
fn a_role_is_of_a_day() {
    let base = common::base();
    let president = |day: Date| {
        let mut holders = base.holders("president", "KZ", Some(day));
        holders.next().map(|office| office.person.id().to_owned())
    };
    assert_eq!(president(date(2022, 1, 10)).as_deref(), Some("person:kassym-jomart-tokaiev"));
    assert_eq!(president(date(2018, 1, 10)).as_deref(), Some("person:noursoultan-nazarbaiev"));
    assert_eq!(base.holders("president", "country:KZ", None).count(), 2);
    assert_eq!(base.holders("president", "country:FR", None).count(), 0);
    let tokaiev = base.entry("person:kassym-jomart-tokaiev").unwrap();
    assert_eq!(base.offices_of(&tokaiev).next().unwrap().of, "country:KZ");
    let context = Context {
        role: Some(Role { office: "president", of: "country:KZ" }),
        date: Some(date(2022, 1, 10)),
        ..Context::default()
    };
    assert_eq!(linked(&base, "Tokayev", &context).as_deref(), Some("person:kassym-jomart-tokaiev"));
}

#[test]
fn initials() {
    let base = common::base();
    let none = Context { language: "fr", ..Context::default() };
    for name in ["OTAN", "Otan", "O.T.A.N."] {
        assert_eq!(linked(&base, name, &none).as_deref(), Some("organisation:otan"), "{name}");
    }
    assert_eq!(found(&base, "otan"), []);
    assert_eq!(linked(&base, "MES", &none).as_deref(), Some("organisation:mes"));
    assert_eq!(linked(&base, "Mes", &none), None);
    // Initials are no spelling of a name.
    assert_eq!(found(&base, "VIEN"), []);
    assert_eq!(found(&base, "ASTANA").len(), 1);
}

#[test]
fn consonants_need_support() {
    let base = common::base();
    assert_eq!(found(&base, "Alexandre Loukachenka")[0].1, By::Skeleton);
    let none = Context::default();
    assert_eq!(linked(&base, "Alexandre Loukachenka", &none), None);
    let belarus = Context { countries: &[("BY", 1.0)], kinds: &[(EntityType::Person, 1.0)], ..none };
    assert!(linked(&base, "Alexandre Loukachenka", &belarus).is_some());
}

#[test]
fn addresses() {
    let base = common::base();
    let id = |address: &str| base.domain(address).map(|entry| entry.id().to_owned());
    assert_eq!(id("www.lemonde.fr").as_deref(), Some("outlet:le-monde"));
    assert_eq!(
        id("https://www.lemonde.fr/international/article.html?x=1").as_deref(),
        Some("outlet:le-monde")
    );
    assert_eq!(id("m.lemonde.fr").as_deref(), Some("outlet:le-monde"));
    assert_eq!(id("blogs.lemonde.fr").as_deref(), Some("outlet:blogs"));
    assert_eq!(id("Avia.pro").as_deref(), Some("outlet:avia-pro"));
    assert_eq!(id("notlemonde.fr"), None);
    assert_eq!(id("fr"), None);
    assert_eq!(linked(&base, "avia.pro", &Context::default()).as_deref(), Some("outlet:avia-pro"));
}

#[test]
fn demonyms_numbers_and_resolutions() {
    let base = common::base();
    let demonym = base.demonym("fr", "Kazakhe").next().unwrap();
    assert_eq!((demonym.place, demonym.gender, demonym.number), ("country:KZ", Gender::Fem, Number::Sing));
    assert!(base.demonym("en", "kazakhe").next().is_none());
    for text in ["Su-35", "Su-35S", "SU 35", "Su‑35"] {
        let designator = base.designator(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(designator.entry.map(|e| e.id()), Some("equipment:su-35"), "{text}");
        assert_eq!(designator.class, "aircraft", "{text}");
    }
    assert!(base.designator("Su-57").unwrap().entry.is_none());
    assert!(base.designator("Su-5712").is_none());
    // A number that there is not, a joint that is not written.
    assert!(base.designator("Su-36").is_none());
    assert!(
        base.designator("F-1").is_some()
            && base.designator("F1").is_none()
            && base.designator("F 1").is_none()
    );
    assert_eq!(found(&base, "Su-35S"), [("equipment:su-35".to_owned(), By::Designator)]);
    let resolution = base.resolution(2231);
    assert_eq!((resolution.year, resolution.exists), (Some(2015), Some(true)));
    assert!(resolution.entry.is_some());
    assert_eq!(base.resolution(9000).exists, None);
    assert_eq!(base.resolution(0).exists, Some(false));
    assert_eq!(base.metonyms("place:kremlin").collect::<Vec<_>>(), ["government"]);
    assert!(base.name_part("Tokayev").unwrap().forms().any(|form| form == "токаев"));
    assert!(base.starts_alias("vienne") && base.starts_alias("tokayev") && !base.starts_alias("reine"));
}

#[test]
fn no_names() {
    let base = common::base();
    let long = "Poutine ".repeat(13);
    let longer = "a".repeat(500);
    for name in ["", " ", "-", "'", "vienne", "Vi\u{435}nne", &long, &longer, "M\u{435}s", "."] {
        assert_eq!(found(&base, name), [], "{name:?}");
    }
    // Invisible characters inside do not hide a name.
    assert_eq!(found(&base, "Vla\u{AD}dimir\u{A0}Pou\u{200B}tine").len(), 1);
}
