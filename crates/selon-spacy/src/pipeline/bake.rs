//! From a wheel or folder to the prebaked form: reads every part that decides what the pipeline does and refuses,
//! by name, what this library does not run.

use serde::Deserialize;

use super::attribute_ruler::AttributeRulerRules;
use super::lemma_arrays;
use super::lemmatizer::Lemmatizer;
use super::specification::{ComponentKind, ComponentSpecification, Meta, MorphClass, Specification};
use crate::Error;
use crate::baked::Writer;
use crate::network::{Column, Encoder, Linear, StateScorer};
use crate::source::{Config, ModelBytes, Source, key_to_row, read_f32_matrix};
use crate::syntax::{ArcMove, EntityMove, read_moves};
use crate::tokenizer::TokenizerRules;
use crate::vocab::strings::symbol;

/// Bakes a pipeline; `fingerprint` says which file it was.
pub(crate) fn bake(source: &mut Source, fingerprint: String) -> Result<Vec<u8>, Error> {
    let config = Config::parse(&source.read_text("config.cfg")?)?;
    let meta: Meta = source.read_json("meta.json")?;
    let disabled = config.strings("nlp", "disabled");
    let mut baker =
        Baker { source, config: &config, writer: Writer::default(), encoders: Vec::new(), vectors: None };
    let mut components = Vec::new();
    for name in config.strings("nlp", "pipeline") {
        // A component that is there only to be listened to gives its encoder when the listener comes.
        if !disabled.contains(&name) && baker.factory(&name)? != "tok2vec" {
            let kind = baker.component(&name, &meta.lang)?;
            components.push(ComponentSpecification { name, kind });
        }
    }
    let tokenizer = TokenizerRules::from_msgpack(&baker.source.read("tokenizer")?)?;
    let norms = match baker.source.read_optional("vocab/lookups.bin")? {
        Some(bytes) => crate::vocab::lexeme::lexeme_norms(&bytes)?,
        None => Default::default(),
    };
    lemma_arrays::write_flat(&mut baker.writer, "norms", norms.view());
    let encoders = baker.encoders.into_iter().map(|(_, shape)| shape).collect();
    let specification = Specification { meta, tokenizer, encoders, components };
    let json = serde_json::to_string(&specification)
        .map_err(|e| Error::malformed("specification", e.to_string()))?;
    baker.writer.finish(json, fingerprint)
}

/// More classes than any component of a real pipeline has.
const MOST_CLASSES: usize = 4096;

struct Baker<'a> {
    source: &'a mut Source,
    config: &'a Config,
    writer: Writer,
    /// The component whose encoder it is, and its sizes.
    encoders: Vec<(String, crate::network::EncoderShape)>,
    vectors: Option<(usize, usize, Vec<f32>)>,
}

const TAGGER: &[&str] = &["spacy.Tagger.v1", "spacy.Tagger.v2"];
const PARSER: &[&str] = &["spacy.TransitionBasedParser.v2"];
const TOK2VEC: &[&str] = &["spacy.Tok2Vec.v1", "spacy.Tok2Vec.v2"];
const LISTENER: &str = "spacy.Tok2VecListener.v1";
const EMBED: &[&str] = &["spacy.MultiHashEmbed.v2"];
const ENCODE: &[&str] = &["spacy.MaxoutWindowEncoder.v1", "spacy.MaxoutWindowEncoder.v2"];

