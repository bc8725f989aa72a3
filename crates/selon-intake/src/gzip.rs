//! gzip ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)): a file is one member after the other, and in a web archive
//! each record is a member of its own, so that reading can begin at any of them, and go on behind a damaged one.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::{GzDecoder, MultiGzDecoder};

use crate::limits::{self, Excess, FREE, RATIO};

/// What a gzip member begins with: its mark, and deflate as its method.
pub(crate) const MAGIC: &[u8] = b"\x1F\x8B\x08";

/// A reader that knows how far it is, and to which bytes can be given back.
pub(crate) struct Tracked<R> {
    inner: R,
    position: u64,
    /// Bytes to read again, before the others.
    again: Cursor<Vec<u8>>,
    /// What was read since [`Tracked::mark`], as far as it is kept.
    kept: Vec<u8>,
    marked: u64,
}

/// How much is kept to look through once more behind a damaged member: more than nearly all members have.
const KEPT: usize = 1 << 20;

impl<R: BufRead> Tracked<R> {
    pub(crate) fn new(inner: R) -> Self {
        Tracked { inner, position: 0, again: Cursor::default(), kept: Vec::new(), marked: 0 }
    }

    /// How many bytes were read.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Keeps what is read from here on.
    pub(crate) fn mark(&mut self) {
        self.kept.clear();
        self.marked = self.position;
    }

    /// Goes back to one byte behind the mark, where all that was read since is kept.
    pub(crate) fn back_to_mark(&mut self) {
        let kept = std::mem::take(&mut self.kept);
        if self.position - self.marked == kept.len() as u64 && !kept.is_empty() {
            self.give_back(&kept[1..]);
        }
    }

    /// Makes bytes that were just read the next to be read.
    pub(crate) fn give_back(&mut self, bytes: &[u8]) {
        let rest = self.again.fill_buf().unwrap_or_default();
        self.again = Cursor::new([bytes, rest].concat());
        self.position -= bytes.len() as u64;
        self.kept.clear();
        self.marked = self.position;
    }

    /// The next byte, or none at the end.
    pub(crate) fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.fill_buf()?.first().copied();
        self.consume(usize::from(byte.is_some()));
        Ok(byte)
    }
}

impl<R: BufRead> Read for Tracked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        limits::read(self, into)
    }
}

impl<R: BufRead> BufRead for Tracked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again.fill_buf()?.is_empty() { self.inner.fill_buf() } else { self.again.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        let room = KEPT - self.kept.len();
        // The start of a buffer that is full already can be had again.
        if let Ok(bytes) = self.fill_buf() {
            let kept = bytes[..amount.min(bytes.len()).min(room)].to_vec();
            self.kept.extend_from_slice(&kept);
        }
        self.position += amount as u64;
        if self.again.fill_buf().is_ok_and(<[u8]>::is_empty) {
            self.inner.consume(amount);
        } else {
            self.again.consume(amount);
        }
    }
}

/// A decoder that knows how much it has read.
pub(crate) trait Taken: Read {
    /// The position in the compressed bytes.
    fn taken(&self) -> u64;
}

impl<R: BufRead> Taken for GzDecoder<Tracked<R>> {
    fn taken(&self) -> u64 {
        self.get_ref().position()
    }
}

impl<R: BufRead> Taken for MultiGzDecoder<Tracked<R>> {
    fn taken(&self) -> u64 {
        self.get_ref().position()
    }
}

/// What a decoder gives, until it is too much for what it reads.
pub(crate) struct Bounded<D> {
    decoder: D,
    start: u64,
    given: u64,
}

impl<D: Taken> Bounded<D> {
    fn new(decoder: D, start: u64) -> Self {
        Bounded { decoder, start, given: 0 }
    }
}

impl<D: Taken> Read for Bounded<D> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.decoder.read(into)?;
        self.given += length as u64;
        let taken = self.decoder.taken() - self.start;
        if self.given > FREE && self.given / RATIO > taken {
            return Err(Excess::Ratio.into());
        }
        Ok(length)
    }
}

/// The content of all members, one after the other.
pub(crate) fn content<R: BufRead>(bytes: R) -> impl BufRead + use<R> {
    BufReader::with_capacity(1 << 16, Bounded::new(MultiGzDecoder::new(Tracked::new(bytes)), 0))
}

/// The content of one member, and the bytes behind it when it is done.
pub(crate) struct Member<R: BufRead>(BufReader<Bounded<GzDecoder<Tracked<R>>>>);

impl<R: BufRead> Member<R> {
    /// The member that begins where `bytes` are.
    pub(crate) fn new(mut bytes: Tracked<R>) -> Self {
        bytes.mark();
        let start = bytes.position();
        Member(BufReader::with_capacity(1 << 16, Bounded::new(GzDecoder::new(bytes), start)))
    }

    /// The bytes behind what was read of the member.
    pub(crate) fn into_rest(self) -> Tracked<R> {
        self.0.into_inner().decoder.into_inner()
    }
}

impl<R: BufRead> Read for Member<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl<R: BufRead> BufRead for Member<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

/// Goes on to what may be the beginning of the next member, and whether there is one.
pub(crate) fn seek_member<R: BufRead>(bytes: &mut Tracked<R>) -> io::Result<bool> {
    let mut seen = [0; 4];
    let mut count = 0_usize;
    while let Some(byte) = bytes.byte()? {
        seen.rotate_left(1);
        seen[3] = byte;
        count += 1;
        // The upper flags are reserved and zero.
        if count >= 4 && seen.starts_with(MAGIC) && byte < 0x20 {
            bytes.give_back(&seen);
            return Ok(true);
        }
    }
    Ok(false)
}

/// The beginning of what compressed bytes hold, as far as it can be told from these.
pub(crate) fn beginning(bytes: &[u8]) -> Vec<u8> {
    let mut start = Vec::new();
    // What is wrong with it is said when it is read.
    let _ = MultiGzDecoder::new(bytes).take(4096).read_to_end(&mut start);
    start
}

#[cfg(test)]
pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::default());
    encoder.read_to_end(&mut compressed).expect("memory takes everything");
    compressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_follow_each_other() {
        let bytes = [gzipped(b"un "), gzipped(b"deux")].concat();
        let mut text = String::new();
        content(&bytes[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "un deux");
        assert_eq!(beginning(&bytes[..bytes.len() - 9]), b"un deux");
    }

    #[test]
    fn a_bomb_stops_before_it_is_large() {
        let bytes = gzipped(&vec![b' '; 64 << 20]);
        let mut read = 0;
        let error =
            io::copy(&mut content(&bytes[..]).inspect_length(&mut read), &mut io::sink()).unwrap_err();
        assert_eq!(error.get_ref().unwrap().downcast_ref(), Some(&Excess::Ratio));
        assert!(read < FREE + (1 << 20), "{read}");
    }

    /// Counts what is read.
    trait InspectLength: Read + Sized {
        fn inspect_length(self, length: &mut u64) -> Counting<'_, Self> {
            Counting(self, length)
        }
    }

    impl<R: Read> InspectLength for R {}

    struct Counting<'a, R>(R, &'a mut u64);

    impl<R: Read> Read for Counting<'_, R> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let length = self.0.read(into)?;
            *self.1 += length as u64;
            Ok(length)
        }
    }
}
