//! Scores the moves of a transition system: every token's share of every state feature is computed beforehand,
//! a state sums the shares of its tokens (Goldberg's precomputation trick, as in spaCy's `TransitionBasedParser`).

use selon_arrays::{Matrix, sum_of, widest};
use serde::{Deserialize, Serialize};

use super::linear::{Linear, matrix, transpose};
use crate::Error;
use crate::baked::{Array, Storage, Writer};
use crate::source::ModelBytes;

/// Tokens that a state shows at most.
const MOST_FEATURES: usize = 8;

/// Classes scored at a time; the rows of the last layer are filled up to a multiple of it, so that no loop has a rest.
const LANES: usize = 64;

/// The sizes of a state scorer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StateScorerShape {
    /// Tokens that a state shows.
    pub(crate) features: usize,
    pub(crate) inputs: usize,
    pub(crate) reduced: usize,
    pub(crate) hidden: usize,
    pub(crate) pieces: usize,
    /// Moves.
    pub(crate) classes: usize,
}

/// The network of a parser or entity recogniser behind its encoder.
pub(crate) struct StateScorer {
    pub(crate) shape: StateScorerShape,
    reduce: Linear,
    lower: Matrix,
    bias: Array<f32>,
    padding: Array<f32>,
    upper: Array<f32>,
    upper_bias: Array<f32>,
}

/// The shares of the tokens of a document, for a stretch of it.
#[derive(Default)]
pub(crate) struct TokenFeatures {
    stride: usize,
    /// The first token that is still there; its row is `begin` rows behind the start of `rows`.
    first: usize,
    begin: usize,
    /// One past the last row in use. What lies behind is left over from before.
    end: usize,
    rows: Vec<f32>,
    reduced: Vec<f32>,
    sums: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl StateScorer {
    /// Bakes a `TransitionBasedParser` model; `encoder_width` is what its encoder gives.
    pub(crate) fn bake(
        model: &ModelBytes<'_>,
        name: &str,
        encoder_width: usize,
        writer: &mut Writer,
    ) -> Result<StateScorerShape, Error> {
        let affine = model.only("precomputable_affine")?;
        let ([features, hidden, pieces, reduced], lower) = affine.parameter("W")?;
        // In breadth-first order the upper layer comes before the one between encoder and affine.
        let linears: Vec<_> = model.named("linear").collect();
        let [last, before] = linears[..] else {
            return Err(Error::unsupported(name, "a parser without upper layer"));
        };
        let before = Linear::bake(before, &format!("{name}/reduce"), writer)?;
        let ([classes, hidden_inputs], upper) = last.parameter("W")?;
        let (upper_bias_shape, upper_bias) = last.parameter::<1>("b")?;
        if before != (encoder_width, reduced) || hidden_inputs != hidden || upper_bias_shape != [classes] {
            return Err(Error::unsupported(name, "layers of unexpected sizes"));
        }
        writer.add(format!("{name}/upper"), &padded(&transpose(&upper, classes, hidden), classes));
        writer.add(format!("{name}/upper/bias"), &padded(&upper_bias, classes));
        let mut weights = vec![0.0; lower.len()];
        let columns = features * pieces * hidden;
        let (bias_shape, bias) = affine.parameter::<2>("b")?;
        if bias_shape != [hidden, pieces] || columns * reduced == 0 || features > MOST_FEATURES {
            return Err(Error::unsupported(name, "a state layer of impossible sizes"));
        }
        for feature in 0..features {
            for unit in 0..hidden {
                for piece in 0..pieces {
                    let from = ((feature * hidden + unit) * pieces + piece) * reduced;
                    let column = (feature * pieces + piece) * hidden + unit;
                    for input in 0..reduced {
                        weights[input * columns + column] = lower[from + input];
                    }
                }
            }
        }
        let ([_, _, _, _], padding) = affine.parameter("pad")?;
        let padding: Vec<f32> =
            padding.chunks_exact(hidden * pieces).flat_map(|f| transpose(f, hidden, pieces)).collect();
        writer.add(format!("{name}/lower"), &weights);
        writer.add(format!("{name}/lower/bias"), &transpose(&bias, hidden, pieces));
        writer.add(format!("{name}/lower/padding"), &padding);
        Ok(StateScorerShape { features, inputs: encoder_width, reduced, hidden, pieces, classes })
    }

    /// Finds a baked state scorer.
    pub(crate) fn open(storage: &Storage, name: &str, shape: StateScorerShape) -> Result<Self, Error> {
        let StateScorerShape { features, inputs, reduced, hidden, pieces, classes } = shape;
        Ok(StateScorer {
            reduce: Linear::open(storage, &format!("{name}/reduce"), inputs, reduced)?,
            lower: matrix(storage, &format!("{name}/lower"), reduced, features * hidden * pieces)?,
            bias: storage.array(&format!("{name}/lower/bias"), hidden * pieces)?,
            padding: storage.array(&format!("{name}/lower/padding"), features * hidden * pieces)?,
            upper: storage.array(&format!("{name}/upper"), hidden * classes.next_multiple_of(LANES))?,
            upper_bias: storage.array(&format!("{name}/upper/bias"), classes.next_multiple_of(LANES))?,
            shape,
        })
    }

    /// Starts a document.
    pub(crate) fn start(&self, tokens: &mut TokenFeatures) {
        let shape = &self.shape;
        tokens.stride = shape.features * shape.pieces * shape.hidden;
        (tokens.first, tokens.begin, tokens.end) = (0, 0, 0);
        tokens.sums.resize(shape.pieces * shape.hidden, 0.0);
        tokens.hidden.resize(shape.hidden, 0.0);
        tokens.scores.resize(shape.classes.next_multiple_of(LANES), 0.0);
    }

    /// Adds the next tokens, given the rows of their encoder.
    pub(crate) fn push(&self, encoded: &[f32], tokens: &mut TokenFeatures) {
        self.reduce.apply(encoded, &mut tokens.reduced);
        let count = encoded.len() / self.shape.inputs;
        // The few rows that are still needed move to the front; the rest is written over.
        tokens.rows.copy_within(tokens.begin * tokens.stride..tokens.end * tokens.stride, 0);
        let kept = tokens.end - tokens.begin;
        (tokens.begin, tokens.end) = (0, kept + count);
        if tokens.rows.len() < tokens.end * tokens.stride {
            tokens.rows.resize(tokens.end * tokens.stride, 0.0);
        }
        let rows = &mut tokens.rows[kept * tokens.stride..];
        self.lower.multiply(count, &tokens.reduced, self.shape.reduced, rows);
    }

    /// The scores of all moves in the state that shows the tokens `ids` (`None`: nothing there).
    pub(crate) fn score<'t>(&self, ids: &[Option<u32>], tokens: &'t mut TokenFeatures) -> &'t [f32] {
        let share = self.shape.pieces * self.shape.hidden;
        let mut parts: [&[f32]; MOST_FEATURES + 1] = [&[]; MOST_FEATURES + 1];
        parts[0] = &self.bias;
        for (feature, (id, part)) in ids.iter().zip(&mut parts[1..]).enumerate() {
            *part = match id {
                Some(id) => {
                    let row = (*id as usize - tokens.first) + tokens.begin;
                    &tokens.rows[row * tokens.stride + feature * share..][..share]
                }
                None => &self.padding[feature * share..][..share],
            };
        }
        sum_of(&parts[..=ids.len()], &mut tokens.sums);
        best_pieces_and_classes(
            &tokens.sums,
            &mut tokens.hidden,
            &self.upper,
            &self.upper_bias,
            &mut tokens.scores,
        );
        &tokens.scores
    }
}

