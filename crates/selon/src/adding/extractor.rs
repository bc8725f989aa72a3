//! What readings are made with, as the ledger's `run` keeps it: whoever wants the same once more needs these and the program.

use std::collections::BTreeMap;
use std::sync::Arc;

use selon_kb::Base;
use serde_json::{Map, Value, json};

use crate::models::Identity;

/// The pipeline of each language, the knowledge base, the sentence encoder.
pub(crate) struct Extractor {
    /// The readings are as others made them.
    imported: bool,
    knowledge: Value,
    encoder: Option<Arc<Identity>>,
    pipelines: BTreeMap<String, Arc<Identity>>,
}

impl Extractor {
    /// No article is read yet.
    pub(crate) fn new(base: &Base) -> Extractor {
        let version = |source: selon_kb::Source<'_>| {
            let version = [source.version(), source.date()].into_iter().find(|version| !version.is_empty());
            (source.id().to_owned(), Value::from(version.unwrap_or_default()))
        };
        let sources: Map<String, Value> = base.sources().map(version).collect();
        let knowledge = json!({"crc32": format!("{:08x}", base.checksum()), "sources": sources});
        Extractor { imported: false, knowledge, encoder: None, pipelines: BTreeMap::new() }
    }

    /// Of readings that come from elsewhere: with which pipelines is not known.
    pub(crate) fn of_import(base: &Base) -> Extractor {
        Extractor { imported: true, ..Extractor::new(base) }
    }

    /// Whether this is used for the first time: the pipeline of a language, the encoder.
    pub(super) fn uses(
        &mut self,
        pipeline: Option<(String, Arc<Identity>)>,
        encoder: Option<Arc<Identity>>,
    ) -> bool {
        let mut new = false;
        if let Some((language, pipeline)) = pipeline {
            new |= self.pipelines.insert(language, Arc::clone(&pipeline)) != Some(pipeline);
        }
        if encoder.is_some() && self.encoder != encoder {
            self.encoder = encoder;
            new = true;
        }
        new
    }

    /// As `run.extractor` has it.
    pub(crate) fn json(&self) -> Value {
        let mut json =
            json!({"pipelines": self.pipelines, "knowledge": self.knowledge, "encoder": self.encoder});
        if self.imported {
            json["imported"] = Value::from(true);
        }
        json
    }
}
