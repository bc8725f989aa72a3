//! What holds of every page, as a browser reads it, and how one looks as a snapshot.

use std::collections::HashSet;

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;
use selon_record::{Article, Assertion, CodePointSpan, Form, Reading};

use super::{Beside, Pointer, Section, page, parts};
use crate::Interface;
use crate::Voices;
use selon_samples::{any_reading, entity, plain};
use selon_samples::{check, sample};

fn page_of(readings: &[&Reading], interface: Interface) -> String {
    let sections = (1..).zip(readings).map(|(number, reading)| Section::new(number, reading, interface));
    page(&sections.collect::<Vec<_>>(), interface, Voices::Others)
}

/// A page as a browser reads it.
struct Browser(RcDom);

impl Browser {
    /// Reads a page, which has no fault.
    #[track_caller]
    fn open(page: &str) -> Self {
        let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(page);
        // A carriage return is written as `&#13;`: HTML frowns at it and has no other way to keep one.
        let is_fault = |error: &&std::borrow::Cow<'_, str>| *error != "Invalid numeric character reference";
        assert_eq!(dom.errors.borrow().iter().find(is_fault), None, "{page}");
        Browser(dom)
    }

    /// The elements that this holds of, in the order of the page.
    fn elements(&self, is_wanted: impl Fn(&Element) -> bool) -> Vec<Element> {
        let (mut found, mut ahead) = (Vec::new(), vec![self.0.document.clone()]);
        while let Some(node) = ahead.pop() {
            ahead.extend(node.children.borrow().iter().rev().cloned());
            if matches!(node.data, NodeData::Element { .. }) && is_wanted(&Element(node.clone())) {
                found.push(Element(node));
            }
        }
        found
    }

    fn of_class(&self, class: &str) -> Vec<Element> {
        self.elements(|element| element.classes().iter().any(|own| own == class))
    }
}

struct Element(Handle);

