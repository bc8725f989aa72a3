//! How the program speaks to the person at the terminal: errors, warnings and notes on standard error in that person's
//! language, progress where there is a terminal to show it. Results go to standard output through [`crate::output`].

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{Color, Global};
use crate::interrupt;
use crate::messages::{Interface, Message};

/// Standard error, the interface language, and whether something has failed.
#[derive(Debug)]
pub(crate) struct Console {
    interface: Interface,
    verbose: bool,
    status: AtomicU8,
    progress: Mutex<Option<ProgressBar>>,
}

impl Console {
    /// The console as the flags and the environment ask for it. Sets the use of colours for the whole program.
    pub(crate) fn new(flags: &Global) -> Self {
        match flags.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        Console {
            interface: flags.lang.unwrap_or_else(Interface::of_environment),
            verbose: flags.verbose,
            status: AtomicU8::new(0),
            progress: Mutex::new(None),
        }
    }

    /// The language to speak.
    pub(crate) fn interface(&self) -> Interface {
        self.interface
    }

    /// Says that something failed; the exit status becomes 1, 2 where the usage was wrong, 130 after an interrupt.
    pub(crate) fn error(&self, message: &Message) {
        let status = match message {
            Message::Interrupted => interrupt::STATUS,
            message if message.is_wrong_usage() => 2,
            _ => 1,
        };
        self.status.fetch_max(status, Ordering::Relaxed);
        self.say(AnsiColor::Red.on_default().bold(), &Message::Error, message);
    }

    /// Says that something may not be as the user thinks.
    pub(crate) fn warn(&self, message: &Message) {
        self.say(AnsiColor::Yellow.on_default().bold(), &Message::Warning, message);
    }

    /// Says what the program does by itself.
    pub(crate) fn note(&self, message: &Message) {
        self.say(AnsiColor::Cyan.on_default(), &Message::Note, message);
    }

    /// A note for who asked for more with `--verbose`.
    pub(crate) fn detail(&self, message: &Message) {
        if self.verbose {
            self.note(message);
        }
    }

    /// Shows progress in bytes of a known total, until the value is dropped; nothing without a terminal.
    pub(crate) fn bytes_progress(&self, total: u64, what: &Message) -> Progress<'_> {
        self.progress(ProgressBar::new(total), "{msg} {bar:28} {percent:>3} %", what)
    }

    /// Shows a count that grows, until the value is dropped; nothing without a terminal, nor where the results go to
    /// that same terminal and show by themselves how far it is.
    pub(crate) fn count_progress(&self, what: &Message) -> Progress<'_> {
        if std::io::stdout().is_terminal() {
            return Progress { console: self, bar: ProgressBar::hidden() };
        }
        self.progress(ProgressBar::no_length(), "{spinner} {msg} {human_pos}", what)
    }

    /// Shows how far a long work is, with its rate and the time that remains, until the value is dropped; nothing without a
    /// terminal. `total` is what [`Progress::set`] counts up to; where it is not known, only what is done is shown.
    pub(crate) fn work_progress(&self, total: Option<u64>, what: &Message) -> Progress<'_> {
        match total {
            Some(total) => self.progress(
                ProgressBar::new(total),
                "{msg} {prefix} {bar:28} {percent:>3} % {elapsed} < {eta}",
                what,
            ),
            None => self.progress(ProgressBar::no_length(), "{spinner} {msg} {prefix} {elapsed}", what),
        }
    }

    /// 0, 1, 2 or 130, as [`crate`] defines them.
    pub(crate) fn exit_status(&self) -> ExitCode {
        ExitCode::from(self.status.load(Ordering::Relaxed))
    }

    fn progress(&self, bar: ProgressBar, template: &str, what: &Message) -> Progress<'_> {
        bar.set_style(ProgressStyle::with_template(template).expect("templates are constants"));
        bar.set_message(what.text(self.interface));
        *self.current() = Some(bar.clone());
        Progress { console: self, bar }
    }

    fn say(&self, style: Style, kind: &Message, message: &Message) {
        let (kind, text) = (kind.text(self.interface), message.text(self.interface));
        // Nobody can be told that standard error is closed.
        let print = || drop(writeln!(anstream::stderr(), "{style}{kind}{style:#} {text}"));
        let progress = self.current();
        match &*progress {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    fn current(&self) -> std::sync::MutexGuard<'_, Option<ProgressBar>> {
        self.progress.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Progress on the terminal, taken away when dropped.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    console: &'a Console,
    bar: ProgressBar,
}

impl Progress<'_> {
    /// So many are done in all.
    pub(crate) fn set(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Shows this beside it.
    pub(crate) fn label(&self, text: String) {
        self.bar.set_prefix(text);
    }

    /// One more is done.
    pub(crate) fn tick(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        *self.console.current() = None;
    }
}
