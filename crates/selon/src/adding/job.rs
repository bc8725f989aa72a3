//! What is to be done of one item, and what came of it.

use std::sync::Arc;

use selon_intake::{Failure, Item, Place};
use selon_kb::Base;
use selon_ledger::{CarriedDecision, ContentKey, Deposit, Ledger, Original, Refused};
use selon_reading::Reader;
use selon_record::Reading;
use selon_sentence::Encoder;
use serde_json::json;

use super::{Failed, Models};
use crate::batch;
use crate::commands::readers;
use crate::messages::Message;
use crate::models::{Identity, Loaded};

/// What the drawing thread makes of an item, for the threads that work.
pub(crate) enum Job {
    Read(Box<Item>, Option<Loaded<Reader>>, Option<Loaded<Encoder>>),
    /// It is read already.
    Import(Place, Box<Reading>, Loaded<Encoder>),
    /// Somebody's, of another ledger.
    Decide(Place, Box<CarriedDecision>),
    Known,
    Failed(Failed),
    /// Nothing that comes later can be done either.
    Stop(Message),
}

/// The job of reading an article that the ledger does not know yet.
pub(crate) fn read(item: Result<Item, Failure>, known: &Ledger, models: &Models<'_>) -> Job {
    let item = match item {
        Ok(item) => item,
        Err(failure) => return Job::Failed(Failed::to_take(failure)),
    };
    match known.known(&ContentKey::of(&item.article)) {
        Ok(None) => {}
        Ok(Some(_)) => return Job::Known,
        Err(error) => return Job::Stop(Message::Ledger { error }),
    }
    let reader = match models.reader(&item) {
        Ok(reader) => reader,
        Err(message) => return Job::Failed(Failed::to_read(item, message)),
    };
    // Where nothing is to be read, nothing is to be compared.
    let encoder = match reader.as_ref().map(|_| models.encoder()).transpose() {
        Ok(encoder) => encoder,
        Err(message) => return Job::Stop(message),
    };
    Job::Read(Box::new(item), reader, encoder)
}

/// What the writer gets, in the order of the items.
pub(super) enum Done {
    /// The place, what it was made with, and what is to be written.
    Deposit(Place, Used, Box<Deposit>),
    Decide(Place, Box<CarriedDecision>),
    Known,
    Failed(Failed),
    Stop(Message),
}

/// The pipeline that an article was read with, by its language, and the encoder that its assertions are compared by.
#[derive(Default)]
pub(super) struct Used {
    pub(super) pipeline: Option<(String, Arc<Identity>)>,
    pub(super) encoder: Option<Arc<Identity>>,
}

impl Job {
    /// Does what is to be done before the writer has its turn.
    pub(super) fn done(self, base: &Base) -> Done {
        let (item, reader, encoder) = match self {
            Job::Read(item, reader, encoder) => (*item, reader, encoder),
            Job::Import(place, reading, encoder) => {
                let work = || Deposit::new(*reading, None, shown(&place), base, &vectors(&encoder.model));
                let used = Used { pipeline: None, encoder: Some(Arc::clone(&encoder.identity)) };
                return Done::of(place.clone(), used, batch::guarded(work));
            }
            Job::Decide(place, decision) => return Done::Decide(place, decision),
            Job::Known => return Done::Known,
            Job::Failed(failed) => return Done::Failed(failed),
            Job::Stop(message) => return Done::Stop(message),
        };
        let Item { place, article, original, .. } = item;
        let work = || {
            let reading = readers::read(article, reader.as_ref().map(|reader| &*reader.model));
            let original = original.bytes.map(|bytes| Original {
                bytes,
                media_type: Some(original.media_type.to_owned()),
                encoding: Some(original.encoding.to_owned()),
            });
            match &encoder {
                Some(encoder) => {
                    Deposit::new(reading, original, shown(&place), base, &vectors(&encoder.model))
                }
                None => Deposit::new(reading, original, shown(&place), base, &|_| Vec::new()),
            }
        };
        let worked = batch::guarded(work);
        let used = Used {
            pipeline: reader.map(|reader| (reader.model.pipeline().meta().lang.clone(), reader.identity)),
            encoder: encoder.map(|encoder| encoder.identity),
        };
        Done::of(place, used, worked)
    }
}

impl Done {
    /// What came of making a deposit.
    fn of(place: Place, used: Used, worked: Result<Result<Deposit, Refused>, String>) -> Done {
        let failed = |code: &str, message: Message, detail: String| {
            Done::Failed(Failed {
                place: shown(&place),
                reason: json!({"code": code, "detail": detail}),
                message,
            })
        };
        match worked {
            Ok(Ok(deposit)) => Done::Deposit(place, used, Box::new(deposit)),
            Ok(Err(refused)) => {
                let reason = refused.to_string();
                failed("unsound", Message::NotSound { place: place.clone(), reason: reason.clone() }, reason)
            }
            Err(reason) => {
                failed("panic", Message::Panicked { place: place.clone(), reason: reason.clone() }, reason)
            }
        }
    }
}

/// What makes vectors of what is said.
fn vectors(encoder: &Encoder) -> impl Fn(&[&str]) -> Vec<Vec<f32>> {
    |texts| encoder.encode_many(texts).iter().map(|vector| vector.as_slice().to_vec()).collect()
}

/// The name that a ledger knows a place by.
pub(super) fn shown(place: &Place) -> String {
    place.show("-")
}
