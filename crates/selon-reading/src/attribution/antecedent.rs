//! Whom a pronoun or a bare noun can stand for (« qui », « il », « ce dernier », « le ministre »): those of whom the
//! article has spoken before, with what speaks for each; the trained model chooses.

use super::Mention;
use super::context::{Context, bucket};
use super::referent::{Place, Referent, Referents, gender_of, is_plural};
use super::source;
use crate::model::{Features, Scale};
use crate::tree::plain_form;

/// One whom a source can stand for; nobody who is known, where `referent` is `None`.
pub(super) struct Candidate<'w> {
    pub(super) referent: Option<usize>,
    pub(super) features: Features<'w>,
}

/// Who was a source before, in text order.
#[derive(Debug, Default)]
pub(super) struct Sources {
    latest: Vec<Place>,
}

impl Sources {
    /// Notes who speaks next, and where.
    pub(super) fn note(&mut self, token: usize, referent: Option<usize>) {
        self.latest.extend(referent.map(|referent| Place { token, referent }));
    }

    /// Who spoke last, the latest first, each once.
    fn recent(&self) -> Vec<Place> {
        /// Who spoke longer ago has done so long ago.
        const FAR: usize = 10;
        let mut recent: Vec<Place> = Vec::new();
        for place in self.latest.iter().rev().take(FAR) {
            if !recent.iter().any(|known| known.referent == place.referent) {
                recent.push(*place);
            }
        }
        recent
    }
}

/// Whom a source stands for beyond doubt: the name or noun that it is, or that right before a relative pronoun.
pub(super) fn certain(context: &Context<'_>, referents: &Referents, mention: &Mention) -> Option<usize> {
    let token = context.tree.token(mention.head);
    if is_relative(context, mention.head) {
        return right_before(context, referents, mention.head);
    }
    if matches!(token.pos(), "PRON" | "DET") {
        return None;
    }
    // The name in the phrase where the head is not one that was seen as such: « Children » of « Save the Children ».
    let own = referents.of(mention.head)?;
    let known = referents.has_name(own) || !stands_back(context, mention);
    known.then_some(own)
}

/// « *le ministre* », « *cette source* »: a noun alone that can stand for somebody named otherwise before.
fn stands_back(context: &Context<'_>, mention: &Mention) -> bool {
    let tree = context.tree;
    let head = mention.head;
    let class = context.noun_class(head);
    let human = matches!(class, "person" | "noun" | "organisation" | "outlet" | "unnamed");
    let definite = !source::is_indefinite(tree, context.lexicon, head)
        && tree.dependants(head, &["det"]).any(|i| tree.token(i).feature("Poss") != Some("Yes"));
    human && definite && tree.names(mention.phrase.clone()).is_empty()
}

fn is_relative(context: &Context<'_>, head: usize) -> bool {
    let token = context.tree.token(head);
    token.pos() == "PRON" && (token.feature("PronType") == Some("Rel") || context.noun_class(head) == "qui")
}

/// « le maire, *qui* affirme que … »: the noun that the parse hangs the clause of the pronoun on.
fn relative(context: &Context<'_>, referents: &Referents, pronoun: usize) -> Option<usize> {
    /// No chain of verbs in one relative clause is longer.
    const LONGEST: usize = 4;
    let tree = context.tree;
    let mut ancestors = std::iter::successors(Some(pronoun), |&at| tree.head(at)).take(LONGEST);
    let clause = ancestors.find(|&i| tree.token(i).dep() == "acl:relcl")?;
    tree.head(clause).filter(|&noun| noun < pronoun).and_then(|noun| referents.of(noun))
}

/// « la voisine, *qui* affirme que … »: the noun that the parse hangs the clause on, where nothing but a comma stands between.
fn right_before(context: &Context<'_>, referents: &Referents, pronoun: usize) -> Option<usize> {
    let noun = pronoun.checked_sub(1)?;
    let noun = if context.tree.token(noun).text() == "," { noun.checked_sub(1)? } else { noun };
    relative(context, referents, pronoun).filter(|&referent| referents.of(noun) == Some(referent))
}

