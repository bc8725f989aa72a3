//! The two transition systems: arc-eager dependencies and BILUO entities, and the tree they leave behind.

mod arc_eager;
mod biluo;
mod moves;
mod nonproj;
mod tree;

pub(crate) use arc_eager::{ArcEager, ArcMove};
pub(crate) use biluo::{Biluo, EntityMove};
pub(crate) use moves::{Moves, read_moves};
pub(crate) use nonproj::{deprojectivize, lifted_labels};
