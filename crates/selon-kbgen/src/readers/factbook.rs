//! Profiles of countries of the World Factbook.

use anyhow::{Context as _, Result};
use selon_kb::PartialDate;
use serde_json::Value;

/// What is read of a country's profile.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Profile {
    /// Its names in English, short and long, and in its own language; the short one first.
    pub(crate) names: Vec<ProfileName>,
    /// How many live there, and the year of that.
    pub(crate) population: Option<(u64, String)>,
    /// In square kilometres.
    pub(crate) area: Option<f64>,
    /// Neighbours by their English name, and the length of the border in kilometres.
    pub(crate) borders: Vec<(String, f64)>,
    pub(crate) capital: Option<String>,
    /// English abbreviations of the organisations whose member it is.
    pub(crate) member_of: Vec<String>,
    pub(crate) chief_of_state: Option<Ruler>,
    pub(crate) head_of_government: Option<Ruler>,
}

/// A name of a country.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ProfileName {
    pub(crate) text: String,
    /// Whether it is English; else it is its own language's, in Latin letters.
    pub(crate) english: bool,
}

/// Who rules.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ruler {
    /// The office and the name, the family name in capitals: "President Kasym-Zhomart TOKAYEV".
    pub(crate) text: String,
    pub(crate) since: PartialDate,
}

impl Profile {
    /// Reads a profile. What it lacks stays unknown.
    pub(crate) fn read(bytes: &[u8]) -> Result<Profile> {
        let profile: Value = serde_json::from_slice(bytes)?;
        profile
            .get("Geography")
            .or_else(|| profile.get("Introduction"))
            .context("no profile of a country")?;
        let text = |path: &str| profile.pointer(path).and_then(Value::as_str).map(plain);
        let people = text("/People and Society/Population/total/text");
        Ok(Profile {
            names: names(&text),
            population: people.as_deref().and_then(population),
            area: text("/Geography/Area/total /text")
                .or_else(|| text("/Geography/Area/total/text"))
                .as_deref()
                .and_then(area),
            borders: text("/Geography/Land boundaries/border countries/text")
                .as_deref()
                .map(borders)
                .unwrap_or_default(),
            capital: text("/Government/Capital/name/text"),
            member_of: text("/Government/International organization participation/text")
                .as_deref()
                .map(memberships)
                .unwrap_or_default(),
            // Of a dependency it is that of another country.
            chief_of_state: text("/Government/Executive branch/chief of state/text")
                .filter(|text| !text.contains("represented by"))
                .filter(|_| profile.pointer("/Government/Dependency status").is_none())
                .as_deref()
                .and_then(ruler),
            head_of_government: text("/Government/Executive branch/head of government/text")
                .as_deref()
                .and_then(ruler),
        })
    }
}

/// Text without the tags and entities of HTML.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (i, part) in text.split('<').enumerate() {
        plain.push_str(if i == 0 { part } else { part.split_once('>').map_or("", |(_, behind)| behind) });
    }
    let decoded = html_escape::decode_html_entities(&plain);
    decoded.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'")
}

fn names(text: &dyn Fn(&str) -> Option<String>) -> Vec<ProfileName> {
    let fields = [
        ("conventional short form", true),
        ("conventional long form", true),
        ("local short form", false),
        ("local long form", false),
    ];
    let named = |(field, english): (&str, bool)| {
        let text = text(&format!("/Government/Country name/{field}/text"))?;
        // "Switzerland (English); Schweiz (German)", "former: …", "none": not one name.
        let one = !text.contains(['(', ';', ',', '/', ':']) && text.starts_with(char::is_uppercase);
        one.then_some(ProfileName { text, english })
    };
    fields.into_iter().filter_map(named).collect()
}

/// "20,432,662 (2025 est.)"
fn population(text: &str) -> Option<(u64, String)> {
    let (number, rest) = text.split_once(' ')?;
    let year: String = rest.trim_start_matches('(').chars().take_while(char::is_ascii_digit).collect();
    Some((number.replace(',', "").parse().ok()?, year).clone()).filter(|(_, year)| year.len() == 4)
}

/// "2,724,900 sq km"
fn area(text: &str) -> Option<f64> {
    text.split_once(" sq km")?.0.replace(',', "").parse().ok()
}