/// Everybody whom a pronoun or a bare noun can stand for, nobody first; `None` where it stands for itself.
pub(super) fn candidates<'w>(
    context: &Context<'_>,
    referents: &Referents,
    sources: &Sources,
    mention: &Mention,
    scale: Scale<'w>,
) -> Option<Vec<Candidate<'w>>> {
    /// How far back a place can be, in places, and how many are proposed.
    const FARTHEST: usize = 90;
    const MOST: usize = 12;
    let head = mention.head;
    let pointer = Pointer::of(context, mention)?;
    let end = referents.places.partition_point(|place| place.token < head);
    let own = referents.of(head);
    let start = if pointer.relative { context.tree.sentence(head).start } else { 0 };
    let recent = sources.recent();
    // Where each was spoken of or spoke last: a speaker goes on by pronouns only.
    let mut places: Vec<Place> = referents.places[..end].iter().rev().take(FARTHEST).copied().collect();
    places.extend(recent.iter().filter(|place| place.token < head));
    places.sort_by_key(|place| std::cmp::Reverse(place.token));
    let mut found: Vec<Place> = Vec::new();
    for place in places {
        let referent = &referents.all[place.referent];
        let speaks = recent.iter().any(|known| known.referent == place.referent);
        let thing = matches!(referent.class, "noun" | "document") && !pointer.any;
        let seen = found.iter().any(|known| known.referent == place.referent);
        let agrees = pointer.relative || pointer.plural == referent.plural;
        if place.token >= start && Some(place.referent) != own && !seen && (speaks || !thing) && agrees {
            found.push(place);
        }
        if found.len() == MOST {
            break;
        }
    }
    let mut nobody = Features::new(scale);
    let form = &pointer.form;
    nobody.add(&["nobody"]);
    nobody.add(&["nobody ", form]);
    nobody.add(&["nobody ", form, " among=", bucket(found.len())]);
    nobody.add(&["nobody ", form, " signal=", mention.signal]);
    nobody.add(&["nobody class=", pointer.class, " ", form]);
    let lemma = context.tree.token(head).lemma().to_lowercase();
    nobody.add(&["nobody word=", &lemma]);
    let is_fitting = |referent: &Referent| {
        matches!(referent.class, "name" | "person") && pointer.agreement(referent) != "no"
    };
    let fitting = found.iter().filter(|place| is_fitting(&referents.all[place.referent])).count();
    nobody.add(&["nobody ", form, " fitting=", bucket(fitting)]);
    let mut candidates = vec![Candidate { referent: None, features: nobody }];
    let mut fitting = 0;
    for (nth, &Place { token, referent }) in found.iter().enumerate() {
        let agreement = pointer.agreement(&referents.all[referent]);
        let spoke = recent.iter().position(|known| known.referent == referent).map_or("never", bucket);
        let view = View { nth, fitting, token, spoke, agreement };
        fitting += usize::from(is_fitting(&referents.all[referent]));
        let features = features(context, referents, mention, &pointer, referent, &view, scale);
        candidates.push(Candidate { referent: Some(referent), features });
    }
    Some(candidates)
}

/// What a source that stands for another says of it.
struct Pointer {
    /// Its form as features name it: the pronoun, « noun », « this noun ».
    form: String,
    class: &'static str,
    gender: Option<&'static str>,
    plural: bool,
    /// Whether it is a relative pronoun.
    relative: bool,
    /// Whether it can stand for a thing.
    any: bool,
}

impl Pointer {
    fn of(context: &Context<'_>, mention: &Mention) -> Option<Self> {
        let tree = context.tree;
        let token = tree.token(mention.head);
        let class = context.noun_class(mention.head);
        let pronoun = matches!(token.pos(), "PRON" | "DET");
        if !pronoun && !stands_back(context, mention) && !source::points_back(tree, mention.head) {
            return None;
        }
        // Who says *je*, everybody of *on* and « certains » were not spoken of before.
        let third = token.feature("Person") == Some("3") || token.feature("PronType") == Some("Dem");
        let possessive = token.pos() == "DET";
        if pronoun
            && !possessive
            && (matches!(class, "on" | "je" | "ce") || !third && !is_relative(context, mention.head))
        {
            return None;
        }
        let relative = pronoun && is_relative(context, mention.head);
        let word = plain_form(token.text());
        let word = word.trim_start_matches("-t-").trim_start_matches('-');
        let back = source::points_back(tree, mention.head);
        let form = match (pronoun, back) {
            (true, _) => word.to_owned(),
            (false, true) => "this noun".to_owned(),
            (false, false) => "noun".to_owned(),
        };
        let owner = token.feature("Number[psor]").or_else(|| token.feature("Number"));
        let plural = match (possessive, owner) {
            (true, _) => word.starts_with("leur"),
            (false, Some(_)) | (false, None) => is_plural(context, mention.head),
        };
        let gender = if possessive { None } else { gender_of(context, mention.head) };
        Some(Pointer { form, class, gender, plural, relative, any: back || relative })
    }

    /// Whether the gender of a referent agrees.
    fn agreement(&self, referent: &Referent) -> &'static str {
        match (self.gender, referent.gender) {
            (Some(own), Some(other)) if own == other => "yes",
            (Some(_), Some(_)) => "no",
            _ => "unknown",
        }
    }
}

/// How a candidate is seen from the source.
struct View {
    /// How many others were spoken of since.
    nth: usize,
    /// How many of them agree in gender.
    fitting: usize,
    /// Where it was spoken of last.
    token: usize,
    /// How many others have spoken since it did.
    spoke: &'static str,
    agreement: &'static str,
}

