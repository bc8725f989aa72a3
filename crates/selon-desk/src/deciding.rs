//! Taking decisions: what people say of claims and origins is written as `selon edit` writes it, whole or not at all.

use selon_ledger::{AssertionId, Decision, Ledger, Run, Writer};

use crate::problem::Problem;
use crate::server::Desk;

/// Characters of a name and of a reason that are kept.
const NAME: usize = 200;
const REASON: usize = 2000;

/// Who decides, and why: kept with the decision.
#[derive(Clone, Debug, Default)]
pub(crate) struct Note {
    /// Who decides.
    pub(crate) who: Option<String>,
    /// Why.
    pub(crate) why: Option<String>,
}

impl Note {
    /// What is kept of it: nothing of what is blank.
    fn kept(self) -> Result<(Option<String>, Option<String>), Problem> {
        let kept = |given: Option<String>, most: usize, name: &str| {
            let given = given.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
            match given {
                Some(words) if words.chars().count() > most => {
                    Err(Problem::malformed(format!("{name}: > {most}")))
                }
                given => Ok(given),
            }
        };
        Ok((kept(self.who, NAME, "who")?, kept(self.why, REASON, "why")?))
    }
}

/// What became of a decision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    /// Its number.
    pub(crate) decision: i64,
    /// The claim that is there now of the one that was asked about.
    pub(crate) claim: Option<i64>,
}

/// Takes a decision. `claim` is where the reader is: what is left of it is where they go.
///
/// # Errors
/// It names what is not there, or would change nothing; the ledger is busy or may not be written to. It is as it was then.
pub(crate) async fn decide(
    desk: &Desk,
    decision: Decision,
    note: Note,
    claim: Option<i64>,
) -> Result<Taken, Problem> {
    if desk.is_read_only() {
        return Err(Problem::read_only());
    }
    let (who, why) = note.kept()?;
    let path = desk.ledgers().path().to_owned();
    let run = Run {
        program: format!("selon {}", env!("CARGO_PKG_VERSION")),
        extractor: serde_json::json!({}),
        base: desk.base(),
    };
    let work = move || {
        // Only what is there can be corrected: a writer would make it.
        let stays = staying(&Ledger::open(&path)?, &decision, claim)?;
        let mut writer = Writer::open(&path, run)?;
        let decision = writer.edit(&decision, who.as_deref(), why.as_deref())?;
        let claim = stays.map_or(Ok(None), |assertion| writer.ledger().claim_of(assertion))?;
        writer.finish()?;
        Ok(Taken { decision, claim })
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Problem::panic())?
}

/// An assertion of the claim that stays in it whatever is decided.
fn staying(
    ledger: &Ledger,
    decision: &Decision,
    claim: Option<i64>,
) -> Result<Option<AssertionId>, selon_ledger::Error> {
    let Some(claim) = claim else { return Ok(None) };
    let taken = |assertion: &AssertionId| match decision {
        Decision::TakeOut(out) => out.contains(assertion),
        _ => false,
    };
    let all = ledger.assertions_in(claim)?;
    Ok(all.iter().find(|assertion| !taken(assertion)).or(all.first()).copied())
}
