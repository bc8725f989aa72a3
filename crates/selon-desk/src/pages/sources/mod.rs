//! Sources: the outlets, who relies on whom, who is quoted; of all, or of one outlet.

mod matrix;
mod words;

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_kb::Base;
use selon_ledger::Ledger;
use selon_ledger::query::{Quoted, Reliance, SourceQuery, Voice};
use selon_view::{Interface, Label, phrase};
use serde::Deserialize;

use self::matrix::Matrix;
use super::article::told;
use super::{answered, key_in_query};
use crate::asked::fields;
use crate::frame::Frame;
use crate::ledgers::Ledgers;
use crate::problem::Problem;
use crate::server::Desk;

/// Outlets and sources that the page lists.
const MOST: usize = 100;

/// Articles in which one relies on another.
const MOST_ARTICLES: u32 = 100;

/// Which outlet, and on whom it relies.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    outlet: Option<String>,
    on: Option<String>,
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Page {
    frame: Frame,
    /// The one outlet that is shown.
    outlet: Option<String>,
    data: String,
    outlets: Vec<Outlet>,
    more_outlets: Option<String>,
    matrix: Matrix,
    more_reliances: Option<String>,
    /// Address, title, outlet and date, how.
    relying: Vec<(String, String, String, &'static str)>,
    quoted: Vec<Source>,
}

/// An outlet in the list.
struct Outlet {
    name: String,
    address: String,
    claims: String,
    articles_address: String,
    articles: u32,
    assertions: u32,
    credited: Share,
    unnamed: Share,
}

/// So many of so many.
struct Share {
    count: u32,
    /// Of a hundred; none of nothing.
    percent: Option<u32>,
}

impl Share {
    fn of(count: u32, all: u32) -> Share {
        let percent = (all > 0).then(|| (f64::from(count) * 100.0 / f64::from(all)).round() as u32);
        Share { count, percent }
    }
}

/// Somebody who is quoted.
struct Source {
    name: String,
    address: Option<String>,
    kind: String,
    class: String,
    assertions: u32,
    articles: u32,
    outlets: u32,
}

pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, frame: Frame) -> Response {
    answered(answer(&desk, query.as_deref(), frame.clone()).await, frame)
}

/// The outlets of a ledger, those with most articles first.
///
/// # Errors
/// It cannot be read.
pub(crate) fn voices(ledgers: &Arc<Ledgers>, ledger: &Ledger) -> Result<Arc<Vec<Voice>>, Problem> {
    ledgers.remembered(ledger, "voices".to_owned(), |ledger| Ok(ledger.voices(&SourceQuery::default())?))
}

/// The outlets of a ledger, and who relies on whom: all, or one outlet.
pub(crate) struct Network {
    pub(crate) voices: Arc<Vec<Voice>>,
    pub(crate) reliances: Arc<Vec<Reliance>>,
}

impl Network {
    /// Of a ledger.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn of(
        ledgers: &Arc<Ledgers>,
        ledger: &Ledger,
        outlet: Option<&str>,
        base: &'static Base,
    ) -> Result<Network, Problem> {
        let asked = of(outlet, None);
        let reliances = move |ledger: &Ledger| Ok(ledger.reliances(&asked, base)?);
        Ok(Network {
            voices: voices(ledgers, ledger)?,
            reliances: ledgers.remembered(ledger, format!("reliances {outlet:?}"), reliances)?,
        })
    }
}

fn of(outlet: Option<&str>, limit: Option<u32>) -> SourceQuery {
    SourceQuery { voices: outlet.map(str::to_owned).into_iter().collect(), limit }
}

async fn answer(desk: &Desk, query: Option<&str>, frame: Frame) -> Result<Page, Problem> {
    let asked: Asked = fields(query.unwrap_or_default())?;
    let (ledgers, base) = (Arc::clone(desk.ledgers()), desk.base());
    desk.ledgers().ask(move |ledger| found(ledger, &ledgers, base, &asked, frame)).await
}

fn found(
    ledger: &Ledger,
    ledgers: &Arc<Ledgers>,
    base: &'static Base,
    asked: &Asked,
    frame: Frame,
) -> Result<Page, Problem> {
    let interface = frame.interface();
    let outlet = asked.outlet.as_deref().filter(|outlet| !outlet.is_empty());
    let Network { voices, reliances } = Network::of(ledgers, ledger, outlet, base)?;
    let mut listed: Vec<&Voice> =
        voices.iter().filter(|voice| outlet.is_none_or(|of| voice.voice == of)).collect();
    // Who publishes nothing here may still be relied on, and has no page of its own.
    if outlet.is_some() && listed.is_empty() {
        return Err(Problem::not_found());
    }
    let more_outlets = listed.len().saturating_sub(MOST);
    listed.truncate(MOST);
    let matrix = Matrix::of(&reliances, interface);
    let relying = match (outlet, asked.on.as_deref()) {
        (Some(outlet), Some(on)) => relying(ledger, outlet, on, base, interface)?,
        (None, Some(_)) => return Err(Problem::malformed("on=")),
        _ => Vec::new(),
    };
    let name = outlet.and_then(|_| listed.first()).map(|voice| phrase(&voice.name));
    let asked_for = of(outlet, Some(MOST as u32));
    let quoted = move |ledger: &Ledger| Ok(ledger.quoted(&asked_for)?);
    let quoted = ledgers.remembered(ledger, format!("quoted {outlet:?}"), quoted)?;
    let title = name.clone().unwrap_or_else(|| frame.say(crate::words::SOURCES).to_owned());
    Ok(Page {
        frame: frame.titled(title),
        outlet: name,
        data: match outlet {
            Some(outlet) => format!("/api/sources?outlet={}", key_in_query(outlet)),
            None => "/api/sources".to_owned(),
        },
        outlets: listed.into_iter().map(Outlet::of).collect(),
        more_outlets: (more_outlets > 0).then(|| words::more(interface, more_outlets)),
        more_reliances: (matrix.more > 0).then(|| words::more(interface, matrix.more)),
        matrix,
        relying,
        quoted: quoted.iter().map(|quoted| Source::of(quoted, interface)).collect(),
    })
}

