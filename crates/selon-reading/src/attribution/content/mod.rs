//! Which stretches may be the content of a trigger: a small rule per construction, each with every end it may have.
//!
//! The rules propose; the trained model of the language chooses, or chooses none.

mod around;
mod behind;
mod boundary;
mod quoted;
mod subject;

pub(super) use around::frame_source;

use std::ops::Range;

use smallvec::SmallVec;

use super::context::Context;
use super::quotation;
use super::trigger::{Kind, Trigger};
use crate::model::{Features, Scale};

/// How a content stands to its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Construction {
    /// « affirme *que* la ville est prise »
    Que,
    /// « demande *si*, *pourquoi* … »
    Question,
    /// « dit *avoir vu* », « promet *de partir* »
    Infinitive,
    /// « dénonce *une décision injuste* »
    NounPhrase,
    /// « s'inquiète de *la hausse* »
    Prepositional,
    /// « juge *la mesure insuffisante* »
    Attribute,
    /// « prévient : *il faut partir* »
    Colon,
    /// « « *Il faut partir* », dit-il », before, behind and around the cue
    Quotation,
    /// « *La ville est prise*, affirme X »: around or before the cue, without marks
    Incise,
    /// « *Selon X, la ville est prise* »
    Frame,
    /// « *l'attentat* a été revendiqué »
    Subject,
    /// « *La ville est prise.* C'est ce qu'affirme X. »
    Sentence,
    /// « *l'armée aurait tué douze civils* »
    Conditional,
    /// « *Il pleut.* »: the article's own voice; no trigger proposes it
    Own,
    /// « *La place est fermée*— La Gazette (@gazette) »
    Signed,
}

impl Construction {
    /// Its name in features and explanations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Construction::Que => "que",
            Construction::Question => "question",
            Construction::Infinitive => "infinitive",
            Construction::NounPhrase => "noun phrase",
            Construction::Prepositional => "prepositional",
            Construction::Attribute => "attribute",
            Construction::Colon => "colon",
            Construction::Quotation => "quotation",
            Construction::Incise => "incise",
            Construction::Frame => "frame",
            Construction::Subject => "subject",
            Construction::Sentence => "sentence",
            Construction::Conditional => "conditional",
            Construction::Own => "own voice",
            Construction::Signed => "signed",
        }
    }
}

/// The candidates of one trigger. Features are shared: a candidate has the features of some parts, by their numbers.
pub(super) struct Proposals<'w> {
    pub(super) parts: Vec<Features<'w>>,
    pub(super) candidates: Vec<Candidate>,
    scale: Scale<'w>,
}

/// A stretch that may be the content.
pub(super) struct Candidate {
    pub(super) construction: Construction,
    /// The complement's code in the table of cues, where it is one.
    pub(super) code: &'static str,
    /// Runs of tokens, in order: one, or two around a cue.
    pub(super) runs: SmallVec<[Range<usize>; 2]>,
    pub(super) parts: SmallVec<[usize; 5]>,
}

impl<'w> Proposals<'w> {
    fn new(scale: Scale<'w>) -> Self {
        Proposals { parts: Vec::new(), candidates: Vec::new(), scale }
    }

    /// Keeps features for candidates to share, and gives their number.
    fn share(&mut self, features: Features<'w>) -> usize {
        self.parts.push(features);
        self.parts.len() - 1
    }

