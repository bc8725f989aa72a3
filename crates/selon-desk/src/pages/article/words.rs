//! What the page of an article says beside what a reading says.

use selon_ledger::copies::{Direction, Ground, Kind};
use selon_ledger::query::{Carried, SharedReason};
use selon_record::{CreditForm, Dated};
use selon_view::{Interface, Told, phrase};

use crate::words::{Words, words};

pub(super) const ARTICLE: Words = words("Un article", "An article");
pub(super) const FACTS: Words = words("D’où il vient", "Where it comes from");
pub(super) const OUTLET: Words = words("Média", "Outlet");
pub(super) const BYLINE: Words = words("Signature", "Byline");
pub(super) const PUBLISHED: Words = words("Publié", "Published");
pub(super) const NOT_DATED: Words = words("date inconnue", "date unknown");
pub(super) const LANGUAGE: Words = words("Langue", "Language");
pub(super) const PLACE: Words = words("Lu dans", "Read from");
pub(super) const ADDED: Words = words("Ajouté", "Added");
pub(super) const KEY: Words = words("Empreinte de l’article (SHA-256)", "Hash of the article (SHA-256)");
pub(super) const HASH: Words = words("Empreinte de l’original (SHA-256)", "Hash of the original (SHA-256)");
pub(super) const ORIGINAL: Words = words("Les octets d’origine", "The original bytes");
pub(super) const NO_ORIGINAL: Words =
    words("Les octets d’origine n’ont pas été gardés.", "The original bytes were not kept.");
pub(super) const TEXT: Words = words("Le texte seul", "The text alone");
pub(super) const DATA: Words = words("La lecture en JSON", "The reading as JSON");
pub(super) const CREDITS: Words = words("Agences créditées", "Agencies credited");
pub(super) const NOT_READ: Words = words(
    "Cet article n’a pas été lu : aucune assertion n’y a été cherchée.",
    "This article has not been read: no assertions were looked for.",
);
pub(super) const VERSIONS: Words = words("Autres versions", "Other versions");
pub(super) const EARLIER: Words = words("version antérieure", "earlier version");
pub(super) const LATER: Words = words("version ultérieure", "later version");
pub(super) const SHARED: Words =
    words("Passages communs avec d’autres articles", "Passages shared with other articles");
pub(super) const HOW_KNOWN: Words = words("Ce qui le fait dire", "How that is known");
pub(super) const NOTHING_TELLS: Words =
    words("Rien ne dit lequel a repris l’autre.", "Nothing tells which of them has it from the other.");
pub(super) const PARTS: Words = words("Parties de ce long article", "Parts of this long article");

/// That a list is cut: how many it shows of how many.
pub(super) fn first_of(interface: Interface, shown: usize, all: u32) -> String {
    match interface {
        Interface::French => format!("Les {shown} premiers sur {all}."),
        Interface::English => format!("The first {shown} of {all}."),
    }
}

/// « partie 2 sur 7 »
pub(super) fn part(interface: Interface, nth: usize, all: usize) -> String {
    match interface {
        Interface::French => format!("partie {nth} sur {all}"),
        Interface::English => format!("part {nth} of {all}"),
    }
}

/// Where the date of publication is from.
pub(super) fn dated(dated: Dated) -> Words {
    match dated {
        Dated::Metadata => words("d’après les données de la page", "as the page’s data say"),
        Dated::Feed => words("d’après le flux", "as the feed says"),
        Dated::Url => words("d’après l’adresse", "as the address says"),
        Dated::Page => words("d’après les mots de la page", "as words of the page say"),
        Dated::Archive => words("au plus tard : date de l’archive", "at the latest: the archive’s date"),
    }
}

/// How an agency is credited.
pub(super) fn credit(form: CreditForm) -> Words {
    match form {
        CreditForm::Sole => words("l’article est d’elle", "the article is theirs"),
        CreditForm::With => words("fait avec elle", "made with theirs"),
        CreditForm::Dateline => words("en tête du texte", "at the head of the text"),
        CreditForm::Closing => words("en fin de texte", "at the end of the text"),
    }
}

