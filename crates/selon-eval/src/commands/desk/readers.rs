//! Readers: many, each asking one page after the other.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use flate2::read::GzDecoder;
use selon_ledger::Ledger;
use selon_ledger::query::{ClaimQuery, SourceQuery};
use ureq::Agent;

use crate::draw::Draw;

/// Words that news has, for searches.
const WORDS: [&str; 8] = ["gilets", "morts", "ministre", "police", "Paris", "procès", "grève", "selon"];
/// The kinds of pages, in the order of the tables.
const PAGES: [&str; 9] =
    ["story", "search", "facet", "claim", "article", "figures", "sources", "map", "API: claims"];
/// What no page takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// What may be asked of a ledger: claims, articles and outlets that it has.
pub(super) struct Asked {
    claims: Vec<i64>,
    articles: u64,
    outlets: Vec<String>,
}

impl Asked {
    pub(super) fn of(ledger: &Path) -> Result<Asked> {
        let ledger = Ledger::open(ledger)?;
        let claims = ledger.claims(&ClaimQuery { limit: Some(2_000), ..ClaimQuery::default() })?;
        let voices = ledger.voices(&SourceQuery { limit: Some(20), ..SourceQuery::default() })?;
        Ok(Asked {
            claims: claims.iter().map(|claim| claim.claim).collect(),
            articles: ledger.stats()?.articles,
            outlets: voices.into_iter().map(|voice| voice.voice).collect(),
        })
    }

    /// The address of a page of a kind.
    fn address(&self, page: &str, draw: &mut Draw) -> String {
        let word = WORDS[draw.below(WORDS.len())];
        let claim = self.claims[draw.below(self.claims.len())];
        let outlet = &self.outlets[draw.below(self.outlets.len())];
        match page {
            "search" => format!("/?q={word}"),
            "facet" => format!("/?outlet={}&certainty=certain", escaped(outlet)),
            "claim" => format!("/claims/{claim}"),
            "article" => format!("/articles/{}", 1 + draw.below(self.articles as usize)),
            "figures" => "/figures".to_owned(),
            "sources" => "/sources".to_owned(),
            "map" => "/map".to_owned(),
            "API: claims" => format!("/api/claims?q={word}"),
            _ => "/".to_owned(),
        }
    }
}

/// The bytes of a parameter that are not plain, as an address has them.
fn escaped(parameter: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let byte = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    parameter.bytes().map(byte).collect()
}

/// The answers of a kind of page.
pub(super) struct Served {
    pub(super) page: &'static str,
    pub(super) took: Vec<Duration>,
    pub(super) failed: usize,
}

impl Served {
    /// The time within which a share of the answers came.
    pub(super) fn percentile(&self, share: f64) -> Duration {
        let last = self.took.len().saturating_sub(1);
        self.took.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
    }
}

/// Pages that were asked.
pub(super) struct Pages;

impl Pages {
    /// Asks with so many readers for so long.
    pub(super) fn ask(desk: &str, asked: &Asked, readers: usize, length: Duration) -> Result<Vec<Served>> {
        let end = Instant::now() + length;
        let read = |number: usize| {
            let (agent, mut draw) = (agent(), Draw::new(0x5e10, number as u64));
            let mut answers = Vec::new();
            for page in PAGES.iter().cycle().skip(number) {
                let begun = Instant::now();
                if begun >= end {
                    break;
                }
                let answer = get(&agent, desk, &asked.address(page, &mut draw));
                answers.push((*page, begun.elapsed(), answer.is_ok()));
            }
            answers
        };
        let answers: Vec<_> = thread::scope(|scope| {
            let readers: Vec<_> = (0..readers).map(|number| scope.spawn(move || read(number))).collect();
            readers.into_iter().flat_map(|reader| reader.join().unwrap_or_default()).collect()
        });
        let of = |page: &'static str| {
            let mine = || answers.iter().filter(move |(of, ..)| *of == page);
            let mut took: Vec<Duration> =
                mine().filter(|(.., fine)| *fine).map(|(_, took, _)| *took).collect();
            took.sort_unstable();
            Served { page, failed: mine().count() - took.len(), took }
        };
        Ok(PAGES.into_iter().map(of).collect())
    }
}

/// What each kind of page weighs: by itself, and with all that it loads.
pub(super) fn weights(desk: &str, asked: &Asked) -> Result<Vec<(String, usize, usize)>> {
    let agent = agent();
    let mut loaded: BTreeMap<String, usize> = BTreeMap::new();
    let mut weights = Vec::new();
    for page in PAGES.into_iter().filter(|page| !page.starts_with("API")) {
        let answer = get(&agent, desk, &asked.address(page, &mut Draw::new(1, 2)))?;
        let (itself, text) = (answer.0.len(), text(&answer)?);
        let mut all = itself;
        let data = attribute(&text, "data-source=\"").map(|address| address.replace("&amp;", "&"));
        // What the scripts of a page fetch when they have found something to draw.
        let drawn: &[&str] = match page {
            "map" => &["/assets/map.js", "/assets/world.json"],
            "sources" => &["/assets/network.js"],
            _ => &[],
        };
        let always = ["/assets/desk.css", "/assets/desk.js", "/assets/icon.svg"];
        let parts = always.iter().chain(drawn).map(|&part| part.to_owned());
        for part in parts.chain(data) {
            let weight = match loaded.get(&part) {
                Some(weight) => *weight,
                None => get(&agent, desk, &part)?.0.len(),
            };
            loaded.insert(part, weight);
            all += weight;
        }
        weights.push((page.to_owned(), itself, all));
    }
    Ok(weights)
}

/// The value of the first attribute of this beginning.
fn attribute(text: &str, beginning: &str) -> Option<String> {
    let start = text.find(beginning)? + beginning.len();
    Some(text[start..].split('"').next()?.to_owned())
}

fn agent() -> Agent {
    let settings = Agent::config_builder().timeout_global(Some(PATIENCE)).accept_encoding("gzip");
    settings.build().into()
}

/// An answer as it came over the network, and whether it is compressed.
fn get(agent: &Agent, desk: &str, address: &str) -> Result<(Vec<u8>, bool)> {
    let mut response = agent.get(format!("{desk}{address}")).call().with_context(|| address.to_owned())?;
    let is_gzip = response.headers().get("content-encoding").is_some_and(|coding| coding == "gzip");
    let mut bytes = Vec::new();
    response.body_mut().as_reader().read_to_end(&mut bytes)?;
    Ok((bytes, is_gzip))
}

/// What a page says.
fn text((bytes, is_gzip): &(Vec<u8>, bool)) -> Result<String> {
    let mut text = String::new();
    if *is_gzip {
        GzDecoder::new(&**bytes).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8_lossy(bytes).into_owned();
    }
    Ok(text)
}
