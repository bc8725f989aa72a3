//! A JSON Feed to its entries. It is one value and read as a whole, up to the size that one article may have.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::Cut;
use crate::{Reason, decode, limits};

/// The entries of a feed.
pub(super) struct Entries(State);

enum State {
    Unread(Box<dyn BufRead>),
    /// The feed without its entries, and the entries.
    Read(Map<String, Value>, std::vec::IntoIter<Value>),
    Over,
}

impl Entries {
    pub(super) fn new(bytes: Box<dyn BufRead>) -> Self {
        Entries(State::Unread(bytes))
    }
}

impl Iterator for Entries {
    type Item = Result<Cut, Reason>;

    fn next(&mut self) -> Option<Self::Item> {
        if let State::Unread(_) = self.0
            && let State::Unread(bytes) = std::mem::replace(&mut self.0, State::Over)
        {
            match read(bytes) {
                Ok((head, entries)) => self.0 = State::Read(head, entries.into_iter()),
                Err(reason) => return Some(Err(reason)),
            }
        }
        let State::Read(head, entries) = &mut self.0 else { return None };
        let entry = entries.next()?;
        // The entry first, so that its place is known.
        let start = b"{\"items\":[".len();
        let written = entry.to_string();
        let mut feed = format!("{{\"items\":[{written}]").into_bytes();
        for (key, value) in &*head {
            feed.extend_from_slice(format!(",{}:{value}", Value::from(key.as_str())).as_bytes());
        }
        feed.push(b'}');
        Some(Ok(Cut {
            feed,
            entry: start..start + written.len(),
            media_type: "application/json",
            encoding: "UTF-8",
        }))
    }
}

/// The feed without its entries, and the entries.
fn read(bytes: Box<dyn BufRead>) -> Result<(Map<String, Value>, Vec<Value>), Reason> {
    let damaged = |what: String| Reason::Damaged { what };
    let text = decode::decode(limits::whole(bytes)?)?.text;
    let feed: Value = serde_json::from_str(&text).map_err(|error| damaged(error.to_string()))?;
    let Value::Object(mut head) = feed else { return Err(damaged("the feed is no object".to_owned())) };
    match head.remove("items") {
        Some(Value::Array(entries)) => Ok((head, entries)),
        _ => Err(damaged("the feed has no items".to_owned())),
    }
}
