//! Has `pip download` bring a wheel, when pip is there. Python is not needed for anything else.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::Entry;
use crate::console::Console;
use crate::messages::Message;

/// The ways pip may be called, in the order to try them.
const PIPS: [&[&str]; 4] = [&["python3", "-m", "pip"], &["python", "-m", "pip"], &["pip3"], &["pip"]];

/// Downloads the wheel of an entry into a folder and shows how far it has come. Its content is not checked here.
///
/// `room` is an empty folder for pip to work in; a pip that stops leaves nothing outside of it.
///
/// # Errors
/// There is no pip, or it failed, with the last it said.
pub(super) fn download(
    entry: &'static Entry,
    folder: &Path,
    room: &Path,
    console: &Console,
) -> Result<PathBuf, Message> {
    let pip = PIPS.into_iter().find(|pip| works(pip, room)).ok_or(Message::NoPip { entry })?;
    let failed = |reason: String| Message::PipFailed { pip: pip.join(" "), reason, entry };
    let log = room.join("pip.log");
    let run = || {
        let output = File::create(&log)?;
        let mut child = command(pip, room)
            .args(["download", "--no-deps", "--only-binary=:all:", "--retries=2", "--quiet"])
            .args(&entry.pip)
            .arg("-d")
            .arg(folder)
            .arg(format!("{}=={}", entry.package, entry.version))
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let progress = console.bytes_progress(entry.size, &Message::Downloading { entry });
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            progress.set((size(folder) + size(room)).min(entry.size));
            thread::sleep(Duration::from_millis(100));
        }
    };
    let status = run().map_err(|error: std::io::Error| failed(error.to_string()))?;
    let wheel = folder.join(entry.file);
    if status.success() && wheel.is_file() {
        return Ok(wheel);
    }
    Err(failed(last_error(&fs::read(&log).unwrap_or_default()).unwrap_or_else(|| status.to_string())))
}

fn works(pip: &[&str], room: &Path) -> bool {
    let status = command(pip, room).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// pip in `room`: there no `pip.py` of the user's folder is taken for it, and what it unpacks can be counted.
fn command(pip: &[&str], room: &Path) -> Command {
    let mut command = Command::new(pip[0]);
    command.args(&pip[1..]).current_dir(room).stdin(Stdio::null());
    command.envs([("PIP_NO_INPUT", "1"), ("PIP_DISABLE_PIP_VERSION_CHECK", "1")]);
    command.envs(["TMPDIR", "TEMP", "TMP"].map(|variable| (variable, room)));
    command
}

/// The bytes in a folder and the folders in it; what cannot be read counts nothing.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

/// The last line of pip's that says what went wrong: after `ERROR: `, or the last at all.
fn last_error(log: &[u8]) -> Option<String> {
    let log = String::from_utf8_lossy(log);
    let mut lines = log.lines().map(str::trim).filter(|line| !line.is_empty()).rev();
    let last = lines.clone().next();
    lines.find_map(|line| line.strip_prefix("ERROR: ")).or(last).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_error_is_what_went_wrong() {
        let log = b"WARNING: Retrying\nERROR: a\nERROR: No matching distribution found for x==1\n\nnotice: new pip\n";
        assert_eq!(last_error(log).as_deref(), Some("No matching distribution found for x==1"));
        assert_eq!(last_error(b"Killed\n").as_deref(), Some("Killed"));
        assert_eq!(last_error(b""), None);
    }
}
