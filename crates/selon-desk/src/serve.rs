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
pub(crate) async fn serve(listener: TcpListener, router: Router, end: impl Future<Output = ()>) {
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

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use axum::Router;
    use axum::routing::get;
    use selon_kb::Base;
    use tokio::sync::oneshot;

    use crate::server::{Access, Desk, layered};
    use crate::testing::Fixture;

    /// A desk that listens, and what closes it.
    struct Open {
        address: SocketAddr,
        end: oneshot::Sender<()>,
        served: tokio::task::JoinHandle<()>,
        _fixture: Fixture,
    }

    async fn open(adding: Option<Arc<dyn crate::Intake>>) -> Open {
        let fixture = Fixture::toll();
        let address = ([127, 0, 0, 1], 0).into();
        let mut desk = Desk::new(&fixture.ledger(), Base::built_in(), address, Access::Loopback).unwrap();
        if let Some(intake) = adding {
            desk = desk.adding(intake);
        }
        let listening = desk.listen().await.unwrap();
        let address = listening.address();
        let (end, ended) = oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            listening.serve(async move { drop(ended.await) }).await.unwrap();
        });
        Open { address, end, served, _fixture: fixture }
    }

    /// What is answered to these bytes, up to the end.
    async fn answered(address: SocketAddr, asked: Vec<u8>) -> String {
        let ask = move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            // Whoever is refused may find the connection closed while it still speaks.
            let _ = stream.write_all(&asked);
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8_lossy(&answer).into_owned()
        };
        tokio::task::spawn_blocking(ask).await.unwrap()
    }

    fn page(address: SocketAddr) -> Vec<u8> {
        format!("GET / HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").into_bytes()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_head_without_end_is_refused() {
        let open = open(None).await;
        let head =
            format!("GET / HTTP/1.1\r\nhost: {}\r\nx: {}\r\n\r\n", open.address, "a".repeat(1_000_000));
        // Who still speaks when it is refused may not hear why.
        let answer = answered(open.address, head.into_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
        let fields = "x: y\r\n".repeat(500);
        let head = format!("GET / HTTP/1.1\r\nhost: {}\r\n{fields}\r\n", open.address);
        assert!(answered(open.address, head.into_bytes()).await.starts_with("HTTP/1.1 431"));
        assert!(answered(open.address, b"nonsense\r\n\r\n".to_vec()).await.starts_with("HTTP/1.1 400"));
        assert!(answered(open.address, page(open.address)).await.starts_with("HTTP/1.1 200"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn those_who_do_not_read_keep_nobody_waiting() {
        let open = open(None).await;
        let slow: Vec<TcpStream> = (0..100)
            .map(|number| {
                let mut stream = TcpStream::connect(open.address).unwrap();
                let asked = page(open.address);
                // Half of them do not even finish their question.
                let said = if number % 2 == 0 { &asked[..] } else { &asked[..20] };
                stream.write_all(said).unwrap();
                stream
            })
            .collect();
        let start = Instant::now();
        assert!(answered(open.address, page(open.address)).await.starts_with("HTTP/1.1 200"));
        assert!(start.elapsed() < Duration::from_secs(5));
        drop(slow);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_upload_that_is_too_large_learns_so() {
        let open = open(Some(Arc::new(crate::testing::Nobody))).await;
        let head = format!(
            "POST /add HTTP/1.1\r\nhost: {}\r\naccept: application/json\r\nconnection: close\r\n\
             content-type: multipart/form-data; boundary=x\r\ncontent-length: 2147483648\r\n\r\n",
            open.address
        );
        let asked = [head.into_bytes(), vec![b'a'; 1 << 16]].concat();
        let answer = answered(open.address, asked).await;
        assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("This is too large."), "{answer}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_desk_closes_while_somebody_is_told() {
        let open = open(Some(Arc::new(crate::testing::Nobody))).await;
        let form = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nIl pleut.\r\n--x--\r\n";
        let head = format!(
            "POST /add HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=x\r\n\
             content-length: {}\r\n\r\n{form}",
            open.address,
            form.len()
        );
        assert!(answered(open.address, head.into_bytes()).await.contains("location: /additions/1"));
        let told = format!("GET /api/additions/1/events HTTP/1.1\r\nhost: {}\r\n\r\n", open.address);
        let told = tokio::spawn(answered(open.address, told.into_bytes()));
        tokio::time::sleep(Duration::from_millis(300)).await;
        open.end.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(10), open.served).await.unwrap().unwrap();
        assert!(told.await.unwrap().contains("event: progress"));
    }

    #[tokio::test]
    async fn a_panic_is_a_page() {
        async fn fault() -> &'static str {
            panic!("as it was told to")
        }
        let fixture = Fixture::toll();
        let routes = Router::new().route("/", get(fault)).route("/api/x", get(fault));
        let router = layered(routes, Arc::new(fixture.desk()));
        for (path, words) in [("/", "<html lang=\"fr\""), ("/api/x", "{\"status\":500")] {
            let request = axum::http::Request::get(path).header("host", "127.0.0.1:7358");
            let request = request.header("accept-language", "fr").body(axum::body::Body::empty()).unwrap();
            let (status, page) = crate::testing::answer(router.clone(), request).await;
            assert_eq!(status, axum::http::StatusCode::INTERNAL_SERVER_ERROR);
            assert!(page.contains(words) && page.contains("Selon a un défaut ici"), "{page}");
        }
    }
}
