//! The Python side: virtual environments with pinned packages, and the scripts run in them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process::run;
use crate::{Places, project};

/// The Python that makes the environment and runs pip.
pub(crate) const SYSTEM: &str = "python3";

/// What is installed together: one environment each.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Packages {
    /// The spaCy that Selon is measured against.
    Spacy,
    /// textacy, which finds direct quotations.
    Textacy,
    /// Duckling, which finds times and quantities.
    Duckling,
    /// Microsoft's Recognizers-Text, which finds times and quantities.
    Recognizers,
    /// quantulum3, which finds quantities.
    Quantulum,
    /// HeidelTime, which finds times.
    HeidelTime,
    /// dateparser, which finds times.
    Dateparser,
    /// What does in Python what `selon add` does.
    Ledger,
    /// What the Python package of the sentence encoder needs.
    Encoder,
    /// datasketch, which finds near-duplicates.
    Datasketch,
    /// trafilatura, which takes articles out of pages.
    Trafilatura,
}

impl Packages {
    /// The folder under `eval-out/`, and the pinned requirements.
    fn environment(self) -> (&'static str, &'static str) {
        match self {
            Packages::Spacy => ("spacy.venv", include_str!("../python/requirements.txt")),
            Packages::Textacy => ("textacy.venv", include_str!("../python/textacy.requirements.txt")),
            Packages::Duckling => ("duckling.venv", include_str!("../python/duckling.requirements.txt")),
            Packages::Recognizers => {
                ("recognizers.venv", include_str!("../python/recognizers.requirements.txt"))
            }
            Packages::HeidelTime => {
                ("heideltime.venv", include_str!("../python/heideltime.requirements.txt"))
            }
            Packages::Trafilatura => {
                ("trafilatura.venv", include_str!("../python/trafilatura.requirements.txt"))
            }
            Packages::Dateparser => {
                ("dateparser.venv", include_str!("../python/dateparser.requirements.txt"))
            }
            Packages::Datasketch => {
                ("datasketch.venv", include_str!("../python/datasketch.requirements.txt"))
            }
            Packages::Encoder => ("encoder.venv", include_str!("../python/encoder.requirements.txt")),
            Packages::Ledger => ("ledger.venv", include_str!("../python/ledger.requirements.txt")),
            Packages::Quantulum => ("quantulum3.venv", include_str!("../python/quantulum3.requirements.txt")),
        }
    }
}

/// A script of `crates/selon-eval/python/`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Script {
    /// Writes what spaCy says of each text.
    Dump,
    /// One timed pass over a text.
    Speed,
    /// The pieces and vectors of each text by the Python package of the sentence encoder.
    Encoder,
    /// The quotations that textacy finds in each text.
    Textacy,
    /// The quantities that other programs find in each text.
    QuantityPeers,
    /// The times that other programs find in each text.
    TimePeers,
    /// The near-duplicates that datasketch finds among the texts.
    CopiesPeer,
    /// Articles parsed, dated, compared and written to SQLite.
    Ledger,
    /// What trafilatura takes out of pages.
    Trafilatura,
    /// Versions of Python and the packages.
    Versions,
}

impl Script {
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Script::Dump => ("dump.py", include_str!("../python/dump.py")),
            Script::Speed => ("speed.py", include_str!("../python/speed.py")),
            Script::Encoder => ("encoder.py", include_str!("../python/encoder.py")),
            Script::Textacy => ("textacy_quotations.py", include_str!("../python/textacy_quotations.py")),
            Script::QuantityPeers => ("quantity_peers.py", include_str!("../python/quantity_peers.py")),
            Script::CopiesPeer => ("copies_peer.py", include_str!("../python/copies_peer.py")),
            Script::TimePeers => ("time_peers.py", include_str!("../python/time_peers.py")),
            Script::Ledger => ("ledger_peer.py", include_str!("../python/ledger_peer.py")),
            Script::Trafilatura => ("trafilatura_pages.py", include_str!("../python/trafilatura_pages.py")),
            Script::Versions => ("versions.py", include_str!("../python/versions.py")),
        }
    }
}

/// A virtual environment under `eval-out/`.
#[derive(Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// The environment, made if it is not there or was made from other requirements.
    ///
    /// # Errors
    /// When Python, pip or the disk fail.
    pub(crate) fn make(places: &Places, packages: Packages) -> Result<Environment> {
        let (name, requirements) = packages.environment();
        let folder = project::out_folder(places, "")?.join(name);
        let environment = Environment { folder };
        // Written last: an environment that has it is complete.
        let installed = environment.folder.join("requirements.txt");
        if fs::read_to_string(&installed).is_ok_and(|text| text == requirements) {
            return Ok(environment);
        }
        eprintln!("making the Python environment {} (once)", environment.folder.display());
        let mut venv = Command::new(SYSTEM);
        run(venv.args(["-m", "venv", "--clear"]).arg(&environment.folder))?;
        let wanted = environment.folder.join("wanted.txt");
        fs::write(&wanted, requirements)?;
        let mut pip = Command::new(environment.python());
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        run(pip.arg(&wanted))?;
        fs::rename(&wanted, &installed)?;
        Ok(environment)
    }

    fn python(&self) -> PathBuf {
        self.folder.join("bin/python")
    }

    /// The Python of the environment and the script's file: the first words of a command that runs it.
    pub(crate) fn script(&self, script: Script) -> Result<[PathBuf; 2]> {
        let (name, text) = script.file();
        let path = self.folder.join(name);
        fs::write(&path, text).with_context(|| path.display().to_string())?;
        Ok([self.python(), path])
    }

    /// The versions of Python, the packages of the environment, such as `spaCy 3.8.18`.
    pub(crate) fn versions(&self) -> Result<Vec<String>> {
        let [python, script] = self.script(Script::Versions)?;
        let printed = run(Command::new(python).arg(script))?;
        let versions: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&printed)?;
        Ok(versions.iter().map(|(name, value)| format!("{name} {}", value.as_str().unwrap_or("?"))).collect())
    }
}

/// The variables that keep the numerical libraries of Python to one thread.
pub(crate) const ONE_THREAD: [(&str, &str); 4] = [
    ("OMP_NUM_THREADS", "1"),
    ("MKL_NUM_THREADS", "1"),
    ("OPENBLAS_NUM_THREADS", "1"),
    ("BLIS_NUM_THREADS", "1"),
];