impl TokenFeatures {
    /// Lets go of the tokens before `keep`, which no later state will show.
    pub(crate) fn forget_before(&mut self, keep: usize) {
        if keep > self.first {
            self.begin = (self.begin + keep - self.first).min(self.end);
            self.first = keep;
        }
    }
}

widest! {
    /// Maxout over the pieces, then the scores of the classes.
    fn best_pieces_and_classes(
        sums: &[f32], hidden: &mut [f32], upper: &[f32], upper_bias: &[f32], scores: &mut [f32],
    ) {
        let width = hidden.len();
        hidden.copy_from_slice(&sums[..width]);
        for piece in sums[width..].chunks_exact(width) {
            for (h, s) in hidden.iter_mut().zip(piece) {
                *h = if *s > *h { *s } else { *h };
            }
        }
        let classes = scores.len();
        let (chunks, _) = scores.as_chunks_mut::<LANES>();
        for (i, chunk) in chunks.iter_mut().enumerate() {
            let mut sums = [0f32; LANES];
            sums.copy_from_slice(&upper_bias[i * LANES..(i + 1) * LANES]);
            for (h, row) in hidden.iter().zip(upper.chunks_exact(classes)) {
                for (sum, w) in sums.iter_mut().zip(&row[i * LANES..(i + 1) * LANES]) {
                    *sum += h * w;
                }
            }
            *chunk = sums;
        }
    }
}

/// Rows of `width` numbers, filled up with zeros to a multiple of `LANES`.
fn padded(rows: &[f32], width: usize) -> Vec<f32> {
    let fill = width.next_multiple_of(LANES) - width;
    rows.chunks_exact(width.max(1))
        .flat_map(|row| row.iter().copied().chain(std::iter::repeat_n(0.0, fill)))
        .collect()
}
