//! The specifications of Microsoft's Recognizers-Text: sentences, each with all that must be found in it.
//!
//! A file such as `recognizers-text/DateTime/French/DateTimeModel.json` is a list of `{"Input", "Context":
//! {"ReferenceDateTime"}?, "NotSupported"?, "NotSupportedByDesign"?, "Results": [{"Text", "TypeName" or "Type", "Resolution" or
//! "Value", "Start", …}]}`. Specifications: <https://github.com/microsoft/Recognizers-Text> (MIT).

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::CodePointSpan;
use serde::Deserialize;
use serde_json::Value;

/// One sentence.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The file's name without its ending: `DateTimeModel`.
    pub(crate) file: String,
    /// The sentence.
    pub(crate) input: String,
    /// The time of writing, in ISO 8601, given or inferred (see [`read`]).
    pub(crate) reference: Option<String>,
    /// The engines that do not claim this case: `dotnet`, `java`, `javascript`, `python`.
    not_supported: String,
    /// What must be found, in order.
    pub(crate) results: Vec<Expected>,
}

/// One thing that must be found.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    /// Where it stands; `None` where its text is not in the sentence: a fault of the file.
    pub(crate) span: Option<CodePointSpan>,
    /// Its text, as the file writes it (often in lower case).
    pub(crate) text: String,
    /// Its type without the model's name: `daterange`, `duration`, `number`, `dimension`.
    pub(crate) kind: String,
    /// Its `Resolution` or `Value`; null in files of extractors.
    pub(crate) resolution: Value,
}

impl Case {
    /// Whether an engine (`dotnet`, `java` …) claims to get it right.
    pub(crate) fn is_claimed_by(&self, engine: &str) -> bool {
        !self.not_supported.split(',').any(|name| name.trim().eq_ignore_ascii_case(engine))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CaseLine {
    input: String,
    context: Option<ContextLine>,
    #[serde(default)]
    not_supported: String,
    #[serde(default)]
    not_supported_by_design: String,
    #[serde(default)]
    results: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ContextLine {
    reference_date_time: Option<String>,
}

/// The cases of a file: `kind` is `DateTime`, `Number` or `NumberWithUnit`, `language` `fr` or `en`, `file` such as
/// `DateTimeModel`.
///
/// Most French cases are translations of English ones and have lost their time of writing. Such a case is given the one
/// of the cases of the same file, French and English, that have the same resolutions; else of those that have one of its
/// resolutions; else of those that have one of its dates, that of such a date first; of several times of writing the commonest,
/// and none that does not lie between the last and the next date that a result may be.
///
/// # Errors
/// When the file cannot be read or has another form.
pub(crate) fn read(data: &Path, kind: &str, language: &str, file: &str) -> Result<Vec<Case>> {
    let load = |folder: &str| {
        load(&data.join("recognizers-text").join(kind).join(folder).join(format!("{file}.json")), file)
    };
    if language == "en" {
        return load("English");
    }
    let mut cases = load("French")?;
    if cases.iter().any(|case| case.reference.is_none()) {
        let english = load("English").unwrap_or_default();
        infer_references(&mut cases, &english);
    }
    Ok(cases)
}

/// The names of the files of a kind and language, in alphabetical order.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn files(data: &Path, kind: &str, language: &str) -> Result<Vec<String>> {
    let folder = if language == "en" { "English" } else { "French" };
    let paths = super::files(&data.join("recognizers-text").join(kind).join(folder), "json")?;
    Ok(paths.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect())
}

fn load(path: &Path, file: &str) -> Result<Vec<Case>> {
    let text = super::read(path)?;
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<CaseLine> = serde_json::from_str(text).with_context(|| path.display().to_string())?;
    Ok(lines.into_iter().map(|line| case(line, file)).collect())
}

fn case(line: CaseLine, file: &str) -> Case {
    let results = line.results.iter().map(|result| expected(&line.input, result)).collect();
    Case {
        file: file.to_owned(),
        reference: line.context.and_then(|context| context.reference_date_time),
        not_supported: format!("{},{}", line.not_supported, line.not_supported_by_design),
        results,
        input: line.input,
    }
}

fn expected(input: &str, result: &Value) -> Expected {
    let field = |names: [&str; 2]| names.iter().find_map(|name| result.get(name)).unwrap_or(&Value::Null);
    let text = field(["Text", "text"]).as_str().unwrap_or_default().to_owned();
    let start = field(["Start", "start"]).as_u64().and_then(|start| usize::try_from(start).ok());
    let kind = field(["TypeName", "Type"]).as_str().unwrap_or_default();
    Expected {
        span: locate(input, &text, start.unwrap_or(0)),
        kind: kind.rsplit('.').next().unwrap_or_default().to_owned(),
        resolution: field(["Resolution", "Value"]).clone(),
        text,
    }
}

/// Where a text stands nearest to a place, whatever its case, as whole words where it does: the files count their ends in two
/// ways, and their starts not always in code points (« 8h » is not within « 8h30 »).
fn locate(input: &str, text: &str, start: usize) -> Option<CodePointSpan> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let characters: Vec<char> = input.chars().map(lower).collect();
    let wanted: Vec<char> = text.chars().map(lower).collect();
    if wanted.is_empty() {
        return None;
    }
    let places = characters.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted);
    let is_letter =
        |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|c| c.is_alphanumeric());
    let is_cut = |at: usize| {
        is_letter(at.checked_sub(1)) && is_letter(Some(at)) || {
            let end = at + wanted.len();
            is_letter(end.checked_sub(1)) && is_letter(Some(end))
        }
    };
    let nearest = places.map(|(at, _)| at).min_by_key(|at| (is_cut(*at), at.abs_diff(start)))?;
    Some(CodePointSpan::new(nearest, nearest + wanted.len()))
}

