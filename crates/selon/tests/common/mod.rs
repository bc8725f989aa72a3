//! Runs the built program in a world of its own: an empty folder, an empty store of pipelines, no pip, English.

// Every test file takes what it needs; what is wrong with the world here is a failure of the test.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder to run in.
pub(crate) struct World {
    folder: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl World {
    pub(crate) fn new() -> Self {
        World { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The program, to be started in this world.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_selon"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        for variable in ["LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "SELON_KB"] {
            command.env_remove(variable);
        }
        command.env("LC_ALL", "C").env("SELON_MODELS", self.path("models")).env("PATH", self.path("bin"));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        outcome(&mut self.command(arguments))
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Outcome {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output.into()
    }

    /// A store with the real pipelines in it, taken from the folder of wheels that SELON_TEST_MODELS names; `None`,
    /// and a line that says so, without it.
    pub(crate) fn with_models(names: &[&str]) -> Option<World> {
        let wheels = test_models()?;
        let world = World::new();
        for name in names {
            let outcome = world.run(&["models", "add", wheel(&wheels, name).to_str().unwrap()]);
            assert_eq!(outcome.status, Some(0), "{outcome:?}");
        }
        Some(world)
    }

    /// What is in the store, hidden files too.
    pub(crate) fn stored(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("models")).into_iter().flatten().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// The folder of wheels that SELON_TEST_MODELS names.
pub(crate) fn test_models() -> Option<PathBuf> {
    let folder = std::env::var_os("SELON_TEST_MODELS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: SELON_TEST_MODELS names no folder with the pipelines' wheels");
    }
    folder
}

/// The wheel of a pipeline of the catalogue.
pub(crate) fn wheel(folder: &Path, name: &str) -> PathBuf {
    let row = include_str!("../../data/models.tsv")
        .lines()
        .find(|row| row.split('\t').next() == Some(name))
        .unwrap();
    folder.join(row.split('\t').nth(4).unwrap())
}

pub(crate) fn outcome(command: &mut Command) -> Outcome {
    command.output().unwrap().into()
}

impl From<std::process::Output> for Outcome {
    fn from(output: std::process::Output) -> Self {
        Outcome {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
