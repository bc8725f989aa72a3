//! Answers that readers ask for again and again: each is found once, and stands until the ledger has changed.
//!
//! While somebody adds articles the ledger changes every second. What goes through all of it (a ranking, counts, a map) may then
//! be some seconds late: so many readers at once are answered with what one of them had to wait for. What people decide, and
//! what was added at this desk, is seen at once.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use selon_ledger::{Ledger, Moment};

use crate::problem::Problem;

/// Answers that are kept.
const MOST: usize = 256;

/// How late an answer may be while somebody adds.
const LATE: Duration = Duration::from_secs(5);

/// Answers, each under its question as text.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    answers: Mutex<HashMap<String, Answer>>,
    /// Answers from before this are not given any more.
    since: Mutex<Moment>,
}

#[derive(Clone, Debug)]
struct Answer {
    of: Moment,
    found: Instant,
    what: Arc<dyn Any + Send + Sync>,
}

impl Remembered {
    /// The answer to a question, found now unless it is known. `question` says all that the answer depends on beside the ledger,
    /// and what it is an answer to.
    ///
    /// # Errors
    /// Those of finding it, and the file cannot be read.
    pub(crate) fn answer<T: Send + Sync + 'static>(
        &self,
        ledger: &Ledger,
        question: String,
        find: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<Arc<T>, Problem> {
        let now = ledger.moment()?;
        if let Some(known) = self.known(&question, now, Instant::now())
            && let Ok(known) = known.downcast()
        {
            return Ok(known);
        }
        let found = Instant::now();
        let what = Arc::new(find()?);
        self.keep(question, Answer { of: now, found, what: Arc::clone(&what) as Arc<dyn Any + Send + Sync> });
        Ok(what)
    }

    /// From this moment on nothing is late: something was added that is looked for now.
    pub(crate) fn begin_anew(&self, now: Moment) {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        *since = now.max(*since);
    }

    fn known(&self, question: &str, now: Moment, at: Instant) -> Option<Arc<dyn Any + Send + Sync>> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answers.get(question)?;
        let since = *self.since.lock().unwrap_or_else(PoisonError::into_inner);
        let is_late = || answer.of < since || at.saturating_duration_since(answer.found) >= LATE;
        let stands = answer.of == now || (answer.of.has_the_decisions_of(now) && !is_late());
        stands.then(|| Arc::clone(&answer.what))
    }

    fn keep(&self, question: String, answer: Answer) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        // A question that was asked before the ledger changed may be answered after others were.
        if answers.get(&question).is_some_and(|known| known.of > answer.of) {
            return;
        }
        if answers.len() >= MOST {
            answers.retain(|_, known| known.of == answer.of);
        }
        if answers.len() >= MOST {
            answers.clear();
        }
        answers.insert(question, answer);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use selon_ledger::origins::Node;
    use selon_ledger::{Between, Decision, Ledger};

    use super::{LATE, Remembered};
    use crate::testing::{Fixture, deposit};

    struct Desk {
        fixture: Fixture,
        ledger: Ledger,
        remembered: Remembered,
    }

    impl Desk {
        fn new() -> Desk {
            let fixture = Fixture::toll();
            let ledger = Ledger::open(&fixture.ledger()).unwrap();
            Desk { fixture, ledger, remembered: Remembered::default() }
        }

        fn add(&self, text: &str) {
            let mut writer = self.fixture.writer();
            writer.add(&deposit(selon_record::Reading::new(selon_record::Article::new(text)))).unwrap();
            writer.finish().unwrap();
        }

        fn count(&self) -> usize {
            let count = || Ok(self.ledger.articles().count());
            *self.remembered.answer(&self.ledger, "a".into(), count).unwrap()
        }
    }

    #[test]
    fn an_answer_is_found_once() {
        let desk = Desk::new();
        assert_eq!(desk.count(), 3);
        assert_eq!(
            *desk
                .remembered
                .answer(&desk.ledger, "a".into(), || -> Result<usize, _> { unreachable!() })
                .unwrap(),
            3
        );
    }

    #[test]
    fn while_others_add_it_may_be_late_but_not_for_long() {
        let desk = Desk::new();
        assert_eq!(desk.count(), 3);
        desk.add("Il pleut.");
        assert_eq!(desk.count(), 3);
        let now = desk.ledger.moment().unwrap();
        assert!(desk.remembered.known("a", now, Instant::now()).is_some());
        assert!(desk.remembered.known("a", now, Instant::now() + LATE).is_none());
        desk.remembered.begin_anew(now);
        assert_eq!(desk.count(), 4, "what was added here is seen at once");
    }

    #[test]
    fn what_is_decided_is_seen_at_once() {
        let desk = Desk::new();
        let decisions = || {
            let count = || Ok(desk.ledger.decisions()?.len());
            *desk.remembered.answer(&desk.ledger, "d".into(), count).unwrap()
        };
        assert_eq!(decisions(), 0);
        let mut writer = desk.fixture.writer();
        let [a, b] = [1, 2].map(Node::Article);
        writer.edit(&Decision::Part(Between { a, b }), None, None).unwrap();
        writer.finish().unwrap();
        assert_eq!(decisions(), 1);
    }
}
