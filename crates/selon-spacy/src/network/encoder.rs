//! `Tok2Vec`: hashed embeddings and static vectors, mixed by a maxout layer, then residual convolutions over the
//! neighbouring words (spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`).
//!
//! Up to the first convolution everything depends on the word form alone. It is computed once per form and kept
//! in an [`EncoderCache`], also the form's three products with the first convolution, so that a known word costs
//! three additions there.

use std::ops::Range;

use selon_arrays::{Matrix, sum_of};
use serde::{Deserialize, Serialize};

use super::hash_embed::embed;
use super::kernels::maxout_layer_norm;
use super::linear::{matrix, transpose};
use crate::Error;
use crate::baked::{Array, Storage, Writer};
use crate::source::ModelBytes;
use crate::vocab::lexeme::LexemeAttributes;

/// What an embedding table looks at (spaCy's attribute names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)]
pub(crate) enum Column {
    Orth,
    Norm,
    Lower,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

/// The sizes of an encoder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EncoderShape {
    /// Numbers per token that come out.
    pub(crate) width: usize,
    /// Embedding tables: what they look at, their hash seed and their rows.
    pub(crate) tables: Vec<(Column, u32, usize)>,
    /// Rows of the static vectors, where there are any.
    pub(crate) vectors: Option<usize>,
    pub(crate) mix_pieces: usize,
    pub(crate) pieces: usize,
    pub(crate) depth: usize,
    /// Neighbours on each side that a convolution sees.
    pub(crate) window: usize,
}

/// A network that gives every token its vector in context.
pub(crate) struct Encoder {
    pub(crate) shape: EncoderShape,
    tables: Vec<Array<f32>>,
    vectors: Option<Vectors>,
    mix: Maxout,
    layers: Vec<Maxout>,
}

/// The static vectors as this encoder sees them: already multiplied with its weights.
struct Vectors {
    keys: Array<u64>,
    rows: Array<u32>,
    projected: Array<f32>,
}

/// A maxout layer with layer normalisation; weights have a row per input and the pieces side by side. Those of the first
/// convolution have a row per input of one word, and side by side what it adds to each of the places that see it.
struct Maxout {
    weights: Matrix,
    bias: Array<f32>,
    gain: Array<f32>,
    shift: Array<f32>,
}

/// What an encoder remembers of words, and its buffers. One per thread and encoder.
///
/// Embeddings are small and cost most, so many are kept; products are large, so few are.
#[derive(Default)]
pub(crate) struct EncoderCache {
    embedded: Slots,
    embeddings: Vec<f32>,
    multiplied: Slots,
    first_products: Vec<f32>,
    input: Vec<f32>,
    current: Vec<f32>,
    next: Vec<f32>,
    products: Vec<f32>,
}

/// Which row of a cache belongs to which word (a form, and whether a space follows).
#[derive(Default)]
struct Slots {
    /// By word, `NO_SLOT` where there is none.
    of: Vec<u32>,
    used: usize,
    /// The words of the block at hand that were given a row just now, in the order of their rows.
    missing: Vec<u32>,
}

/// Neighbours on each side that any sensible network sees.
const LARGEST_WINDOW: usize = 16;

const NO_SLOT: u32 = u32::MAX;

/// Embeddings kept per encoder and thread: 0.4 kB each at the usual width of 96.
const MOST_EMBEDDINGS: usize = 12288;

/// Products kept per encoder and thread: 3.5 kB each.
const MOST_PRODUCTS: usize = 3072;

/// Tokens encoded at a time: large enough for the matrix products, small enough for the second-level cache.
pub(crate) const BLOCK: usize = 512;

