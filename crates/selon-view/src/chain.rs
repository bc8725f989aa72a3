//! The sources behind each other, as they are shown.

use selon_record::{Assertion, SourceKind};

use super::{Speaker, phrase, unquoted};
use crate::{Interface, Label};

/// One source of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLink {
    /// Its name; its words in quotation marks where it has none; a question mark for nobody.
    pub words: String,
    /// What it is to the assertion.
    pub role: LinkRole,
}

/// What a source of a chain is to the assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRole {
    /// Who passes it on.
    Relay,
    /// On whose word it stands.
    Source,
    /// Somebody without a name, or nobody.
    Unknown,
}

/// The chain of an assertion, outermost first. `own` is who speaks where nobody else does.
pub fn chain(assertion: &Assertion, speaker: &Speaker, own: &str, interface: Interface) -> Vec<ShownLink> {
    let quoted = |words: &str| Label::Quoted(&unquoted(words)).text(interface);
    let link = |role, words| ShownLink { words, role };
    let mut links: Vec<ShownLink> = Vec::new();
    for (nth, given) in (1..).zip(&assertion.chain) {
        let is_last = nth == assertion.chain.len();
        let is_unknown = is_last && matches!(speaker, Speaker::Unidentified { .. } | Speaker::Nobody);
        let name = phrase(&given.name);
        links.push(match given.kind {
            SourceKind::Unnamed => link(LinkRole::Unknown, quoted(&name)),
            SourceKind::None => link(LinkRole::Unknown, "?".into()),
            _ if is_unknown && nth > 1 => link(LinkRole::Unknown, quoted(&name)),
            _ if is_last && *speaker != Speaker::Own && nth > 1 => link(LinkRole::Source, name),
            _ => link(LinkRole::Relay, name),
        });
    }
    if links.is_empty() {
        links.push(link(LinkRole::Relay, own.into()));
        match speaker {
            Speaker::Named { name, .. } => links.push(link(LinkRole::Source, name.clone())),
            Speaker::Unnamed { words } | Speaker::Unidentified { words } => {
                links.push(link(LinkRole::Unknown, quoted(words)));
            }
            Speaker::Own | Speaker::Nobody => {}
        }
    }
    if *speaker == Speaker::Nobody && assertion.chain.last().is_none_or(|link| link.kind != SourceKind::None)
    {
        links.push(link(LinkRole::Unknown, "?".into()));
    }
    links
}
