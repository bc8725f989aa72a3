//! `selon desk`: a ledger in the browser.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use selon_desk::Access;

use super::knowledge::Knowledge;
use super::pipeline::Model;
use crate::adding::{DeskIntake, Models};
use crate::console::Console;
use crate::messages::Message;
use crate::output;

/// Open a ledger in the browser
///
/// Answers at an address of this machine until Ctrl-C, and opens nothing by itself. What is added meanwhile, here or by another
/// program, appears on the pages. Nothing is fetched from elsewhere unless you give its address, and nobody else can reach it:
/// at another address than one of this machine alone the desk asks for a token, which is part of the address that is printed.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon desk story.selon                          at http://127.0.0.1:7358\n  \
    selon desk story.selon --listen 127.0.0.1:8000  at another port\n  \
    selon desk story.selon --read-only              nothing can be changed or added\n  \
    selon desk story.selon --listen 0.0.0.0:7358    for others too, who need the token in the printed address")]
pub(crate) struct Desk {
    /// The ledger's file
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,

    /// Where to answer; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7358")]
    listen: SocketAddr,

    /// The token that is asked for at an address that others can reach; made up otherwise
    #[arg(long, value_name = "TOKEN", env = "SELON_DESK_TOKEN", hide_env_values = true, value_parser = token)]
    token: Option<String>,

    /// Nothing can be changed or added
    #[arg(long)]
    read_only: bool,

    /// Feeds and webhooks may be at addresses of this machine and its network too
    #[arg(long)]
    allow_private_feeds: bool,

    #[command(flatten)]
    model: Model,

    #[command(flatten)]
    knowledge: Knowledge,
}

/// How long what is at work has when the desk is closed.
const FAREWELL: Duration = Duration::from_secs(20);

/// The least length of a token that somebody chose.
const SHORTEST: usize = 16;

/// A token that can be part of an address and of a cookie as it is.
fn token(given: &str) -> Result<String, String> {
    let is_plain = given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte));
    if is_plain && given.len() >= SHORTEST {
        Ok(given.to_owned())
    } else {
        Err(format!("at least {SHORTEST} letters, digits or -_.~"))
    }
}

impl Desk {
    pub(super) fn run(self, console: &'static Console) -> Result<(), Message> {
        let base = self.knowledge.base()?;
        let access = match (self.token, self.listen.ip().is_loopback()) {
            (Some(token), _) => Access::Token(token),
            (None, true) => Access::Loopback,
            (None, false) => Access::Token(random()?),
        };
        let asked_for = match &access {
            Access::Loopback => String::new(),
            Access::Token(token) => format!("?token={token}"),
        };
        let mut desk = selon_desk::Desk::new(&self.ledger, base, self.listen, access)
            .map_err(|error| Message::Ledger { error })?;
        if self.read_only {
            desk = desk.read_only();
        }
        if self.allow_private_feeds {
            desk = desk.reaching_private_addresses();
        }
        let models = Models::new(self.model.choice(console)?, base, console);
        desk = desk.adding(Arc::new(DeskIntake::new(self.ledger, base, models)));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| Message::DeskEnded { error })?;
        let address = self.listen;
        let ended = runtime.block_on(async move {
            let listening = desk.listen().await.map_err(|error| Message::AddressTaken { address, error })?;
            let address = format!("http://{}/{asked_for}", listening.address());
            output::print(&format!("{}\n", Message::DeskOpen { address }.text(console.interface())))?;
            console.note(&Message::DeskStop);
            let interrupted = async {
                // Where signals cannot be waited for, the desk stays open until it is killed.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            listening.serve(interrupted).await.map_err(|error| Message::DeskEnded { error })
        });
        // What is being added has time to come to an end; what was added stays in any case.
        runtime.shutdown_timeout(FAREWELL);
        ended
    }
}

/// A token that nobody guesses: 128 random bits.
fn random() -> Result<String, Message> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Message::NoToken { reason: error.to_string() })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
