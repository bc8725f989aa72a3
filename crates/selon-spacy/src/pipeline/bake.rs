//! From a wheel or folder to the prebaked form: reads every part that decides what the pipeline does and refuses,
//! by name, what this library does not run.

use serde::Deserialize;

use super::attribute_ruler::AttributeRulerRules;
use super::lemma_arrays;
use super::lemmatizer::Lemmatizer;
use super::specification::{ComponentKind, ComponentSpecification, Meta, MorphClass, Specification};
use crate::baked::Writer;
use crate::network::{Column, Encoder, Linear, StateScorer};
use crate::source::{Config, ModelBytes, Source, key_to_row, read_f32_matrix};
use crate::syntax::{ArcMove, EntityMove, read_moves};
use crate::tokenizer::TokenizerRules;
use crate::vocab::strings::symbol;
use crate::{Error, Overlay};

/// Bakes a pipeline with its overlays; `fingerprint` says which files they were.
pub(crate) fn bake(
    source: &mut Source<'_>,
    overlays: &[Overlay],
    fingerprint: String,
) -> Result<Vec<u8>, Error> {
    let config = Config::parse(&source.read_text("config.cfg")?)?;
    let meta: Meta = source.read_json("meta.json")?;
    let disabled = config.strings("nlp", "disabled");
    let mut names = config.strings("nlp", "pipeline");
    names.retain(|name| !disabled.contains(name));
    let layers = layers(overlays, &meta, &names)?;
    let mut baker = Baker {
        source,
        config: &config,
        layers,
        writer: Writer::default(),
        encoders: Vec::new(),
        vectors: None,
    };
    let mut components = Vec::new();
    for name in names {
        // A component that is there only to be listened to gives its encoder when the listener comes.
        if baker.factory(&name)? != "tok2vec" {
            let kind = baker.component(&name, &meta.lang).map_err(|error| match baker.layer(&name) {
                Some(layer) => error.in_overlay(&layer.title),
                None => error,
            })?;
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
    let overlays = overlays.iter().map(|overlay| overlay.meta().clone()).collect();
    let specification = Specification { meta, overlays, tokenizer, encoders, components };
    let json = serde_json::to_string(&specification)
        .map_err(|e| Error::malformed("specification", e.to_string()))?;
    baker.writer.finish(json, fingerprint)
}

/// More classes than any component of a real pipeline has.
const MOST_CLASSES: usize = 4096;

struct Baker<'a, 'o> {
    source: &'a mut Source<'o>,
    config: &'a Config,
    layers: Vec<Layer<'a>>,
    writer: Writer,
    /// The component whose encoder it is, and its sizes.
    encoders: Vec<(String, crate::network::EncoderShape)>,
    vectors: Option<(usize, usize, Vec<f32>)>,
}

/// An opened overlay.
struct Layer<'a> {
    title: String,
    components: &'a [String],
    source: Source<'a>,
    config: Config,
}

/// Opens the overlays of a pipeline that runs the components `names`.
fn layers<'a>(overlays: &'a [Overlay], meta: &Meta, names: &[String]) -> Result<Vec<Layer<'a>>, Error> {
    let mut layers: Vec<Layer<'a>> = Vec::new();
    for overlay in overlays {
        overlay.check(meta)?;
        let components = &overlay.meta().components;
        for name in components {
            let refused = |reason: &str| {
                Err(Error::unsupported(format!("component \"{name}\""), reason).in_overlay(&overlay.title()))
            };
            if !names.contains(name) {
                return refused("the pipeline runs none of this name");
            }
            if layers.iter().any(|layer| layer.has(name)) {
                return refused("another overlay has it too");
            }
        }
        let mut source = overlay.source()?;
        let config = Config::parse(&source.read_text("config.cfg")?)?;
        layers.push(Layer { title: overlay.title(), components, source, config });
    }
    Ok(layers)
}

impl Layer<'_> {
    fn has(&self, component: &str) -> bool {
        self.components.iter().any(|own| own == component)
    }
}

const TAGGER: &[&str] = &["spacy.Tagger.v1", "spacy.Tagger.v2"];
const PARSER: &[&str] = &["spacy.TransitionBasedParser.v2"];
const TOK2VEC: &[&str] = &["spacy.Tok2Vec.v1", "spacy.Tok2Vec.v2"];
const LISTENER: &str = "spacy.Tok2VecListener.v1";
const EMBED: &[&str] = &["spacy.MultiHashEmbed.v2"];
const ENCODE: &[&str] = &["spacy.MaxoutWindowEncoder.v1", "spacy.MaxoutWindowEncoder.v2"];

impl<'a, 'o> Baker<'a, 'o> {
    fn factory(&self, name: &str) -> Result<String, Error> {
        self.config(name).string(&format!("components.{name}"), "factory")
    }

