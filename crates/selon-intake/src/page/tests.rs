//! Pages that are hard: none is a panic, an overflow or a wait, and what they hold of an article is read.

use proptest::prelude::*;
use selon_record::Dated;

use super::{Page, page};

const SENTENCE: &str =
    "Les forces de l’ordre ont repris l’aéroport, selon le ministère de l’Intérieur, dans la nuit.";

fn text(html: &str) -> String {
    page(html, None).text
}

fn dated(html: &str) -> Option<(String, Dated)> {
    let page = page(html, None);
    page.published.zip(page.dated)
}

#[test]
fn ten_thousand_levels_are_read() {
    let (open, close) = ("<div>".repeat(10_000), "</div>".repeat(10_000));
    assert_eq!(text(&format!("{open}<p>{SENTENCE}</p>{close}")), SENTENCE);
    assert_eq!(text(&format!("<p>{SENTENCE}</p>{open}")), SENTENCE);
    let inline = format!("<p>{}{SENTENCE}", "<span>".repeat(10_000));
    assert_eq!(text(&inline), SENTENCE);
}

#[test]
fn of_endless_pages_the_beginning_is_read() {
    let start = format!("<p>{SENTENCE}</p>");
    let reopened: String = (0..100_000).map(|i| format!("<p><b id={i}>x")).collect();
    let attributes: String = (0..200_000).map(|i| format!(" a{i}=1")).collect();
    for more in ["<div>".repeat(200_000), reopened, format!("<p{attributes}>")] {
        assert!(text(&format!("{start}{more}")).starts_with(SENTENCE), "{:.30}", more);
    }
}

#[test]
fn a_large_page_is_read_whole() {
    let paragraphs = format!("<p>{SENTENCE}</p>\n").repeat(20_000);
    assert_eq!(text(&paragraphs).matches(SENTENCE).count(), 20_000);
}

#[test]
fn pages_without_text_have_none() {
    for html in [
        "",
        "   ",
        "<script>document.write('<p>Un paragraphe qui n’est pas là.</p>')</script>",
        "<frameset cols='20%,80%'><frame src=a.html><frame src=b.html><noframes>Sans cadres</noframes></frameset>",
        "<html><head><title>Titre</title></head><body></body></html>",
        "<nav><a href=/>Accueil</a></nav><footer>© La Gazette</footer>",
    ] {
        assert_eq!(text(html), "", "{html}");
    }
}

#[test]
fn unclosed_tags_close_themselves() {
    let html = format!(
        "<body><h1>Titre</h1><p>{SENTENCE}<p>{SENTENCE}<ul><li>un point<li>un autre</ul><p>{SENTENCE}"
    );
    assert_eq!(text(&html).matches(SENTENCE).count(), 3);
}

#[test]
fn runs_of_a_line_are_joined_as_they_stand() {
    let html = "<p>Le <b>minist</b>ère\n  a <a href=x>dé<em>menti</em></a>&nbsp;: «&#8239;faux&#8239;»,&#32;dit-il<br>\n\tà la \
                co&shy;que.<q>Rien</q></p>";
    let expected = "Le ministère a démenti\u{A0}: «\u{202F}faux\u{202F}», dit-il\nà la co\u{AD}que.“Rien”";
    assert_eq!(text(html), expected);
}

#[test]
fn letters_are_composed() {
    assert_eq!(
        text("<p>Le bilan s’e\u{301}leve a\u{300} cent soixante-quatre morts, selon l’agence.</p>"),
        "Le bilan s’éleve à cent soixante-quatre morts, selon l’agence."
    );
}

#[test]
fn machines_are_told_the_date_in_many_ways() {
    let all = [
        (
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"datePublished\":\"2022-01-09T14:05:00+0100\"}]}</script>",
            "2022-01-09T14:05:00+01:00",
        ),
        (
            "<meta property='article:published_time' content='2022-01-09T13:05:00.000Z'>",
            "2022-01-09T13:05:00Z",
        ),
        ("<meta name=date content='Sun, 09 Jan 2022 13:05:00 GMT'>", "2022-01-09T13:05:00Z"),
        ("<meta name=pubdate content=20220109>", "2022-01-09"),
        ("<h1>Titre</h1><time datetime='2022-01-09 14:05'>dimanche</time>", "2022-01-09T14:05"),
    ];
    for (html, expected) in all {
        assert_eq!(dated(html), Some((expected.to_owned(), Dated::Metadata)), "{html}");
    }
}

#[test]
fn an_instant_is_of_the_day_of_its_place() {
    let meta = "<meta property='article:published_time' content='2022-01-09T23:30:00Z'>";
    let at =
        |time: &str| dated(&format!("{meta}<h1>Titre</h1><time datetime='{time}'>lundi</time>")).unwrap().0;
    assert_eq!(at("2022-01-10T00:30:00+01:00"), "2022-01-10T00:30:00+01:00");
    assert_eq!(at("2022-01-10T08:00:00+01:00"), "2022-01-09T23:30:00Z");
}