impl Encoder {
    /// Bakes the layers of a `Tok2Vec` model.
    pub(crate) fn bake(
        model: &ModelBytes<'_>,
        name: &str,
        columns: &[Column],
        vectors: Option<&(usize, usize, Vec<f32>)>,
        writer: &mut Writer,
    ) -> Result<EncoderShape, Error> {
        let unsupported = |reason: &str| Error::unsupported(name, reason.to_owned());
        let mut tables = Vec::new();
        for (i, node) in model.named("hashembed").enumerate() {
            let ([rows, _], table) = node.parameter::<2>("E")?;
            let column =
                *columns.get(i).ok_or_else(|| unsupported("more embedding tables than attributes"))?;
            let seed =
                u32::try_from(node.integer("seed")?).map_err(|_| unsupported("a negative hash seed"))?;
            if rows == 0 || u32::try_from(rows).is_err() {
                return Err(unsupported("an embedding table of impossible size"));
            }
            writer.add(format!("{name}/embed/{i}"), &table);
            tables.push((column, seed, rows));
        }
        if tables.len() != columns.len() {
            return Err(unsupported("fewer embedding tables than attributes"));
        }
        let vector_rows = match (model.named("static_vectors").next(), vectors) {
            (None, _) => None,
            (Some(_), None) => return Err(unsupported("static vectors without a table of vectors")),
            (Some(node), Some((rows, dimensions, vectors))) => {
                let ([width, inputs], weights) = node.parameter("W")?;
                if inputs != *dimensions {
                    return Err(unsupported("static vectors of another length than the network expects"));
                }
                let mut projected = vec![0.0; rows * width];
                let weights = transpose(&weights, width, inputs);
                Matrix::new(inputs, width, &weights).multiply(*rows, vectors, inputs, &mut projected);
                writer.add(format!("{name}/vectors"), &projected);
                Some(*rows)
            }
        };
        let mut norms = model.named("layernorm");
        let mut shapes = Vec::new();
        for (i, node) in model.named("maxout").enumerate() {
            let ([units, pieces, inputs], weights) = node.parameter("W")?;
            let (bias_shape, bias) = node.parameter::<2>("b")?;
            if bias_shape != [units, pieces] || units * pieces * inputs == 0 {
                return Err(unsupported("a maxout layer of impossible sizes"));
            }
            let norm = norms.next().ok_or_else(|| unsupported("a maxout layer without normalisation"))?;
            writer
                .add(format!("{name}/maxout/{i}/weights"), &maxout_weights(&weights, units, pieces, inputs));
            writer.add(format!("{name}/maxout/{i}/bias"), &transpose(&bias, units, pieces));
            writer.add(format!("{name}/maxout/{i}/gain"), &norm.parameter::<1>("G")?.1);
            writer.add(format!("{name}/maxout/{i}/shift"), &norm.parameter::<1>("b")?.1);
            shapes.push((units, pieces, inputs));
        }
        let [(width, mix_pieces, mixed), ref layers @ ..] = shapes[..] else {
            return Err(unsupported("no maxout layer"));
        };
        let embedded = width * (tables.len() + usize::from(vector_rows.is_some()));
        let window = match model.named("expand_window").next() {
            Some(node) => usize::try_from(node.integer("window_size")?).unwrap_or(0),
            None => 0,
        };
        if !(1..=LARGEST_WINDOW).contains(&window) {
            return Err(unsupported("a window of impossible size"));
        }
        let pieces = layers.first().map_or(1, |l| l.1);
        let regular = layers.iter().all(|&l| l == (width, pieces, width * (2 * window + 1)));
        if mixed != embedded || !regular || layers.is_empty() {
            return Err(unsupported(
                "layers of unexpected sizes (MultiHashEmbed and MaxoutWindowEncoder are run)",
            ));
        }
        let depth = layers.len();
        Ok(EncoderShape { width, tables, vectors: vector_rows, mix_pieces, pieces, depth, window })
    }

    /// Finds a baked encoder.
    pub(crate) fn open(storage: &Storage, name: &str, shape: EncoderShape) -> Result<Self, Error> {
        let width = shape.width;
        let maxout = |i: usize, inputs: usize, pieces: usize| {
            let weights = format!("{name}/maxout/{i}/weights");
            Ok::<_, Error>(Maxout {
                weights: match i {
                    1 => first_convolution(&storage.array(&weights, inputs * width * pieces)?, width, pieces),
                    _ => matrix(storage, &weights, inputs, width * pieces)?,
                },
                bias: storage.array(&format!("{name}/maxout/{i}/bias"), width * pieces)?,
                gain: storage.array(&format!("{name}/maxout/{i}/gain"), width)?,
                shift: storage.array(&format!("{name}/maxout/{i}/shift"), width)?,
            })
        };
        let vectors = match shape.vectors {
            None => None,
            Some(rows) => {
                let keys: Array<u64> = storage.whole_array("vectors/keys")?;
                Some(Vectors {
                    rows: storage.array("vectors/rows", keys.len())?,
                    keys,
                    projected: storage.array(&format!("{name}/vectors"), rows * width)?,
                })
            }
        };
        let parts = shape.tables.len() + usize::from(vectors.is_some());
        Ok(Encoder {
            tables: shape
                .tables
                .iter()
                .enumerate()
                .map(|(i, &(_, _, rows))| storage.array(&format!("{name}/embed/{i}"), rows * width))
                .collect::<Result<_, _>>()?,
            vectors,
            mix: maxout(0, parts * width, shape.mix_pieces)?,
            layers: (1..=shape.depth)
                .map(|i| maxout(i, width * (2 * shape.window + 1), shape.pieces))
                .collect::<Result<_, _>>()?,
            shape,
        })
    }

