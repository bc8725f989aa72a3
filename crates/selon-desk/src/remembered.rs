//! Answers that readers ask for again and again: each is found once, and stands until the ledger has changed.
//!
//! While somebody adds articles the ledger changes every second. What goes through all of it (a ranking, counts, a map) may then
//! be some seconds late, and is found anew beside: so nobody waits for what others ask too. What people decide, and what was
//! added at this desk, is seen at once.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use selon_ledger::Moment;

/// Answers that are kept.
const MOST: usize = 256;

/// How late an answer may be while somebody adds: from then on it is found anew, and still given as long as [`LATEST`].
const LATE: Duration = Duration::from_secs(5);
const LATEST: Duration = Duration::from_secs(10);

/// Answers, each under its question as text: it says all that the answer depends on beside the ledger, and what it is an answer to.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    all: HashMap<String, Answer>,
    /// What is found anew now.
    looked_for: HashSet<String>,
    /// Answers from before this are not given any more.
    since: Moment,
}

#[derive(Debug)]
struct Answer {
    of: Moment,
    found: Instant,
    what: Arc<dyn Any + Send + Sync>,
}

/// What is known of a question.
#[derive(Debug)]
pub(crate) enum Known<T> {
    /// Its answer.
    Answer(Arc<T>),
    /// An answer that is late: whoever gets this finds it anew, for all.
    Late(Arc<T>),
    /// Nothing.
    Nothing,
}

impl Remembered {
    /// What is known of a question, for a ledger that is at this moment.
    pub(crate) fn known<T: Send + Sync + 'static>(
        &self,
        question: &str,
        now: Moment,
        at: Instant,
    ) -> Known<T> {
        let mut answers = self.answers();
        let Some(answer) = answers.all.get(question) else { return Known::Nothing };
        let Ok(what) = Arc::clone(&answer.what).downcast() else { return Known::Nothing };
        if answer.of == now {
            return Known::Answer(what);
        }
        let age = at.saturating_duration_since(answer.found);
        if !answer.of.has_the_decisions_of(now) || answer.of < answers.since || age >= LATEST {
            return Known::Nothing;
        }
        let is_mine = age >= LATE && answers.looked_for.insert(question.to_owned());
        if is_mine { Known::Late(what) } else { Known::Answer(what) }
    }

    /// Keeps an answer. `now` is the moment of the ledger it is from.
    pub(crate) fn keep<T: Send + Sync + 'static>(&self, question: &str, now: Moment, what: &Arc<T>) {
        let mut answers = self.answers();
        answers.looked_for.remove(question);
        // A question that was asked before the ledger changed may be answered after others were.
        if answers.all.get(question).is_some_and(|known| known.of > now) {
            return;
        }
        if answers.all.len() >= MOST {
            answers.all.retain(|_, known| known.of == now);
        }
        if answers.all.len() >= MOST {
            answers.all.clear();
        }
        let what = Arc::clone(what) as Arc<dyn Any + Send + Sync>;
        answers.all.insert(question.to_owned(), Answer { of: now, found: Instant::now(), what });
    }

    /// Nobody could find it anew.
    pub(crate) fn give_up(&self, question: &str) {
        self.answers().looked_for.remove(question);
    }

    /// From this moment on nothing is late: something was added that is looked for now.
    pub(crate) fn begin_anew(&self, now: Moment) {
        let mut answers = self.answers();
        answers.since = now.max(answers.since);
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use selon_ledger::origins::Node;
    use selon_ledger::{Between, Decision, Ledger, Moment};

    use super::{Known, LATE, LATEST, Remembered};
    use crate::testing::{Fixture, deposit};

    struct Desk {
        fixture: Fixture,
        ledger: Ledger,
        remembered: Remembered,
    }

    impl Desk {
        /// Somebody asked, and the answer is kept.
        fn new() -> Desk {
            let fixture = Fixture::toll();
            let ledger = Ledger::open(&fixture.ledger()).unwrap();
            let desk = Desk { fixture, ledger, remembered: Remembered::default() };
            desk.remembered.keep("a", desk.now(), &Arc::new(7));
            desk
        }

        fn now(&self) -> Moment {
            self.ledger.moment().unwrap()
        }

        fn add(&self, text: &str) {
            let mut writer = self.fixture.writer();
            writer.add(&deposit(selon_record::Reading::new(selon_record::Article::new(text)))).unwrap();
            writer.finish().unwrap();
        }

        fn known(&self, at: Instant) -> Known<i32> {
            self.remembered.known("a", self.now(), at)
        }
    }

    #[test]
    fn an_answer_stands_until_the_ledger_changes() {
        let desk = Desk::new();
        assert!(matches!(desk.known(Instant::now() + LATEST), Known::Answer(answer) if *answer == 7));
        assert!(matches!(desk.remembered.known::<i32>("b", desk.now(), Instant::now()), Known::Nothing));
    }

    #[test]
    fn while_others_add_it_may_be_late_and_one_finds_it_anew() {
        let desk = Desk::new();
        desk.add("Il pleut.");
        let (now, late, latest) = (Instant::now(), Instant::now() + LATE, Instant::now() + LATEST);
        assert!(matches!(desk.known(now), Known::Answer(_)));
        assert!(matches!(desk.known(late), Known::Late(_)));
        assert!(matches!(desk.known(late), Known::Answer(_)), "another finds it anew");
        desk.remembered.give_up("a");
        assert!(matches!(desk.known(late), Known::Late(_)));
        assert!(matches!(desk.known(latest), Known::Nothing));
        desk.remembered.keep("a", desk.now(), &Arc::new(8));
        assert!(matches!(desk.known(latest), Known::Answer(answer) if *answer == 8));
    }

    #[test]
    fn what_was_added_here_is_seen_at_once() {
        let desk = Desk::new();
        desk.add("Il pleut.");
        desk.remembered.begin_anew(desk.now());
        assert!(matches!(desk.known(Instant::now()), Known::Nothing));
    }

    #[test]
    fn what_is_decided_is_seen_at_once() {
        let desk = Desk::new();
        let mut writer = desk.fixture.writer();
        let [a, b] = [1, 2].map(Node::Article);
        writer.edit(&Decision::Part(Between { a, b }), None, None).unwrap();
        writer.finish().unwrap();
        assert!(matches!(desk.known(Instant::now()), Known::Nothing));
    }
}
