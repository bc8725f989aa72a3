//! `selon-eval desk`: how long the pages of a large ledger take while many read and one adds, and what they weigh.

mod grown;
mod readers;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;

use self::grown::Grown;
use self::readers::{Asked, Pages, Served};
use crate::report::{self, Table, thousands};
use crate::{Places, data, project};

/// The time within which 95 of 100 answers are wanted.
const WANTED: Duration = Duration::from_millis(100);
/// The bytes of a page, compressed, with all that it loads.
const LIGHT: usize = 300_000;

/// Measure the desk: answers to many readers while a writer adds, and the weight of pages.
///
/// The ledger is that of the press articles, and of articles woven from their sentences until it has as many assertions as
/// asked for; it is made once, which takes as long as adding does. Each reader asks one page after the other, of every kind in
/// turn, with other words, claims and articles each time, while `selon add` adds further articles to the same ledger.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- desk
  selon-eval desk --assertions 20000 --seconds 10")]
pub(crate) struct Options {
    /// The selon program [default: beside this program]
    #[arg(long, value_name = "PATH")]
    selon: Option<PathBuf>,
    /// Assertions in the ledger, at least
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    assertions: u64,
    /// Readers at once
    #[arg(long, value_name = "N", default_value_t = 20)]
    readers: usize,
    /// For how long they read
    #[arg(long, value_name = "N", default_value_t = 30)]
    seconds: u64,
}

/// Runs the command.
///
/// # Errors
/// When the data, the program or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["press-fr"])? else { return Ok(()) };
    let out = project::out_folder(places, "desk")?;
    let selon = match &options.selon {
        Some(path) => path.clone(),
        None => std::env::current_exe()?.with_file_name("selon"),
    };
    let mut grown = Grown::new(&folder, &out, &selon)?;
    let stats = grown.up_to(options.assertions)?;
    let asked = Asked::of(grown.ledger())?;
    let desk = Desk::open(&selon, grown.ledger())?;

    let weights = readers::weights(&desk.address, &asked)?;
    let quiet = Pages::ask(&desk.address, &asked, options.readers, Duration::from_secs(options.seconds))?;
    let mut writer = grown.add_more()?;
    let busy = Pages::ask(&desk.address, &asked, options.readers, Duration::from_secs(options.seconds));
    let still_adding = writer.try_wait()?.is_none();
    writer.kill()?;
    writer.wait()?;
    let added = grown.stats()?.articles - stats.articles;

    report::print(format_args!(
        "{} articles, {} assertions, {} claims, {:.0} MB; {} readers\n",
        thousands(stats.articles as usize),
        thousands(stats.assertions as usize),
        thousands(stats.claims as usize),
        stats.bytes as f64 / 1e6,
        options.readers
    ))?;
    report::print(
        "Milliseconds until the last byte, with nobody adding and while `selon add` adds. Who has a page asks the next at once\n",
    )?;
    report::print(times(&quiet, &busy?))?;
    let missing = if still_adding { "" } else { " The adding ended before the reading." };
    report::print(format_args!(
        "Wanted: 95 % under {} ms. Meanwhile {added} articles were added.{missing}\n",
        WANTED.as_millis()
    ))?;
    report::print("Bytes of a page over the network, gzip, with style and scripts\n")?;
    let mut table = Table::new(["page", "itself", "with all it loads", "wanted"]);
    for (page, itself, all) in weights {
        let light = if all <= LIGHT { "yes" } else { "no" };
        table.row([page, thousands(itself), thousands(all), light.to_owned()]);
    }
    report::print(table)?;
    report::print(report::provenance(None)?)?;
    Ok(())
}

/// The middle and the 95th percentile of each kind of page.
fn times(quiet: &[Served], busy: &[Served]) -> Table {
    let mut table =
        Table::new(["page", "answers", "middle", "95 %", "answers, adding", "middle", "95 %", "failed"]);
    let milliseconds =
        |served: &Served, share| format!("{:.0}", served.percentile(share).as_secs_f64() * 1e3);
    for (quiet, busy) in quiet.iter().zip(busy) {
        table.row([
            quiet.page.to_owned(),
            thousands(quiet.took.len()),
            milliseconds(quiet, 0.5),
            milliseconds(quiet, 0.95),
            thousands(busy.took.len()),
            milliseconds(busy, 0.5),
            milliseconds(busy, 0.95),
            (quiet.failed + busy.failed).to_string(),
        ]);
    }
    table
}

/// `selon desk`, as long as it is held.
struct Desk {
    process: Child,
    address: String,
}

impl Desk {
    fn open(selon: &Path, ledger: &Path) -> Result<Desk> {
        let mut command = Command::new(selon);
        command.arg("desk").arg(ledger).args(["--listen", "127.0.0.1:0", "--lang", "en"]);
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| selon.display().to_string())?;
        let mut said = String::new();
        BufReader::new(process.stdout.take().context("its output")?).read_line(&mut said)?;
        let address = said.find("http://").map(|start| said[start..].trim().trim_end_matches('/').to_owned());
        let address = address.with_context(|| format!("selon desk said {said:?}"))?;
        Ok(Desk { process, address })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
