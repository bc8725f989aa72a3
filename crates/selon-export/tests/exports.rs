//! A ledger of hostile texts, exported and read back.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, TimestampMillisecondType};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use quick_xml::events::Event;
use selon_export::{Graph, Kind, Table, annotations, csv, ftm, gexf, graphml, parquet, readings};
use selon_kb::Base;
use selon_ledger::{Deposit, Ledger, Run, Writer};
use selon_record::*;
use tempfile::TempDir;

/// What breaks formats: quotation marks, ends of lines, separators, brackets, control characters, letters from right to left with
/// their marks, what is no character elsewhere, a formula.
const HOSTILE: &[&str] = &[
    "« Il pleut », dit-elle; \"il\" a dit 'non', puis: a,b\tc|d \\ e",
    "une\nautre\r\nligne\rencore\u{2028}là\u{0085}",
    "<b>&amp;]]></b> <!-- --> <?x?> {{x}} ${x} %s",
    "avec\0un zéro \u{1}\u{1b}[31m \u{7f} \u{fffe}\u{ffff} \u{feff}",
    "\u{202e}قالت الوزارة\u{202c} \u{2067}שלום\u{2069} a\u{301} 👩‍👩‍👧 𝔖",
    "=HYPERLINK(\"http://a.example\") +1 -1 @x",
];

struct World {
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        World { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A ledger of these readings.
    fn ledger(&self, name: &str, readings: &[Reading]) -> Ledger {
        let run = Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() };
        let mut writer = Writer::open(&self.path(name), run).unwrap();
        for reading in readings {
            let deposit = Deposit::new(reading.clone(), None, "x.jsonl:1", Base::built_in(), &|_| Vec::new());
            writer.add(&deposit.unwrap()).unwrap();
        }
        writer.finish().unwrap();
        Ledger::open(&self.path(name)).unwrap()
    }

    fn hostile(&self, name: &str) -> Ledger {
        self.ledger(name, &hostile())
    }
}

/// A reading of a text: all of it asserted by a source that is all of it.
fn reading(id: &str, text: &str) -> Reading {
    let mut article = Article::new(text);
    article.id = id.to_owned();
    article.title = Some(text.to_owned());
    article.outlet = Some(format!("Gazette {text}"));
    article.published = Some("2022-01-09T10:00:00Z".to_owned());
    article.language = "fr".to_owned();
    let all = CodePointSpan::new(0, text.chars().count());
    article.credits = vec![Credit {
        agency: format!("Agence {text}"),
        kb: None,
        form: CreditForm::With,
        part: CreditPart::Text,
        span: all,
    }];
    let chain = vec![
        Link::to(&article),
        Link { kind: SourceKind::Person, name: text.to_owned(), entity: Some("e1".to_owned()) },
    ];
    let mut reading = Reading::new(article);
    reading.sentences = vec![all];
    reading.entities = vec![Entity {
        id: "e1".into(),
        span: all,
        text: text.into(),
        kind: EntityType::Person,
        name: text.into(),
        form: EntityForm::Name,
        metonymy: false,
        same: None,
        kb: None,
        matched: None,
        confidence: 0.1,
    }];
    reading.quantities = vec![Quantity {
        id: "q1".into(),
        span: all,
        text: text.into(),
        dimension: Dimension::Count,
        unit: None,
        value: Some(1e300),
        low: Some(-0.1),
        high: None,
        approximate: true,
        of: Some(text.into()),
        si: None,
        per: None,
        over: None,
    }];
    reading.assertions = vec![Assertion {
        id: "a1".into(),
        content: vec![all],
        cue: Vec::new(),
        source: Some(Source {
            spans: vec![all],
            kind: SourceKind::Person,
            name: Some(text.into()),
            unnamed: None,
            entity: Some("e1".into()),
            outlet: None,
        }),
        form: Form::Direct,
        act: Act::Assert,
        parent: None,
        chain,
        certainty: Certainty { level: Level::Certain, polarity: Polarity::Positive, cues: Vec::new() },
        events: Vec::new(),
        times: Vec::new(),
        quantities: vec!["q1".into()],
        entities: vec!["e1".into()],
        confidence: 0.7,
    }];
    assert_eq!(reading.violations(), []);
    reading
}

