//! From the pieces of sentences to their vectors.
//!
//! Up to the first convolution everything depends on the piece alone: it is computed once for each piece and kept in a
//! [`Table`], also what the piece adds to each of the places that see it, so that the first convolution of a known piece costs
//! ten additions of 256 numbers. The second one follows a rectifier that has seen the neighbours, and is a product for every
//! piece of every sentence. Sentences lie one after the other with [`REACH`] rows of zeros between, so that it is one product
//! over overlapping rows.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use selon_arrays::{Matrix, sum, sum_of_squares, widest};

use super::weights::{Branch, Norm, Weights};
use super::{BRANCHES, EMBEDDING, FEATURES, HIDDEN, REACH, Table, UNITS};
use crate::vector::{DIMENSIONS, Vector};

/// What the convolutions begin with, side by side.
const PROJECTED: usize = BRANCHES * UNITS;

thread_local! {
    /// Made once a thread: to get so much memory anew for each batch costs a tenth of the time.
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

/// What is computed between the pieces and the sums, a row a piece and [`REACH`] between sentences.
#[derive(Default)]
struct Workspace {
    /// After the first convolution of a branch.
    once: Vec<f32>,
    /// The product of its second convolution.
    twice: Vec<f32>,
    /// After both, all branches side by side.
    convolved: Vec<f32>,
}

impl Weights {
    /// A vector for each sentence, given as its pieces, of which there is at least one and each is one of
    /// [`Weights::pieces`].
    pub(crate) fn vectors(&self, table: &Table, sentences: &[Vec<u32>]) -> Vec<Vector> {
        let batch = Batch::of(sentences);
        let embeddings = self.embed(&batch.distinct);
        let rows = table.rows(&batch.distinct, |missing| self.rows(missing));
        let sums = WORKSPACE.with_borrow_mut(|Workspace { once, twice, convolved }| {
            let convolved = room(convolved, batch.rows * PROJECTED);
            let (once, twice) = (room(once, batch.rows * UNITS), room(twice, batch.rows * UNITS));
            let mut shares = PROJECTED;
            for (number, branch) in self.branches.iter().enumerate() {
                let columns = Columns { own: number * UNITS, shares };
                convolve(branch, &batch, &rows, columns, (&mut *once, &mut *twice, &mut *convolved));
                shares += branch.width * UNITS;
            }
            self.sum(&batch, &embeddings, convolved)
        });
        self.dense(&batch, &sums)
    }

    /// What is kept of each of some pieces: what the convolutions begin with, then what that adds to each place that sees it.
    fn rows(&self, pieces: &[u32]) -> Vec<Arc<[f32]>> {
        let projected = self.project(&self.embed(pieces));
        let shares: Vec<Vec<f32>> = (0..)
            .zip(&self.branches)
            .map(|(number, branch)| {
                let wide = branch.width * UNITS;
                let mut shares = vec![0.0; pieces.len() * wide];
                let inputs = &projected[number * UNITS..];
                branch.first.weights.multiply(pieces.len(), inputs, PROJECTED, &mut shares);
                shares
            })
            .collect();
        let row = |at: usize| {
            let own = &projected[at * PROJECTED..][..PROJECTED];
            let shares = shares.iter().zip(&self.branches).flat_map(|(shares, branch)| {
                let wide = branch.width * UNITS;
                &shares[at * wide..][..wide]
            });
            own.iter().chain(shares).copied().collect()
        };
        (0..pieces.len()).map(row).collect()
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
        self.projection.weights.multiply(rows, embeddings, EMBEDDING, &mut projected);
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
        self.output.weights.multiply(rows, sums, FEATURES, &mut means);
        for (sentence, mean) in batch.sentences.iter().zip(means.chunks_exact_mut(EMBEDDING)) {
            let pieces = sentence.len() as f32;
            for (mean, bias) in mean.iter_mut().zip(&self.output.bias) {
                *mean = (*mean + pieces * bias) / pieces.sqrt();
            }
        }
        let head = &self.head;
        let product = |input: &[f32], matrix: &Matrix, width: usize| {
            let mut out = vec![0.0; rows * width];
            matrix.multiply(rows, input, input.len() / rows, &mut out);
            out
        };
        let onto = |mut sums: Vec<f32>, input: &[f32], matrix: &Matrix| {
            matrix.multiply_onto(rows, input, input.len() / rows, &mut sums);
            sums
        };
        let first = positive(product(&means, &head.first, HIDDEN));
        let second = positive(onto(product(&means, &head.past_first, HIDDEN), &first, &head.second));
        let third = positive(product(&second, &head.third, DIMENSIONS));
        let last = onto(product(&second, &head.past_third, DIMENSIONS), &third, &head.last);
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

/// So many numbers of a workspace, with what was left there.
fn room(space: &mut Vec<f32>, wanted: usize) -> &mut [f32] {
    if space.len() < wanted {
        space.resize(wanted, 0.0);
    }
    &mut space[..wanted]
}

/// Where the numbers of a branch begin in what is kept of a piece; `own` also in what comes out.
struct Columns {
    own: usize,
    shares: usize,
}

/// The two convolutions of a branch: `once`, `twice` and `convolved` of a [`Workspace`].
fn convolve(
    branch: &Branch,
    batch: &Batch,
    pieces: &[Arc<[f32]>],
    columns: Columns,
    (once, twice, convolved): (&mut [f32], &mut [f32], &mut [f32]),
) {
    let &Branch { width, before, .. } = branch;
    let mut parts: Vec<&[f32]> = Vec::with_capacity(width + 1);
    for (row, out) in once.chunks_exact_mut(UNITS).enumerate() {
        if batch.pieces[row] == NO_PIECE {
            out.fill(0.0);
            continue;
        }
        parts.clear();
        parts.push(&branch.first.bias);
        parts.extend((0..width).filter_map(|place| {
            let piece = batch.pieces[row + place - before];
            (piece != NO_PIECE).then(|| &pieces[piece as usize][columns.shares + place * UNITS..][..UNITS])
        }));
        let own = &pieces[batch.piece(row)][columns.own..][..UNITS];
        rectified_sum(&parts, own, out);
    }

    let windows = batch.rows - 2 * REACH;
    let inputs = &once[(REACH - before) * UNITS..];
    branch.second.weights.multiply(windows, inputs, UNITS, twice);
    for row in batch.sentences.iter().cloned().flatten() {
        let parts = [&branch.second.bias, &twice[(row - REACH) * UNITS..][..UNITS]];
        let once = &once[row * UNITS..][..UNITS];
        rectified_sum(&parts, once, &mut convolved[row * PROJECTED + columns.own..][..UNITS]);
    }
}

widest! {
    /// `out` = the sum of `parts`, or zero where that is less, and `own`; all are [`UNITS`] long.
    fn rectified_sum(parts: &[&[f32]], own: &[f32], out: &mut [f32]) {
        /// Numbers at a time: they stay in registers over the parts.
        const LANES: usize = 64;
        for ((at, out), own) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate().zip(own.as_chunks::<LANES>().0) {
            let mut sums = [0f32; LANES];
            for part in parts {
                for (sum, number) in sums.iter_mut().zip(&part[at * LANES..][..LANES]) {
                    *sum += number;
                }
            }
            for ((out, sum), own) in out.iter_mut().zip(&sums).zip(own) {
                *out = sum.max(0.0) + own;
            }
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
