//! Which of two articles that share words has them from the other, where that can be known.

use serde::{Deserialize, Serialize};

use super::{GRAM, Overlap, Third, Words};

/// What is known of an article beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The first second, by Unix time, at which it can have been published; `None` where nothing says.
    pub earliest: Option<i64>,
    /// One past the last such second; `None` where nothing says.
    pub latest: Option<i64>,
    /// Who published it.
    pub outlet: Option<Name>,
    /// The agencies it credits.
    pub credits: Vec<Name>,
    /// The outlets whose word it gives: « selon La Gazette ».
    pub cites: Vec<Name>,
}

/// An outlet or agency as an article has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its name as written.
    pub name: String,
    /// Its identifier in the knowledge base, when it was recognised.
    pub kb: Option<String>,
}

/// Where shared words come from, of two articles `a` and `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// `b` has them from `a`, itself or through others.
    Forward,
    /// `a` has them from `b`.
    Backward,
    /// Both have them from a third.
    Common,
    /// Not known.
    Unknown,
}

impl Direction {
    /// Its name in the ledger: `forward`, `backward`, `common`, `unknown`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Forward => "forward",
            Direction::Backward => "backward",
            Direction::Common => "common",
            Direction::Unknown => "unknown",
        }
    }

    /// The direction with the two articles exchanged.
    pub fn exchanged(self) -> Direction {
        match self {
            Direction::Forward => Direction::Backward,
            Direction::Backward => Direction::Forward,
            Direction::Common | Direction::Unknown => self,
        }
    }
}

/// What speaks for a direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Of which kind it is.
    pub reason: Ground,
    /// The direction it speaks for.
    pub favours: Direction,
    /// Its facts: the agency or outlet as written, the seconds between the publications, the shares in per cent.
    pub detail: String,
}

/// The kinds of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// One was certainly published before the other.
    Time,
    /// One credits the agency that the other is, or both credit an agency that neither is.
    Credit,
    /// One gives the other's word.
    Citation,
    /// An article that was out before both shares words with the later that the earlier one lacks, or lacks what both have;
    /// its number, and how many grams.
    Third,
    /// One credits an agency, so that the later may have the words from there and not from the other.
    Reprint,
    /// Nearly all of one stands in the other, which has more. That is how cuts look; so does a copy that was added to, so
    /// that this is told, and decides nothing.
    Cut,
}

/// From this share of its words that stand in the other on, an article can be a cut of the other …
const CUT: f64 = 0.9;
/// … if the other has at least so much more.
const UNCUT: f64 = 0.75;

/// So many grams show that words were taken or changed: a sentence that was left out costs as many, at the seam.
const TELLING: usize = GRAM - 1;

/// Where the words come from that two articles share, with the reasons for and against. `thirds` are articles that were
/// certainly out before both and share words with them.
///
/// Credits and citations decide when they agree; publication times decide where there are none, and overrule none: who
/// was first cannot have copied, so that a credit against time leaves the direction unknown. Times that overlap, such as two
/// articles of one day of which no hour is known, say nothing.
///
/// Time alone does not tell a reprint of a reprint from a second reprint. A third article does: what the later one has of
/// it and the earlier one left out, it has from there, its credit as well; what the earlier one changed and the later one has so
/// too, is from the earlier. Where nothing tells, and one of the two credits an agency, the direction is unknown.
///
/// ```
/// use selon_ledger::copies::{Direction, Name, Side, Words, compare, direction};
/// let text = Words::of("Le pont de la Serre, fermé depuis mardi, rouvrira lundi aux piétons.");
/// let overlap = compare(&text, &text).unwrap();
/// let name = |name: &str| Name { name: name.to_owned(), kb: None };
/// let agency = Side { outlet: Some(name("Agence Méridienne")), ..Side::default() };
/// let paper = Side { outlet: Some(name("Le Courrier")), credits: vec![name("AM")], ..Side::default() };
/// assert_eq!(direction(&agency, &paper, &overlap, &[]).0, Direction::Forward);
/// assert_eq!(direction(&Side::default(), &Side::default(), &overlap, &[]).0, Direction::Unknown);
/// ```
pub fn direction(
    a: &Side,
    b: &Side,
    overlap: &Overlap,
    thirds: &[(&Side, Third)],
) -> (Direction, Vec<Reason>) {
    let time = time(a, b);
    let (credits, citations) = (credits(a, b), citations(a, b));
    // Who gives the other's word has it from there, also where both credit an agency.
    let outweighed = |reason: &Reason| reason.favours == Direction::Common && !citations.is_empty();
    let telling: Vec<&Reason> =
        credits.iter().filter(|reason| !outweighed(reason)).chain(&citations).collect();
    let times = time.as_ref().map_or(Direction::Unknown, |reason| reason.favours);
    let mut beside = None;
    let found = match telling.split_first() {
        None => {
            beside = match times {
                Direction::Forward => by_third(a, b, times, thirds).or_else(|| reprint(a, b)),
                Direction::Backward => {
                    let exchanged: Vec<_> =
                        thirds.iter().map(|(side, third)| (*side, third.exchanged())).collect();
                    by_third(b, a, times, &exchanged).or_else(|| reprint(b, a))
                }
                Direction::Common | Direction::Unknown => None,
            };
            beside.as_ref().map_or(times, |reason| reason.favours)
        }
        Some((first, rest)) if rest.iter().all(|other| other.favours == first.favours) => {
            let against = times != Direction::Unknown && times == first.favours.exchanged();
            if against && first.favours != Direction::Common { Direction::Unknown } else { first.favours }
        }
        Some(_) => Direction::Unknown,
    };
    (found, time.into_iter().chain(credits).chain(citations).chain(beside).chain(cut(overlap)).collect())
}

