//! Which names of an article are of one and the same: « Kassym-Jomart Tokaïev … M. Tokaïev », « l'Organisation du traité de
//! sécurité collective (OTSC) … l'OTSC ». Two people who are both named in full are never one.

use std::collections::BTreeMap;

use foldhash::HashMap;
use selon_record::EntityType;

use super::acronym;
use super::choose::Name;
use super::link::Linked;
use super::words::Words;

/// Of several names that end alike only so many, the latest, are compared.
const LATEST: usize = 8;

/// The names of one entity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// In text order, by their numbers.
    pub(super) names: Vec<usize>,
    /// The one that says its name best.
    pub(super) fullest: usize,
    pub(super) kind: EntityType,
}

/// The entities of an article, in the order of their first names.
pub(super) fn group(words: &Words<'_>, names: &[Name]) -> Vec<Group> {
    let mut surfaces = Surfaces::of(words, names);
    surfaces.full_names();
    surfaces.short_names();
    surfaces.acronyms(words, names);
    surfaces.first_words();
    surfaces.groups(words, names)
}

/// Puts groups together that are the same entry of the knowledge base (« Poutine », « Putin »), with what each is there.
pub(super) fn merge(
    words: &Words<'_>,
    names: &[Name],
    groups: Vec<Group>,
    links: Vec<Option<Linked>>,
) -> (Vec<Group>, Vec<Option<Linked>>) {
    let mut of_id: HashMap<String, usize> = HashMap::default();
    let (mut kept, mut own): (Vec<Group>, Vec<Option<Linked>>) = (Vec::new(), Vec::new());
    for (group, link) in groups.into_iter().zip(links) {
        let known = link.as_ref().and_then(|link| of_id.get(&link.id).copied());
        let Some(known) = known else {
            if let Some(link) = &link {
                of_id.insert(link.id.clone(), kept.len());
            }
            kept.push(group);
            own.push(link);
            continue;
        };
        let first = &mut kept[known];
        let length = |name: usize| parts(words, &names[name]).len();
        if length(group.fullest) > length(first.fullest) {
            first.fullest = group.fullest;
            own[known] = link;
        }
        first.names.extend(group.names);
        first.names.sort_unstable();
    }
    (kept, own)
}

/// The same words as a name, wherever they stand.
#[derive(Debug)]
struct Surface {
    /// Its words in lower case, without title.
    parts: Vec<String>,
    kind: EntityType,
    /// How likely that kind is, of all that its names may be.
    share: f64,
    names: Vec<usize>,
}

#[derive(Default)]
struct Surfaces {
    all: Vec<Surface>,
    /// The surface that each goes with; those at the top go with themselves.
    with: Vec<usize>,
}