    /// The overlay that has a component, if one does.
    fn layer(&self, name: &str) -> Option<&Layer<'a>> {
        self.layers.iter().find(|layer| layer.has(name))
    }

    /// The configuration that a component stands in.
    fn config(&self, name: &str) -> &Config {
        self.layer(name).map_or(self.config, |layer| &layer.config)
    }

    /// A file of a component, such as `model`.
    fn read(&mut self, name: &str, file: &str) -> Result<Vec<u8>, Error> {
        let part = format!("{name}/{file}");
        match self.layers.iter_mut().find(|layer| layer.has(name)) {
            Some(layer) => layer.source.read(&part),
            None => self.source.read(&part),
        }
    }

    /// A file of a component that is JSON.
    fn read_json<T: serde::de::DeserializeOwned>(&mut self, name: &str, file: &str) -> Result<T, Error> {
        let bytes = self.read(name, file)?;
        serde_json::from_slice(&bytes).map_err(|e| Error::malformed(format!("{name}/{file}"), e.to_string()))
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
                let cfg: Cfg = self.read_json(name, "cfg")?;
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
                let cfg: Cfg = self.read_json(name, "cfg")?;
                Ok(ComponentKind::Senter { encoder: self.softmax(name, 2)?, overwrite: cfg.overwrite })
            }
            "parser" => {
                let (encoder, scorer) = self.scorer(name, 8)?;
                let moves = read_moves(&format!("{name}/moves"), &self.read(name, "moves")?, |action, _| {
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
                    read_moves(
                        &format!("{name}/moves"),
                        &self.read(name, "moves")?,
                        |action, _| match action {
                            1 => Some(EntityMove::Begin),
                            2 => Some(EntityMove::In),
                            3 => Some(EntityMove::Last),
                            4 => Some(EntityMove::Unit),
                            5 => Some(EntityMove::Out),
                            _ => None,
                        },
                    )?;
                self.check_classes(name, moves.len(), scorer.classes)?;
                Ok(ComponentKind::EntityRecognizer { encoder, scorer, moves })
            }
            "attribute_ruler" => {
                let patterns = self.read(name, "patterns")?;
                Ok(ComponentKind::AttributeRuler { rules: AttributeRulerRules::from_msgpack(&patterns)? })
            }
            "lemmatizer" => {
                let section = format!("components.{name}");
                let mode = self.config(name).string(&section, "mode")?;
                let overwrite = self.flag(name, "overwrite");
                let lemmatizer = Lemmatizer::new(lang, &mode)?;
                let tables = lemmatizer.read_tables(&self.read(name, "lookups/lookups.bin")?)?;
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
        let cfg: Cfg = self.read_json(name, "cfg")?;
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
        self.config(name).architecture(&format!("components.{name}.model"), TAGGER)?;
        let part = format!("{name}/model");
        let bytes = self.read(name, "model")?;
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
        self.config(name).architecture(&format!("{section}.model"), PARSER)?;
        let cfg: serde_json::Value = self.read_json(name, "cfg")?;
        if cfg["beam_width"].as_u64().is_some_and(|w| w != 1) {
            return Err(Error::unsupported(name, format!("beam_width {}", cfg["beam_width"])));
        }
        if cfg["learn_tokens"].as_bool() == Some(true) {
            return Err(Error::unsupported(name, "learn_tokens"));
        }
        let part = format!("{name}/model");
        let bytes = self.read(name, "model")?;
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

    fn check_classes(&self, name: &str, labels: usize, classes: usize) -> Result<(), Error> {
        if labels > MOST_CLASSES {
            Err(Error::unsupported(name, format!("{labels} labels")))
        } else if labels == classes {
            Ok(())
        } else {
            Err(Error::malformed(name, format!("{labels} labels for a network of {classes} classes")))
        }
    }

    fn flag(&self, name: &str, key: &str) -> bool {
        self.config(name).get(&format!("components.{name}"), key).and_then(|v| v.as_bool()).unwrap_or(false)
    }

    /// The number of the encoder behind a component: the one it listens to, or its own.
    fn encoder_of(&mut self, name: &str, model: &ModelBytes<'_>) -> Result<usize, Error> {
        let section = format!("components.{name}.model.tok2vec");
        let known: Vec<&str> = TOK2VEC.iter().copied().chain([LISTENER]).collect();
        if self.config(name).architecture(&section, &known)? != LISTENER {
            return self.encoder(name, &section, model);
        }
        let upstream = self.config(name).string(&section, "upstream")?;
        let upstream = if upstream == "*" { "tok2vec".to_owned() } else { upstream };
        if let Some(known) = self.encoders.iter().position(|(of, _)| *of == upstream) {
            return Ok(known);
        }
        if self.factory(&upstream)? != "tok2vec" {
            return Err(Error::unsupported(name, format!("listens to \"{upstream}\", which is no tok2vec")));
        }
        let part = format!("{upstream}/model");
        let bytes = self.read(&upstream, "model")?;
        let model = ModelBytes::parse(&part, &bytes)?;
        self.encoder(&upstream, &format!("components.{upstream}.model"), &model)
    }

    fn encoder(&mut self, name: &str, section: &str, model: &ModelBytes<'_>) -> Result<usize, Error> {
        self.config(name).architecture(section, TOK2VEC)?;
        self.config(name).architecture(&format!("{section}.embed"), EMBED)?;
        self.config(name).architecture(&format!("{section}.encode"), ENCODE)?;
        let attributes = self.config(name).strings(&format!("{section}.embed"), "attrs");
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