/// "China 1,765 km; Kyrgyzstan 1,212 km"; several stretches with one neighbour are added up.
fn borders(text: &str) -> Vec<(String, f64)> {
    let mut borders: Vec<(String, f64)> = Vec::new();
    for stretch in text.split(';').flat_map(|part| part.split(" km and ")) {
        // "Canada 8,891 km (including 2,475 km with Alaska)"
        let stretch = stretch.trim();
        let stretch = stretch.split_once(" km").map_or(stretch, |(before, _)| before);
        let Some((neighbour, length)) = stretch.rsplit_once(' ') else { continue };
        let Ok(length) = length.replace(',', "").parse::<f64>() else { continue };
        let neighbour = neighbour.split('(').next().unwrap_or(neighbour).trim().to_owned();
        match borders.iter_mut().find(|(name, _)| *name == neighbour) {
            Some((_, sum)) => *sum += length,
            None => borders.push((neighbour, length)),
        }
    }
    borders
}

/// "ADB, CICA, CIS, NAM (observer)": members only.
fn memberships(text: &str) -> Vec<String> {
    let names = text.split(", ").map(str::trim);
    names.filter(|name| !name.contains('(') && !name.is_empty()).map(str::to_owned).collect()
}

/// "President Kasym-Zhomart TOKAYEV (since 20 March 2019)"
fn ruler(text: &str) -> Option<Ruler> {
    let (name, rest) = text.split_once(" (since ")?;
    let since = date(rest.split([')', ',', ';']).next()?)?;
    (!name.contains([';', '('])).then(|| Ruler { text: name.to_owned(), since })
}

/// "20 March 2019", "5 Sep 2025", "April 2018", "1997"
fn date(text: &str) -> Option<PartialDate> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let month = |word: &str| MONTHS.iter().position(|month| word.starts_with(month)).map(|month| month + 1);
    let written = match words[..] {
        [year] => year.to_owned(),
        [name, year] => format!("{year}-{:02}", month(name)?),
        [day, name, year] => format!("{year}-{:02}-{day:0>2}", month(name)?),
        _ => return None,
    };
    written.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read() {
        let profile = Profile::read(
            r#"{"Geography": {"Area": {"total ": {"text": "2,724,900 sq km"}},
                "Land boundaries": {"border countries": {"text": "China (southeast) 4,133 km and China (south) 46 km; Russia 7,644 km"}}},
                "People and Society": {"Population": {"total": {"text": "20,432,662 (2025 est.)"}}},
                "Government": {"Country name": {"conventional short form": {"text": "C&ocirc;te d'Ivoire"}, "local short form": {"text": "none"}},
                "International organization participation": {"text": "SCO, OAS (observer), UN"},
                "Executive branch": {"chief of state": {"text": "President Kasym-Zhomart TOKAYEV (since 20 March 2019)"},
                "head of government": {"text": "Mayor X (since 5 May 2020); represented by Y"}}}}"#
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(profile.names, [ProfileName { text: "Côte d'Ivoire".into(), english: true }]);
        assert_eq!(profile.population, Some((20_432_662, "2025".into())));
        assert_eq!(profile.area, Some(2_724_900.0));
        assert_eq!(profile.borders, [("China".to_owned(), 4179.0), ("Russia".to_owned(), 7644.0)]);
        assert_eq!(profile.member_of, ["SCO", "UN"]);
        let chief = profile.chief_of_state.unwrap();
        assert_eq!(
            (chief.text.as_str(), chief.since.to_string().as_str()),
            ("President Kasym-Zhomart TOKAYEV", "2019-03-20")
        );
    }

    #[test]
    fn dates_of_all_shapes() {
        for (text, date_) in [
            ("20 March 2019", "2019-03-20"),
            ("5 Sep 2025", "2025-09-05"),
            ("April 2018", "2018-04"),
            ("1997", "1997"),
        ] {
            assert_eq!(date(text).unwrap().to_string(), date_);
        }
        assert!(date("some day").is_none() && date("31 February 2020").is_none());
    }

    #[test]
    fn other_json_is_refused() {
        for bytes in [&b"{"[..], b"{}", b"[]", b"\xff"] {
            assert!(Profile::read(bytes).is_err());
        }
    }
}