fn features<'w>(
    context: &Context<'_>,
    referents: &Referents,
    mention: &Mention,
    pointer: &Pointer,
    referent: usize,
    view: &View,
    scale: Scale<'w>,
) -> Features<'w> {
    let tree = context.tree;
    let mut features = Features::new(scale);
    let form = &pointer.form;
    let class = referents.all[referent].class;
    let has_name = if referents.has_name(referent) { "named" } else { "nameless" };
    let agreement = view.agreement;
    let spoke = view.spoke;
    let away = bucket(tree.sentences_between(view.token, mention.head));
    let nth = bucket(view.nth);
    let fitting = bucket(view.fitting);
    let role = match tree.token(view.token).dep() {
        _ if referents.of(view.token) != Some(referent) => "speaker",
        "nsubj" | "nsubj:pass" => "subject",
        "obj" | "iobj" => "object",
        "obl:agent" => "agent",
        "ROOT" => "root",
        dep if dep.starts_with("obl") => "oblique",
        "nmod" => "complement",
        _ => "other",
    };
    let voice = match (context.quotation_of(view.token), context.quotation_of(mention.head)) {
        (a, b) if a == b => "same voice",
        (Some(_), None) => "quoted",
        _ => "other voice",
    };
    features.add(&["class=", class, " ", form]);
    features.add(&["class=", class, " gender=", agreement]);
    features.add(&[form, " gender=", agreement]);
    features.add(&["gender=", agreement, " spoke=", spoke]);
    features.add(&["spoke=", spoke]);
    features.add(&["spoke=", spoke, " ", form]);
    features.add(&["spoke=", spoke, " away=", away]);
    features.add(&["spoke=", spoke, " signal=", mention.signal]);
    features.add(&["away=", away]);
    features.add(&["away=", away, " ", role]);
    features.add(&["away=", away, " ", form]);
    features.add(&["nth=", nth]);
    features.add(&["fitting=", fitting, " gender=", agreement]);
    features.add(&["fitting=", fitting, " gender=", agreement, " class=", class]);
    features.add(&["fitting=", fitting, " ", form]);
    features.add(&["role=", role]);
    features.add(&["role=", role, " class=", class]);
    features.add(&["voice=", voice]);
    features.add(&["voice=", voice, " away=", away]);
    features.add(&[has_name, " ", form]);
    features.add(&[has_name, " class=", class]);
    features.add(&["for=", pointer.class, " class=", class, " ", has_name]);
    features.add(&["for=", pointer.class, " class=", class, " spoke=", spoke]);
    let often = bucket(referents.count(referent));
    features.add(&["often=", often, " ", has_name]);
    features.add(&["often=", often, " ", form]);
    features.add(&["fitting=", fitting, " spoke=", spoke, " gender=", agreement]);
    features.add(&["fitting=", fitting, " spoke=", spoke, " class=", class]);
    features.add(&["role=", role, " away=", away, " fitting=", fitting]);
    if pointer.relative {
        let parsed = relative(context, referents, mention.head) == Some(referent);
        let parsed = if parsed { "parsed" } else { "not parsed" };
        let near = bucket(mention.head - view.token);
        let count = if referents.all[referent].plural == verb_is_plural(context, mention.head) {
            "number agrees"
        } else {
            "number differs"
        };
        let comma = context.previous(mention.head).is_some_and(|i| tree.token(i).text() == ",");
        let comma = if comma { "comma" } else { "no comma" };
        features.add(&[parsed]);
        features.add(&[parsed, " class=", class]);
        features.add(&[parsed, " nth=", nth, " ", count]);
        features.add(&[parsed, " nth=", nth, " ", comma]);
        features.add(&[parsed, " nth=", nth, " class=", class]);
        features.add(&["relative near=", near]);
        features.add(&["relative ", count]);
        features.add(&["relative ", comma, " ", has_name]);
        features.add(&["relative ", role, " nth=", nth]);
    }
    let pronoun = matches!(tree.token(mention.head).pos(), "PRON" | "DET");
    if !pronoun {
        let lemma = tree.token(mention.head).lemma().to_lowercase();
        features.add(&["word=", &lemma, " class=", class]);
        features.add(&["word=", &lemma, " spoke=", spoke]);
        let alike = if referents.is_called(referent, context, mention.head) { "alike" } else { "unlike" };
        features.add(&[alike, " class=", class]);
        features.add(&[alike, " spoke=", spoke]);
    }
    features
}

/// Whether the verb of a relative pronoun, or its auxiliary, is in the plural.
fn verb_is_plural(context: &Context<'_>, pronoun: usize) -> bool {
    let tree = context.tree;
    let Some(verb) = tree.head(pronoun) else { return false };
    let finite =
        tree.dependants(verb, &["aux", "cop"]).find(|&i| tree.token(i).feature("VerbForm") == Some("Fin"));
    tree.token(finite.unwrap_or(verb)).feature("Number") == Some("Plur")
}
