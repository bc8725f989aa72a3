//! The server: what it serves, to whom, and which module answers what.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::error_handling::HandleErrorLayer;
use axum::extract::DefaultBodyLimit;
use axum::http::Uri;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use axum::{BoxError, Router};
use selon_kb::Base;
use tokio::net::TcpListener;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::api;
use crate::assets::asset;
use crate::frame::Frame;
use crate::guard::guard;
use crate::ledgers::Ledgers;
use crate::pages;
use crate::problem::Problem;
use crate::reader::choose;

/// Requests that are answered at once; more are told to come again.
const AT_ONCE: usize = 256;

/// The bytes of a request, where a page does not take more.
const LARGEST: usize = 1 << 20;

/// Who may open the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever sits at this machine.
    Loopback,
    /// Who has this token: needed at any address that others can reach.
    Token(String),
}

/// A ledger on a desk.
#[derive(Debug)]
pub struct Desk {
    ledgers: Arc<Ledgers>,
    base: &'static Base,
    access: Access,
    read_only: bool,
    address: SocketAddr,
}

impl Desk {
    /// Puts a ledger on a desk that is to answer at an address. `base` is the knowledge base that readings rely on.
    ///
    /// # Errors
    /// The ledger is not there, or cannot be read.
    pub fn new(
        ledger: &Path,
        base: &'static Base,
        address: SocketAddr,
        access: Access,
    ) -> Result<Desk, selon_ledger::Error> {
        let ledgers = Arc::new(Ledgers::open(ledger)?);
        Ok(Desk { ledgers, base, access, read_only: false, address })
    }

    /// The same, and nothing can be changed or added.
    #[must_use]
    pub fn read_only(mut self) -> Desk {
        self.read_only = true;
        self
    }

    pub(crate) fn ledgers(&self) -> &Arc<Ledgers> {
        &self.ledgers
    }

    pub(crate) fn base(&self) -> &'static Base {
        self.base
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.read_only
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the ledger is called: the name of its file.
    pub(crate) fn name(&self) -> String {
        let path = self.ledgers.path();
        path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Takes the address. It is free for others until then, and answered from then on.
    ///
    /// # Errors
    /// Somebody else has it, or it is not this machine's.
    pub async fn listen(mut self) -> io::Result<Listening> {
        let listener = TcpListener::bind(self.address).await?;
        // The system chooses a port where none is asked for.
        self.address = listener.local_addr()?;
        Ok(Listening { listener, desk: self })
    }
}

/// A desk that has its address.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    desk: Desk,
}

impl Listening {
    /// Where.
    pub fn address(&self) -> SocketAddr {
        self.desk.address
    }

    /// Answers until `end` comes, and then what was asked before.
    ///
    /// # Errors
    /// The address is lost.
    pub async fn serve(self, end: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        axum::serve(self.listener, router(Arc::new(self.desk))).with_graceful_shutdown(end).await
    }
}

/// Which address is answered by whom.
pub(crate) fn router(desk: Arc<Desk>) -> Router {
    let shed = |_: BoxError| async { Problem::too_many().json(selon_view::Interface::English) };
    Router::new()
        .route("/", get(pages::story::page))
        .route("/assets/{*name}", get(asset))
        .route("/api", get(pages::api::page))
        .merge(api::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(
            ServiceBuilder::new()
                .layer(HandleErrorLayer::new(shed))
                .layer(LoadShedLayer::new())
                .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
                .layer(CatchPanicLayer::custom(|_| Problem::panic().json(selon_view::Interface::English)))
                .layer(CompressionLayer::new())
                .layer(from_fn_with_state(Arc::clone(&desk), guard))
                .layer(from_fn(choose))
                .layer(DefaultBodyLimit::max(LARGEST)),
        )
        .with_state(desk)
}

async fn not_found(uri: Uri, frame: Frame) -> Response {
    told(Problem::not_found(), &uri, frame)
}

async fn not_allowed(uri: Uri, frame: Frame) -> Response {
    told(Problem::not_allowed(), &uri, frame)
}

fn told(problem: Problem, uri: &Uri, frame: Frame) -> Response {
    let is_page = !uri.path().starts_with("/api/");
    if is_page { problem.page(frame) } else { problem.json(frame.interface()) }
}
