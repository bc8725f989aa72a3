//! `config.cfg`: spaCy's configuration, an INI file whose values are JSON.
//!
//! Only what decides how a pipeline runs is read from it.

use std::collections::HashMap;

use crate::Error;

const PART: &str = "config.cfg";

/// The sections of a configuration, their keys and raw values.
pub(crate) struct Config {
    sections: HashMap<String, HashMap<String, String>>,
}

impl Config {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let mut sections: HashMap<String, HashMap<String, String>> = HashMap::new();
        let mut section = None;
        let mut last_key: Option<String> = None;
        for (number, line) in text.lines().enumerate() {
            let continues = line.starts_with([' ', '\t']);
            let line = line.trim();
            if line.is_empty() || line.starts_with(['#', ';']) {
                last_key = None;
            } else if let Some(name) =
                line.strip_prefix('[').and_then(|l| l.strip_suffix(']')).filter(|_| !continues)
            {
                sections.entry(name.to_owned()).or_default();
                section = Some(name.to_owned());
                last_key = None;
            } else {
                let here = section
                    .as_ref()
                    .and_then(|s| sections.get_mut(s))
                    .ok_or_else(|| Error::malformed(PART, format!("line {}: no section yet", number + 1)))?;
                match (&last_key, line.split_once('=')) {
                    (Some(key), _) if continues => here.entry(key.clone()).or_default().push_str(line),
                    (_, Some((key, value))) => {
                        here.insert(key.trim().to_owned(), value.trim().to_owned());
                        last_key = Some(key.trim().to_owned());
                    }
                    _ => {
                        return Err(Error::malformed(
                            PART,
                            format!("line {}: neither a section nor a value", number + 1),
                        ));
                    }
                }
            }
        }
        Ok(Config { sections })
    }

    /// A value, read as JSON; `None` where it is absent or `null`.
    pub(crate) fn get(&self, section: &str, key: &str) -> Option<serde_json::Value> {
        let raw = self.sections.get(section)?.get(key)?;
        serde_json::from_str(raw).ok().filter(|v: &serde_json::Value| !v.is_null())
    }

    /// A string value, or an error that names the key.
    pub(crate) fn string(&self, section: &str, key: &str) -> Result<String, Error> {
        self.get(section, key)
            .and_then(|v| v.as_str().map(str::to_owned))
            .ok_or_else(|| Error::malformed(PART, format!("[{section}] has no {key}")))
    }

    /// A list of strings; empty where it is absent.
    pub(crate) fn strings(&self, section: &str, key: &str) -> Vec<String> {
        let list = self.get(section, key);
        let list = list.as_ref().and_then(|v| v.as_array()).map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(|v| v.as_str()).map(str::to_owned).collect()
    }

    /// The architecture of a model section without its version, checked against those this library runs.
    pub(crate) fn architecture(&self, section: &str, known: &[&str]) -> Result<String, Error> {
        let name = self.string(section, "@architectures")?;
        if known.contains(&name.as_str()) {
            Ok(name)
        } else {
            Err(Error::unsupported(
                section,
                format!("architecture {name} (this library runs {})", known.join(", ")),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_keys_and_json_values() {
        let config =
            Config::parse("[nlp]\nlang = \"fr\"\npipeline = [\"tok2vec\",\"ner\"]\nx = null\n[a.b]\n")
                .unwrap();
        assert_eq!(config.string("nlp", "lang").unwrap(), "fr");
        assert_eq!(config.strings("nlp", "pipeline"), ["tok2vec", "ner"]);
        assert!(config.get("nlp", "x").is_none());
        assert!(Config::parse("lang = 1").is_err());
    }
}