impl Baker<'_> {
    fn factory(&self, name: &str) -> Result<String, Error> {
        self.config.string(&format!("components.{name}"), "factory")
    }

    fn component(&mut self, name: &str, lang: &str) -> Result<ComponentKind, Error> {
        match self.factory(name)?.as_str() {
            "tagger" => {
                #[derive(Deserialize)]
                struct Cfg {
                    labels: Vec<String>,
                    #[serde(default)]
                    overwrite: bool,
                }
                let cfg: Cfg = self.source.read_json(&format!("{name}/cfg"))?;
                let encoder = self.softmax(name, cfg.labels.len())?;
                Ok(ComponentKind::Tagger { encoder, tags: cfg.labels, overwrite: cfg.overwrite })
            }
            "morphologizer" => self.morphologizer(name),
            "senter" => {
                #[derive(Deserialize)]
                struct Cfg {
                    #[serde(default)]
                    overwrite: bool,
                }
                let cfg: Cfg = self.source.read_json(&format!("{name}/cfg"))?;
                Ok(ComponentKind::Senter { encoder: self.softmax(name, 2)?, overwrite: cfg.overwrite })
            }
            "parser" => {
                let (encoder, scorer) = self.scorer(name, 8)?;
                let moves = read_moves(&format!("{name}/moves"), &self.moves(name)?, |action, _| {
                    [ArcMove::Shift, ArcMove::Reduce, ArcMove::Left, ArcMove::Right, ArcMove::Break]
                        .get(action as usize)
                        .copied()
                })?;
                self.check_classes(name, moves.len(), scorer.classes)?;
                Ok(ComponentKind::Parser { encoder, scorer, moves })
            }
            "ner" => {
                let (encoder, scorer) = self.scorer(name, 3)?;
                let moves =
                    read_moves(&format!("{name}/moves"), &self.moves(name)?, |action, _| match action {
                        1 => Some(EntityMove::Begin),
                        2 => Some(EntityMove::In),
                        3 => Some(EntityMove::Last),
                        4 => Some(EntityMove::Unit),
                        5 => Some(EntityMove::Out),
                        _ => None,
                    })?;
                self.check_classes(name, moves.len(), scorer.classes)?;
                Ok(ComponentKind::EntityRecognizer { encoder, scorer, moves })
            }
            "attribute_ruler" => {
                let patterns = self.source.read(&format!("{name}/patterns"))?;
                Ok(ComponentKind::AttributeRuler { rules: AttributeRulerRules::from_msgpack(&patterns)? })
            }
            "lemmatizer" => {
                let section = format!("components.{name}");
                let mode = self.config.string(&section, "mode")?;
                let overwrite = self.flag(&section, "overwrite");
                let lemmatizer = Lemmatizer::new(lang, &mode)?;
                let tables =
                    lemmatizer.read_tables(&self.source.read(&format!("{name}/lookups/lookups.bin"))?)?;
                let tables = lemma_arrays::write(&mut self.writer, name, &tables);
                Ok(ComponentKind::Lemmatizer { mode, overwrite, tables })
            }
            other => Err(Error::unsupported(
                format!("component \"{name}\""),
                format!(
                    "factory \"{other}\" (this library runs tok2vec, tagger, morphologizer, parser, senter, ner, \
                     attribute_ruler and lemmatizer of CNN pipelines)"
                ),
            )),
        }
    }

    fn morphologizer(&mut self, name: &str) -> Result<ComponentKind, Error> {
        #[derive(Deserialize)]
        struct Cfg {
            /// In the order of the classes.
            labels_morph: serde_json::Map<String, serde_json::Value>,
            labels_pos: serde_json::Map<String, serde_json::Value>,
            #[serde(default)]
            overwrite: bool,
            #[serde(default)]
            extend: bool,
        }
        let part = format!("{name}/cfg");
        let cfg: Cfg = self.source.read_json(&part)?;
        if cfg.extend {
            return Err(Error::unsupported(part, "extend = true"));
        }
        let class = |(label, morph): (&String, &serde_json::Value)| {
            let pos = cfg.labels_pos.get(label).and_then(|v| v.as_u64());
            let pos = match pos {
                None | Some(0) => "",
                Some(id) => symbol(id)
                    .ok_or_else(|| Error::malformed(&part, format!("part of speech {id} of \"{label}\"")))?,
            };
            let morph =
                morph.as_str().ok_or_else(|| Error::malformed(&part, format!("features of \"{label}\"")))?;
            Ok::<_, Error>(MorphClass { morph: morph.to_owned(), pos: pos.to_owned() })
        };
        let classes = cfg.labels_morph.iter().map(class).collect::<Result<Vec<_>, _>>()?;
        let encoder = self.softmax(name, classes.len())?;
        Ok(ComponentKind::Morphologizer { encoder, classes, overwrite: cfg.overwrite })
    }

    /// A tagger's network: its encoder and its one layer of `classes`.
    fn softmax(&mut self, name: &str, classes: usize) -> Result<usize, Error> {
        self.config.architecture(&format!("components.{name}.model"), TAGGER)?;
        let part = format!("{name}/model");
        let bytes = self.source.read(&part)?;
        let model = ModelBytes::parse(&part, &bytes)?;
        let encoder = self.encoder_of(name, &model)?;
        let (inputs, outputs) = Linear::bake(model.only("softmax")?, name, &mut self.writer)?;
        if inputs != self.encoders[encoder].1.width {
            return Err(Error::malformed(part, "its last layer does not fit its encoder"));
        }
        self.check_classes(name, classes, outputs)?;
        Ok(encoder)
    }

    fn scorer(
        &mut self,
        name: &str,
        features: usize,
    ) -> Result<(usize, crate::network::StateScorerShape), Error> {
        let section = format!("components.{name}");
        self.config.architecture(&format!("{section}.model"), PARSER)?;
        let cfg: serde_json::Value = self.source.read_json(&format!("{name}/cfg"))?;
        if cfg["beam_width"].as_u64().is_some_and(|w| w != 1) {
            return Err(Error::unsupported(name, format!("beam_width {}", cfg["beam_width"])));
        }
        if cfg["learn_tokens"].as_bool() == Some(true) {
            return Err(Error::unsupported(name, "learn_tokens"));
        }
        let part = format!("{name}/model");
        let bytes = self.source.read(&part)?;
        let model = ModelBytes::parse(&part, &bytes)?;
        let encoder = self.encoder_of(name, &model)?;
        let shape = StateScorer::bake(&model, name, self.encoders[encoder].1.width, &mut self.writer)?;
        if shape.features != features {
            return Err(Error::unsupported(
                name,
                format!("{} state features (extra_state_tokens)", shape.features),
            ));
        }
        Ok((encoder, shape))
    }

    fn moves(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        self.source.read(&format!("{name}/moves"))
    }

    fn check_classes(&self, name: &str, labels: usize, classes: usize) -> Result<(), Error> {
        if labels > MOST_CLASSES {
            Err(Error::unsupported(name, format!("{labels} labels")))
        } else if labels == classes {
            Ok(())
        } else {
            Err(Error::malformed(name, format!("{labels} labels for a network of {classes} classes")))
        }
    }

    fn flag(&self, section: &str, key: &str) -> bool {
        self.config.get(section, key).and_then(|v| v.as_bool()).unwrap_or(false)
    }

    /// The number of the encoder behind a component: the one it listens to, or its own.
    fn encoder_of(&mut self, name: &str, model: &ModelBytes<'_>) -> Result<usize, Error> {
        let section = format!("components.{name}.model.tok2vec");
        let known: Vec<&str> = TOK2VEC.iter().copied().chain([LISTENER]).collect();
        if self.config.architecture(&section, &known)? != LISTENER {
            return self.encoder(name, &section, model);
        }
        let upstream = self.config.string(&section, "upstream")?;
        let upstream = if upstream == "*" { "tok2vec".to_owned() } else { upstream };
        if let Some(known) = self.encoders.iter().position(|(of, _)| *of == upstream) {
            return Ok(known);
        }
        if self.factory(&upstream)? != "tok2vec" {
            return Err(Error::unsupported(name, format!("listens to \"{upstream}\", which is no tok2vec")));
        }
        let part = format!("{upstream}/model");
        let bytes = self.source.read(&part)?;
        let model = ModelBytes::parse(&part, &bytes)?;
        self.encoder(&upstream, &format!("components.{upstream}.model"), &model)
    }

    fn encoder(&mut self, name: &str, section: &str, model: &ModelBytes<'_>) -> Result<usize, Error> {
        self.config.architecture(section, TOK2VEC)?;
        self.config.architecture(&format!("{section}.embed"), EMBED)?;
        self.config.architecture(&format!("{section}.encode"), ENCODE)?;
        let attributes = self.config.strings(&format!("{section}.embed"), "attrs");
        let column = |attribute: &String| {
            serde_json::from_value::<Column>(attribute.as_str().into())
                .map_err(|_| Error::unsupported(format!("{section}.embed"), format!("attribute {attribute}")))
        };
        let columns = attributes.iter().map(column).collect::<Result<Vec<_>, _>>()?;
        if model.named("static_vectors").next().is_some() && self.vectors.is_none() {
            self.read_vectors()?;
        }
        let number = self.encoders.len();
        let shape = Encoder::bake(
            model,
            &format!("encoder/{number}"),
            &columns,
            self.vectors.as_ref(),
            &mut self.writer,
        )?;
        self.encoders.push((name.to_owned(), shape));
        Ok(number)
    }

    fn read_vectors(&mut self) -> Result<(), Error> {
        if let Some(cfg) = self.source.read_optional("vocab/vectors.cfg")? {
            let cfg: serde_json::Value = serde_json::from_slice(&cfg)
                .map_err(|e| Error::malformed("vocab/vectors.cfg", e.to_string()))?;
            if cfg["mode"].as_str().is_some_and(|mode| mode != "default") {
                return Err(Error::unsupported("vocab/vectors", format!("mode {}", cfg["mode"])));
            }
        }
        let (rows, dimensions, vectors) = read_f32_matrix(&self.source.read("vocab/vectors")?)?;
        let keys = key_to_row(&self.source.read("vocab/key2row")?)?;
        if let Some((_, row)) = keys.iter().find(|(_, row)| *row as usize >= rows) {
            return Err(Error::malformed("vocab/key2row", format!("row {row} of {rows}")));
        }
        self.writer.add("vectors/keys", &keys.iter().map(|k| k.0).collect::<Vec<u64>>());
        self.writer.add("vectors/rows", &keys.iter().map(|k| k.1).collect::<Vec<u32>>());
        self.vectors = Some((rows, dimensions, vectors));
        Ok(())
    }
}