/// The articles in which an outlet relies on another.
fn relying(
    ledger: &Ledger,
    outlet: &str,
    on: &str,
    base: &'static Base,
    interface: Interface,
) -> Result<Vec<(String, String, String, &'static str)>, Problem> {
    let mut rows = Vec::new();
    for (article, kind) in ledger.articles_relying_on(&of(Some(outlet), Some(MOST_ARTICLES)), on, base)? {
        if let Some(row) = ledger.article_row(article)? {
            let title = row.title.as_deref().map(phrase);
            let title = title.unwrap_or_else(|| Label::Untitled.text(interface));
            let told = told(&row, interface);
            rows.push((format!("/articles/{article}"), title, told, matrix::kind(kind, interface)));
        }
    }
    Ok(rows)
}

impl Outlet {
    fn of(voice: &Voice) -> Outlet {
        let key = key_in_query(&voice.voice);
        Outlet {
            name: phrase(&voice.name),
            address: format!("/sources?outlet={key}"),
            claims: format!("/?outlet={key}"),
            articles_address: format!("/articles?outlet={key}"),
            articles: voice.articles,
            assertions: voice.assertions,
            credited: Share::of(voice.credited, voice.articles),
            unnamed: Share::of(voice.unnamed, voice.attributed),
        }
    }
}

impl Source {
    fn of(quoted: &Quoted, interface: Interface) -> Source {
        // Kinds are words of the record.
        let kind = serde_json::from_value(serde_json::Value::String(quoted.kind.clone()));
        Source {
            name: phrase(&quoted.name),
            address: quoted.kb.as_deref().map(|key| format!("/?entity={}", key_in_query(key))),
            class: kind.as_ref().map(|_| format!("k-{}", quoted.kind)).unwrap_or_default(),
            kind: kind.map(|kind| Label::Kind(kind).text(interface)).unwrap_or_default(),
            assertions: quoted.assertions,
            articles: quoted.articles,
            outlets: quoted.outlets,
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use selon_record::{Article, Reading};
    use serde_json::Value;

    use crate::testing::Fixture;

    #[tokio::test]
    async fn outlets_have_their_shares() {
        let fixture = Fixture::reliances();
        let (status, body) = fixture.get("/sources").await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("Agence Méridienne") && body.contains("100&#160;%"), "{body}");
        assert!(
            body.contains("href=\"/sources?outlet=la%20gazette&#38;on=agence%20meridienne#relying\""),
            "{body}"
        );
        let (status, body) = fixture.get("/sources?outlet=la%20gazette&on=agence%20meridienne").await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("Dans ces articles") && body.contains("/articles/2\""), "{body}");
        assert!(body.contains("/?outlet=la%20gazette"), "{body}");
    }

    #[tokio::test]
    async fn who_relies_on_whom_is_data() {
        let (_, body) = Fixture::reliances().get("/api/sources").await;
        let told: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(told["reliances"][0]["from"], "la gazette", "{body}");
        assert_eq!(told["reliances"][0]["to"], "agence meridienne", "{body}");
        assert_eq!(told["reliances"][0]["kind"], "credit");
        let keys: Vec<&Value> =
            told["voices"].as_array().unwrap().iter().map(|voice| &voice["key"]).collect();
        assert!(
            keys.contains(&&Value::from("la gazette")) && keys.contains(&&Value::from("agence meridienne"))
        );
    }

    #[tokio::test]
    async fn what_makes_no_sense_is_said() {
        let fixture = Fixture::toll();
        assert_eq!(fixture.get("/sources?outlet=nobody").await.0, StatusCode::NOT_FOUND);
        assert_eq!(fixture.get("/sources?outlets=x").await.0, StatusCode::BAD_REQUEST);
        assert_eq!(fixture.get("/sources?on=x").await.0, StatusCode::BAD_REQUEST);
        assert_eq!(fixture.get("/api/sources?outlets=x").await.0, StatusCode::BAD_REQUEST);
        let (status, body) = Fixture::of([]).get("/sources").await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("Il n’y a pas encore d’article."), "{body}");
    }

    #[tokio::test]
    async fn what_an_outlet_is_called_is_only_shown() {
        let mut article = Article::new("du texte");
        article.outlet = Some("\"><script>alert(1)</script>\u{202E}".into());
        let (status, body) = Fixture::of([Reading::new(article)]).get("/sources").await;
        assert_eq!(status, StatusCode::OK);
        assert!(!body.contains("<script>alert") && !body.contains('\u{202E}'), "{body}");
    }
}
