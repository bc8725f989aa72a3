//! A small base to test on.

use selon_kb::Base;
use selon_kb::build::{
    Builder, DemonymRow, DesignatorRow, EntryRow, FactRow, MetonymRow, NamePartRow, NameRow, OfficeRow,
    ResolutionYearRow, SourceRow,
};
use selon_kb::{Joint, NameSort, Use};
use selon_record::EntityType;

fn entry(id: &str, kind: EntityType, country: &str, names: &[&str]) -> EntryRow {
    let sort = |i: usize| if i == 0 { NameSort::Main } else { NameSort::Alias };
    EntryRow {
        names: names.iter().enumerate().map(|(i, name)| NameRow::new(*name, "fr", sort(i))).collect(),
        country: Some(country.to_owned()).filter(|c| !c.is_empty()),
        ..EntryRow::new(id, kind, "own")
    }
}

fn person(id: &str, country: &str, prominence: f32, names: &[&str]) -> EntryRow {
    EntryRow { prominence, ..entry(&format!("person:{id}"), EntityType::Person, country, names) }
}

fn town(id: &str, country: &str, population: u64, names: &[&str]) -> EntryRow {
    EntryRow {
        population: Some(population),
        ..entry(&format!("geonames:{id}"), EntityType::Place, country, names)
    }
}

fn with_fact(mut entry: EntryRow, property: &str, value: &str) -> EntryRow {
    entry.facts.push(FactRow {
        property: property.to_owned(),
        value: value.to_owned(),
        date: String::new(),
        source: "own".to_owned(),
    });
    entry
}

fn at(entry: EntryRow, latitude: f64, longitude: f64) -> EntryRow {
    EntryRow { location: Some((latitude, longitude)), ..entry }
}

fn office(person: &str, office: &str, of: &str, from: &str, to: &str) -> OfficeRow {
    OfficeRow {
        person: format!("person:{person}"),
        office: office.to_owned(),
        of: of.to_owned(),
        from: from.parse().ok(),
        to: to.parse().ok(),
        checked: None,
        source: "own".to_owned(),
    }
}

/// Its entries.
pub(crate) fn entries() -> Vec<EntryRow> {
    let mut entries = Vec::new();
    for (code, name) in
        [("KZ", "Kazakhstan"), ("RU", "Russie"), ("FR", "France"), ("GE", "Géorgie"), ("UA", "Ukraine")]
    {
        entries.push(entry(&format!("country:{code}"), EntityType::Place, code, &[name]));
    }
    entries.push(EntryRow {
        class: "region".to_owned(),
        ..entry("region:US.GA", EntityType::Place, "US", &["Géorgie", "Georgia"])
    });
    for row in [
        town("2761369", "AT", 1_691_468, &["Vienne", "Wien", "Vienna"]),
        town("2969284", "FR", 31_555, &["Vienne"]),
        town("1526273", "KZ", 1_000_000, &["Nour-Soultan", "Astana"]),
        town("709717", "UA", 1_000_000, &["Donetsk"]),
        town("563719", "RU", 50_000, &["Donetsk"]),
        town("1", "UZ", 20_000, &["Sarmat"]),
        town("2", "US", 60_000, &["Putin"]),
        with_fact(town("3", "FR", 60_000, &["Sens"]), "common_name", "Sens"),
        at(with_fact(town("4499379", "US", 115_000, &["Wilmington"]), "within", "region:US.NC"), 34.2, -77.9),
        at(town("4145381", "US", 71_000, &["Wilmington"]), 39.7, -75.5),
        town("9", "UZ", 2_500_000, &["Tachkent"]),
        town("10", "UZ", 500_000, &["Samarcande"]),
        at(town("4560349", "US", 1_567_000, &["Philadelphie"]), 40.0, -75.2),
    ] {
        entries.push(row);
    }
    for row in [
        person("kassym-jomart-tokaiev", "KZ", 0.8, &["Kassym-Jomart Tokaïev", "Касым-Жомарт Токаев"]),
        person("noursoultan-nazarbaiev", "KZ", 0.6, &["Noursoultan Nazarbaïev"]),
        person("vladimir-poutine", "RU", 1.0, &["Vladimir Poutine"]),
        person("ebrahim-raissi", "IR", 0.6, &["Ebrahim Raïssi"]),
        person("volodymyr-zelensky", "UA", 1.0, &["Volodymyr Zelensky"]),
        person("ian-j-macfarlane", "AU", 0.2, &["Ian J. Macfarlane"]),
        person("sergei-choigou", "RU", 0.7, &["Sergueï Choïgou"]),
        person("jean-marc-ayrault", "FR", 0.4, &["Jean-Marc Ayrault"]),
        person("marine-le-pen", "FR", 0.8, &["Marine Le Pen"]),
        person("pascal-canfin", "FR", 0.1, &["Pascal Canfin"]),
        person("christian-estrosi", "FR", 0.1, &["Christian Estrosi"]),
        person("xi-jinping", "CN", 1.0, &["Xi Jinping"]),
        person("kim-jong-un", "KP", 0.9, &["Kim Jong-un"]),
        person("george-w-bush", "US", 0.7, &["George W. Bush"]),
        person("michel-martin", "FR", 0.1, &["Michel Martin"]),
        person("donald-trump", "US", 1.0, &["Donald Trump", "Donald J. Trump"]),
        person("recep-tayyip-erdogan", "TR", 0.9, &["Recep Tayyip Erdoğan"]),
        person("alexandre-loukachenko", "BY", 0.7, &["Alexandre Loukachenko"]),
    ] {
        entries.push(row);
    }
    for (id, name, acronym) in [
        ("otan", "Organisation du traité de l'Atlantique Nord", "OTAN"),
        ("ocs", "Organisation de coopération de Shanghai", "OCS"),
        ("mes", "Mécanisme européen de stabilité", "MES"),
    ] {
        let mut row = entry(&format!("organisation:{id}"), EntityType::Organisation, "", &[name]);
        row.names.push(NameRow::new(acronym, "fr", NameSort::Acronym));
        row.prominence = 0.8;
        entries.push(row);
    }
    for (id, name, domain) in [
        ("avia-pro", "Avia.pro", "avia.pro"),
        ("le-monde", "Le Monde", "lemonde.fr"),
        ("blogs", "Blogs", "blogs.lemonde.fr"),
    ] {
        let mut row = entry(&format!("outlet:{id}"), EntityType::Outlet, "FR", &[name]);
        row.names.push(NameRow::new(domain, "", NameSort::Domain));
        entries.push(row);
    }
    let mut su35 = entry("equipment:su-35", EntityType::Equipment, "RU", &["Soukhoï Su-35"]);
    su35.names.push(NameRow::new("Su-35", "", NameSort::Designator));
    su35.facts.push(FactRow {
        property: "since".into(),
        value: "2014".into(),
        date: String::new(),
        source: "own".into(),
    });
    entries.push(su35);
    entries.push(entry("equipment:sarmat", EntityType::Equipment, "RU", &["Sarmat"]));
    entries.push(entry("place:kremlin", EntityType::Place, "RU", &["Kremlin"]));
    entries.push(entry("resolution:2231", EntityType::Document, "", &["résolution 2231"]));
    entries
}

