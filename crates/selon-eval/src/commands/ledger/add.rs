//! One `selon add`, timed and weighed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// How often memory is looked at.
const STEP: Duration = Duration::from_millis(20);

/// The program and the articles it adds.
pub(super) struct Add<'a> {
    pub(super) selon: &'a Path,
    pub(super) articles: &'a Path,
    pub(super) threads: usize,
}

/// What an adding took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    pub(super) seconds: f64,
    /// Of processors, all threads together; 0 where the system does not tell.
    pub(super) processor_seconds: f64,
    /// In MB of 10⁶ bytes; 0 where the system does not tell.
    pub(super) peak_megabytes: f64,
    /// Of the ledger.
    pub(super) bytes: u64,
}

impl Add<'_> {
    /// Starts adding to a ledger.
    pub(super) fn start(&self, ledger: &Path) -> Result<Child> {
        let mut command = Command::new(self.selon);
        command.arg("add").arg(ledger).arg(self.articles).arg("--threads").arg(self.threads.to_string());
        // Some of the press are too short for their language to be told.
        command.args(["--language", "fr"]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.spawn().with_context(|| self.selon.display().to_string())
    }

    /// Adds to a new ledger.
    pub(super) fn whole(&self, ledger: &Path) -> Result<Cost> {
        remove(ledger)?;
        let (begun, before) = (Instant::now(), processor_seconds_of_children());
        let mut child = self.start(ledger)?;
        let mut peak_kib = 0;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            peak_kib = peak_kib.max(peak_rss_kib(child.id()).unwrap_or(0));
            sleep(STEP);
        };
        let seconds = begun.elapsed().as_secs_f64();
        let processor_seconds = processor_seconds_of_children() - before;
        ensure!(status.success(), "{}: {status}", self.selon.display());
        let bytes = fs::metadata(ledger).with_context(|| ledger.display().to_string())?.len();
        Ok(Cost { seconds, processor_seconds, peak_megabytes: peak_kib as f64 * 1024.0 / 1e6, bytes })
    }
}

/// Takes a ledger away with what may stand beside it.
pub(super) fn remove(ledger: &Path) -> Result<()> {
    for end in ["", "-wal", "-shm", "-lock"] {
        let mut name = ledger.as_os_str().to_owned();
        name.push(end);
        let path = PathBuf::from(name);
        if path.exists() {
            fs::remove_file(&path).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// The processor time of all programs that this one started and that have ended, with those that they started: `cutime` and `cstime`
/// of proc(5), which count hundredths of seconds.
pub(super) fn processor_seconds_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold anything.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// `VmHWM` of a process: the most memory it has held.
fn peak_rss_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
