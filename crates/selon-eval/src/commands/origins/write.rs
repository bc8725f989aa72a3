//! Articles as a story says that they came about.

use anyhow::{Context as _, Result, bail};
use selon_kb::Base;
use selon_record::Article;

use super::script::{Detail, Fact, How, Line, Story};

/// The day of every story.
const DAY: &str = "2025-05-07";
/// The same in a dateline.
const DATELINE_DAY: &str = "7 mai 2025";

/// An article before it is in words.
#[derive(Clone)]
struct Draft {
    opening: Option<String>,
    claims: Vec<Claim>,
    background: Vec<String>,
    /// Whether the claim stands among the background, not before it.
    inside: bool,
}

/// The claim as one article puts it.
#[derive(Clone)]
struct Claim {
    wording: String,
    hedged: bool,
    source: Option<Source>,
}

#[derive(Clone)]
enum Source {
    Mouth(String, String),
    Outlet(String, String, Option<String>),
}

/// The articles of a story.
///
/// # Errors
/// A story that asks for an article, wording or form that there is not.
pub(crate) fn articles(story: &Story, fact: &Fact) -> Result<Vec<Article>> {
    let mut drafts: Vec<(char, Draft)> = Vec::new();
    let mut pools = (fact.background.0.chunks(2), fact.background.1.chunks(2));
    let mut written = Vec::new();
    for line in &story.articles {
        let of = |letter: char| {
            let draft = drafts.iter().find(|(of, _)| *of == letter).map(|(_, draft)| draft.clone());
            draft.with_context(|| format!("{}: no article {letter}", story.name))
        };
        let mut own = |english: bool| {
            let pool = if english { pools.1.next() } else { pools.0.next() };
            pool.map(<[String]>::to_vec).with_context(|| format!("{}: no background is left", story.name))
        };
        let mut draft = match &line.how {
            How::Writes { wording, hedged } => Draft {
                opening: None,
                claims: vec![Claim { wording: wording.clone(), hedged: *hedged, source: None }],
                background: own(wording.starts_with('e'))?,
                inside: false,
            },
            How::Reprints(letter) => of(*letter)?,
            How::Lifts(letter) => {
                let lifted = of(*letter)?;
                Draft { opening: None, claims: lifted.claims, background: own(false)?, inside: true }
            }
        };
        draft.follow(&line.details);
        written.push(draft.article(story, fact, line)?);
        drafts.push((line.letter, draft));
    }
    Ok(written)
}

impl Draft {
    fn follow(&mut self, details: &[Detail]) {
        for detail in details {
            match detail {
                Detail::On(form, source) => {
                    self.claims[0].source = Some(Source::Mouth(form.clone(), source.clone()));
                }
                Detail::Cites(form, outlet, source) => {
                    self.claims[0].source =
                        Some(Source::Outlet(form.clone(), outlet.clone(), source.clone()));
                }
                Detail::AndOn(form, source, wording) => self.claims.push(Claim {
                    wording: wording.clone(),
                    hedged: false,
                    source: Some(Source::Mouth(form.clone(), source.clone())),
                }),
                Detail::Opening(opening) => self.opening = Some(opening.clone()),
                Detail::DropSource => self.claims.iter_mut().for_each(|claim| claim.source = None),
                Detail::DropHedge => self.claims.iter_mut().for_each(|claim| claim.hedged = false),
                Detail::Cut => drop(self.background.pop()),
                Detail::Credit(..) | Detail::Byline(_) => {}
            }
        }
    }

    fn article(&self, story: &Story, fact: &Fact, line: &Line) -> Result<Article> {
        let english = self.claims[0].wording.starts_with('e');
        let mut sentences: Vec<String> =
            self.claims.iter().map(|claim| claim.sentence(fact)).collect::<Result<_>>()?;
        if let Some(opening) = &self.opening {
            sentences.insert(0, opening.clone());
        }
        let first = sentences.remove(0);
        let mut paragraphs = match (self.inside, &self.background[..]) {
            (true, [before, after @ ..]) => vec![before.clone(), first, after.join(" ")],
            (_, background) => vec![first, background.join(" ")],
        };
        let second = if self.opening.is_some() { 1 } else { paragraphs.len() };
        for sentence in sentences {
            paragraphs.insert(second, sentence);
        }
        let mut byline = None;
        for detail in &line.details {
            match detail {
                Detail::Byline(as_printed) => byline = Some(as_printed.clone()),
                Detail::Credit(form, agency) => match form.as_str() {
                    "sole" => byline = Some(agency.clone()),
                    "with" => byline = Some(format!("La rédaction, avec {agency}")),
                    "dateline" => {
                        paragraphs[0] =
                            format!("{}, {DATELINE_DAY} ({agency}) - {}", fact.city, paragraphs[0]);
                    }
                    "closing" => paragraphs.push(format!("({agency})")),
                    _ => bail!("{}: no form of credit: {form}", story.name),
                },
                _ => {}
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let mut article = Article::new(paragraphs.join("\n\n"));
        let host: String =
            line.outlet.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-").replace('\'', "-");
        article.id = format!("{} {}", story.name, line.letter);
        article.url = Some(format!("https://{host}.example/{}", line.letter.to_lowercase()));
        article.outlet = Some(line.outlet.clone());
        article.published = Some(format!("{DAY}T{}:00Z", line.time));
        article.language = if english { "en" } else { "fr" }.to_owned();
        article.byline = byline;
        article.credits = selon_intake::credits(&article, Base::built_in());
        Ok(article)
    }
}

impl Claim {
    fn sentence(&self, fact: &Fact) -> Result<String> {
        let (plain, hedged) =
            fact.wordings.get(&self.wording).with_context(|| format!("no wording {}", self.wording))?;
        let clause = if self.hedged { hedged } else { plain };
        let claim = capital(clause);
        let english = self.wording.starts_with('e');
        let Some(source) = &self.source else { return Ok(format!("{claim}.")) };
        Ok(match (source, english) {
            (Source::Mouth(form, source), false) => {
                let many = source.starts_with("les ") || source.starts_with("des ");
                match form.as_str() {
                    "after" => format!("{claim}, selon {source}."),
                    "before" => format!("Selon {source}, {clause}."),
                    "says" if many => format!("{} affirment que {clause}.", capital(source)),
                    "says" => format!("{} affirme que {clause}.", capital(source)),
                    "announced" if many => format!("{claim}, ont annoncé {source}."),
                    "announced" => format!("{claim}, a annoncé {source}."),
                    "quote" => format!("« {claim} », a déclaré {source}."),
                    _ => bail!("no form {form}"),
                }
            }
            (Source::Mouth(_, source), true) => format!("{claim}, according to {source}."),
            (Source::Outlet(form, outlet, behind), false) => {
                let behind = behind.as_ref().map_or(String::new(), |source| format!(", qui cite {source}"));
                match form.as_str() {
                    "after" => format!("{claim}, rapporte {outlet}{behind}."),
                    "before" => format!("Selon {outlet}{behind}, {clause}."),
                    _ => bail!("no form {form}"),
                }
            }
            (Source::Outlet(_, outlet, Some(behind)), true) => {
                format!("{claim}, {outlet} reported, citing {behind}.")
            }
            (Source::Outlet(_, outlet, None), true) => format!("{claim}, {outlet} reported."),
        })
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