/// Gives each case without a time of writing the commonest one of the cases with the same resolutions, else of those with
/// one of its resolutions, else of those with one of its dates; else none.
fn infer_references(cases: &mut [Case], english: &[Case]) {
    let mut known: HashMap<String, Vec<String>> = HashMap::new();
    for case in english.iter().chain(&*cases) {
        for key in case.reference.iter().flat_map(|_| keys(case)).flatten() {
            known.entry(key).or_default().extend(case.reference.clone());
        }
    }
    for case in cases.iter_mut().filter(|case| case.reference.is_none()) {
        let [all, each, days] = keys(case);
        let candidates =
            |key: &String| known.get(key).into_iter().flatten().filter(|day| is_possible(case, day));
        let of = |key: &String| commonest(candidates(key));
        // « de mars à ce jour » has its time of writing among its dates.
        let is_own = |candidate: &&String| days.iter().any(|day| candidate.starts_with(day.as_str()));
        let own = || commonest(days.iter().flat_map(candidates).filter(is_own));
        let same = all.iter().chain(&each).find_map(of);
        let reference = same.or_else(own).or_else(|| days.iter().find_map(of)).cloned();
        case.reference = reference;
    }
}

/// Whether a case may have a time of writing: that lies between the dates of one result, the last past and the next to come.
fn is_possible(case: &Case, reference: &str) -> bool {
    let between = |result: &Expected| {
        let values = result.resolution.get("values").and_then(Value::as_array);
        let sides =
            || ["FutureResolution", "PastResolution"].iter().filter_map(|side| result.resolution.get(side));
        let ways: Vec<Vec<&str>> = match values {
            Some(values) => values.iter().map(days).collect(),
            None => sides().map(days).collect(),
        };
        let all = || ways.iter().flatten();
        let differ = ways.windows(2).any(|pair| pair[0] != pair[1]);
        let day = reference.get(..10).unwrap_or(reference);
        !differ || all().any(|earlier| *earlier <= day) && all().any(|later| *later >= day)
    };
    case.results.iter().all(between)
}

