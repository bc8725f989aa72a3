//! Standard input, read on a thread of its own: whoever waits for more of it notices an [`interrupt`].

use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::interrupt;

/// The most bytes that are read at once, and how many such chunks may wait to be taken.
const CHUNK: usize = 1 << 16;
const WAITING: usize = 4;

/// How often to look for an interrupt.
const PATIENCE: Duration = Duration::from_millis(50);

/// Standard input as it comes; it ends where it ends or the program is interrupted.
pub(crate) fn standard_input() -> Box<dyn BufRead> {
    let (sender, chunks) = sync_channel(WAITING);
    // It ends with the input, or with the program.
    thread::spawn(move || {
        loop {
            let mut chunk = vec![0; CHUNK];
            let read = match io::stdin().read(&mut chunk) {
                Ok(0) => break,
                Ok(length) => {
                    chunk.truncate(length);
                    Ok(chunk)
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Err(error),
            };
            let failed = read.is_err();
            if sender.send(read).is_err() || failed {
                break;
            }
        }
    });
    Box::new(Chunks { chunks, current: Vec::new(), taken: 0 })
}

struct Chunks {
    chunks: Receiver<io::Result<Vec<u8>>>,
    current: Vec<u8>,
    taken: usize,
}

impl Read for Chunks {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Chunks {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.taken >= self.current.len() {
            match self.chunks.recv_timeout(PATIENCE) {
                Ok(chunk) => {
                    self.current = chunk?;
                    self.taken = 0;
                }
                Err(RecvTimeoutError::Timeout) if !interrupt::asked() => {}
                Err(_) => return Ok(&[]),
            }
        }
        Ok(&self.current[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken = (self.taken + amount).min(self.current.len());
    }
}
