//! The tables: what was right, part by part.

use super::case::Case;
use crate::report::{Table, share, thousands};
use crate::score::ratio;

/// What one program got right, part by part in the order of the cases.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    parts: Vec<Part>,
}

/// What one program got right of some cases.
#[derive(Clone, Debug, Default)]
struct Part {
    /// The set, or in bold the group it is in.
    name: String,
    cases: usize,
    right: usize,
    /// Cases that are not excluded.
    kept: usize,
    kept_right: usize,
    /// Cases that Microsoft's .NET engine claims.
    claimed: usize,
}

impl Part {
    fn add(&mut self, case: &Case, right: bool) {
        let kept = !case.excluded;
        self.cases += 1;
        self.right += usize::from(right);
        self.kept += usize::from(kept);
        self.kept_right += usize::from(kept && right);
        self.claimed += usize::from(case.claimed);
    }

    fn row(&self) -> [String; 7] {
        let claimed = ratio(self.claimed, self.cases).filter(|_| self.name.contains("recognizers-text"));
        [
            self.name.clone(),
            thousands(self.cases),
            share(ratio(self.right, self.cases)),
            thousands(self.cases - self.kept),
            thousands(self.kept - self.kept_right),
            share(ratio(self.kept_right, self.kept)),
            share(claimed),
        ]
    }
}

impl Tally {
    /// Counts one case, in its set and in its group; `None` where nothing was asked, which is wrong in the group only.
    pub(crate) fn add(&mut self, case: &Case, right: Option<bool>) {
        let set = right.map(|_| case.set.clone());
        for name in set.into_iter().chain([format!("**{}**", group(&case.set))]) {
            let part = match self.parts.iter_mut().position(|part| part.name == name) {
                Some(at) => &mut self.parts[at],
                None => {
                    self.parts.push(Part { name, ..Part::default() });
                    let last = self.parts.len() - 1;
                    &mut self.parts[last]
                }
            };
            part.add(case, right == Some(true));
        }
    }

    /// Selon's table.
    pub(crate) fn table(&self) -> Table {
        let heads = [
            "set",
            "cases",
            "right",
            "excluded",
            "wrong of the rest",
            "right of the rest",
            "Microsoft .NET claims",
        ];
        let mut table = Table::new(heads);
        self.ordered().for_each(|part| table.row(part.row()));
        table
    }

    /// The shares of Selon and three others, without what is excluded; a dash where one was not asked.
    pub(crate) fn beside(&self, others: &[(&'static str, Tally)]) -> Table {
        let name = |i: usize| others.get(i).map_or("", |(name, _)| *name);
        let mut table = Table::new(["set", "cases", "Selon", name(0), name(1), name(2)]);
        for part in self.ordered() {
            let kept = |part: &Part| share(ratio(part.kept_right, part.kept));
            let of = |i: usize| {
                let (_, tally) = others.get(i)?;
                tally.parts.iter().find(|other| other.name == part.name).map(kept)
            };
            let [first, second, third] = [0, 1, 2].map(|i| of(i).unwrap_or_else(|| share(None)));
            table.row([part.name.clone(), thousands(part.kept), kept(part), first, second, third]);
        }
        table
    }

    /// The parts in their order, each set behind its parts.
    fn ordered(&self) -> impl Iterator<Item = &Part> {
        let set = |part: &Part| group(part.name.trim_matches('*')).to_owned();
        let mut sets = Vec::new();
        for part in &self.parts {
            let set = set(part);
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        let of = move |wanted: String| {
            let inside = move |part: &&Part| set(part) == wanted;
            let (totals, parts): (Vec<_>, Vec<_>) =
                self.parts.iter().filter(inside).partition(|part| part.name.starts_with('*'));
            parts.into_iter().chain(totals)
        };
        sets.into_iter().flat_map(of)
    }
}

/// The group of a set, over which is summed up: `duckling/en` of `duckling/en-AU/AmountOfMoney`.
fn group(set: &str) -> &str {
    let language = set.find('/').map_or(set.len(), |slash| slash + "/fr".len());
    set.get(..language).unwrap_or(set)
}
