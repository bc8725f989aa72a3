//! `selon-kbgen`: makes the knowledge base of pinned packages and of the tables of `data/`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand};

/// Makes the knowledge base of Selon of pinned packages and of the tables of data/.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Bring the pinned packages into a folder, through pip, npm and apt-get.
    Fetch {
        /// Where they go.
        folder: PathBuf,
    },
    /// Make the base.
    Build {
        /// Where the packages are.
        folder: PathBuf,
        /// The folder of the tables.
        #[arg(long, default_value = "data")]
        tables: PathBuf,
        /// The file to write.
        #[arg(short, long, default_value = "data/kb/selon.kb")]
        output: PathBuf,
    },
    /// Hold tables and packages against each other and say what is wrong or odd.
    Check {
        /// Where the packages are.
        folder: PathBuf,
        /// The folder of the tables.
        #[arg(long, default_value = "data")]
        tables: PathBuf,
    },
    /// Print the part of NOTICE that names the sources.
    Notice {
        /// The folder of the tables.
        #[arg(long, default_value = "data")]
        tables: PathBuf,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Fetch { folder } => selon_kbgen::fetch(&folder),
        Command::Build { folder, tables, output } => {
            let built = selon_kbgen::build(&folder, &tables)?;
            built.warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
            write(&output, &built.bytes)?;
            built.counts.iter().for_each(|(what, count)| eprintln!("{count:>9} {what}"));
            eprintln!("{:>9} bytes in {}", built.bytes.len(), output.display());
            Ok(())
        }
        Command::Check { folder, tables } => {
            let (faults, warnings) = selon_kbgen::check(&folder, &tables)?;
            warnings.iter().for_each(|warning| println!("warning: {warning}"));
            faults.iter().for_each(|fault| println!("{fault}"));
            if !faults.is_empty() {
                bail!("{} faults, {} warnings", faults.len(), warnings.len());
            }
            Ok(())
        }
        Command::Notice { tables } => {
            print!("{}", selon_kbgen::notice(&tables)?);
            Ok(())
        }
    }
}

/// Written beside, then renamed: nobody reads half a base.
fn write(output: &Path, bytes: &[u8]) -> Result<()> {
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(|| folder.display().to_string())?;
    file.write_all(bytes)?;
    // A temporary file is its owner's alone; a base is for all to read.
    #[cfg(unix)]
    file.as_file().set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    file.persist(output).with_context(|| output.display().to_string())?;
    Ok(())
}
