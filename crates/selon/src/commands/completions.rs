//! `selon completions SHELL`: the script that lets a shell complete Selon's commands and flags.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::messages::Message;
use crate::output;

/// Print the completion script of a shell
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon completions bash > ~/.local/share/bash-completion/completions/selon\n  \
    selon completions zsh > ~/.zfunc/_selon\n  \
    selon completions fish > ~/.config/fish/completions/selon.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> Result<(), Message> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "selon", &mut script);
        output::write(&String::from_utf8_lossy(&script))
    }
}
