//! The desk: a ledger in the browser, for people who read rather than query.
//!
//! [`Listening::serve`] answers on one address. Pages are made here, with [`askama`], and work without scripts; what scripts add
//! (brushing, hovering, drawing) lies in `web/`, built into `web/dist` and from there into the binary. Every page is a question to
//! the ledger: its state is its address (`asked`).
//!
//! The way of a request: `guard` decides whether it is let in, `server` finds who answers it, a module of `pages` or `api`
//! asks the ledger on a thread for blocking work (`ledgers`) and fills a template. What fails is a `problem`, told as a page or
//! as JSON in the reader's language (`reader`).

mod adding;
mod api;
mod asked;
mod assets;
mod atlas;
mod deciding;
mod drawing;
mod evidence;
mod frame;
mod guard;
mod ledgers;
mod limits;
mod outgoing;
mod pages;
mod problem;
mod reader;
mod remembered;
mod serve;
mod server;
#[cfg(test)]
mod testing;
mod watching;
mod words;

pub use adding::{Intake, Origin, Progress, Source, Summary, Wording};
pub use server::{Access, Desk, Listening};