    /// The features that all candidates of a construction share.
    fn base(
        &mut self,
        context: &Context<'_>,
        trigger: &Trigger<'_>,
        kind: (Construction, &'static str),
        start: usize,
        head: usize,
    ) -> usize {
        let features = base_features(context, trigger, kind, start, head, self.scale);
        self.share(features)
    }

    fn push(
        &mut self,
        (construction, code): (Construction, &'static str),
        runs: impl IntoIterator<Item = Range<usize>>,
        parts: &[usize],
    ) {
        let runs: SmallVec<[Range<usize>; 2]> = runs.into_iter().collect();
        if runs.iter().all(|run| run.is_empty()) || runs.is_empty() {
            return;
        }
        let parts = SmallVec::from_slice(parts);
        self.candidates.push(Candidate { construction, code, runs, parts });
    }
}

/// Every stretch that may be the content of a trigger, within the quotation or sentence it stands in.
pub(super) fn propose<'w>(context: &Context<'_>, trigger: &Trigger<'_>, scale: Scale<'w>) -> Proposals<'w> {
    let mut proposals = Proposals::new(scale);
    match trigger.kind {
        Kind::Word(_) | Kind::Inverted => {
            behind::propose(context, trigger, &mut proposals);
            around::incise(context, trigger, &mut proposals);
            quoted::propose(context, trigger, &mut proposals);
            subject::propose(context, trigger, &mut proposals);
        }
        Kind::Frame(_) => {
            around::frame(context, trigger, &mut proposals);
            quoted::propose(context, trigger, &mut proposals);
        }
        Kind::Conditional => around::conditional(context, trigger, &mut proposals),
        Kind::Quotation(number) => quoted::alone(context, trigger, number, &mut proposals),
    }
    proposals
}

/// What speaks for a construction with a trigger, whatever its bounds.
fn base_features<'w>(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    (construction, code): (Construction, &'static str),
    start: usize,
    head: usize,
    scale: Scale<'w>,
) -> Features<'w> {
    use super::context::bucket;
    let tree = context.tree;
    let mut features = Features::new(scale);
    let name = if code.is_empty() { construction.name() } else { code };
    let lemma = trigger.lemma();
    let class = trigger.class();
    features.add(&["is ", name]);
    features.add(&["is ", name, " ", class]);
    features.add(&["is ", name, " lemma=", &lemma]);
    let listed = match trigger.kind {
        Kind::Word(cue) => cue.complement(code).map_or("no", |c| if c.doubtful { "doubtful" } else { "yes" }),
        _ => "-",
    };
    features.add(&["is ", name, " listed=", listed]);
    features.add(&["is ", name, " listed=", listed, " ", class]);
    if let Kind::Word(cue) = trigger.kind {
        features.add(&["is ", name, " act=", &format!("{:?}", cue.act)]);
    }
    let form = context.form(trigger.head);
    features.add(&["is ", name, " form=", form]);
    let relation = if tree.head(head) == Some(trigger.head) { tree.token(head).dep() } else { "apart" };
    features.add(&["is ", name, " relation=", relation]);
    let distance =
        bucket(start.abs_diff(if start < trigger.head { trigger.words.start } else { trigger.words.end }));
    let side = if start < trigger.head { "before" } else { "behind" };
    features.add(&["is ", name, " ", side, " distance=", distance]);
    features.add(&["is ", name, " subject=", context.subject_class(trigger.head)]);
    features.add(&["is ", name, " subject=", context.subject_class(trigger.head), " lemma=", &lemma]);
    features.add(&["is ", name, " first=", context.class(Some(start))]);
    features.add(&["is ", name, " head=", tree.token(head).pos()]);
    if matches!(construction, Construction::NounPhrase | Construction::Prepositional | Construction::Subject)
    {
        features.add(&["is ", name, " noun=", tree.token(head).lemma()]);
        features.add(&["is ", name, " person=", context.noun_class(head)]);
        features.add(&["is ", name, " person=", context.noun_class(head), " listed=", listed]);
    }
    features.add(&["is ", name, " relation=", relation, " listed=", listed]);
    features.add(&["is ", name, " form=", form, " listed=", listed]);
    if matches!(construction, Construction::NounPhrase | Construction::Prepositional) {
        let determiner = context.determiner(head);
        features.add(&["is ", name, " determiner=", determiner]);
        features.add(&["is ", name, " determiner=", determiner, " lemma=", &lemma]);
    }
    if construction == Construction::Infinitive {
        features.add(&["is ", name, " verb=", tree.token(head).lemma()]);
    }
    if context.quotation_of(trigger.head).is_some() {
        features.add(&["is ", name, " quoted"]);
    }
    features
}