fn hostile() -> Vec<Reading> {
    let huge = "Le ministère de la Santé annonce 164 morts. ".repeat(20_000);
    let texts = HOSTILE.iter().copied().chain([&*huge]);
    let mut readings: Vec<Reading> =
        texts.enumerate().map(|(number, text)| reading(&format!("{number}\"<é>,\n"), text)).collect();
    // An article with nothing in it, and one that says what another does.
    readings.push(Reading::new(Article { id: "vide".into(), ..Article::new("") }));
    let mut copy = reading("copie", HOSTILE[0]);
    copy.article.outlet = Some("Autre".into());
    copy.article.published = Some("2022-01".into());
    copy.article.credits.clear();
    copy.assertions[0].chain[0] = Link::to(&copy.article);
    readings.push(copy);
    readings
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> Result<(), selon_export::Error>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn readings_come_back_the_same() {
    let world = World::new();
    let first = written(|to| readings(&world.hostile("a.selon"), to));
    let lines: Vec<Reading> = first.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, hostile());
    let again = world.ledger("b.selon", &lines);
    assert_eq!(written(|to| readings(&again, to)), first);
    assert_eq!(again.digest().unwrap(), Ledger::open(&world.path("a.selon")).unwrap().digest().unwrap());
}

#[test]
fn parquet_holds_what_csv_holds() {
    let world = World::new();
    let ledger = world.hostile("a.selon");
    for table in Table::ALL {
        let text = written(|to| csv(&ledger, Base::built_in(), table, to));
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
        assert_eq!(reader.headers().unwrap(), names);
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let path = world.path(table.name());
        parquet(&ledger, Base::built_in(), table, File::create(&path).unwrap()).unwrap();
        assert_eq!(read_back(&path, table), rows, "{}", table.name());
        let least = match table {
            Table::Articles => hostile().len(),
            Table::Assertions | Table::Entities | Table::Quantities => hostile().len() - 1,
            Table::Copies | Table::Passages => 1,
            _ => 0,
        };
        assert!(rows.len() >= least, "{}: {}", table.name(), rows.len());
    }
}

/// The rows of a Parquet file, as CSV would have them.
fn read_back(path: &Path, table: Table) -> Vec<Vec<String>> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    assert!(reader.schema().fields().iter().all(|field| field.metadata().contains_key("about")));
    let batches: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
    let mut rows = Vec::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let columns = table.columns().iter().zip(batch.columns());
            rows.push(columns.map(|(column, array)| value(array.as_ref(), column.kind, row)).collect());
        }
    }
    rows
}

fn value(array: &dyn Array, kind: Kind, row: usize) -> String {
    if array.is_null(row) {
        return String::new();
    }
    match kind {
        Kind::Text => array.as_string::<i32>().value(row).to_owned(),
        Kind::Integer => array.as_primitive::<Int64Type>().value(row).to_string(),
        Kind::Real => array.as_primitive::<Float64Type>().value(row).to_string(),
        Kind::Boolean => array.as_boolean().value(row).to_string(),
        Kind::Instant => {
            let millisecond = array.as_primitive::<TimestampMillisecondType>().value(row);
            jiff::Timestamp::from_millisecond(millisecond).unwrap().to_string()
        }
        Kind::Texts => {
            let list = array.as_list::<i32>().value(row);
            list.as_string::<i32>().iter().flatten().collect::<Vec<_>>().join(" ← ")
        }
        Kind::Integers => {
            let list = array.as_list::<i32>().value(row);
            let numbers = list.as_primitive::<Int64Type>().iter().flatten();
            numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
        }
    }
}

#[test]
fn graphs_are_xml_that_parses() {
    let world = World::new();
    let ledger = world.hostile("a.selon");
    for graph in [Graph::Sources, Graph::Claims] {
        let ml = written(|to| graphml(&ledger, Base::built_in(), graph, to));
        let xf = written(|to| gexf(&ledger, Base::built_in(), graph, to));
        let (nodes, edges) = count(&ml);
        assert_eq!((nodes, edges), count(&xf));
        assert!(
            graph == Graph::Claims || (nodes > hostile().len() && edges >= HOSTILE.len()),
            "{nodes} {edges}"
        );
        for document in [ml, xf] {
            assert!(
                document
                    .chars()
                    .all(|c| c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}' || c.is_ascii_whitespace())
            );
        }
    }
    let ml = written(|to| graphml(&ledger, Base::built_in(), Graph::Sources, to));
    assert!(ml.contains("&lt;b&gt;&amp;amp;]]&gt;&lt;/b&gt;"));
}