/// What third articles tell of an earlier and a later one; `times` is the direction from the one to the other.
fn by_third(earlier: &Side, later: &Side, times: Direction, thirds: &[(&Side, Third)]) -> Option<Reason> {
    let reason = |favours, third: &Third, grams: usize| Reason {
        reason: Ground::Third,
        favours,
        detail: format!("{} {grams}", third.article),
    };
    let shared = || thirds.iter().filter(|(_, third)| third.common >= TELLING);
    let credits = |side: &Side, third: &Side| {
        let mut names = third.outlet.iter().chain(&third.credits);
        names.any(|name| side.credits.iter().any(|credit| credit.is(name)))
    };
    let is_taken = |(side, third): &&(&Side, Third)| {
        third.with_b >= TELLING || credits(later, side) && !credits(earlier, side)
    };
    // A credit that both lack is a change as well.
    let is_kept = |(side, third): &&(&Side, Third)| {
        third.between >= TELLING
            || !side.credits.is_empty() && !credits(earlier, side) && !credits(later, side)
    };
    shared()
        .find(is_taken)
        .map(|(_, third)| reason(Direction::Common, third, third.with_b))
        .or_else(|| shared().find(is_kept).map(|(_, third)| reason(times, third, third.between)))
        .or_else(|| shared().next().map(|(_, third)| reason(Direction::Unknown, third, 0)))
}

/// One of two articles is made with an agency, « avec AFP », and the other does not say whom it has it from.
fn reprint(earlier: &Side, later: &Side) -> Option<Reason> {
    let agency = |side: &Side| {
        let own = |name: &&Name| side.outlet.as_ref().is_some_and(|outlet| outlet.is(name));
        side.credits.iter().find(|name| !own(name)).cloned()
    };
    let agency = agency(earlier).or_else(|| agency(later))?;
    Some(Reason { reason: Ground::Reprint, favours: Direction::Unknown, detail: agency.name })
}

/// One was out before the other can have been.
fn time(a: &Side, b: &Side) -> Option<Reason> {
    let before = |first: &Side, second: &Side| {
        let seconds = second.earliest?.checked_sub(first.latest?)?;
        (seconds >= 0).then(|| seconds.to_string())
    };
    let reason = |favours, detail| Reason { reason: Ground::Time, favours, detail };
    let forward = before(a, b).map(|detail| reason(Direction::Forward, detail));
    forward.or_else(|| before(b, a).map(|detail| reason(Direction::Backward, detail)))
}

/// « avec AFP » below an article whose words stand in one of the agency's, or in another « avec AFP ».
fn credits(a: &Side, b: &Side) -> Vec<Reason> {
    let reason = |favours, name: &Name| Reason { reason: Ground::Credit, favours, detail: name.name.clone() };
    let to = |from: &Side, side: &Side| {
        let outlet = side.outlet.as_ref()?;
        let own = from.outlet.as_ref().is_some_and(|own| own.is(outlet));
        from.credits.iter().find(|credit| !own && outlet.is(credit)).cloned()
    };
    let mut reasons = Vec::new();
    reasons.extend(to(b, a).map(|name| reason(Direction::Forward, &name)));
    reasons.extend(to(a, b).map(|name| reason(Direction::Backward, &name)));
    let (Some(outlet_a), Some(outlet_b)) = (&a.outlet, &b.outlet) else { return reasons };
    if reasons.is_empty() {
        let third = |credit: &&Name| !outlet_a.is(credit) && !outlet_b.is(credit);
        let shared = |credit: &&Name| b.credits.iter().any(|other| other.is(credit));
        reasons
            .extend(a.credits.iter().filter(third).find(shared).map(|name| reason(Direction::Common, name)));
    }
    reasons
}

