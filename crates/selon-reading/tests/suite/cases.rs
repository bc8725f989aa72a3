//! The file format of the cases: texts under `--- name ---` headers, with what is expected marked in the text.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What introduces and closes a header.
const DASHES: &str = "---";

/// The file of a folder whose cases say what is right and is not yet read so.
const OPEN: &str = "open.txt";

/// One text with its expected marks.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) settings: Settings,
    /// The text with its marks, escapes read.
    pub(crate) marked: String,
    /// What stands in the header: the name, and the settings that are not the file's.
    header: String,
    /// Line of the header, from 1.
    line: usize,
    /// The file's name without its extension.
    pub(crate) file: String,
}

/// What a text is read as.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) language: String,
    /// When it was published, if that is known.
    pub(crate) published: Option<String>,
}

impl Settings {
    /// Reads `language en`, `published 2022-01-05` or `published none`; `None` for anything else.
    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "language" => value.clone_into(&mut self.language),
            "published" => self.published = (value != "none").then(|| value.to_owned()),
            _ => return None,
        }
        Some(())
    }
}

/// Whether the files are to be written anew.
pub(crate) fn is_update() -> bool {
    std::env::var("SELON_UPDATE").is_ok_and(|value| value == "1")
}

/// Every case of a folder, open ones with them.
pub(crate) fn all(folder: &str) -> Vec<Case> {
    files(folder).iter().flat_map(|path| read(path).1).collect()
}

/// Checks every case of `tests/suite/FOLDER`. `mark` takes a marked text and what it is read as, and returns the text as
/// the program marks it.
///
/// `SELON_CASE` runs only the cases with that in their names; `SELON_UPDATE=1` writes what the program says into the
/// files, to be read before it is committed. The cases of `open.txt` are wishes: a line says which of them hold, none of
/// them fails, and none is written anew.
pub(crate) fn check(folder: &str, mark: impl Fn(&str, &Settings) -> String) {
    let filter = std::env::var("SELON_CASE").unwrap_or_default();
    let update = is_update();
    let mut report = String::new();
    let mut run = 0;
    for path in files(folder) {
        let (head, mut cases) = read(&path);
        if path.ends_with(OPEN) {
            println!("{}", wishes(folder, &cases, &mark));
            continue;
        }
        for case in &mut cases {
            if !case.name.contains(&filter) {
                continue;
            }
            run += 1;
            let found = mark(&case.marked, &case.settings);
            if found != case.marked {
                let (file, name) = (path.display(), &case.name);
                let changes = difference(&escape(&case.marked), &escape(&found));
                let _ = writeln!(report, "{file}:{}: {name}\n{changes}", case.line);
                case.marked = found;
            }
        }
        if update {
            fs::write(&path, print(&head, &cases))
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
    assert!(run > 0, "no case of {folder} has {filter:?} in its name");
    assert!(update || report.is_empty(), "\n{report}");
}

/// The lines that are expected (`-`) and those that are found instead (`+`), with the lines beside them.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    // common[i][j]: how many lines the rest of old from i and of new from j have in common, in order.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = match old[i] == new[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines: Vec<(char, &str)> = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    let beside =
        |at: usize| lines[at.saturating_sub(1)..lines.len().min(at + 2)].iter().any(|line| line.0 != ' ');
    (0..lines.len()).filter(|&at| beside(at)).map(|at| format!("{} {}\n", lines[at].0, lines[at].1)).collect()
}

/// How many open cases hold by now, and their names: they may move to the file where they belong.
fn wishes(folder: &str, cases: &[Case], mark: impl Fn(&str, &Settings) -> String) -> String {
    let holds = |case: &&Case| mark(&case.marked, &case.settings) == case.marked;
    let names: Vec<&str> = cases.iter().filter(holds).map(|case| &*case.name).collect();
    format!("{folder}/{OPEN}: {} of {} hold: {}", names.len(), cases.len(), names.join("; "))
}

/// The files of a folder of the suite, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite").join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
}

/// A file's lines before the first case, and its cases.
fn read(path: &Path) -> (String, Vec<Case>) {
    let content = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (head, mut cases) = parse(&content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for case in &mut cases {
        case.file = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    }
    (head, cases)
}

/// The lines before the first case, and the cases. Lines `language: en` and `published: 2022-01-05` before the first case
/// hold for every case that does not say otherwise.
fn parse(content: &str) -> Result<(String, Vec<Case>), String> {
    let mut head = String::new();
    let mut settings = Settings { language: "fr".to_owned(), published: None };
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in (1..).zip(content.lines()) {
        let header = line.strip_prefix(DASHES).and_then(|line| line.strip_suffix(DASHES)).map(str::trim);
        match (header, cases.last_mut()) {
            (Some(header), _) => {
                let (name, settings) = name_and_settings(header, settings.clone())
                    .ok_or(format!("line {number}: {header:?} says something unknown in brackets"))?;
                if name.is_empty() || cases.iter().any(|case| case.name == name) {
                    return Err(format!("line {number}: the name {name:?} is empty or there twice"));
                }
                let (name, header) = (name.to_owned(), header.to_owned());
                let (marked, file) = (String::new(), String::new());
                cases.push(Case { name, settings, marked, header, line: number, file });
            }
            (None, Some(case)) => {
                case.marked.push_str(&unescape(line).ok_or(format!("line {number}: a bad escape"))?);
                case.marked.push('\n');
            }
            (None, None) => {
                if let Some((key, value)) = line.split_once(": ") {
                    // Any other line is a comment.
                    let _ = settings.set(key, value);
                }
                head = head + line + "\n";
            }
        }
    }
    for case in &mut cases {
        case.marked.truncate(case.marked.trim_end_matches('\n').len());
    }
    Ok((head, cases))
}

/// What a header says: `name`, `name (en)`, `name (published none)`, `name (en, published 2022-01-05)`.
fn name_and_settings(header: &str, mut settings: Settings) -> Option<(&str, Settings)> {
    let Some((name, said)) = header.strip_suffix(')').and_then(|header| header.split_once(" (")) else {
        return Some((header, settings));
    };
    for setting in said.split(", ") {
        let (key, value) = setting.split_once(' ').unwrap_or(("language", setting));
        settings.set(key, value)?;
    }
    Some((name, settings))
}

/// The file of some cases, as [`parse`] reads it.
fn print(head: &str, cases: &[Case]) -> String {
    let mut content = head.to_owned();
    for (i, case) in cases.iter().enumerate() {
        let gap = if i + 1 < cases.len() { "\n\n" } else { "\n" };
        let _ = write!(content, "{DASHES} {} {DASHES}\n{}{gap}", case.header, escape(&case.marked));
    }
    content
}

/// Reads `\u{A0}` as the character it names.
fn unescape(line: &str) -> Option<String> {
    let mut parts = line.split("\\u{");
    let mut text = parts.next()?.to_owned();
    for part in parts {
        let (hexadecimal, rest) = part.split_once('}')?;
        text.push(char::from_u32(u32::from_str_radix(hexadecimal, 16).ok()?)?);
        text.push_str(rest);
    }
    Some(text)
}

/// Writes every character that an editor does not show as `\u{A0}`.
fn escape(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            ' ' | '\n' => c.to_string(),
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' => format!("\\u{{{:X}}}", u32::from(c)),
            c if c.is_whitespace() || c.is_control() => format!("\\u{{{:X}}}", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}