    /// Writes the vectors of the tokens in `range` to `out`, one row each.
    ///
    /// `words` are all tokens of the document: the number of the word form in `features` and whether a space
    /// follows. The result does not depend on how a document is cut into ranges.
    pub(crate) fn encode(
        &self,
        words: &[(u32, bool)],
        features: &[LexemeAttributes],
        range: Range<usize>,
        cache: &mut EncoderCache,
        out: &mut Vec<f32>,
    ) {
        let (width, window) = (self.shape.width, self.shape.window);
        // What a token sees of its neighbours, also of the empty rows beyond the ends, which spaCy computes too.
        let reach = self.shape.depth * window;
        let rows = range.len() + 2 * reach;
        let first = range.start as isize - reach as isize;
        let word = |row: usize| usize::try_from(first + row as isize).ok().and_then(|t| words.get(t));
        let in_block = (0..rows).filter_map(word);
        cache.embedded.assign(2 * features.len(), MOST_EMBEDDINGS, rows, in_block.clone());
        self.embed(features, cache);
        cache.multiplied.assign(2 * features.len(), MOST_PRODUCTS, rows, in_block);
        self.multiply(cache);

        let border = window * width;
        let units = width * self.shape.pieces;
        let spots = 2 * window + 1;
        let EncoderCache {
            embedded, embeddings, multiplied, first_products, current, next, products, ..
        } = cache;
        for buffer in [&mut *current, &mut *next] {
            buffer.resize(rows * width + 2 * border, 0.0);
            buffer[..border].fill(0.0);
            buffer[border + rows * width..].fill(0.0);
        }
        products.resize(rows * units, 0.0);
        let slot = |slots: &Slots, row: usize| word(row).map(|&word| slots.of[key(word)] as usize);
        let mut parts: Vec<&[f32]> = Vec::with_capacity(spots);
        for (row, product) in products.chunks_exact_mut(units).enumerate() {
            let target = &mut current[border + row * width..][..width];
            match slot(embedded, row) {
                Some(slot) => target.copy_from_slice(&embeddings[slot * width..][..width]),
                None => target.fill(0.0),
            }
            // In the window of a row the neighbour row + spot − window stands at `spot`.
            parts.clear();
            parts.extend((0..spots).filter_map(|spot| {
                let slot = slot(multiplied, (row + spot).checked_sub(window).filter(|&n| n < rows)?)?;
                Some(&first_products[(slot * spots + spot) * units..][..units])
            }));
            sum_of(&parts, product);
        }
        for (i, layer) in self.layers.iter().enumerate() {
            if i > 0 {
                // The rows of a window lie side by side: a matrix whose rows overlap.
                layer.weights.multiply(rows, current, width, products);
            }
            maxout_layer_norm(
                products,
                width,
                self.shape.pieces,
                &layer.bias,
                &layer.gain,
                &layer.shift,
                Some(&current[border..border + rows * width]),
                &mut next[border..border + rows * width],
            );
            std::mem::swap(current, next);
        }
        out.clear();
        out.extend_from_slice(&current[border + reach * width..][..range.len() * width]);
    }

    /// Computes the embeddings of the words that have just been given a row.
    fn embed(&self, features: &[LexemeAttributes], cache: &mut EncoderCache) {
        let EncoderCache { embedded, embeddings, input, products, .. } = cache;
        let missing = embedded.missing.len();
        if missing == 0 {
            return;
        }
        let width = self.shape.width;
        let parts = self.tables.len() + usize::from(self.vectors.is_some());
        input.resize(missing * parts * width, 0.0);
        for (&word, row) in embedded.missing.iter().zip(input.chunks_exact_mut(parts * width)) {
            let form = &features[word as usize / 2];
            for ((table, &(column, seed, _)), out) in
                self.tables.iter().zip(&self.shape.tables).zip(row.chunks_exact_mut(width))
            {
                embed(table, width, seed, column.value(form, word % 2 == 1), out);
            }
            if let Some(vectors) = &self.vectors {
                let out = &mut row[(parts - 1) * width..];
                match vectors.of(form.orth, width) {
                    Some(vector) => out.copy_from_slice(vector),
                    None => out.fill(0.0),
                }
            }
        }
        let mixed = width * self.shape.mix_pieces;
        products.resize(missing * mixed, 0.0);
        self.mix.weights.multiply(missing, input, parts * width, products);
        embeddings.resize(embedded.used * width, 0.0);
        maxout_layer_norm(
            products,
            width,
            self.shape.mix_pieces,
            &self.mix.bias,
            &self.mix.gain,
            &self.mix.shift,
            None,
            &mut embeddings[(embedded.used - missing) * width..],
        );
    }

