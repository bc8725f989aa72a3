//! How much one article may be, so that no input fills the memory: what is larger is refused by name.

use std::io::{self, BufRead, Read};

use crate::Reason;

/// The largest file, page, line, record or entry that is taken for an article, in bytes after decompression. The
/// longest newspaper articles have a hundredth of it.
pub(crate) const LARGEST: u64 = 32 << 20;

/// How many times its size something compressed may grow, beyond [`FREE`]. Text grows three to twenty times, a page of
/// nothing but blanks a thousand times.
pub(crate) const RATIO: u64 = 200;

/// What may come out of any compressed input before its ratio is looked at.
pub(crate) const FREE: u64 = 4 << 20;

/// What a limit was passed by. Travels in an [`io::Error`] through readers that know of no other errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Excess {
    #[error("is larger than {LARGEST} bytes")]
    Size,
    #[error("grows more than {RATIO} times when decompressed")]
    Ratio,
}

impl From<Excess> for io::Error {
    fn from(excess: Excess) -> Self {
        io::Error::other(excess)
    }
}

impl From<io::Error> for Reason {
    /// What readers and inflaters say, in the words of this crate.
    fn from(error: io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Excess>()) {
            Some(Excess::Size) => return Reason::TooLarge { limit: LARGEST },
            Some(Excess::Ratio) => return Reason::Bomb { ratio: RATIO },
            None => {}
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Reason::CutOff,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Reason::Damaged { what: error.to_string() }
            }
            _ => Reason::Unreadable(error),
        }
    }
}

/// Reads what a reader has in its buffer: `Read::read` of readers that are [`BufRead`] first.
pub(crate) fn read(bytes: &mut impl BufRead, into: &mut [u8]) -> io::Result<usize> {
    let start = bytes.fill_buf()?;
    let length = start.len().min(into.len());
    into[..length].copy_from_slice(&start[..length]);
    bytes.consume(length);
    Ok(length)
}

/// All there is to read, when it is not more than [`LARGEST`].
pub(crate) fn whole(mut bytes: impl Read) -> io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    bytes.by_ref().take(LARGEST + 1).read_to_end(&mut whole)?;
    if whole.len() as u64 > LARGEST { Err(Excess::Size.into()) } else { Ok(whole) }
}

/// The next line with its end, put into `line`; how many bytes it took, of which `line` has no more than `limit`.
pub(crate) fn line(bytes: &mut impl BufRead, line: &mut Vec<u8>, limit: u64) -> io::Result<u64> {
    line.clear();
    let mut taken = 0;
    loop {
        let start = match bytes.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let end = start.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
        let part = &start[..end.unwrap_or(start.len())];
        let room = usize::try_from(limit.saturating_sub(taken)).unwrap_or(usize::MAX);
        line.extend_from_slice(&part[..part.len().min(room)]);
        let length = part.len();
        bytes.consume(length);
        taken += length as u64;
        if end.is_some() || length == 0 {
            return Ok(taken);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_the_limit_and_taken_whole() {
        let mut bytes = io::BufReader::with_capacity(3, &b"abcdefgh\nij"[..]);
        let mut read = Vec::new();
        assert_eq!((line(&mut bytes, &mut read, 4).unwrap(), &*read), (9, &b"abcd"[..]));
        assert_eq!((line(&mut bytes, &mut read, 4).unwrap(), &*read), (2, &b"ij"[..]));
        assert_eq!(line(&mut bytes, &mut read, 4).unwrap(), 0);
    }

    #[test]
    fn what_is_too_large_is_said() {
        let reason = whole(io::repeat(b' ')).map_err(Reason::from).unwrap_err();
        assert!(matches!(reason, Reason::TooLarge { limit: LARGEST }));
    }
}
