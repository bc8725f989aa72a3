//! stand-in until the module of pages is merged
use selon_record::Dated;
/// What a page holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The headline.
    pub title: Option<String>,
    /// Who signed, as printed, without « Par ».
    pub byline: Option<String>,
    /// When it was published: ISO 8601, as precise as known.
    pub published: Option<String>,
    /// What told that.
    pub dated: Option<Dated>,
    /// The language the page says it is in.
    pub language: Option<String>,
    /// The name of the site.
    pub site_name: Option<String>,
    /// The address the page gives itself.
    pub url: Option<String>,
    /// The article's text.
    pub text: String,
}
/// Reads a page.
pub fn page(html: &str, _address: Option<&str>) -> Page {
    let Ok(mut reader) = dom_smoothie::Readability::new(html, None, None) else { return Page::default() };
    let Ok(found) = reader.parse() else { return Page::default() };
    Page { title: Some(found.title), byline: found.byline, published: found.published_time, text: found.text_content.to_string(), ..Page::default() }
}
/// The words of a piece of HTML.
pub(crate) fn fragment(html: &str) -> String {
    dom_smoothie::Readability::new(format!("<body>{html}"), None, None).map(|r| r.doc.select("body").text().trim().to_owned()).unwrap_or_default()
}
