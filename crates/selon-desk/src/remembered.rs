//! Answers that are the same until something is added or decided: readers ask the same again and again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use selon_ledger::{Ledger, Moment};

use crate::problem::Problem;

/// Answers that are kept.
const MOST: usize = 256;

/// Answers to questions, all of one moment.
#[derive(Debug)]
pub(crate) struct Remembered<T>(Mutex<(Moment, HashMap<String, Arc<T>>)>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Remembered(Mutex::default())
    }
}

impl<T> Remembered<T> {
    /// The answer to a question, found now unless it was since the ledger last changed.
    ///
    /// # Errors
    /// Those of finding it, and the file cannot be read.
    pub(crate) fn answer(
        &self,
        ledger: &Ledger,
        question: String,
        find: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<Arc<T>, Problem> {
        let moment = ledger.moment()?;
        if let (of, kept) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner)
            && *of == moment
            && let Some(answer) = kept.get(&question)
        {
            return Ok(Arc::clone(answer));
        }
        let answer = Arc::new(find()?);
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, kept) = &mut *remembered;
        // A question that was asked before the ledger changed may be answered after others were.
        if *of < moment || kept.len() >= MOST {
            kept.clear();
        }
        if *of <= moment {
            *of = moment;
            kept.insert(question, Arc::clone(&answer));
        }
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use selon_kb::Base;
    use selon_ledger::{Ledger, Run, Writer};

    use super::Remembered;
    use crate::testing::Fixture;

    #[test]
    fn an_answer_stands_until_something_is_added() {
        let fixture = Fixture::toll();
        let ledger = Ledger::open(&fixture.ledger()).unwrap();
        let remembered = Remembered::default();
        let count = || Ok(ledger.articles().count());
        let ask = |question: &str| *remembered.answer(&ledger, question.into(), count).unwrap();
        assert_eq!(ask("a"), 3);
        assert_eq!(*remembered.answer(&ledger, "a".into(), || unreachable!()).unwrap(), 3);
        let run = Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() };
        let mut writer = Writer::open(&fixture.ledger(), run).unwrap();
        writer
            .add(&crate::testing::deposit(selon_record::Reading::new(selon_record::Article::new(
                "Il pleut.",
            ))))
            .unwrap();
        assert_eq!(ask("a"), 3, "not committed");
        writer.commit().unwrap();
        assert_eq!(ask("a"), 4);
    }
}
