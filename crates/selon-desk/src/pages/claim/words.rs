//! What the page of a claim says besides what `selon trace` says.

use crate::words::{Words, words};

pub(super) const IN_SHORT: Words = words("En bref", "In short");
pub(super) const WAY: Words = words("Le chemin parcouru", "The way it went");
pub(super) const WAY_NAME: Words = words(
    "Le chemin de l’affirmation : les articles de haut en bas dans l’ordre du temps ; la même chose en mots dans la liste qui suit",
    "The way of the claim: its articles from top to bottom in order of time; the same in words in the list below",
);
pub(super) const HINT: Words = words(
    "De haut en bas, du plus ancien au plus récent. Trait plein : prouvé. Trait tireté : supposé. ◇ : origine nommée. ✂ : ce qui s’est perdu en route. Chaque colonne est une origine, en ne joignant que ce qui est prouvé.",
    "From top to bottom, the earliest first. Drawn through: proven. Dashed: suspected. ◇: an origin that is named. ✂: what was lost on the way. Each column is one origin, joining only what is proven.",
);
pub(super) const STEPS: Words = words("Étape par étape", "Step by step");
pub(super) const ASSERTIONS: Words = words("Qui le dit, et comment", "Who says it, and how");
pub(super) const OPPOSITE: Words = words("En face", "Opposite");
pub(super) const OURS: Words = words("ici", "here");
pub(super) const THEIRS: Words = words("en face", "opposite");
pub(super) const OTHER_CLAIM: Words = words("voir cette affirmation", "see that claim");
pub(super) const REASONS: Words = words("Ce qui a été comparé", "What was compared");
pub(super) const DECIDED: Words = words("Ce que des personnes ont décidé", "What people decided");
pub(super) const ALL_DECISIONS: Words = words("Toutes les décisions", "All decisions");
pub(super) const CORRECT: Words = words("Corriger", "Correct");
pub(super) const CORRECT_HINT: Words = words(
    "Rien n’est effacé : chaque correction est une décision à votre nom, que l’on peut annuler.",
    "Nothing is deleted: each correction is a decision in your name, and can be undone.",
);
pub(super) const TAKE_OUT: Words =
    words("Mettre à part les assertions cochées", "Set the ticked assertions apart");
pub(super) const TAKE_OUT_LABEL: Words = words("dit autre chose", "says something else");
pub(super) const JOIN: Words = words("Joindre à une autre affirmation", "Join with another claim");
pub(super) const OTHER: Words = words("Son numéro ou son adresse", "Its number or its address");
pub(super) const JOIN_BUTTON: Words = words("Joindre", "Join");
pub(super) const TIES: Words = words("Lier ou délier deux articles", "Tie or part two articles");
pub(super) const ONE_ARTICLE: Words = words("Un article", "One article");
pub(super) const OTHER_ARTICLE: Words = words("L’autre", "The other");
pub(super) const TIE_BUTTON: Words = words("Ils ont une même origine", "They have one origin");
pub(super) const PART_BUTTON: Words = words("Rien ne les lie", "Nothing ties them");
pub(super) const DOSSIER: Words = words("Dossier", "Dossier");
pub(super) const DOWNLOADS: Words = words("Emporter", "Take away");
pub(super) const NO_EVIDENCE: Words = words(
    "Le passage n’est pas montré ici : voir l’article.",
    "The passage is not shown here: see the article.",
);

pub(super) const SLOT_WORDS: Words = words("mots", "words");
pub(super) const SLOT_NAME: Words = words("noms", "names");
pub(super) const SLOT_PLACE: Words = words("lieu", "place");
pub(super) const SLOT_TIME: Words = words("moment", "time");
pub(super) const SLOT_NUMBER: Words = words("chiffre", "number");
pub(super) const SLOT_POLARITY: Words = words("affirmé ou nié", "affirmed or denied");
pub(super) const SLOT_DIRECTION: Words = words("sens", "direction");
pub(super) const SLOT_SOURCE: Words = words("source", "source");
pub(super) const SAME: Words = words("identique", "the same");
pub(super) const COMPATIBLE: Words = words("compatible", "compatible");
pub(super) const DIFFERS: Words = words("différent", "different");
pub(super) const CONFLICT: Words = words("incompatible", "cannot both hold");
pub(super) const SLOT: Words = words("Point comparé", "Compared");
pub(super) const VERDICT: Words = words("Verdict", "Verdict");

/// « *deux* de ces articles n'ont qu'une origine »
pub(super) const PROVEN_ONE: Words =
    words("n’ont qu’une seule origine : c’est prouvé.", "have one single origin: that is proven.");
pub(super) const MAY_HAVE_IT_FROM: Words = words(
    "rien ne montre qu’ils ou elles l’aient d’ailleurs.",
    "nothing shows that they have it from elsewhere.",
);
pub(super) const MAY_HAVE_IT_FROM_ONE: Words =
    words("rien ne montre que ce soit une autre origine.", "nothing shows that this is another origin.");
pub(super) const INDEPENDENT: Words = words(
    "Ces origines sont montrées différentes les unes des autres.",
    "These origins are shown to be different from each other.",
);
pub(super) const AND: Words = words("et", "and");
pub(super) const OTHERS: Words = words("autres", "others");
pub(super) const LOWER: Words = words(
    "Le nombre le plus bas : tout ce qui peut venir d’une même origine est compté pour une.",
    "The lower count: whatever may come from one origin is counted as one.",
);
pub(super) const UPPER: Words = words(
    "Le nombre le plus haut : seuls sont joints les articles dont il est prouvé qu’ils ont une même origine.",
    "The upper count: only articles that are proven to have one origin are joined.",
);

/// That the drawing or the evidence shows the first only: French and English around the counts.
pub(super) fn first_of(interface: selon_view::Interface, shown: usize, all: usize) -> String {
    match interface {
        selon_view::Interface::French => {
            format!("Les {shown} premiers articles sont dessinés, sur {all} ; la liste les a tous.")
        }
        selon_view::Interface::English => {
            format!("The first {shown} of {all} articles are drawn; the list has all.")
        }
    }
}
