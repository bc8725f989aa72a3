//! Mouths: whose word an assertion is in the end, and whether two of them are one.
//!
//! That two are different has to be *shown*. The police and the firefighters are two bodies; two people with different full names
//! are two. A source without a name may be any other; so may « les autorités ».

use std::collections::BTreeSet;

use selon_kb::fold::{fold, keys};
use selon_record::{SourceKind, UnnamedType};

use super::institution::{bodies, is_wide, may_be_one};
use super::voice::Voices;
use super::{Named, Occurrence, Reason, SourceLink};

/// The body of people who were there, as the tables call it.
const WITNESS: &str = "witness";

/// The nearest source of an assertion, where its words tell something of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mouth {
    /// What it is called: as it is written.
    pub(crate) name: String,
    kind: SourceKind,
    kb: Option<String>,
    folded: String,
    /// Whether it has a proper name: « Claire Morin », « ministère de la Santé ».
    proper: bool,
    /// Whether that is the name of a person. « ministre de la Santé » is that of an office.
    person: bool,
    /// The article's own eyes: « a constaté notre envoyé spécial ». The key of its outlet.
    own: Option<String>,
    bodies: BTreeSet<&'static str>,
    /// What stands beside its name.
    titles: Vec<String>,
    affiliations: Vec<Named>,
    language: String,
}

/// How much a mouth tells of itself; the more, the rather another article has it from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// Nothing: the article names no source.
    Nothing,
    /// That it is one of many bodies: « les autorités ».
    Wide,
    /// Which body it is: « la police ».
    Body,
    /// Its name; or the article saw itself.
    Name,
}

/// What two mouths are to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// One.
    Same,
    /// Something speaks for it that they are one.
    Alike(Reason),
    /// Nothing shows that they are two.
    Open,
    /// They are shown to be two.
    Different,
}

impl Mouth {
    /// The mouth of an occurrence; nothing where its source is an outlet, nobody, or somebody of whom nothing is said.
    /// `voice` is the key of the outlet that publishes.
    pub(crate) fn of(occurrence: &Occurrence, voice: &str, voices: &Voices) -> Option<Mouth> {
        let nearest = occurrence.chain.last()?;
        let blank = Mouth {
            name: nearest.name.name.clone(),
            kind: nearest.kind,
            kb: nearest.name.kb.clone(),
            folded: String::new(),
            proper: false,
            person: false,
            own: None,
            bodies: BTreeSet::new(),
            titles: Vec::new(),
            affiliations: Vec::new(),
            language: occurrence.language.clone(),
        };
        if nearest.kind == SourceKind::Author
            || voices.knows(&nearest.name)
            || nearest.kind == SourceKind::Outlet
        {
            let own = nearest.kind == SourceKind::Author || voices.keys(&nearest.name) == [voice];
            return own.then(|| Mouth { own: Some(voice.to_owned()), proper: true, ..blank });
        }
        let mouth = blank.described(occurrence, nearest);
        (mouth.proper || !mouth.bodies.is_empty()).then_some(mouth)
    }

    /// The same with what its words tell.
    fn described(mut self, occurrence: &Occurrence, nearest: &SourceLink) -> Mouth {
        self.folded = fold(&self.name);
        self.bodies = bodies(&self.folded);
        match nearest.kind {
            SourceKind::None => return self,
            SourceKind::Unnamed | SourceKind::Group => {
                if occurrence.unnamed == Some(UnnamedType::Witness) {
                    self.bodies.insert(WITNESS);
                }
            }
            SourceKind::Person => {
                self.proper = nearest.is_name;
                self.person = self.proper && self.name.starts_with(char::is_uppercase);
                self.bodies.extend(occurrence.titles.iter().flat_map(|title| bodies(title)));
                self.titles.clone_from(&occurrence.titles);
                self.affiliations.clone_from(&occurrence.affiliations);
            }
            _ => self.proper = nearest.is_name,
        }
        self
    }

    /// How much it tells of itself.
    pub(crate) fn grade(&self) -> Grade {
        match (self.proper, self.bodies.iter().all(|body| is_wide(body))) {
            (true, _) => Grade::Name,
            (false, false) => Grade::Body,
            (false, true) => Grade::Wide,
        }
    }