/// How widely a claim is carried, as far as more than this article has to do with it.
pub(super) fn carried(carried: &Carried, interface: Interface) -> String {
    let count = |count: u32| count as usize;
    let mut words = Told::Counts {
        articles: count(carried.articles),
        outlets: count(carried.outlets),
        at_least: count(carried.at_least),
        at_most: count(carried.at_most),
    }
    .text(interface);
    for (number, label) in [
        (carried.contradictions, selon_view::Label::Contradictions(count(carried.contradictions))),
        (carried.updates, selon_view::Label::Updates(count(carried.updates))),
    ] {
        if number > 0 {
            words += &format!(" · {}", label.text(interface));
        }
    }
    words
}

/// Whose words they are, before the name of the other.
pub(super) fn direction(direction: Direction) -> Words {
    match direction {
        Direction::Forward => words("repris d’ici par", "taken from here by"),
        Direction::Backward => words("repris de", "taken from"),
        Direction::Common => words("d’une source commune avec", "from one source with"),
        Direction::Unknown => words("en commun avec", "in common with"),
    }
}

/// How much of the two articles it is.
pub(super) fn kind(kind: Kind) -> Words {
    match kind {
        Kind::Identical => words("les mêmes mots", "the same words"),
        Kind::Near => words("le même article, remanié", "the same article, edited"),
        Kind::Partial => words("des passages", "passages"),
    }
}

/// « 62 % de cet article »
pub(super) fn share(share: f64, interface: Interface) -> String {
    let percent = (share * 100.0).round();
    match interface {
        Interface::French => format!("{percent}\u{A0}% des mots de cet article"),
        Interface::English => format!("{percent}% of this article’s words"),
    }
}

/// What speaks for a direction.
pub(super) fn reason(reason: &SharedReason, interface: Interface) -> String {
    let name = phrase(&reason.detail);
    let french = interface == Interface::French;
    let is_forward = reason.favours == Direction::Forward;
    match reason.reason {
        Ground::Time => {
            let lead = duration(reason.detail.parse().unwrap_or_default(), interface);
            match (french, is_forward) {
                (true, true) => format!("celui-ci a paru {lead} plus tôt"),
                (true, false) => format!("l’autre a paru {lead} plus tôt"),
                (false, true) => format!("this one was out {lead} earlier"),
                (false, false) => format!("the other was out {lead} earlier"),
            }
        }
        Ground::Credit => match (french, reason.favours) {
            (true, Direction::Common) => format!("tous deux créditent {name}"),
            (true, Direction::Forward) => format!("l’autre crédite {name}"),
            (true, _) => format!("celui-ci crédite {name}"),
            (false, Direction::Common) => format!("both credit {name}"),
            (false, Direction::Forward) => format!("the other credits {name}"),
            (false, _) => format!("this one credits {name}"),
        },
        Ground::Citation => match (french, is_forward) {
            (true, true) => format!("l’autre cite {name}"),
            (true, false) => format!("celui-ci cite {name}"),
            (false, true) => format!("the other cites {name}"),
            (false, false) => format!("this one cites {name}"),
        },
        Ground::Third => {
            let article = phrase(reason.detail.split(' ').next().unwrap_or_default());
            match (french, reason.favours) {
                (true, Direction::Common) => {
                    format!("un troisième article, le {article}, a ce qui manque à l’un d’eux")
                }
                (true, _) => format!("comparé à un troisième article, le {article}"),
                (false, Direction::Common) => {
                    format!("a third article, {article}, has what one of them lacks")
                }
                (false, _) => format!("compared with a third article, {article}"),
            }
        }
        Ground::Reprint => match french {
            true => format!("l’un des deux est fait avec {name} : l’autre peut l’avoir de là"),
            false => format!("one of them is made with {name}: the other may have it from there"),
        },
        Ground::Cut => match french {
            true => {
                format!("l’un tient presque tout entier dans l’autre (en %, d’ici et de l’autre : {name})")
            }
            false => {
                format!("one stands in the other nearly whole (in %, of this one and the other: {name})")
            }
        },
    }
}

/// « 4 h 5 min », « 3 jours »
fn duration(seconds: i64, interface: Interface) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
    match (days, hours, minutes) {
        (2.., ..) if interface == Interface::French => format!("{days} jours"),
        (2.., ..) => format!("{days} days"),
        (_, 1.., _) => format!("{hours}\u{A0}h {:02}\u{A0}min", minutes % 60),
        _ => format!("{minutes}\u{A0}min"),
    }
}