/// « selon La Gazette » in an article that shares words with one of *La Gazette*.
fn citations(a: &Side, b: &Side) -> Vec<Reason> {
    let cites = |from: &Side, side: &Side, favours| {
        let outlet = side.outlet.as_ref()?;
        let own = from.outlet.as_ref().is_some_and(|own| own.is(outlet));
        let name = from.cites.iter().find(|name| !own && outlet.is(name))?;
        Some(Reason { reason: Ground::Citation, favours, detail: name.name.clone() })
    };
    let forward = cites(b, a, Direction::Forward);
    forward.into_iter().chain(cites(a, b, Direction::Backward)).collect()
}

/// One stands in the other nearly whole.
fn cut(overlap: &Overlap) -> Option<Reason> {
    let favours = match (overlap.share_a, overlap.share_b) {
        (..=UNCUT, CUT..) => Direction::Forward,
        (CUT.., ..=UNCUT) => Direction::Backward,
        _ => return None,
    };
    let per_cent = |share: f64| (share * 100.0).round();
    let detail = format!("{} {}", per_cent(overlap.share_a), per_cent(overlap.share_b));
    Some(Reason { reason: Ground::Cut, favours, detail })
}

impl Name {
    /// Whether the two are one: by the knowledge base where both are in it, else by the folded name, with or without a short
    /// word before it (« Le Courrier », « Courrier »), or by its initials (« AM », « Agence Méridienne »).
    fn is(&self, other: &Name) -> bool {
        if let (Some(kb), Some(other)) = (&self.kb, &other.kb) {
            return kb == other;
        }
        let [a, b] = [self, other].map(|name| Words::of(bare(&name.name)));
        !a.is_empty() && a.hashes() == b.hashes()
            || is_initials(&self.name, &other.name)
            || is_initials(&other.name, &self.name)
    }
}

/// A name of several words without the short word before it.
fn bare(name: &str) -> &str {
    match name.trim().split_once([' ', '\'', '’']) {
        Some((article, rest)) if article.chars().count() <= 3 => rest,
        _ => name,
    }
}

