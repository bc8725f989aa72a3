//! One search for the stretch that an expression means: what it is seen from, and how much work it may still take.

use std::cell::Cell;
use std::ops::Deref;

use super::context::Context;

/// The most steps of a search: stretches looked at and units counted. Series within series multiply them (the 5,000th second
/// of a day, for every day of two centuries), while a date that people write takes a few hundred.
pub(super) const MOST_STEPS: usize = 100_000;

/// A [`Context`] while an expression is resolved against it.
#[derive(Debug)]
pub(super) struct Search<'c> {
    context: &'c Context,
    steps: Cell<usize>,
}

impl<'c> Search<'c> {
    /// A search that has not begun.
    pub(super) fn new(context: &'c Context) -> Self {
        Self { context, steps: Cell::new(0) }
    }

    /// Takes so many steps.
    pub(super) fn step(&self, n: usize) {
        self.steps.set(self.steps.get().saturating_add(n));
    }

    /// How many steps were taken.
    pub(super) fn steps(&self) -> usize {
        self.steps.get()
    }

    /// Whether no step is left. Then nothing more is found, and what was found is not to be trusted.
    pub(super) fn is_spent(&self) -> bool {
        self.steps() > MOST_STEPS
    }
}

impl Deref for Search<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.context
    }
}