impl Surfaces {
    fn of(words: &Words<'_>, names: &[Name]) -> Self {
        let mut numbers: HashMap<Vec<String>, usize> = HashMap::default();
        let mut surfaces = Surfaces::default();
        // In one order, so that sums are the same each time.
        let mut types: Vec<BTreeMap<EntityType, f64>> = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let parts = parts(words, name);
            let number = *numbers.entry(parts.clone()).or_insert_with(|| {
                let kind = name.kind;
                surfaces.all.push(Surface { parts, kind, share: 0.0, names: Vec::new() });
                types.push(BTreeMap::new());
                surfaces.all.len() - 1
            });
            surfaces.all[number].names.push(i);
            *types[number].entry(name.kind).or_default() += name.probability;
        }
        for (surface, types) in surfaces.all.iter_mut().zip(types) {
            let all = surface.names.len() as f64;
            let most = types.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            if let Some((kind, sum)) = most {
                (surface.kind, surface.share) = (kind, sum / all);
            }
        }
        surfaces.with = (0..surfaces.all.len()).collect();
        surfaces
    }

    fn top(&self, mut number: usize) -> usize {
        while self.with[number] != number {
            number = self.with[number];
        }
        number
    }

    /// Puts one surface, and what goes with it, to another.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.top(one), self.top(other));
        let (first, later) = (one.min(other), one.max(other));
        if first != later {
            let longer = self.all[later].parts.len() > self.all[first].parts.len();
            if longer {
                self.all[first].kind = self.all[later].kind;
            }
            self.with[later] = first;
        }
    }

    fn people(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.all.len()).filter(|&i| self.all[i].kind == EntityType::Person)
    }

    /// « Donald J. Trump » is « Donald Trump »: of two full names one has all words of the other, its first and last among them.
    fn full_names(&mut self) {
        let mut by_last: HashMap<String, Vec<usize>> = HashMap::default();
        for number in self.people().collect::<Vec<_>>() {
            let parts = &self.all[number].parts;
            let (Some(first), Some(last)) = (parts.first(), parts.last().filter(|_| parts.len() > 1)) else {
                continue;
            };
            let earlier = by_last.entry(last.clone()).or_default();
            let same = |other: &usize| {
                let others = &self.all[*other].parts;
                let (short, long) =
                    if others.len() < parts.len() { (others, parts) } else { (parts, others) };
                others.first() == Some(first)
                    && short.iter().all(|part| long.contains(part))
                    && initials_agree(short, long)
            };
            let found = earlier.iter().rev().take(LATEST).copied().find(same);
            earlier.push(number);
            if let Some(other) = found {
                self.join(number, other);
            }
        }
    }

    /// « Tokaïev », « M. Le Maire » after a full name that ends so; « Nadia » where one person of the article is called that.
    /// Where two people have the name it stays by itself.
    fn short_names(&mut self) {
        // Every ending of a full name, and its first name, with whom they are of; none where they are of several.
        let mut endings: HashMap<&[String], Option<usize>> = HashMap::default();
        let mut firsts: HashMap<&[String], Option<usize>> = HashMap::default();
        /// Names have no more words.
        const LONGEST: usize = 6;
        for number in self.people() {
            let top = self.top(number);
            let parts = &self.all[number].parts;
            let only = |known: &mut Option<usize>| {
                if *known != Some(top) {
                    *known = None;
                }
            };
            for start in (1..parts.len()).rev().take(LONGEST) {
                endings.entry(&parts[start..]).and_modify(only).or_insert(Some(top));
            }
            if parts.len() > 1 {
                firsts.entry(&parts[..1]).and_modify(only).or_insert(Some(top));
            }
        }
        let of = |surface: &Surface| {
            let person = surface.kind == EntityType::Person;
            // What the model is not sure of may be a surname too: « Tokaïev » taken for a place.
            let unsure = surface.share <= WEAK && surface.parts.len() == 1;
            if !person && !unsure {
                return None;
            }
            let parts = surface.parts.as_slice();
            match endings.get(parts) {
                Some(found) => *found,
                None => firsts.get(parts).copied().flatten(),
            }
        };
        /// A type that is less likely is not believed against a full name.
        const WEAK: f64 = 0.6;
        let joins: Vec<(usize, usize)> =
            self.all.iter().enumerate().filter_map(|(i, surface)| Some((i, of(surface)?))).collect();
        joins.into_iter().for_each(|(short, full)| self.join(short, full));
    }

    /// « l'Organisation du traité de sécurité collective (OTSC) … l'OTSC »
    fn acronyms(&mut self, words: &Words<'_>, names: &[Name]) {
        let mut of_name = vec![0; names.len()];
        for (number, surface) in self.all.iter().enumerate() {
            surface.names.iter().for_each(|&name| of_name[name] = number);
        }
        for (short, long) in acronym::pairs(words, names) {
            self.join(of_name[short], of_name[long]);
        }
    }

    /// « la *Commission* » after « la Commission européenne », where no other body of the article begins so.
    fn first_words(&mut self) {
        let body = |surface: &Surface| matches!(surface.kind, EntityType::Organisation | EntityType::Outlet);
        let mut firsts: HashMap<&String, Option<usize>> = HashMap::default();
        for (number, surface) in self.all.iter().enumerate().filter(|(_, s)| body(s) && s.parts.len() > 1) {
            let top = self.top(number);
            let known = firsts.entry(&surface.parts[0]).or_insert(Some(top));
            if *known != Some(top) {
                *known = None;
            }
        }
        let short = |(i, surface): (usize, &Surface)| match surface.parts.as_slice() {
            [word] if body(surface) => Some((i, firsts.get(word).copied().flatten()?)),
            _ => None,
        };
        let joins: Vec<(usize, usize)> = self.all.iter().enumerate().filter_map(short).collect();
        joins.into_iter().for_each(|(short, full)| self.join(short, full));
    }

    fn groups(&self, words: &Words<'_>, names: &[Name]) -> Vec<Group> {
        let mut members: HashMap<usize, Vec<usize>> = HashMap::default();
        for (number, surface) in self.all.iter().enumerate() {
            members.entry(self.top(number)).or_default().extend(&surface.names);
        }
        let group = |(top, mut own): (usize, Vec<usize>)| {
            own.sort_unstable();
            let fullness = |&i: &usize| {
                let text = &words.tree.doc.text()[names[i].span.range()];
                let shouted = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
                (parts(words, &names[i]).len(), !shouted, std::cmp::Reverse(i))
            };
            let fullest = own.iter().copied().max_by_key(fullness)?;
            Some(Group { names: own, fullest, kind: self.all[top].kind })
        };
        let mut groups: Vec<Group> = members.into_iter().filter_map(group).collect();
        groups.sort_by_key(|group| group.names[0]);
        groups
    }
}

/// The words of a name in lower case, without title, article and marks.
fn parts(words: &Words<'_>, name: &Name) -> Vec<String> {
    let tree = words.tree;
    let word = |i: usize| {
        let plain = words.plain(i);
        let start = name.span.start.saturating_sub(tree.token(i).range().start);
        plain.get(start..).unwrap_or(plain).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let all: Vec<String> = name.tokens.clone().map(word).filter(|part| !part.is_empty()).collect();
    let title = |part: &&String| words.lexicon.titles.contains_key(*part);
    let titles = all.iter().take_while(title).count();
    if titles < all.len() { all[titles..].to_vec() } else { all }
}

/// Whether the shorter of two full names has no initials or those of the other: George W. Bush is not George H. W. Bush.
fn initials_agree(short: &[String], long: &[String]) -> bool {
    let initials = |parts: &[String]| -> Vec<String> {
        parts.iter().filter(|part| part.chars().nth(1).is_none()).cloned().collect()
    };
    let few = initials(short);
    few.is_empty() || few == initials(long)
}
