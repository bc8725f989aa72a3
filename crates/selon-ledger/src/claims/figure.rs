//! One figure of one event, told in other words: « L'incendie de l'entrepôt a fait 47 blessés », « 47 personnes ont été blessées dans
//! le feu ».
//!
//! Few words are shared, and no place need be named. What shows that it is one event is counted: what is counted, the kind of event,
//! words, names, a figure too telling for an accident, the days of publication. Decided by rule, and across languages.

use selon_record::{Act, Dimension, EntityType, Level};

use super::comparison::days_apart;
use super::lexicon::Lexicon;
use super::number::{Likeness, Number};
use super::relation::{Reason, Slot, Verdict};
use super::statement::{Name, Statement};
use super::words::{Token, stem, tokens};

/// Days between articles that may give one figure of one event.
const DAYS: i64 = 3;

/// What must speak for it: each thing that does counts one, or a half.
const ENOUGH: f64 = 2.0;

/// The similarity of vectors from which on it speaks for it.
const SIMILAR: f32 = 0.5;

/// Why two statements give one figure of one event; none where that is not shown.
pub(super) fn compare(a: &Statement, b: &Statement) -> Option<Vec<Reason>> {
    let days = days_apart(&a.article, &b.article)?;
    if days > DAYS || is_doubtful(a) || is_doubtful(b) || !may_be_of_one_place(a, b) {
        return None;
    }
    let pairs = a.numbers.iter().flat_map(|x| b.numbers.iter().map(move |y| (x, y)));
    let (x, y, kind) =
        pairs.filter_map(|(x, y)| Some((x, y, alike(x, y)?))).max_by(|x, y| x.2.total_cmp(&y.2))?;
    // « 3 morts et 47 blessés », « 5 morts et 47 blessés »: something else is disputed.
    let disputed =
        |x: &Number| b.numbers.iter().any(|y| x.class.is_some() && x.likeness(y) == Likeness::Different);
    if a.numbers.iter().any(disputed) {
        return None;
    }
    let mut reasons =
        vec![Reason { slot: Slot::Number, a: x.text.clone(), b: y.text.clone(), verdict: Verdict::Same }];
    let event = event(a, b, &mut reasons)?;
    let named = name(a, b, &mut reasons);
    let shown = event + named + word(a, b, [x, y], &mut reasons);
    let similar = a.similarity(b).is_some_and(|similarity| similarity >= SIMILAR);
    let telling = x.is_no_accident();
    let half = |holds: bool| f64::from(u8::from(holds)) / 2.0;
    let sum = kind + shown + half(similar) + half(days <= 1) + 2.0 * half(telling);
    // Of whom something befell two events seldom have one number on one day; of anything else they may.
    let needed = match x.is_of_whom_it_befell() && kind > 1.0 {
        true => 0.0,
        false if kind > 0.0 => 0.5,
        false => 1.5,
    };
    let may_be_chance = x.dimension != Dimension::Count && !telling;
    (!may_be_chance && shown >= needed && sum >= ENOUGH).then_some(reasons)
}

/// Whether it is not asserted: asked, denied, open.
fn is_doubtful(statement: &Statement) -> bool {
    matches!(statement.act, Act::Deny | Act::Question)
        || statement.level == Level::Open
        || statement.is_negative()
        || statement.denies
}

/// How much two numbers speak for being one count: 1 where both say what is counted, and the same, a half more where that is whom
/// something befell; none where they differ.
fn alike(x: &Number, y: &Number) -> Option<f64> {
    let same_value = x.middle().is_some() && x.middle() == y.middle();
    if !same_value || x.part || y.part || x.dimension != y.dimension || x.unit != y.unit || !x.is_telling() {
        return None;
    }
    if matches!(x.dimension, Dimension::Age | Dimension::Ordinal) {
        return None;
    }
    match (&x.class, &y.class) {
        _ if x.of_the_same(y) => Some(if x.is_of_whom_it_befell() { 1.5 } else { 1.0 }),
        (Some(_), Some(_)) => None,
        _ => Some(0.0),
    }
}

