//! Connections: how many, how long a browser may take to say what it asks for, and how all end.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// Connections at once; more wait until one is free.
const AT_ONCE: usize = 1024;
/// How long the head of a request may take to come, also between two on one connection.
const HEAD: Duration = Duration::from_secs(20);
/// The bytes of the head of a request, and its fields.
const LARGEST_HEAD: usize = 64 << 10;
const FIELDS: usize = 100;
/// How long those who are being answered have when the desk is closed.
const FAREWELL: Duration = Duration::from_secs(5);

/// Answers until `end` comes, and then those who asked before.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    end: impl Future<Output = ()>,
) {
    let connections = Arc::new(Semaphore::new(AT_ONCE));
    let graceful = GracefulShutdown::new();
    let mut end = pin!(end);
    loop {
        let accepted = async {
            let place = Arc::clone(&connections).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            (place, accepted) = accepted => match accepted {
                Ok((stream, _)) => (place, stream),
                Err(_) => {
                    // No more files may be open, or the other side was gone at once: the next one may fare better.
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(LARGEST_HEAD)
            .max_headers(FIELDS)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            // What one connection meets is its own.
            drop(watched.await);
            drop(place);
        });
    }
    drop(listener);
    drop(timeout(FAREWELL, graceful.shutdown()).await);
}