/// The dates of a resolution.
fn days(resolution: &Value) -> Vec<&str> {
    let day =
        |text: &&str| text.get(4..5) == Some("-") && text.get(7..8) == Some("-") && !text.starts_with('X');
    texts(resolution).into_iter().filter(day).filter_map(|text| text.get(..10)).collect()
}

/// What cases of one time of writing share: all resolutions, a resolution, a date; the closest likeness first.
fn keys(case: &Case) -> [Vec<String>; 3] {
    let resolutions: Vec<Vec<&str>> = case.results.iter().map(|result| texts(&result.resolution)).collect();
    let each: Vec<String> = resolutions.iter().filter(|r| !r.is_empty()).map(|r| r.join(" ")).collect();
    let all = (!each.is_empty()).then(|| format!("all {}", each.join(" ; "))).into_iter().collect();
    let days = case.results.iter().flat_map(|result| days(&result.resolution));
    [all, each.clone(), days.map(str::to_owned).collect()]
}

/// The values and instants of a resolution, without what names its kind.
fn texts(resolution: &Value) -> Vec<&str> {
    match resolution {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(fields) => {
            let named = |name: &str| matches!(name, "Mod" | "sourceEntity" | "type");
            fields.iter().filter(|(name, _)| !named(name)).flat_map(|(_, value)| texts(value)).collect()
        }
        _ => Vec::new(),
    }
}

/// The most frequent, of equals the first.
fn commonest<'a>(candidates: impl Iterator<Item = &'a String> + Clone) -> Option<&'a String> {
    let count = |wanted: &String| candidates.clone().filter(|candidate| *candidate == wanted).count();
    // The first of equals, as `max_by_key` would give the last.
    let mut best: Option<(usize, &String)> = None;
    for candidate in candidates.clone() {
        let count = count(candidate);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const FRENCH: &str = r#"[{"Input": "Je pars Demain, demain", "NotSupported": "dotnet, java", "Results":
        [{"Text": "demain", "Start": 16, "End": 22, "TypeName": "datetimeV2.date", "Resolution": {"values": [{"timex": "2016-11-08"}]}}]},
        {"Input": "Je pars", "Results": []}]"#;
    const ENGLISH: &str = r#"[{"Input": "I leave tomorrow", "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"}, "Results":
        [{"Text": "tomorrow", "Start": 8, "TypeName": "datetimeV2.date", "Resolution": {"values": [{"timex": "2016-11-08"}]}}]}]"#;

    #[test]
    fn a_translated_case_takes_the_reference_of_its_original() -> Result<()> {
        let data = tempfile::tempdir()?;
        for (folder, text) in [("French", FRENCH), ("English", ENGLISH)] {
            let folder = data.path().join("recognizers-text/DateTime").join(folder);
            fs::create_dir_all(&folder)?;
            fs::write(folder.join("DateTimeModel.json"), format!("\u{feff}{text}"))?;
        }
        let [leaving, nothing] = read(data.path(), "DateTime", "fr", "DateTimeModel")?.try_into().unwrap();
        assert_eq!(leaving.reference.as_deref(), Some("2016-11-07T00:00:00"));
        assert_eq!(
            (leaving.results[0].span, &*leaving.results[0].kind),
            (Some(CodePointSpan::new(16, 22)), "date")
        );
        assert!(!leaving.is_claimed_by("dotnet") && leaving.is_claimed_by("python"));
        assert!(nothing.results.is_empty() && nothing.reference.is_none());
        assert_eq!(files(data.path(), "DateTime", "fr")?, ["DateTimeModel"]);
        Ok(())
    }

    #[test]
    fn a_text_is_found_whatever_its_case_and_miscounted_start() {
        assert_eq!(locate("Été 2014 et été 2015", "été 2015", 10), Some(CodePointSpan::new(12, 20)));
        assert_eq!(locate("de 8h30 à 8h", "8h", 3), Some(CodePointSpan::new(10, 12)));
        assert_eq!(locate("Été 2014", "hiver", 0), None);
        assert_eq!(locate("Été", "", 0), None);
    }
}