    /// Computes the products with the first convolution of the words that have just been given a row.
    fn multiply(&self, cache: &mut EncoderCache) {
        let EncoderCache { embedded, embeddings, multiplied, first_products, input, .. } = cache;
        let missing = multiplied.missing.len();
        let width = self.shape.width;
        let (spots, units) = (2 * self.shape.window + 1, width * self.shape.pieces);
        input.resize(missing * width, 0.0);
        for (&word, row) in multiplied.missing.iter().zip(input.chunks_exact_mut(width)) {
            row.copy_from_slice(&embeddings[embedded.of[word as usize] as usize * width..][..width]);
        }
        let before = multiplied.used - missing;
        let products = spots * units;
        first_products.resize(multiplied.used * products, 0.0);
        self.layers[0].weights.multiply(missing, input, width, &mut first_products[before * products..]);
    }
}

impl Slots {
    /// Gives a row to every word that has none; all rows are taken back first where they would be more than `most`.
    fn assign<'w>(
        &mut self,
        keys: usize,
        most: usize,
        rows: usize,
        words: impl Iterator<Item = &'w (u32, bool)>,
    ) {
        self.of.resize(keys, NO_SLOT);
        if self.used + rows > most.max(2 * rows) {
            self.of.fill(NO_SLOT);
            self.used = 0;
        }
        self.missing.clear();
        for &word in words {
            let slot = &mut self.of[key(word)];
            if *slot == NO_SLOT {
                *slot = self.used as u32;
                self.used += 1;
                self.missing.push(key(word) as u32);
            }
        }
    }

    fn forget(&mut self) {
        self.of.clear();
        self.used = 0;
    }
}

impl Vectors {
    /// The vector of a word; unknown words have none.
    fn of(&self, orth: u64, width: usize) -> Option<&[f32]> {
        let i = self.keys.binary_search(&orth).ok()?;
        self.projected.get(self.rows[i] as usize * width..)?.get(..width)
    }
}

impl EncoderCache {
    /// Forgets every word, for when their numbers are given out anew.
    pub(crate) fn forget(&mut self) {
        self.embedded.forget();
        self.multiplied.forget();
    }
}

impl Column {
    fn value(self, form: &LexemeAttributes, space_after: bool) -> u64 {
        match self {
            Column::Orth => form.orth,
            Column::Norm => form.norm,
            Column::Lower => form.lower,
            Column::Prefix => form.prefix,
            Column::Suffix => form.suffix,
            Column::Shape => form.shape,
            Column::Spacy => u64::from(space_after),
            Column::IsSpace => u64::from(form.is_space),
        }
    }
}

fn key((form, space_after): (u32, bool)) -> usize {
    2 * form as usize + usize::from(space_after)
}

/// From a row per input of each of the places to a row per input, with the places side by side.
fn first_convolution(weights: &[f32], width: usize, pieces: usize) -> Matrix {
    let units = width * pieces;
    let places: Vec<&[f32]> = weights.chunks_exact(width * units).collect();
    let row = |input: usize| places.iter().flat_map(move |place| &place[input * units..][..units]);
    let side_by_side: Vec<f32> = (0..width).flat_map(row).copied().collect();
    Matrix::new(width, places.len() * units, &side_by_side)
}

/// From thinc's (units, pieces, inputs) to a row per input with the pieces side by side.
fn maxout_weights(weights: &[f32], units: usize, pieces: usize, inputs: usize) -> Vec<f32> {
    let mut out = vec![0.0; weights.len()];
    for unit in 0..units {
        for piece in 0..pieces {
            for input in 0..inputs {
                out[input * units * pieces + piece * units + unit] =
                    weights[(unit * pieces + piece) * inputs + input];
            }
        }
    }
    out
}