#[test]
fn readers_are_told_the_date_in_words() {
    let all = [
        ("Publié le 9 janvier 2022 à 14h05", "2022-01-09T14:05"),
        ("Mis en ligne le dimanche 9 janvier 2022, 14:05", "2022-01-09T14:05"),
        ("Publié le 1er février 2022", "2022-02-01"),
        ("Published January 9, 2022 2:05 pm", "2022-01-09T14:05"),
        ("Posted on 9 January 2022", "2022-01-09"),
        ("Publié le 09/01/2022", "2022-01-09"),
    ];
    for (line, expected) in all {
        let html = format!("<html lang=fr><h1>Titre</h1><p>{line}</p><p>{SENTENCE}</p>");
        assert_eq!(dated(&html), Some((expected.to_owned(), Dated::Page)), "{line}");
    }
}

#[test]
fn a_date_that_may_be_another_is_none() {
    assert_eq!(dated("<html lang=en><p>Published 03/04/2022</p>"), None);
    assert_eq!(dated("<html lang=fr><p>Publié le 31 février 2022</p>"), None);
}

#[test]
fn addresses_have_dates() {
    let at = |address| page("", Some(address)).published;
    assert_eq!(at("https://gazette.example/2022/01/09/titre"), Some("2022-01-09".into()));
    assert_eq!(at("https://gazette.example/monde/2022-01-09-titre.html"), Some("2022-01-09".into()));
    assert_eq!(at("https://gazette.example/2022/01/titre"), Some("2022-01".into()));
    assert_eq!(at("https://gazette.example/article-20229999"), None);
}

#[test]
fn bylines_are_names() {
    let by = |html: &str| page(html, None).byline;
    assert_eq!(by("<p class=byline>Par Anne Morel, le 9 janvier 2022</p>"), Some("Anne Morel".into()));
    assert_eq!(by("<p class=author>Par La rédaction, avec AM</p>"), Some("La rédaction, avec AM".into()));
    assert_eq!(
        by("<meta name=author content='Anne Morel'><meta name=author content='Jean Petit'>"),
        Some("Anne Morel, Jean Petit".into())
    );
    let data = |kind: &str, name: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"author\":{{\"@type\":\"{kind}\",\"name\":\"{name}\"}}}}</script>"
        )
    };
    let (person, newsroom) = (data("Person", "Anne Morel"), data("Organization", "La Gazette"));
    let line = |line: &str| format!("<p class=byline>{line}</p>");
    assert_eq!(by(&(person.clone() + &line("Par Anne Morel avec AFP"))), Some("Anne Morel avec AFP".into()));
    assert_eq!(by(&(person.clone() + &line("Anne Morel, notre correspondante"))), Some("Anne Morel".into()));
    assert_eq!(by(&(person + &line("Par Jean Petit, avec AFP"))), Some("Anne Morel".into()));
    assert_eq!(by(&(newsroom.clone() + &line("Par Jean Petit"))), Some("Jean Petit".into()));
    assert_eq!(by(&newsroom), Some("La Gazette".into()));
    assert_eq!(by("<div class=comments><p class=author>Un lecteur</p></div>"), None);
}

#[test]
fn headlines_lose_the_name_of_the_site() {
    let title = |html: &str| page(html, None).title;
    let site = "<meta property=og:site_name content='La Gazette'>";
    assert_eq!(
        title(&format!("{site}<title>Un aéroport repris | La Gazette</title>")),
        Some("Un aéroport repris".into())
    );
    assert_eq!(
        title(
            "<title>Monde - Un aéroport repris par la police - Gazette</title><h1>Un aéroport repris par la police</h1>"
        ),
        Some("Un aéroport repris par la police".into())
    );
    assert_eq!(
        title("<title>164 morts - un bilan &eacute;lev&eacute;</title>"),
        Some("164 morts - un bilan élevé".into())
    );
    assert_eq!(page("", None), Page::default());
}

proptest! {
    #[test]
    fn any_markup_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class='entry-content'>", "</div>", "<table>", "<tr>", "<td>", "<a href=x>", "</a>", "<b>", "<br>", "<h1>",
        "<ul>", "<li>", "<article>", "<time datetime='9'>", "<script>", "</script>", "<script type='application/ld+json'>", "{\"@type\":[]}",
        "<!--", "-->", "<template>", "<svg>", "<math>", "<q>", "&amp;", "&#0;", "Publié le ", "32 mai 2022", "9 mai 2022", " à 99h99", "par ", "Élodie", "\u{301}",
    ]), 0..40)) {
        page(&parts.concat(), Some("https://a.example/2022/13/"));
    }
}
