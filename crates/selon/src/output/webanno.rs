//! W3C Web Annotations ([`selon_export::webanno`]), the label in the language of the interface: a collection a line.

use selon_export::webanno::collection;
use selon_record::Reading;

use super::jsonl::jsonl;
use crate::messages::Interface;
use selon_view::title;

/// The collection of a reading, on one line.
pub(super) fn webanno(reading: &Reading, interface: Interface) -> String {
    jsonl(&collection(reading, title(&reading.article, interface)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use selon_samples::any_reading;
    use selon_samples::{check, sample};

    fn parsed(reading: &Reading) -> Value {
        let line = webanno(reading, Interface::English);
        assert_eq!(line.find('\n'), Some(line.len() - 1));
        serde_json::from_str(&line).unwrap()
    }

    #[test]
    fn an_opinion_piece() {
        let json = serde_json::to_string_pretty(&parsed(&sample("08-tribune"))).unwrap() + "\n";
        check("08-tribune.webanno.json", &json.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }

    #[test]
    fn identifiers_are_addresses() {
        let mut reading = sample("08-tribune");
        (reading.article.id, reading.article.url) = ("à/b c#".into(), None);
        let collection = parsed(&reading);
        assert_eq!(collection["id"], "%C3%A0%2Fb%20c%23#assertions");
        assert_eq!(collection["first"]["items"][0]["target"][0]["source"], "%C3%A0%2Fb%20c%23");
    }

    proptest! {
        #[test]
        fn every_annotation_finds_its_words(reading in any_reading()) {
            let collection = parsed(&reading);
            let items = collection["first"]["items"].as_array().unwrap();
            prop_assert_eq!(items.len(), reading.assertions.len());
            let text: Vec<char> = reading.article.text.chars().collect();
            for target in items.iter().flat_map(|item| item["target"].as_array().unwrap()) {
                let Some(selectors) = target["selector"].as_array() else { continue };
                let at = |key: &str| selectors[0][key].as_u64().unwrap() as usize;
                let words: String = text[at("start")..at("end")].iter().collect();
                prop_assert_eq!(&selectors[1]["exact"], &words);
            }
        }
    }
}
