//! The language of an article: an ISO 639-1 code, and [`Article::UNDETERMINED`] where it is not known.

use selon_record::Article;
use whichlang::Lang;

/// Characters enough to know a language by: the beginning of a long text.
const ENOUGH: usize = 10_000;

/// The code of `fr`, `FR` or `fr-CA`: the language, without region and in small letters.
pub(crate) fn normal(code: &str) -> String {
    code.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// A code as the user types it.
///
/// ```
/// assert_eq!(selon_intake::language_code("fr-CA"), Ok("fr".to_owned()));
/// ```
///
/// # Errors
/// It has not the form of a code; the words say so in English.
pub fn parse(code: &str) -> Result<String, String> {
    let normal = normal(code);
    let is_code = matches!(normal.len(), 2 | 3) && normal.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_code { Ok(normal) } else { Err("a language code has two or three letters, such as fr".into()) }
}

/// The language a text is in, by its letters; [`Article::UNDETERMINED`] without any.
pub(crate) fn detect(text: &str) -> &'static str {
    let end = text.char_indices().nth(ENOUGH).map_or(text.len(), |(at, _)| at);
    let start = &text[..end];
    if !start.contains(char::is_alphabetic) {
        return Article::UNDETERMINED;
    }
    match whichlang::detect_language(start) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_recognised() {
        assert_eq!(detect("Selon le ministère, vingt-six personnes ont été tuées."), "fr");
        assert_eq!(detect("Twenty-six people were killed, the ministry said."), "en");
        assert_eq!(detect("قالت الوزارة إن ستة وعشرين شخصا قتلوا"), "ar");
    }

    #[test]
    fn without_letters_it_is_not_known() {
        for text in ["", " \n", "12 : 30 !"] {
            assert_eq!(detect(text), Article::UNDETERMINED);
        }
    }

    #[test]
    fn codes_lose_their_region() {
        assert_eq!(normal(" FR-ca"), "fr");
        assert_eq!(parse("en_GB"), Ok("en".into()));
        assert!(parse("français").is_err());
    }
}
