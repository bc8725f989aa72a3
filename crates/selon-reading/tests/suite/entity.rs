//! Entities on the real pipelines: the mentions marked in the text, and a line for each under it.
//!
//! `SELON_KB` names a knowledge base to use in place of the one in the program.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use selon_kb::Base;
use selon_reading::Reader;
use selon_record::{Article, Entity, EntityForm, Reading};

use crate::marks::{self, CONTENT};
use crate::pipelines;

#[test]
fn entity() {
    crate::cases::check("entity", |marked, settings| {
        let Some(pipeline) = pipelines::pipeline(&settings.language) else { return marked.to_owned() };
        let reader = Reader::new(pipeline).unwrap_or_else(|error| panic!("{error}"));
        let reader = match base() {
            Some(base) => reader.with_base(base),
            None => reader,
        };
        let text: Vec<&str> = marked.lines().take_while(|line| !line.starts_with(marks::is_number)).collect();
        let (published, language) = (settings.published.clone(), settings.language.clone());
        let text = marks::unmarked(text.join("\n").trim_end());
        let reading = reader.read(Article { published, language, ..Article::new(text) });
        assert_eq!(reading.violations(), []);
        let entities = || (0..).map(marks::number).zip(&reading.entities);
        let parts = entities().map(|(number, entity)| (entity.span, CONTENT, number)).collect();
        let mut found = marks::marked(&reading.article.text, parts);
        for (number, entity) in entities() {
            let _ = write!(found, "\n{number} {}", line(&reading, entity));
        }
        found
    });
}

/// The base that `SELON_KB` names.
fn base() -> Option<&'static Base> {
    static OPENED: OnceLock<Option<Base>> = OnceLock::new();
    let open = || {
        let path = std::env::var_os("SELON_KB")?;
        Some(Base::open(Path::new(&path)).unwrap_or_else(|error| panic!("{error}")))
    };
    OPENED.get_or_init(open).as_ref()
}

/// « person “Kassym-Jomart Tokaïev” · person:kassym-jomart-tokaiev (alias) », « = ① (mention) », « nominal = ① (office) »,
/// « place “Moscou” metonymy · geonames:524901 (alias) ».
fn line(reading: &Reading, entity: &Entity) -> String {
    let mut line = String::new();
    if entity.form == EntityForm::Nominal {
        line += "nominal ";
    }
    let same = entity.same.as_ref().and_then(|id| reading.entities.iter().position(|other| other.id == *id));
    match same {
        Some(first) => {
            line += "= ";
            line.push(marks::number(first));
        }
        None => {
            let _ = write!(line, "{} “{}”", word(entity.kind), entity.name);
        }
    }
    if entity.metonymy {
        line += " metonymy";
    }
    if let Some(kb) = entity.kb.as_ref().filter(|_| same.is_none()) {
        let _ = write!(line, " · {kb}");
    }
    if let Some(matched) = entity.matched {
        let _ = write!(line, " ({})", word(matched));
    }
    line
}

/// A value of the record as JSON writes it.
fn word(value: impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_else(|error| panic!("{error}"));
    json.as_str().expect("a word").to_owned()
}