/// Whether `short` is made of the first letters of the capitalised words of `name`: « AM » of « Agence Méridienne ».
fn is_initials(short: &str, name: &str) -> bool {
    let starts = name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    short.chars().count() >= 2 && starts.filter(|c| c.is_uppercase()).eq(short.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::compare;

    fn overlap(a: &str, b: &str) -> Overlap {
        compare(&Words::of(a), &Words::of(b)).unwrap_or_else(|| panic!("{a} {b}"))
    }

    fn same() -> Overlap {
        let text = "Le pont de la Serre rouvrira lundi aux piétons.";
        overlap(text, text)
    }

    fn name(name: &str) -> Name {
        Name { name: name.to_owned(), kb: None }
    }

    fn side(outlet: &str, published: Option<(i64, i64)>, credits: &[&str], cites: &[&str]) -> Side {
        Side {
            earliest: published.map(|(earliest, _)| earliest),
            latest: published.map(|(_, latest)| latest),
            outlet: (!outlet.is_empty()).then(|| name(outlet)),
            credits: credits.iter().copied().map(name).collect(),
            cites: cites.iter().copied().map(name).collect(),
        }
    }

    /// The direction, which is the other one with the sides exchanged.
    fn decided(a: &Side, b: &Side) -> Direction {
        let [there, back] = [(a, b), (b, a)].map(|(a, b)| direction(a, b, &same(), &[]).0);
        assert_eq!(there, back.exchanged());
        there
    }

    #[test]
    fn who_was_first_is_not_the_copy() {
        let first = side("", Some((0, 60)), &[], &[]);
        assert_eq!(decided(&first, &side("", Some((60, 120)), &[], &[])), Direction::Forward);
        assert_eq!(decided(&first, &side("", Some((59, 120)), &[], &[])), Direction::Unknown);
        assert_eq!(decided(&first, &side("", None, &[], &[])), Direction::Unknown);
        assert_eq!(decided(&first, &first), Direction::Unknown);
    }

    #[test]
    fn an_archive_says_only_that_it_was_there() {
        let archived = Side { earliest: None, latest: Some(60), ..Side::default() };
        assert_eq!(decided(&archived, &side("", Some((90, 91)), &[], &[])), Direction::Forward);
        assert_eq!(decided(&archived, &side("", Some((10, 11)), &[], &[])), Direction::Unknown);
    }

    #[test]
    fn who_credits_the_agency_has_it_from_there() {
        let agency = side("Agence Méridienne", None, &["AM"], &[]);
        let paper = side("Le Courrier", None, &["AM"], &[]);
        assert_eq!(decided(&agency, &paper), Direction::Forward);
        assert_eq!(
            decided(&paper, &side("La Gazette", None, &["Agence Méridienne"], &[])),
            Direction::Common
        );
        assert_eq!(decided(&paper, &side("La Gazette", None, &["Belga"], &[])), Direction::Unknown);
        assert_eq!(decided(&paper, &side("", None, &["AM"], &[])), Direction::Unknown);
        let later = side("La Gazette", Some((9, 10)), &["AM"], &[]);
        assert_eq!(decided(&side("Le Courrier", Some((0, 1)), &["AM"], &[]), &later), Direction::Common);
    }

    #[test]
    fn who_cites_the_other_has_it_from_there() {
        let a = side("Le Courrier", None, &[], &[]);
        assert_eq!(decided(&a, &side("La Gazette", None, &[], &["Courrier"])), Direction::Forward);
        assert_eq!(decided(&a, &side("Le Courrier", None, &[], &["Le Courrier"])), Direction::Unknown);
    }

    #[test]
    fn reasons_against_each_other_decide_nothing() {
        let agency = side("Agence Méridienne", Some((9, 10)), &[], &[]);
        let early = side("Le Courrier", Some((0, 1)), &["AM"], &[]);
        assert_eq!(decided(&agency, &early), Direction::Unknown);
        let a = side("Le Courrier", None, &[], &["La Gazette"]);
        assert_eq!(decided(&a, &side("La Gazette", None, &[], &["Le Courrier"])), Direction::Unknown);
    }

    #[test]
    fn a_third_tells_a_second_reprint_from_a_reprint_of_a_reprint() {
        let first = side("Le Courrier", Some((0, 1)), &[], &[]);
        let later = side("La Gazette", Some((9, 10)), &[], &[]);
        let dispatch = side("Agence Méridienne", Some((-9, 0)), &[], &[]);
        let decided = |third: Third| {
            let there = direction(&first, &later, &same(), &[(&dispatch, third)]).0;
            let back = direction(&later, &first, &same(), &[(&dispatch, third.exchanged())]).0;
            assert_eq!(there, back.exchanged());
            there
        };
        let third = Third { common: 90, ..Third::default() };
        assert_eq!(decided(third), Direction::Unknown);
        assert_eq!(decided(Third { with_b: 20, ..third }), Direction::Common);
        assert_eq!(decided(Third { with_b: 20, between: 9, ..third }), Direction::Common);
        assert_eq!(decided(Third { with_a: 20, between: 9, ..third }), Direction::Forward);
        assert_eq!(decided(Third { common: 0, with_b: 20, ..third }), Direction::Forward);
        let credited = side("La Gazette", Some((9, 10)), &["AM"], &[]);
        assert_eq!(direction(&first, &credited, &same(), &[(&dispatch, third)]).0, Direction::Common);
    }

    #[test]
    fn who_credits_an_agency_need_not_be_where_others_have_it_from() {
        let reprint = side("Le Courrier", Some((0, 1)), &["AM"], &[]);
        assert_eq!(decided(&reprint, &side("La Gazette", Some((9, 10)), &[], &[])), Direction::Unknown);
        let agency = side("Agence Méridienne", Some((0, 1)), &["AM"], &[]);
        assert_eq!(decided(&agency, &side("La Gazette", Some((9, 10)), &[], &[])), Direction::Forward);
    }

    #[test]
    fn a_cut_is_told_and_decides_nothing() {
        let words = |range: std::ops::Range<usize>| range.map(|n| format!("w{n} ")).collect::<String>();
        let overlap = overlap(&words(0..60), &words(10..50));
        let (found, reasons) = direction(&Side::default(), &Side::default(), &overlap, &[]);
        let [reason] = &reasons[..] else { panic!("{reasons:?}") };
        assert_eq!(
            (found, reason.favours, &*reason.detail),
            (Direction::Unknown, Direction::Forward, "67 100")
        );
    }

    #[test]
    fn names_are_compared_as_written_or_by_initials() {
        for (a, b) in [("AFP", "Agence France-Presse"), ("Le Figaro", "le figaro"), ("L’Écho", "Écho")] {
            assert!(name(a).is(&name(b)) && name(b).is(&name(a)), "{a} {b}");
        }
        for (a, b) in [("AM", "Agence Maritime Nord"), ("Le Monde", "Le Mondial"), ("A", "Aurore"), ("", "")]
        {
            assert!(!name(a).is(&name(b)), "{a} {b}");
        }
    }
}
