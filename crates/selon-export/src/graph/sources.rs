//! Who relies on whom: outlets and agencies.

use std::collections::HashMap;

use selon_kb::Base;
use selon_kb::fold::fold;
use selon_ledger::Ledger;
use selon_ledger::query::{RelianceKind, SourceQuery};

use super::{Attribute, Draw, Edge, Node, number, text};
use crate::Error;
use crate::table::stream;

pub(super) const OF_NODES: &[Attribute] = &[text("voice"), text("kb"), number("articles")];
pub(super) const OF_EDGES: &[Attribute] = &[text("kind"), number("articles")];

/// The nodes by what they are known by, as many as there are outlets.
#[derive(Default)]
struct Nodes {
    count: usize,
    of_voice: HashMap<String, String>,
    of_name: HashMap<String, String>,
}

pub(super) fn draw(ledger: &Ledger, base: &Base, to: &mut impl Draw) -> Result<(), Error> {
    let query = SourceQuery::default();
    let known = identifiers(ledger)?;
    let reliances = ledger.reliances(&query, base)?;
    let mut nodes = Nodes::default();
    for voice in ledger.voices(&query)? {
        let kb = known.get(&voice.voice).or_else(|| known.get(&fold(&voice.name))).cloned();
        let articles = Some(voice.articles.to_string());
        nodes.add(to, Some(voice.voice), voice.name, kb, articles)?;
    }
    for reliance in &reliances {
        // An outlet of which only earlier versions of articles are there, and whoever is only relied on.
        if !nodes.of_voice.contains_key(&reliance.voice) {
            let kb = known.get(&reliance.voice).cloned();
            nodes.add(to, Some(reliance.voice.clone()), reliance.name.clone(), kb, None)?;
        }
        if !nodes.of_name.contains_key(&fold(&reliance.on)) {
            let kb = known.get(&fold(&reliance.on)).cloned();
            nodes.add(to, None, reliance.on.clone(), kb, None)?;
        }
    }
    to.between()?;
    for reliance in reliances {
        let kind = match reliance.kind {
            RelianceKind::Credit => "credit",
            RelianceKind::Citation => "citation",
            RelianceKind::Copy => "copy",
        };
        to.edge(&Edge {
            from: nodes.of_voice[&reliance.voice].clone(),
            to: nodes.of_name[&fold(&reliance.on)].clone(),
            values: vec![Some(kind.to_owned()), Some(reliance.articles.to_string())],
        })?;
    }
    Ok(())
}

impl Nodes {
    fn add(
        &mut self,
        to: &mut impl Draw,
        voice: Option<String>,
        name: String,
        kb: Option<String>,
        articles: Option<String>,
    ) -> Result<(), Error> {
        self.count += 1;
        let id = format!("n{}", self.count);
        if let Some(voice) = &voice {
            self.of_voice.insert(voice.clone(), id.clone());
        }
        self.of_name.entry(fold(&name)).or_insert_with(|| id.clone());
        to.node(&Node { id, label: name, values: vec![voice, kb, articles] })
    }
}

/// Outlets and agencies in the knowledge base, by voice and by folded name.
fn identifiers(ledger: &Ledger) -> Result<HashMap<String, String>, Error> {
    let mut known = HashMap::new();
    let question = "SELECT DISTINCT voice, outlet_kb, 0 FROM article WHERE outlet_kb IS NOT NULL
        UNION ALL SELECT DISTINCT outlet, outlet_kb, 1 FROM article WHERE outlet_kb IS NOT NULL AND outlet IS NOT NULL
        UNION ALL SELECT DISTINCT agency, kb, 1 FROM credit WHERE kb IS NOT NULL
        UNION ALL SELECT DISTINCT name, kb, 1 FROM link WHERE kb IS NOT NULL AND kind = 'outlet'";
    stream(ledger, question, |row| {
        let read = || Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?));
        let (name, kb, is_name) = read().map_err(|error| ledger.error(error))?;
        known.entry(if is_name { fold(&name) } else { name }).or_insert(kb);
        Ok(())
    })?;
    Ok(known)
}
