//! From the pieces of sentences to their vectors.
//!
//! Up to the first convolution everything depends on the piece alone: it is computed once for each piece of a batch, also
//! what the piece adds to each of the places that see it. Sentences lie one after the other with [`REACH`] rows of zeros
//! between, so that a convolution is one product over overlapping rows.

use std::ops::Range;

use selon_arrays::{gemm, sum, sum_of_squares, widest};

use super::weights::{Branch, Norm, Weights};
use super::{BRANCHES, EMBEDDING, FEATURES, HIDDEN, REACH, UNITS};
use crate::vector::{DIMENSIONS, Vector};

/// What the convolutions begin with, side by side.
const PROJECTED: usize = BRANCHES * UNITS;

impl Weights {
    /// A vector for each sentence, given as its pieces, of which there is at least one and each is one of
    /// [`Weights::pieces`].
    pub(crate) fn vectors(&self, sentences: &[Vec<u32>]) -> Vec<Vector> {
        let batch = Batch::of(sentences);
        let embeddings = self.embed(&batch.distinct);
        let projected = self.project(&embeddings);
        let mut convolved = vec![0.0; batch.rows * PROJECTED];
        for (number, branch) in self.branches.iter().enumerate() {
            convolve(branch, &batch, &projected, number * UNITS, &mut convolved);
        }
        let sums = self.sum(&batch, &embeddings, &convolved);
        self.dense(&batch, &sums)
    }

    fn embed(&self, pieces: &[u32]) -> Vec<f32> {
        let mut embeddings = vec![0.0; pieces.len() * EMBEDDING];
        for (&piece, out) in pieces.iter().zip(embeddings.chunks_exact_mut(EMBEDDING)) {
            self.embeddings.write(piece, out);
        }
        embeddings
    }

    fn project(&self, embeddings: &[f32]) -> Vec<f32> {
        let rows = embeddings.len() / EMBEDDING;
        let mut projected = vec![0.0; rows * PROJECTED];
        let weights = &self.projection.weights;
        gemm((rows, EMBEDDING, PROJECTED), embeddings, EMBEDDING, weights, &mut projected, false);
        project_norm(&mut projected, &self.projection.bias, &self.first_norm, self.epsilon);
        projected
    }

    /// The sum of each sentence's features, normalised piece by piece.
    fn sum(&self, batch: &Batch, embeddings: &[f32], convolved: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; batch.sentences.len() * FEATURES];
        for (rows, sum) in batch.sentences.iter().zip(sums.chunks_exact_mut(FEATURES)) {
            for row in rows.clone() {
                let embedding = &embeddings[batch.piece(row) * EMBEDDING..][..EMBEDDING];
                let convolved = &convolved[row * PROJECTED..][..PROJECTED];
                add_normal(embedding, convolved, self.epsilon, sum);
            }
            scale(sum, &self.second_norm, rows.len() as f32);
        }
        sums
    }

    /// The layers at the end, a row a sentence.
    fn dense(&self, batch: &Batch, sums: &[f32]) -> Vec<Vector> {
        let rows = batch.sentences.len();
        let mut means = vec![0.0; rows * EMBEDDING];
        gemm((rows, FEATURES, EMBEDDING), sums, FEATURES, &self.output.weights, &mut means, false);
        for (sentence, mean) in batch.sentences.iter().zip(means.chunks_exact_mut(EMBEDDING)) {
            let pieces = sentence.len() as f32;
            for (mean, bias) in mean.iter_mut().zip(&self.output.bias) {
                *mean = (*mean + pieces * bias) / pieces.sqrt();
            }
        }
        let head = &self.head;
        let product = |input: &[f32], weights: &[f32], width: usize, onto: Option<Vec<f32>>| {
            let (inputs, accumulate) = (input.len() / rows, onto.is_some());
            let mut out = onto.unwrap_or_else(|| vec![0.0; rows * width]);
            gemm((rows, inputs, width), input, inputs, weights, &mut out, accumulate);
            out
        };
        let first = positive(product(&means, &head.first, HIDDEN, None));
        let past_first = product(&means, &head.past_first, HIDDEN, None);
        let second = positive(product(&first, &head.second, HIDDEN, Some(past_first)));
        let third = positive(product(&second, &head.third, DIMENSIONS, None));
        let past_third = product(&second, &head.past_third, DIMENSIONS, None);
        let last = product(&third, &head.last, DIMENSIONS, Some(past_third));
        let numbers = last.as_chunks().0.iter();
        numbers.map(|numbers: &[f32; DIMENSIONS]| Vector::of(&numbers.map(f32::tanh), self.epsilon)).collect()
    }
}

/// The sentences of a batch as rows with zeros between.
struct Batch {
    /// The pieces that occur, each once.
    distinct: Vec<u32>,
    /// For every row the place of its piece in `distinct`.
    pieces: Vec<u32>,
    /// The rows of each sentence.
    sentences: Vec<Range<usize>>,
    /// Rows at all, those of zeros too.
    rows: usize,
}

