//! Articles over processor cores: the work is spread, the results come out in the order the articles went in.

use std::any::Any;
use std::cell::RefCell;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::interrupt;
use crate::messages::Message;

/// Articles in flight for each thread: enough to keep all busy behind a long one, few enough to bound memory.
const IN_FLIGHT: usize = 4;

/// So long nothing comes before a writer is told.
const IDLE: Duration = Duration::from_secs(1);

/// Sets the number of threads (one a core without it) and keeps what panics under [`guarded`] off the terminal.
/// Once, before any work.
pub(crate) fn prepare(threads: Option<NonZeroUsize>) {
    if let Some(threads) = threads {
        // Fails only when a pool is there already, which the first call cannot meet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
    }
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let kept = GUARD.with_borrow_mut(|guard| match guard {
            Some(reason) => {
                let place =
                    info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
                *reason = payload(info.payload()) + &place;
                true
            }
            None => false,
        });
        if !kept {
            default(info);
        }
    }));
}

/// Does `work` on every item, on all threads, and hands each result to `write` in the order of the items.
///
/// An item is worked on as soon as it is there and written as soon as those before it are, so that a program that
/// sends one article and waits for its reading gets it. `items` is drawn on the calling thread.
///
/// # Errors
/// The first error of `write`, which ends all.
pub(crate) fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut write: impl FnMut(R) -> Result<(), Message> + Send,
) -> Result<(), Message> {
    in_order_or_idle(items, work, |result| result.map_or(Ok(()), &mut write))
}

/// As [`in_order`]; `write` is also called, with nothing, when there was nothing to write for a while, so that it can make
/// lasting what it has. After an interrupt ([`interrupt::watch`]) no further item is drawn; what was drawn is written.
///
/// # Errors
/// The first error of `write`, which ends all.
pub(crate) fn in_order_or_idle<T: Send, R: Send>(
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut write: impl FnMut(Option<R>) -> Result<(), Message> + Send,
) -> Result<(), Message> {
    let (order, results) = sync_channel::<Receiver<R>>(IN_FLIGHT * rayon::current_num_threads());
    let work = &work;
    thread::scope(|scope| {
        let writer = scope.spawn(move || {
            loop {
                match results.recv_timeout(IDLE) {
                    // Nothing comes of work that panicked.
                    Ok(result) => result.iter().try_for_each(|result| write(Some(result)))?,
                    Err(RecvTimeoutError::Timeout) => write(None)?,
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
            }
        });
        rayon::in_place_scope_fifo(|pool| {
            for item in items {
                if interrupt::asked() {
                    break;
                }
                let (sender, receiver) = sync_channel(1);
                if order.send(receiver).is_err() {
                    break; // the writer has failed
                }
                pool.spawn_fifo(move |_| {
                    let _ = sender.send(work(item)); // nobody listens once the writer has failed
                });
            }
        });
        drop(order);
        writer.join().unwrap_or_else(|payload| panic::resume_unwind(payload))
    })
}

/// Does `work`; when it panics, the reason and the place in the code, so that one article takes no other with it.
pub(crate) fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    GUARD.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let reason = GUARD.take().unwrap_or_default();
    result.map_err(|cause| if reason.is_empty() { payload(&*cause) } else { reason })
}

thread_local! {
    /// Why this thread panicked, while it is under [`guarded`].
    static GUARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn payload(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panic").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let mut seen = Vec::new();
        let work = |n: u64| {
            thread::sleep(std::time::Duration::from_micros(n * 37 % 500));
            n
        };
        in_order(0..200, work, |n| {
            seen.push(n);
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_of_the_writer_ends_all() {
        let result = in_order(0.., |n: u64| n, |n| if n < 5 { Ok(()) } else { Err(Message::NoDataFolder) });
        assert!(result.is_err());
    }

    #[test]
    fn a_panic_is_caught_with_its_reason() {
        assert!(
            guarded(|| panic!("no such thing as {}", "this")).unwrap_err().contains("no such thing as this")
        );
        assert_eq!(guarded(|| 3), Ok(3));
    }
}
