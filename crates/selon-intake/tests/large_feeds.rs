//! Feeds of a hundred megabytes: read an entry at a time or refused by name, in memory that does not grow with them. In a
//! file of its own: what the process takes in all is measured, and tests of one file run in one process.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use selon_intake::{Failure, Intake, Reason};

const SIZE: usize = 100 << 20;

/// More than what a reader may hold of one entry, several times over; less than a feed.
#[cfg(target_os = "linux")]
const MEMORY: usize = 64 << 20;

/// The most memory that this process has had, in bytes.
#[cfg(target_os = "linux")]
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux says it");
    peak.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") * 1024
}

/// A file that goes away with the value.
struct Feed(PathBuf);

impl Feed {
    fn new(name: &str, write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) -> Feed {
        let path = std::env::temp_dir().join(format!("selon-{}-{name}", std::process::id()));
        let feed = Feed(path);
        let mut file = BufWriter::new(File::create(&feed.0).expect("a folder for temporary files"));
        write(&mut file).and_then(|()| file.flush()).expect("room for a feed");
        feed
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What becomes of a feed: its articles, what failed, in order.
fn read(feed: &Path) -> (usize, Vec<Failure>) {
    let mut articles = 0;
    let mut failures = Vec::new();
    for item in Intake::new([feed.to_owned()]).articles() {
        match item {
            Ok(_) => articles += 1,
            Err(failure) => failures.push(failure),
        }
    }
    (articles, failures)
}

const ENTRY: &str = "<p>Le bilan pourrait s’alourdir, selon le ministère.</p>\n";
const HEAD: &str = "<rss version='2.0'><channel><title>G</title>";
const END: &str = "</channel></rss>";

/// One after the other, as the peak is that of all.
#[test]
fn feeds_of_a_hundred_megabytes_are_read_or_refused() {
    #[cfg(target_os = "linux")]
    let before = peak();

    // Many entries: all are read.
    let text = ENTRY.repeat(5_000);
    let count = SIZE / text.len();
    let many = Feed::new("many.rss", |file| {
        file.write_all(HEAD.as_bytes())?;
        for number in 0..count {
            write!(file, "<item><guid>{number}</guid><description><![CDATA[{text}]]></description></item>")?;
        }
        file.write_all(END.as_bytes())
    });
    let (articles, failures) = read(&many.0);
    assert_eq!((articles, failures.len()), (count, 0));

    // One that is larger than any article: those before it are read, and it is named.
    let one = Feed::new("one.rss", |file| {
        write!(file, "{HEAD}<item><description>Il pleut.</description></item><item><description>")?;
        for _ in 0..SIZE / ENTRY.len() {
            file.write_all("Le bilan pourrait s’alourdir, selon le ministère. Oui.\n".as_bytes())?;
        }
        write!(file, "</description></item><item><description>Il neige.</description></item>{END}")
    });
    let (articles, failures) = read(&one.0);
    assert_eq!((articles, failures.len()), (1, 1));
    assert!(matches!(failures[0].reason, Reason::TooLarge { .. }), "{:?}", failures[0]);
    assert!(failures[0].place.show("-").ends_with("one.rss#2"), "{}", failures[0].place.show("-"));

    // A JSON Feed is one value, which may be no larger than an article.
    let json = Feed::new("feed.json", |file| {
        write!(file, "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [")?;
        for number in 0..SIZE / 100_000 {
            write!(file, "{{\"id\": \"{number}\", \"content_text\": \"{}\"}},", "Il pleut. ".repeat(10_000))?;
        }
        write!(file, "{{\"id\": \"last\", \"content_text\": \"Il neige.\"}}]}}")
    });
    let (articles, failures) = read(&json.0);
    assert_eq!((articles, failures.len()), (0, 1));
    assert!(matches!(failures[0].reason, Reason::TooLarge { .. }), "{:?}", failures[0]);

    #[cfg(target_os = "linux")]
    {
        let grown = peak() - before;
        assert!(grown < MEMORY, "{} MiB", grown >> 20);
    }
}