impl Element {
    fn name(&self) -> String {
        match &self.0.data {
            NodeData::Element { name, .. } => name.local.to_string(),
            _ => String::new(),
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let NodeData::Element { attrs, .. } = &self.0.data else { return None };
        let attrs = attrs.borrow();
        attrs.iter().find(|attribute| &*attribute.name.local == name).map(|found| found.value.to_string())
    }

    fn attribute_names(&self) -> Vec<String> {
        let NodeData::Element { attrs, .. } = &self.0.data else { return Vec::new() };
        attrs.borrow().iter().map(|attribute| attribute.name.local.to_string()).collect()
    }

    fn classes(&self) -> Vec<String> {
        self.attribute("class").unwrap_or_default().split_whitespace().map(str::to_owned).collect()
    }

    fn text(&self) -> String {
        let (mut text, mut ahead) = (String::new(), vec![self.0.clone()]);
        while let Some(node) = ahead.pop() {
            ahead.extend(node.children.borrow().iter().rev().cloned());
            if let NodeData::Text { contents } = &node.data {
                text.push_str(&contents.borrow());
            }
        }
        text
    }
}

#[test]
fn an_opinion_piece() {
    let section = Section::new(1, &sample("08-tribune"), Interface::French);
    check("08-tribune.html", &section.html);
}

#[test]
fn marks_and_entries_lead_to_each_other() {
    let reading = sample("08-tribune");
    let browser = Browser::open(&page_of(&[&reading], Interface::French));
    let marks = browser
        .elements(|element| element.classes().contains(&"mark".into()) && element.attribute("id").is_some());
    assert_eq!(marks.len(), reading.assertions.len());
    let labels: Vec<String> = marks.iter().filter_map(|mark| mark.attribute("aria-label")).collect();
    assert!(
        labels[0].starts_with("?1○\u{A0}: FrontInfo ← «\u{A0}Des médias\u{A0}» · source sans nom · affirme"),
        "{labels:?}"
    );
    assert_eq!(
        browser.of_class("own").iter().filter(|element| element.name() == "li").count(),
        4,
        "what the article says in its own voice is there, and hidden"
    );
    assert!(
        page_of(&[&reading], Interface::English).contains("in the article’s own voice too (4 assertions)")
    );
}

#[test]
fn what_the_article_says_itself_is_no_step_of_nesting() {
    let within = |id: &str, parent: Option<&str>, form| Assertion {
        content: vec![CodePointSpan::new(0, 4)],
        parent: parent.map(str::to_owned),
        form,
        ..plain(id)
    };
    let mut reading = Reading::new(Article::new("Oui."));
    reading.assertions = vec![
        within("a", None, Form::Plain),
        within("b", Some("a"), Form::Direct),
        within("c", Some("b"), Form::Plain),
        within("d", Some("c"), Form::Direct),
    ];
    let browser = Browser::open(&page_of(&[&reading], Interface::English));
    let entries = browser.elements(|element| element.attribute("id").is_some_and(|id| id.starts_with("r1e")));
    let depths: Vec<String> = entries.iter().filter_map(|entry| entry.classes().pop()).collect();
    assert_eq!(depths, ["d0", "d0", "d1", "d1"]);
    assert!(entries[3].text().contains("d · §\u{A0}1 · 0–4 · within ∅1"), "{}", entries[3].text());
    assert!(!entries[1].text().contains("within"));
}

#[test]
fn several_articles_have_a_list_of_contents() {
    let (first, second) = (sample("01-depeche"), sample("08-tribune"));
    let contents = |page: &str| Browser::open(page).elements(|element| element.name() == "nav").len();
    assert_eq!(contents(&page_of(&[&first], Interface::French)), 0);
    let page = page_of(&[&first, &second], Interface::French);
    assert_eq!(contents(&page), 1);
    assert!(page.contains("<title>Selon · 2 articles</title>"));
    assert!(page_of(&[], Interface::French).contains("<title>Selon · 0 article</title>"));
}

#[test]
fn the_text_of_an_article_cannot_drive_the_page() {
    let hostile =
        "</p></title></style><script>alert(1)</script>\"' onload='x' <img src=x onerror=y>&lt;!--]]>";
    let mut article = Article::new(hostile);
    for field in [&mut article.title, &mut article.outlet, &mut article.byline, &mut article.published] {
        *field = Some(hostile.into());
    }
    article.url = Some(format!("javascript:alert(1)//{hostile}"));
    article.language = hostile.into();
    let mut reading = Reading::new(article);
    let span = CodePointSpan::new(4, hostile.chars().count() - 3);
    reading.assertions.push(Assertion {
        content: vec![span],
        cue: vec![span],
        form: Form::Direct,
        ..plain(hostile)
    });
    reading.entities.push(entity(hostile, span));
    let page = page_of(&[&reading, &reading], Interface::French);
    let browser = Browser::open(&page);
    assert_eq!(harmful(&browser), Vec::<String>::new());
    assert_eq!(browser.of_class("words")[0].text(), hostile);
}

/// Elements and attributes that the page has no use for, and links that lead out of it, but to the web.
fn harmful(browser: &Browser) -> Vec<String> {
    const ELEMENTS: [&str; 34] = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "section",
        "ul",
        "ol",
        "li",
        "span",
        "nav",
        "main",
        "input",
        "label",
        "article",
        "p",
        "div",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "footer",
        "strong",
        "em",
        "table",
        "tr",
        "td",
        "mark",
    ];
    const ATTRIBUTES: [&str; 24] = [
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "href",
        "id",
        "aria-label",
        "aria-labelledby",
        "type",
        "for",
        "checked",
        "dir",
        "title",
        "data-mark",
        "data-at",
        "data-copy",
        "style",
        "tabindex",
        "rel",
        "role",
        "hidden",
        "value",
    ];
    let all = browser.elements(|_| true);
    let is_safe = |link: &String| ["#", "https://", "http://"].iter().any(|start| link.starts_with(start));
    all.iter()
        .flat_map(|element| {
            let name = element.name();
            let link = element.attribute("href").filter(|link| !is_safe(link));
            let attributes = element.attribute_names().into_iter();
            let attributes = attributes.filter(|name| !ATTRIBUTES.contains(&&**name));
            let element = (!ELEMENTS.contains(&&*name)).then_some(name);
            element.into_iter().chain(attributes).chain(link).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn what_a_ledger_has_stands_beside() {
    let mut reading = Reading::new(Article::new("Il pleut à Almaty."));
    let span = |start, end| CodePointSpan::new(start, end);
    reading.assertions = vec![Assertion { content: vec![span(0, 8)], form: Form::Direct, ..plain("a1") }];
    reading.entities = vec![entity("e1", span(11, 17))];
    let claim = Pointer { address: "/claims/7".into(), words: "3 articles".into() };
    let beside = Beside {
        claims: vec![Some(claim)],
        // The words of two others: those of the first one stand.
        copied: vec![(span(3, 17), 2), (span(0, 5), 1)],
        entities: Some("/?entity="),
        ..Beside::default()
    };
    let section = Section::with(1, &reading, Interface::French, &beside);
    assert!(section.html.contains("<p class=\"claim\"><a href=\"/claims/7\">3 articles</a></p>"));
    assert!(section.html.contains("<a class=\"name\" href=\"/?entity="), "{}", section.html);
    let browser =
        Browser(html5ever::parse_document(RcDom::default(), Default::default()).one(&*section.html));
    let copied: Vec<(String, Option<String>)> =
        browser.of_class("copied").iter().map(|mark| (mark.text(), mark.attribute("data-copy"))).collect();
    assert_eq!(copied, [("Il pl".into(), Some("1".into())), ("eut à Almaty".into(), Some("2".into()))]);
    assert_eq!(browser.of_class("words")[0].text(), reading.article.text);
}

#[test]
fn lists_say_what_they_leave_out() {
    let mut reading = Reading::new(Article::new("Oui."));
    reading.assertions = (0..5)
        .map(|at| Assertion {
            content: vec![CodePointSpan::new(0, 3)],
            form: Form::Direct,
            ..plain(&format!("a{at}"))
        })
        .collect();
    let beside = Beside { most: 2, ..Beside::default() };
    let section = Section::with(1, &reading, Interface::French, &beside);
    assert_eq!((section.left_out, section.html.matches("<li id=\"r1e").count()), (3, 2));
    assert!(section.html.contains("et 3 autres"), "{}", section.html);
}

proptest! {
    #[test]
    fn parts_are_the_whole(reading in any_reading(), bytes in 1_usize..40, assertions in 1_usize..4) {
        let text = &reading.article.text;
        let parts = parts(&reading, bytes, assertions);
        prop_assert_eq!(parts.iter().map(|part| &text[part.clone()]).collect::<String>(), &**text);
        let mut shown = String::new();
        for part in parts {
            prop_assert!(part.len() <= bytes.max(4));
            let beside = Beside { part, ..Beside::default() };
            let section = Section::with(1, &reading, Interface::French, &beside);
            let browser = Browser::open(&page(&[section], Interface::French, Voices::Others));
            prop_assert_eq!(harmful(&browser), Vec::<String>::new());
            shown += &browser.of_class("words")[0].text();
        }
        prop_assert_eq!(shown, text.replace('\0', "␀"));
    }

    #[test]
    fn every_reading_has_a_page(first in any_reading(), second in any_reading()) {
        for interface in [Interface::French, Interface::English] {
            let readings = [&first, &second];
            let browser = Browser::open(&page_of(&readings, interface));
            prop_assert_eq!(harmful(&browser), Vec::<String>::new());
            for (shown, reading) in browser.of_class("words").iter().zip(readings) {
                prop_assert_eq!(shown.text(), reading.article.text.replace('\0', "␀"));
            }
            let entries = browser.elements(|element| element.attribute("id").is_some_and(|id| {
                element.name() == "li" && id.starts_with("r1e")
            }));
            prop_assert_eq!(entries.len(), first.assertions.len());
            let ids: Vec<String> =
                browser.elements(|_| true).iter().filter_map(|element| element.attribute("id")).collect();
            let known: HashSet<&String> = ids.iter().collect();
            prop_assert_eq!(known.len(), ids.len());
            for link in browser.elements(|_| true).iter().filter_map(|element| element.attribute("href")) {
                if let Some(id) = link.strip_prefix('#') {
                    prop_assert!(known.contains(&id.to_owned()), "{}", link);
                }
            }
        }
    }

    #[test]
    fn every_word_is_in_the_elements_of_its_assertions(reading in any_reading()) {
        // An assertion on its own has no other to be cut by.
        for assertion in &reading.assertions {
            let one = Reading { assertions: vec![assertion.clone()], ..reading.clone() };
            let browser = Browser::open(&page_of(&[&one], Interface::French));
            let shown: String = browser.of_class("said").iter().skip(6).map(Element::text).collect();
            let text: Vec<char> = reading.article.text.chars().collect();
            let is_in = |at: usize| assertion.content.iter().any(|span| {
                span.start <= at && at < span.end && span.end <= text.len()
            });
            let expected: String = (0..text.len()).filter(|&at| is_in(at)).map(|at| text[at]).collect();
            prop_assert_eq!(shown, expected.replace('\0', "␀"));
        }
    }
}

#[test]
fn deep_nesting_takes_linear_time_and_shallow_elements() {
    let depth = 10_000;
    let mut reading = Reading::new(Article::new("a".repeat(2 * depth)));
    reading.assertions = (0..depth)
        .map(|at| Assertion {
            content: vec![CodePointSpan::new(at, 2 * depth - at)],
            parent: at.checked_sub(1).map(|parent| format!("a{parent}")),
            form: Form::Direct,
            ..plain(&format!("a{at}"))
        })
        .collect();
    let page = page_of(&[&reading], Interface::French);
    assert_eq!(Browser::open(&page).of_class("words")[0].text(), reading.article.text);
    assert!(page.len() < 20_000_000, "{}", page.len());
}

/// The style sheet's colours of one look: by name, red, green and blue.
fn colours(style: &str) -> Vec<(String, [f64; 3])> {
    let declarations =
        style.split(['{', ';']).filter_map(|declaration| declaration.trim().strip_prefix("--"));
    let colours = declarations.filter_map(|declaration| declaration.split_once(": #"));
    colours
        .map(|(name, digits)| {
            let double = digits.len() == 6;
            let channel = |nth: usize| {
                let hex = if double {
                    digits[2 * nth..2 * nth + 2].to_owned()
                } else {
                    digits[nth..=nth].repeat(2)
                };
                f64::from(u8::from_str_radix(&hex, 16).unwrap()) / 255.0
            };
            (name.to_owned(), [channel(0), channel(1), channel(2)])
        })
        .collect()
}

/// The contrast of two colours, as [WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio) defines it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let luminance = |[r, g, b]: [f64; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

#[test]
fn all_words_can_be_told_from_their_ground() {
    let style = include_str!("../../templates/style.css");
    let (light, dark) = style.split_once("prefers-color-scheme: dark").unwrap();
    let dark = dark.split_once("\n}\n").unwrap().0;
    for look in [light, dark] {
        let colours = colours(look);
        let of = |name: &str| colours.iter().find(|(known, _)| known == name).unwrap().1;
        let is_word = |name: &&str| !["ground", "panel", "target", "hedge", "rule"].contains(name);
        let words: Vec<&str> = colours.iter().map(|(name, _)| &**name).filter(is_word).collect();
        assert_eq!(words.len(), 11, "{words:?}");
        for word in words {
            for ground in ["ground", "panel", "target"] {
                let contrast = contrast(of(word), of(ground));
                assert!(contrast >= 4.5, "{word} on {ground}: {contrast:.2}");
            }
        }
        assert!(contrast(of("ink"), of("hedge")) >= 4.5);
    }
}
