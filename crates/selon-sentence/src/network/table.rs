//! What the network makes of a piece before it looks at its neighbours, kept for the pieces that were met.

use std::sync::{Arc, Mutex, PoisonError};

/// Places in the table, some 13 kB each once they are taken: pieces of which French and English articles mostly consist.
const SLOTS: usize = 1 << 13;

/// The rows of pieces, which all threads share. Each piece has one place, which the latest that it belongs to has; a row is
/// a function of its piece, so that no result depends on what is there.
pub(crate) struct Table {
    slots: Box<[Mutex<Option<Entry>>]>,
}

struct Entry {
    piece: u32,
    row: Arc<[f32]>,
}

impl Table {
    /// An empty one, which takes memory as pieces are met.
    pub(crate) fn new() -> Self {
        Table { slots: (0..SLOTS).map(|_| Mutex::new(None)).collect() }
    }

    /// The rows of pieces, in their order; `make` makes those that are not there.
    pub(super) fn rows(
        &self,
        pieces: &[u32],
        make: impl FnOnce(&[u32]) -> Vec<Arc<[f32]>>,
    ) -> Vec<Arc<[f32]>> {
        let known: Vec<Option<Arc<[f32]>>> = pieces.iter().map(|&piece| self.get(piece)).collect();
        let missing: Vec<u32> =
            pieces.iter().zip(&known).filter(|(_, row)| row.is_none()).map(|(&piece, _)| piece).collect();
        let mut made = if missing.is_empty() { Vec::new() } else { make(&missing) }.into_iter();
        let fill = |(&piece, known): (&u32, Option<Arc<[f32]>>)| {
            known.or_else(|| {
                let row = made.next()?;
                self.put(piece, Arc::clone(&row));
                Some(row)
            })
        };
        pieces.iter().zip(known).filter_map(fill).collect()
    }

    fn get(&self, piece: u32) -> Option<Arc<[f32]>> {
        let slot = self.slot(piece).lock().unwrap_or_else(PoisonError::into_inner);
        slot.as_ref().filter(|entry| entry.piece == piece).map(|entry| Arc::clone(&entry.row))
    }

    fn put(&self, piece: u32, row: Arc<[f32]>) {
        *self.slot(piece).lock().unwrap_or_else(PoisonError::into_inner) = Some(Entry { piece, row });
    }

    fn slot(&self, piece: u32) -> &Mutex<Option<Entry>> {
        &self.slots[piece as usize % SLOTS]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_those_of_their_pieces_whoever_had_the_place() {
        let table = Table::new();
        let other = SLOTS as u32 + 7;
        for (pieces, made_anew) in [
            (vec![7, 8], vec![7, 8]),
            (vec![7, 8, 9], vec![9]),
            (vec![7, other], vec![other]),
            (vec![7, 8, other], vec![7]),
            (vec![], vec![]),
        ] {
            let mut made = Vec::new();
            let rows = table.rows(&pieces, |missing| {
                made = missing.to_vec();
                missing.iter().map(|&piece| [piece as f32].into()).collect()
            });
            let rows: Vec<u32> = rows.iter().map(|row| row[0] as u32).collect();
            assert_eq!((rows, made), (pieces, made_anew));
        }
    }
}
