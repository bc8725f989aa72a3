//! Answers that are kept until the ledger changes: to questions that go through much of it and that many ask.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use selon_ledger::Ledger;

use crate::ledgers::Ledgers;
use crate::problem::Problem;

/// Answers kept at most; when there are as many, all go.
const MOST: usize = 64;

/// The answers, each under the question as text.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// A connection that asks nothing else: what it says changes when the file does (`PRAGMA data_version`). Another connection
    /// counts from elsewhere, so they are numbered.
    watch: Mutex<(u64, Option<Ledger>)>,
    answers: Mutex<HashMap<String, Place>>,
}

/// Where an answer is kept. Those who ask the same at the same time wait for the one that finds it out.
type Place = Arc<tokio::sync::Mutex<Option<(State, Arc<dyn Any + Send + Sync>)>>>;

/// The number of the watching connection, and what it says.
type State = (u64, i64);

impl Kept {
    /// The answer to a question; `name` says all that it depends on beside the ledger, and what it is an answer to.
    ///
    /// # Errors
    /// Those of the question, and the file cannot be read.
    pub(crate) async fn answer<T: Send + Sync + 'static>(
        &self,
        name: String,
        ledgers: &Arc<Ledgers>,
        question: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Arc<T>, Problem> {
        let place = self.place(name);
        let mut kept = place.lock().await;
        // Before the answer: what changes while it is found out makes it old.
        let state = self.state(ledgers)?;
        if let Some((of, answer)) = &*kept
            && *of == state
            && let Ok(answer) = Arc::clone(answer).downcast::<T>()
        {
            return Ok(answer);
        }
        let answer = Arc::new(ledgers.ask(question).await?);
        *kept = Some((state, Arc::clone(&answer) as Arc<dyn Any + Send + Sync>));
        Ok(answer)
    }

    fn place(&self, name: String) -> Place {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST && !answers.contains_key(&name) {
            answers.clear();
        }
        Arc::clone(answers.entry(name).or_default())
    }

    /// Which state of the file this is. It takes some microseconds.
    fn state(&self, ledgers: &Ledgers) -> Result<State, Problem> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let (number, ledger) = &mut *watch;
        if ledger.is_none() {
            *ledger = Some(Ledger::open(ledgers.path())?);
            *number += 1;
        }
        let changes = ledger.as_ref().map(Ledger::changes).transpose();
        if changes.is_err() {
            *ledger = None;
        }
        Ok((*number, changes?.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use selon_ledger::origins::Node;
    use selon_ledger::{Between, Decision};

    use super::Kept;
    use crate::ledgers::Ledgers;
    use crate::testing::Fixture;

    #[tokio::test]
    async fn an_answer_is_found_once_until_the_ledger_changes() {
        let fixture = Fixture::toll();
        let ledgers = Arc::new(Ledgers::open(&fixture.ledger()).unwrap());
        let (kept, asked) = (Kept::default(), Arc::new(AtomicU32::new(0)));
        let ask = async |name: &str| {
            let asked = Arc::clone(&asked);
            let answer =
                kept.answer(name.to_owned(), &ledgers, move |_| Ok(asked.fetch_add(1, Ordering::SeqCst)));
            *answer.await.unwrap()
        };
        assert_eq!((ask("a").await, ask("a").await, ask("b").await, ask("a").await), (0, 0, 1, 0));
        let mut writer = fixture.writer();
        let [a, b] = [1, 2].map(Node::Article);
        writer.edit(&Decision::Part(Between { a, b }), None, None).unwrap();
        writer.finish().unwrap();
        assert_eq!((ask("a").await, ask("a").await), (2, 2));
    }
}
