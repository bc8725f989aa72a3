//! Whether two people's given names are those of one person. A surname alone makes nobody the same.

use crate::Base;
use crate::fold::{fold, joined_key, keys};

/// How the given names of a mention agree with those of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Given {
    /// The mention has none.
    None,
    /// By their initials: « V. Poutine ».
    Initial,
    /// As variants of one name: Ebrahim and Ibrahim, Vladimir and Volodymyr.
    Variant,
    /// But for the spelling: Sergueï and Sergei.
    Same,
}

/// So many other given names may be left out: « Rassemblement national de Marine Le Pen » is not her name.
const MOST_OTHER: usize = 2;

/// Vowels that transliterations of one name exchange.
const EXCHANGED: [(u8, u8); 3] = [(b'e', b'i'), (b'o', b'u'), (b'a', b'e')];

impl Base {
    /// How the given names of a mention agree with those of a known person; `None` where they are two people. The names of
    /// the one that has fewer must stand together in the other: « Vladimir Vladimirovitch » is Vladimir, but Ian J. is
    /// not Ian E., George H. W. not George W., and Jean is not Jean-Marc.
    pub(crate) fn given(&self, mention: &[&str], known: &[&str]) -> Option<Given> {
        if mention.is_empty() {
            return Some(Given::None);
        }
        let whole = |words: &[&str]| words.iter().map(|word| fold(word)).collect::<Vec<_>>().join(" ");
        if whole(mention) == whole(known) {
            return Some(Given::Same);
        }
        let (short, long) = if mention.len() <= known.len() { (mention, known) } else { (known, mention) };
        if short.is_empty() || long.len() - short.len() > MOST_OTHER {
            return None;
        }
        // Other names may stand before and behind, not between.
        (0..=long.len() - short.len()).find_map(|start| {
            let pairs = short.iter().zip(&long[start..]);
            let mut agreements = pairs.map(|(word, other)| self.one(word, other));
            let agreement = agreements.try_fold(Given::Same, |least, next| Some(least.min(next?)))?;
            // An initial that is not the first may be anybody's.
            (start == 0 || agreement == Given::Same).then_some(agreement)
        })
    }

    fn one(&self, a: &str, b: &str) -> Option<Given> {
        let (a, b) = (fold(a), fold(b));
        if a == b {
            return Some(Given::Same);
        }
        if is_initial(&a) || is_initial(&b) {
            return initials_agree(&a, &b).then_some(Given::Initial);
        }
        let (a_keys, b_keys) = (keys(&a.replace(' ', "")), keys(&b.replace(' ', "")));
        let common =
            |same: &dyn Fn(&str, &str) -> bool| a_keys.iter().any(|a| b_keys.iter().any(|b| same(a, b)));
        if common(&|a, b| joined_key(a) == joined_key(b)) {
            // The mute e is not heard, but tells Pascal from Pascale.
            return (a.ends_with('e') == b.ends_with('e')).then_some(Given::Same);
        }
        if common(&|a, b| exchanged(a.as_bytes(), b.as_bytes())) {
            return Some(Given::Variant);
        }
        self.same_part(&a, &b).then_some(Given::Variant)
    }
}

/// « J », « j m » of « J.-M. ».
fn is_initial(name: &str) -> bool {
    name.split(' ').all(|part| part.chars().nth(1).is_none())
}

fn initials_agree(a: &str, b: &str) -> bool {
    a.split(' ').zip(b.split(' ')).all(|(a, b)| a.chars().next() == b.chars().next())
}

/// Whether two keys differ in vowels only, each exchanged for one that is often written for it.
fn exchanged(a: &[u8], b: &[u8]) -> bool {
    let pair = |a: u8, b: u8| a == b || EXCHANGED.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x));
    a.len() == b.len() && a.len() > 3 && a.iter().zip(b).all(|(&a, &b)| pair(a, b))
}