/// Stands for the piece of a row of zeros.
const NO_PIECE: u32 = u32::MAX;

impl Batch {
    fn of(sentences: &[Vec<u32>]) -> Self {
        let mut distinct: Vec<u32> = sentences.iter().flatten().copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let (mut pieces, mut ranges) = (vec![NO_PIECE; REACH], Vec::with_capacity(sentences.len()));
        for sentence in sentences {
            let start = pieces.len();
            pieces
                .extend(sentence.iter().map(|piece| distinct.partition_point(|other| other < piece) as u32));
            ranges.push(start..pieces.len());
            pieces.extend([NO_PIECE; REACH]);
        }
        Batch { distinct, rows: pieces.len(), pieces, sentences: ranges }
    }

    /// The place in `distinct` of the piece of a sentence's row.
    fn piece(&self, row: usize) -> usize {
        self.pieces[row] as usize
    }
}

/// The two convolutions of a branch, whose numbers begin at `column` of `projected` and `convolved`.
fn convolve(branch: &Branch, batch: &Batch, projected: &[f32], column: usize, convolved: &mut [f32]) {
    let &Branch { width, before, .. } = branch;
    let wide = width * UNITS;
    let distinct = batch.distinct.len();
    let mut shares = vec![0.0; distinct * wide];
    let inputs = &projected[column..];
    gemm((distinct, UNITS, wide), inputs, PROJECTED, &branch.first.weights, &mut shares, false);

    let mut once = vec![0.0; batch.rows * UNITS];
    for row in batch.sentences.iter().cloned().flatten() {
        let out = &mut once[row * UNITS..][..UNITS];
        out.copy_from_slice(&branch.first.bias);
        let seen = (0..width).filter_map(|place| {
            let piece = batch.pieces[row + place - before];
            (piece != NO_PIECE).then(|| &shares[piece as usize * wide + place * UNITS..][..UNITS])
        });
        seen.for_each(|share| selon_arrays::add_to(out, share));
        let own = &projected[batch.piece(row) * PROJECTED + column..][..UNITS];
        for (out, own) in out.iter_mut().zip(own) {
            *out = out.max(0.0) + own;
        }
    }

    let windows = batch.rows - 2 * REACH;
    let mut twice = vec![0.0; windows * UNITS];
    let inputs = &once[(REACH - before) * UNITS..];
    gemm((windows, wide, UNITS), inputs, UNITS, &branch.second.weights, &mut twice, false);
    for row in batch.sentences.iter().cloned().flatten() {
        let twice = &twice[(row - REACH) * UNITS..][..UNITS];
        let once = &once[row * UNITS..][..UNITS];
        let out = &mut convolved[row * PROJECTED + column..][..UNITS];
        for (((out, twice), once), bias) in out.iter_mut().zip(twice).zip(once).zip(&branch.second.bias) {
            *out = (twice + bias).max(0.0) + once;
        }
    }
}

widest! {
    /// Adds the bias to each row of the projection and normalises it.
    fn project_norm(projected: &mut [f32], bias: &[f32], norm: &Norm, epsilon: f32) {
        for row in projected.chunks_exact_mut(PROJECTED) {
            for (number, bias) in row.iter_mut().zip(bias) {
                *number += bias;
            }
            let mean = sum(row) / PROJECTED as f32;
            for number in row.iter_mut() {
                *number -= mean;
            }
            let inverse = 1.0 / (sum_of_squares(row) / PROJECTED as f32 + epsilon).sqrt();
            for ((number, gain), shift) in row.iter_mut().zip(&norm.gain).zip(&norm.shift) {
                *number = *number * inverse * gain + shift;
            }
        }
    }
}

widest! {
    /// Adds the features of a piece, less their mean and divided by their deviation.
    fn add_normal(embedding: &[f32], convolved: &[f32], epsilon: f32, sums: &mut [f32]) {
        let mean = (sum(embedding) + sum(convolved)) / FEATURES as f32;
        let mut features = [0f32; FEATURES];
        for (feature, number) in features.iter_mut().zip(embedding.iter().chain(convolved)) {
            *feature = number - mean;
        }
        let inverse = 1.0 / (sum_of_squares(&features) / FEATURES as f32 + epsilon).sqrt();
        for (sum, feature) in sums.iter_mut().zip(&features) {
            *sum += feature * inverse;
        }
    }
}

/// What normalisation does after dividing, done for the sum of so many pieces at once.
fn scale(sums: &mut [f32], norm: &Norm, pieces: f32) {
    for ((sum, gain), shift) in sums.iter_mut().zip(&norm.gain).zip(&norm.shift) {
        *sum = *sum * gain + pieces * shift;
    }
}

/// Numbers below zero become zero.
fn positive(mut numbers: Vec<f32>) -> Vec<f32> {
    numbers.iter_mut().for_each(|number| *number = number.max(0.0));
    numbers
}
