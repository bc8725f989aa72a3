//! Words and how they look.

use anstyle::{AnsiColor, Style};

/// Words of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) ink: Ink,
}

/// The looks there are. Each differs from the others by more than its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// As the terminal writes.
    Plain,
    /// What is not looked at first.
    Dim,
    /// A title.
    Bold,
    /// Who speaks.
    Source,
    /// The words that tie a content to its source.
    Cue,
    /// The words that hedge it.
    Hedge,
    /// What Selon or the article does not know.
    Unknown,
}

impl Ink {
    /// Words in this ink.
    pub(super) fn run(self, text: impl Into<String>) -> Run {
        Run { text: text.into(), ink: self }
    }

    /// How a terminal shows it.
    pub(super) fn style(self) -> Style {
        match self {
            Ink::Plain => Style::new(),
            Ink::Dim => Style::new().dimmed(),
            Ink::Bold => Style::new().bold(),
            Ink::Source => AnsiColor::Cyan.on_default().underline(),
            Ink::Cue => AnsiColor::Yellow.on_default().bold(),
            Ink::Hedge => AnsiColor::Magenta.on_default().italic(),
            Ink::Unknown => AnsiColor::Red.on_default().italic(),
        }
    }
}
