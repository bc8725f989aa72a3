//! Webhooks: what is new for a watch, sent as JSON to the address that the user gave.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use selon_ledger::{Error, Event, Ledger, Watch, Watches};
use selon_view::Interface;
use serde_json::json;

use crate::outgoing::Outgoing;

/// Events that are sent at once.
const EVENTS: u32 = 1000;
/// How often the same news are tried, and how long is waited after the first time; each time after that four times as long.
const TRIES: u32 = 5;
const WAIT: Duration = Duration::from_secs(10);

/// What could not be sent yet, by watch.
#[derive(Default)]
pub(super) struct Webhooks {
    failed: HashMap<i64, Failed>,
}

struct Failed {
    /// Up to which event.
    event: i64,
    tries: u32,
    next: Instant,
}

impl Webhooks {
    /// Sends to all webhooks what they were not told yet.
    ///
    /// # Errors
    /// The ledger cannot be read or written; what a webhook does not take is kept there.
    pub(super) fn tell(
        &mut self,
        ledger: &Ledger,
        outgoing: &Outgoing,
        desk: SocketAddr,
    ) -> Result<(), Error> {
        for watch in ledger.watches()? {
            let Some(webhook) = &watch.webhook else { continue };
            let mut news = ledger.news(watch.id, ledger.news_told(watch.id)?, EVENTS)?;
            let Some(last) = news.first().map(|event| event.id) else { continue };
            let before = self.failed.get(&watch.id).filter(|failed| failed.event == last);
            let tries = before.map_or(0, |failed| failed.tries);
            if tries >= TRIES || before.is_some_and(|failed| Instant::now() < failed.next) {
                continue;
            }
            news.reverse();
            let sent = outgoing.post(webhook, &body(&watch, &news, desk));
            let error = sent.err().map(|refused| refused.wording().text(Interface::English).to_owned());
            Watches::open(ledger.path())?.sent(watch.id, last, error.as_deref())?;
            match error {
                None => drop(self.failed.remove(&watch.id)),
                Some(_) => {
                    let next = Instant::now() + WAIT * 4u32.pow(tries);
                    self.failed.insert(watch.id, Failed { event: last, tries: tries + 1, next });
                }
            }
        }
        Ok(())
    }
}

fn body(watch: &Watch, news: &[Event], desk: SocketAddr) -> String {
    let Watch { id, name, question, .. } = watch;
    let events = news.iter().map(|event| {
        let mut event = json!(event);
        event["href"] = format!("http://{desk}/claims/{}", event["claim"]).into();
        event
    });
    json!({
        "watch": {"id": id, "name": name, "question": question, "href": format!("http://{desk}/watches/{id}")},
        "events": events.collect::<Vec<_>>(),
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use selon_ledger::{Ledger, Watches};

    use super::Webhooks;
    use crate::outgoing::Outgoing;
    use crate::testing::Fixture;
    use crate::watching::note;

    /// Answers once and gives what it was asked.
    fn server(answer: &'static [u8]) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        let asked = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = String::new();
            let mut piece = [0; 4096];
            while !asked.ends_with("}") {
                let read = stream.read(&mut piece).unwrap();
                asked += std::str::from_utf8(&piece[..read]).unwrap();
            }
            stream.write_all(answer).unwrap();
            asked
        });
        (address, asked)
    }

    #[test]
    fn a_webhook_is_told_once() {
        let fixture = Fixture::one_claim();
        let (address, asked) = server(b"HTTP/1.1 204 No Content\r\n\r\n");
        let watches = Watches::open(&fixture.ledger()).unwrap();
        // As if nothing had been known when it began.
        let watch = watches.add("Bilan <b>", "", Some(&address), &[]).unwrap();
        let ledger = Ledger::open(&fixture.ledger()).unwrap();
        note(&ledger).unwrap();
        let news = ledger.news(watch, 0, 10).unwrap();
        assert!(!news.is_empty());
        let (mut webhooks, desk) = (Webhooks::default(), ([127, 0, 0, 1], 7358).into());
        webhooks.tell(&ledger, &Outgoing::new(true), desk).unwrap();
        let asked = asked.join().unwrap();
        let body: serde_json::Value =
            serde_json::from_str(&asked[asked.find("\r\n\r\n").unwrap()..]).unwrap();
        assert_eq!(body["watch"]["name"], "Bilan <b>");
        assert_eq!(body["events"][0]["kind"], "claim");
        assert_eq!(body["events"][0]["href"], format!("http://127.0.0.1:7358/claims/{}", news[0].claim));
        assert_eq!(ledger.news_told(watch).unwrap(), news[0].id);
        // Nothing is new: nobody is there any more to be told.
        webhooks.tell(&ledger, &Outgoing::new(true), desk).unwrap();
        assert_eq!(ledger.last_sent(watch).unwrap().unwrap().error, None);
    }

    #[test]
    fn what_a_webhook_does_not_take_is_kept_and_tried_again_later() {
        let fixture = Fixture::one_claim();
        let watches = Watches::open(&fixture.ledger()).unwrap();
        let watch = watches.add("x", "", Some("http://127.0.0.1:9/hook"), &[]).unwrap();
        let ledger = Ledger::open(&fixture.ledger()).unwrap();
        note(&ledger).unwrap();
        let (mut webhooks, desk) = (Webhooks::default(), ([127, 0, 0, 1], 7358).into());
        webhooks.tell(&ledger, &Outgoing::new(false), desk).unwrap();
        let first = ledger.last_sent(watch).unwrap().unwrap();
        assert!(first.error.unwrap().contains("--allow-private-feeds"));
        assert_eq!(ledger.news_told(watch).unwrap(), 0);
        assert_eq!(webhooks.failed[&watch].tries, 1);
        webhooks.tell(&ledger, &Outgoing::new(false), desk).unwrap();
        assert_eq!(webhooks.failed[&watch].tries, 1, "not at once");
    }
}