/// Whether they speak of one kind of event: 1, a half where one is only wider, and none where they speak of two.
fn event(a: &Statement, b: &Statement, reasons: &mut Vec<Reason>) -> Option<f64> {
    let [own, other] = [a, b].map(|s| Lexicon::of(&s.language).events(&s.forms));
    let pairs = || own.iter().flat_map(|x| other.iter().map(move |y| (x, y)));
    let wider = |x: &str, y: &str| x.strip_prefix(y).is_some_and(|rest| rest.starts_with('/'));
    let same = pairs().find(|(x, y)| x.1 == y.1).map(|pair| (pair, 1.0));
    let near = || pairs().find(|(x, y)| wider(x.1, y.1) || wider(y.1, x.1)).map(|pair| (pair, 0.5));
    match same.or_else(near) {
        Some(((x, y), weight)) => {
            reasons.push(Reason {
                slot: Slot::Words,
                a: x.0.clone(),
                b: y.0.clone(),
                verdict: Verdict::Same,
            });
            Some(weight)
        }
        None if own.is_empty() || other.is_empty() => Some(0.0),
        None => None,
    }
}

/// Somebody or something that both name, or a place of the article that both articles name.
fn name(a: &Statement, b: &Statement, reasons: &mut Vec<Reason>) -> f64 {
    let shared = a.names.iter().find_map(|x| Some((x, b.names.iter().find(|y| x.key == y.key)?)));
    if let Some((x, y)) = shared {
        let slot = if x.kind == EntityType::Place { Slot::Place } else { Slot::Name };
        reasons.push(Reason { slot, a: x.text.clone(), b: y.text.clone(), verdict: Verdict::Same });
        return 1.0;
    }
    let place = a.article.places.iter().any(|place| b.article.places.contains(place));
    f64::from(u8::from(place)) / 2.0
}

/// A telling word of both that is neither the number nor what is counted: « entrepôt ».
fn word(a: &Statement, b: &Statement, numbers: [&Number; 2], reasons: &mut Vec<Reason>) -> f64 {
    if a.language.get(..2) != b.language.get(..2) {
        return 0.0;
    }
    let lexicon = Lexicon::of(&a.language);
    let other = b.stemmed();
    let counted: Vec<Token> = numbers.iter().flat_map(|number| tokens(&number.text)).collect();
    let is_shared = |form: &&String| {
        let stem = stem(form);
        stem.len() > 3
            && !lexicon.is_empty_word(form)
            && lexicon.negation(form).is_none()
            && lexicon.counted(form).is_none()
            && counted.iter().all(|token| token.form != **form)
            && !a.names.iter().any(|name| name.stems.iter().any(|other| other == stem))
            && other.iter().any(|other| other == stem)
    };
    let Some(shared) = a.forms.iter().find(is_shared) else { return 0.0 };
    reasons.push(Reason { slot: Slot::Words, a: shared.clone(), b: shared.clone(), verdict: Verdict::Same });
    1.0
}

/// Whether nothing shows that they speak of two places: neither the places that they name, nor those that their articles name most.
fn may_be_of_one_place(a: &Statement, b: &Statement) -> bool {
    let places = |s: &Statement| -> Vec<Name> {
        s.names.iter().filter(|name| name.kind == EntityType::Place).cloned().collect()
    };
    let (here, there) = (places(a), places(b));
    let shared = here.iter().any(|x| there.iter().any(|y| x.key == y.key));
    let of_article =
        |s: &Statement, named: &[Name]| named.is_empty() || named.iter().any(|name| s.article.has(name));
    let apart = |x: &Statement, y: &Statement| {
        !x.article.places.is_empty() && !x.article.places.iter().any(|place| y.article.names.contains(place))
    };
    if here.is_empty() && there.is_empty() {
        return !apart(a, b) || !apart(b, a);
    }
    shared || (here.is_empty() || there.is_empty()) && of_article(a, &there) && of_article(b, &here)
}
