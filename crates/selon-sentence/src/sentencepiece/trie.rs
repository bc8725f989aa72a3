//! The pieces as a tree of bytes, laid out level by level: the children of a node lie side by side, in the order of their
//! bytes.

/// The tree; node 0 is the root.
pub(super) struct Trie {
    /// The byte that leads to each node.
    labels: Vec<u8>,
    /// The first child of each node, and one more: the children of node `i` are `children[i]..children[i + 1]`.
    children: Vec<u32>,
    /// The piece that ends at each node, and [`NONE`].
    pieces: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Trie {
    /// Of pieces with their numbers; of two that are the same the last one counts.
    pub(super) fn of(pieces: &[(&str, f32)]) -> Self {
        let mut sorted: Vec<(&[u8], u32)> =
            pieces.iter().zip(0..).map(|((piece, _), number)| (piece.as_bytes(), number)).collect();
        sorted.sort_unstable();
        let mut trie = Trie { labels: vec![0], children: Vec::new(), pieces: Vec::new() };
        // What begins with the bytes that lead to a node, for each node of a level.
        let mut level = vec![&sorted[..]];
        let mut depth = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for pieces in level {
                trie.children.push(trie.labels.len() as u32);
                let ends = pieces.iter().take_while(|(piece, _)| piece.len() == depth).count();
                trie.pieces.push(pieces[..ends].last().map_or(NONE, |&(_, number)| number));
                for group in pieces[ends..].chunk_by(|(a, _), (b, _)| a[depth] == b[depth]) {
                    trie.labels.push(group[0].0[depth]);
                    next.push(group);
                }
            }
            (level, depth) = (next, depth + 1);
        }
        trie.children.push(trie.labels.len() as u32);
        trie
    }

    /// The pieces that the bytes begin with, the shortest first, as their lengths and numbers.
    pub(super) fn beginnings<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = (usize, u32)> + 'a {
        let mut node = 0;
        let nodes = bytes.iter().map_while(move |byte| {
            let (first, end) = (self.children[node] as usize, self.children[node + 1] as usize);
            node = first + self.labels[first..end].binary_search(byte).ok()?;
            Some(self.pieces[node])
        });
        (1..).zip(nodes).filter(|&(_, piece)| piece != NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::Trie;

    #[test]
    fn every_piece_that_begins_a_text_is_found() {
        let trie = Trie::of(&[("a", 0.0), ("abc", 0.0), ("b", 0.0), ("é", 0.0), ("ab", 0.0)]);
        let of = |text: &str| trie.beginnings(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(of("abcd"), [(1, 0), (2, 4), (3, 1)]);
        assert_eq!(of("éa"), [(2, 3)]);
        assert_eq!(of("è"), []);
        assert_eq!(of(""), []);
    }
}