    /// Whether two mouths are one.
    pub(crate) fn compare(&self, other: &Mouth) -> Likeness {
        match (&self.own, &other.own) {
            (Some(voice), Some(other)) if voice == other => return Likeness::Same,
            (None, None) => {}
            _ => return Likeness::Different,
        }
        if let Some(likeness) = self.by_name(other) {
            return likeness;
        }
        if self.speaks_for(other) || other.speaks_for(self) || self.shares_affiliation(other) {
            return Likeness::Alike(self.one_body(other));
        }
        self.by_body(other)
    }

    /// What their names tell.
    fn by_name(&self, other: &Mouth) -> Option<Likeness> {
        let of_one_name = || Reason::SourcesOfOneName { source: self.name.clone() };
        if self.kb.is_some() && self.kb == other.kb {
            // « Moscou » is many mouths.
            let place = self.kb.as_deref().is_some_and(|kb| kb.starts_with("country:"));
            return Some(if place { Likeness::Alike(of_one_name()) } else { Likeness::Same });
        }
        if self.folded.is_empty() || other.folded.is_empty() {
            return None;
        }
        let full = !self.person || self.folded.contains(' ');
        if self.folded == other.folded {
            let same = self.proper && other.proper && full && self.kind == other.kind;
            return Some(if same { Likeness::Same } else { Likeness::Alike(of_one_name()) });
        }
        let within = (self.proper && contains(&other.folded, &self.folded))
            || (other.proper && contains(&self.folded, &other.folded));
        if within || (self.is_named_person() && other.is_named_person() && self.surname() == other.surname())
        {
            return Some(Likeness::Alike(self.one_body(other)));
        }
        None
    }

    /// What the bodies they speak for tell.
    fn by_body(&self, other: &Mouth) -> Likeness {
        let pairs = || self.bodies.iter().flat_map(|a| other.bodies.iter().map(move |b| (*a, *b)));
        if pairs().any(|(a, b)| a == b && !is_wide(a)) {
            return Likeness::Alike(self.one_body(other));
        }
        if pairs().any(|(a, b)| may_be_one(a, b)) {
            return Likeness::Open;
        }
        let known = !self.bodies.is_empty() && !other.bodies.is_empty();
        let people = self.is_named_person() && other.is_named_person();
        let named_bodies = self.is_named_body() && other.is_named_body() && self.language == other.language;
        let introduced = (self.is_introduced() && other.is_named_body())
            || (other.is_introduced() && self.is_named_body());
        match known || people || named_bodies || introduced {
            true => Likeness::Different,
            false => Likeness::Open,
        }
    }

    /// Whether the other is named beside this one's name: « porte-parole d'Areva ».
    fn speaks_for(&self, other: &Mouth) -> bool {
        let affiliated = |named: &Named| {
            (named.kb.is_some() && named.kb == other.kb)
                || (!other.folded.is_empty() && fold(&named.name) == other.folded)
        };
        self.affiliations.iter().any(affiliated)
            || (other.proper && self.titles.iter().any(|title| contains(title, &other.folded)))
    }

    fn shares_affiliation(&self, other: &Mouth) -> bool {
        let same = |a: &Named, b: &Named| (a.kb.is_some() && a.kb == b.kb) || fold(&a.name) == fold(&b.name);
        self.affiliations.iter().any(|a| other.affiliations.iter().any(|b| same(a, b)))
    }

    /// A person with a full name.
    fn is_named_person(&self) -> bool {
        self.person && (self.folded.contains(' ') || self.kb.is_some())
    }

    fn is_named_body(&self) -> bool {
        self.proper && !self.person
    }

    /// A person of whom it is said what he or she is.
    fn is_introduced(&self) -> bool {
        self.is_named_person() && !(self.bodies.is_empty() && self.affiliations.is_empty())
    }

    /// The last word of a name, as it may be spelt.
    fn surname(&self) -> Vec<String> {
        let last = self.name.split_whitespace().last().unwrap_or_default();
        let mut spelt = keys(last);
        if spelt.is_empty() {
            spelt.push(fold(last));
        }
        spelt
    }

    fn one_body(&self, other: &Mouth) -> Reason {
        Reason::SourcesOfOneBody { source: self.name.clone(), other: other.name.clone() }
    }
}

/// Whether the words of a folded name stand in another, in order and beside each other.
fn contains(long: &str, short: &str) -> bool {
    !short.is_empty() && format!(" {long} ").contains(&format!(" {short} "))
}