/// Its rows.
pub(crate) fn builder() -> Builder {
    builder_of(entries())
}

/// Its rows, with the entries in this order.
pub(crate) fn builder_of(entries: Vec<EntryRow>) -> Builder {
    let mut builder = Builder::new();
    builder.source(SourceRow { id: "own".into(), name: "tables of our own".into(), ..SourceRow::default() });
    for entry in entries {
        builder.entry(entry);
    }
    builder
        .office(office("kassym-jomart-tokaiev", "president", "country:KZ", "2019-03-20", "-"))
        .office(office("noursoultan-nazarbaiev", "president", "country:KZ", "1990-04-24", "2019-03-20"))
        .office(office("vladimir-poutine", "president", "country:RU", "2012-05-07", "-"))
        .metonym(MetonymRow { place: "place:kremlin".into(), stands_for: "government".into() })
        .designator(DesignatorRow {
            prefix: "Su".into(),
            digits: (1, 3),
            suffix: "A-Z0-9".into(),
            class: "aircraft".into(),
            makers: vec!["RU".into()],
            joints: vec![Joint::Hyphen, Joint::Space, Joint::None],
            numbers: vec!["30".into(), "35".into(), "57".into()],
        })
        .designator(DesignatorRow {
            prefix: "F".into(),
            digits: (1, 2),
            suffix: "-".into(),
            class: "aircraft".into(),
            makers: vec!["US".into()],
            joints: vec![Joint::Hyphen],
            numbers: Vec::new(),
        })
        .resolution_year(ResolutionYearRow { year: 2014, first: 2133, last: 2195 })
        .resolution_year(ResolutionYearRow { year: 2015, first: 2196, last: 2259 })
        .name_part(NamePartRow {
            forms: ["vladimir", "volodymyr", "wladimir", "владимир"].map(Into::into).into(),
        })
        .name_part(NamePartRow { forms: ["tokaev", "tokayev", "токаев"].map(Into::into).into() })
        .demonym(DemonymRow {
            place: "country:KZ".into(),
            language: "fr".into(),
            forms: ["kazakh", "kazakhe", "kazakhs", "kazakhes"].map(Into::into),
            used: Use::Both,
            source: "own".into(),
        });
    builder
}

/// The base of them.
pub(crate) fn base() -> Base {
    Base::from_bytes(builder().finish().expect("the rows make a base")).expect("what was built opens")
}
