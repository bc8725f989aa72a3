//! Ctrl-C in a command that writes to a ledger: what is begun is finished and kept, and the program says how to go on.

use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit status of a program that was interrupted: 128 and the number of the signal, as shells have it.
pub(crate) const STATUS: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on an interrupt is kept for [`asked`]; a second one ends the program at once, which no ledger minds.
pub(crate) fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        // Where the system has no such thing an interrupt ends the program, as it would have anyway.
        let _ = ctrlc::set_handler(|| {
            if ASKED.swap(true, Ordering::Relaxed) {
                process::exit(i32::from(STATUS));
            }
        });
    });
}

/// Whether somebody wants the program to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
