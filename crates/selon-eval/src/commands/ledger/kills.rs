//! `selon add` killed at random moments: the ledger is whole each time, and ends as if nothing had happened.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use selon_ledger::{Error, Ledger};

use super::add::{Add, remove};

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outcome {
    /// Runs that were still at work when they were killed.
    pub(super) kills: usize,
    /// Ledgers that were not whole after that.
    pub(super) damaged: usize,
    /// Times that a ledger was complete and begun anew.
    pub(super) rounds: usize,
    /// Of these ledgers, those that say the same as one that was never interrupted.
    pub(super) identical: usize,
}

/// Kills as many runs as asked for. Each goes on with the ledger of the one before; one that comes to its end is compared
/// with a ledger made without interruption, and a new one is begun.
///
/// # Errors
/// When the program cannot be started or a ledger not be read.
pub(super) fn run(add: &Add<'_>, out: &Path, kills: usize) -> Result<Outcome> {
    let (whole, ledger) = (out.join("whole.selon"), out.join("killed.selon"));
    let begun = Instant::now();
    add.whole(&whole)?;
    let length = begun.elapsed();
    let expected = Ledger::open(&whole)?.digest()?;
    let mut moments = Moments(0x5e10);
    let mut outcome = Outcome::default();
    remove(&ledger)?;
    while outcome.kills < kills {
        let mut child = add.start(&ledger)?;
        // Short enough that most runs do not reach their end, and all parts of the work are hit.
        let moment = length.mul_f64(moments.next() * 0.6);
        let started = Instant::now();
        let mut status = None;
        while status.is_none() && started.elapsed() < moment {
            sleep(Duration::from_millis(1));
            status = child.try_wait()?;
        }
        if status.is_none() {
            child.kill()?;
            child.wait()?;
            outcome.kills += 1;
            outcome.damaged += usize::from(!is_whole(&ledger)?);
        } else {
            finished(&ledger, expected, &mut outcome)?;
        }
    }
    ensure!(add.start(&ledger)?.wait()?.success(), "the last run failed");
    finished(&ledger, expected, &mut outcome)?;
    Ok(outcome)
}

fn finished(ledger: &Path, expected: [u8; 32], outcome: &mut Outcome) -> Result<()> {
    outcome.rounds += 1;
    outcome.damaged += usize::from(!is_whole(ledger)?);
    outcome.identical += usize::from(Ledger::open(ledger)?.digest()? == expected);
    remove(ledger)
}

/// Whether a ledger is sound; one that was not yet made is.
fn is_whole(ledger: &Path) -> Result<bool> {
    match Ledger::open(ledger) {
        Ok(ledger) => Ok(ledger.verify()?.is_empty()),
        Err(Error::Missing { .. } | Error::NotALedger { .. }) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Numbers from 0 to 1 that look random and are the same each time (Steele, Lea & Flood 2014, SplitMix64).
struct Moments(u64);

impl Moments {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_everywhere() {
        let mut moments = Moments(1);
        let mut quarters = [0; 4];
        for _ in 0..1000 {
            let moment = moments.next();
            assert!((0.0..1.0).contains(&moment));
            quarters[(moment * 4.0) as usize] += 1;
        }
        assert!(quarters.iter().all(|&count| count > 200), "{quarters:?}");
    }
}