/// Nodes and edges; every edge ends at nodes, and no identifier is there twice.
fn count(document: &str) -> (usize, usize) {
    let mut reader = quick_xml::Reader::from_str(document);
    let (mut nodes, mut edges) = (BTreeSet::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                let attribute = |name: &str| {
                    let found = element.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == name);
                    found.unwrap().value.into_owned()
                };
                match element.name().as_ref() {
                    "node" => assert!(nodes.insert(attribute("id"))),
                    "edge" => edges.push((attribute("source"), attribute("target"))),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(edges.iter().all(|(from, to)| nodes.contains(from) && nodes.contains(to)));
    (nodes.len(), edges.len())
}

/// The schemata that are used, with those of their properties that are (followthemoney 4, its model).
const SCHEMATA: &[(&str, &[&str])] = &[
    ("Article", &["title", "author", "publisher", "sourceUrl", "publishedAt", "language", "bodyText"]),
    ("Person", &["name", "country", "classification", "keywords"]),
    ("Organization", &["name", "country", "classification", "keywords"]),
    ("PublicBody", &["name", "country", "classification", "keywords"]),
    ("Company", &["name", "country", "classification", "keywords"]),
    ("Mention", &["document", "resolved", "name", "detectedSchema"]),
    ("Note", &["description", "summary", "entity", "proof", "publisher", "createdAt"]),
];

#[test]
fn follow_the_money_entities_are_of_its_model_and_refer_to_each_other() {
    let world = World::new();
    let text = written(|to| ftm(&world.hostile("a.selon"), to));
    let entities: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: BTreeSet<&str> = entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), entities.len());
    for entity in &entities {
        let schema = entity["schema"].as_str().unwrap();
        let (_, known) = SCHEMATA.iter().find(|(name, _)| *name == schema).unwrap();
        for (name, values) in entity["properties"].as_object().unwrap() {
            assert!(known.contains(&&**name), "{schema}.{name}");
            let values: Vec<_> =
                values.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect();
            assert!(!values.is_empty());
            if ["document", "resolved", "entity", "proof"].contains(&&**name) {
                assert!(values.iter().all(|id| ids.contains(id)), "{schema}.{name}");
            }
        }
    }
    let published: Vec<&str> =
        entities.iter().filter_map(|entity| entity["properties"]["publishedAt"][0].as_str()).collect();
    assert!(published.contains(&"2022-01-09T10:00:00") && published.contains(&"2022-01"), "{published:?}");
    assert_eq!(text, written(|to| ftm(&world.hostile("b.selon"), to)), "the same in every ledger");
}

#[test]
fn every_assertion_is_an_annotation() {
    let world = World::new();
    let label = |reading: &Reading| reading.article.title.clone().unwrap_or_default();
    let text = written(|to| annotations(&world.hostile("a.selon"), label, to));
    let totals = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["total"].as_u64().unwrap());
    assert_eq!(totals.sum::<u64>(), hostile().len() as u64 - 1);
}

#[test]
fn who_takes_no_more_is_an_error_to_write() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let world = World::new();
    let ledger = world.hostile("a.selon");
    let broken = |result: Result<(), selon_export::Error>| matches!(result, Err(selon_export::Error::Write(error)) if error.kind() == std::io::ErrorKind::BrokenPipe);
    let base = Base::built_in();
    assert!(broken(readings(&ledger, &mut Full)));
    assert!(broken(csv(&ledger, base, Table::Articles, &mut Full)));
    assert!(broken(parquet(&ledger, base, Table::Articles, Full)));
    assert!(broken(ftm(&ledger, &mut Full)));
    assert!(broken(graphml(&ledger, Base::built_in(), Graph::Sources, &mut Full)));
    assert!(broken(gexf(&ledger, Base::built_in(), Graph::Claims, &mut Full)));
}
