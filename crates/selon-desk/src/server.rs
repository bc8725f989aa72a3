//! The server: what it serves, to whom, and which module answers what.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::error_handling::HandleErrorLayer;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{BoxError, Router};
use selon_kb::Base;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::adding::{Additions, Intake};
use crate::api;
use crate::assets::asset;
use crate::atlas::Atlas;
use crate::guard::guard;
use crate::ledgers::Ledgers;
use crate::limits::{Pace, limited, worded};
use crate::outgoing::Outgoing;
use crate::pages;
use crate::problem::Problem;
use crate::reader::choose;
use crate::serve::serve;
use crate::watching::{self, Watching};

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
    intake: Option<Arc<dyn Intake>>,
    outgoing: Arc<Outgoing>,
    additions: Arc<Additions>,
    watching: Watching,
    pace: Pace,
    closing: watch::Sender<bool>,
    atlas: OnceLock<Atlas>,
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
        Ok(Desk {
            ledgers,
            base,
            access,
            read_only: false,
            address,
            intake: None,
            outgoing: Arc::new(Outgoing::new(false)),
            additions: Arc::new(Additions::new()),
            watching: Watching::default(),
            pace: Pace::new(),
            closing: watch::Sender::new(false),
            atlas: OnceLock::new(),
        })
    }

    /// The same, with somebody who reads the articles that are added. Without, nothing can be added.
    #[must_use]
    pub fn adding(mut self, intake: Arc<dyn Intake>) -> Desk {
        self.intake = Some(intake);
        self
    }

    /// The same, and feeds and webhooks may be at addresses of this machine and its network too.
    #[must_use]
    pub fn reaching_private_addresses(mut self) -> Desk {
        self.outgoing = Arc::new(Outgoing::new(true));
        self
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

    /// Where places are; made when it is first asked for.
    pub(crate) fn atlas(&self) -> &Atlas {
        self.atlas.get_or_init(|| Atlas::of(self.base))
    }

    pub(crate) fn base(&self) -> &'static Base {
        self.base
    }

    /// Who reads what is added.
    ///
    /// # Errors
    /// Nobody.
    pub(crate) fn intake(&self) -> Result<&Arc<dyn Intake>, Problem> {
        self.intake.as_ref().ok_or_else(Problem::no_adding)
    }

    pub(crate) fn outgoing(&self) -> &Arc<Outgoing> {
        &self.outgoing
    }

    pub(crate) fn additions(&self) -> &Arc<Additions> {
        &self.additions
    }

    pub(crate) fn watching(&self) -> &Watching {
        &self.watching
    }

    pub(crate) fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Whether the desk ends, now and later.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
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
        let desk = Arc::new(self.desk);
        let closing = desk.closing.clone();
        let end = async move {
            end.await;
            // Those who are told how far something is are not kept any longer, and nothing more is added.
            closing.send_replace(true);
        };
        if !desk.read_only {
            tokio::spawn(watching::watch(Arc::clone(&desk)));
        }
        serve(self.listener, router(desk), end).await;
        Ok(())
    }
}

/// Which address is answered by whom.
pub(crate) fn router(desk: Arc<Desk>) -> Router {
    let routes = Router::new()
        .route("/", get(pages::story::page))
        .route("/articles", get(pages::articles::page))
        .route("/articles/{id}", get(pages::article::page))
        .route("/articles/{id}/original", get(pages::article::original))
        .route("/articles/{id}/text", get(pages::article::text))
        .route("/sources", get(pages::sources::page))
        .route("/map", get(pages::map::page))
        .route("/claims/{id}", get(pages::claim::page))
        .route("/claims/{id}/join", post(pages::decisions::join))
        .route("/claims/{id}/take-out", post(pages::decisions::take_out))
        .route("/claims/{id}/part", post(pages::decisions::part))
        .route("/claims/{id}/tie", post(pages::decisions::tie))
        .route("/figures", get(pages::figures::page))
        .route("/decisions", get(pages::decisions::page))
        .route("/decisions/{id}/undo", post(pages::decisions::undo))
        .route("/dossier", get(pages::claim::dossier::dossier))
        .merge(pages::adding::routes())
        .merge(pages::watches::routes())
        .route("/assets/{*name}", get(asset))
        .route("/api", get(pages::api::page))
        .merge(api::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed);
    layered(routes, desk)
}

/// What every request goes through, the outermost first.
pub(crate) fn layered(routes: Router<Arc<Desk>>, desk: Arc<Desk>) -> Router {
    let shed = |_: BoxError| async { Problem::too_many() };
    routes
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(Arc::clone(&desk), guard))
                .layer(from_fn_with_state(Arc::clone(&desk), worded))
                .layer(HandleErrorLayer::new(shed))
                .layer(LoadShedLayer::new())
                .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
                .layer(CatchPanicLayer::custom(|_| Problem::panic().into_response()))
                // The quickest: it takes a third of the time for pages that are two fifths larger.
                .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
                .layer(from_fn(choose))
                .layer(from_fn_with_state(Arc::clone(&desk), limited))
                .layer(DefaultBodyLimit::max(LARGEST)),
        )
        .with_state(desk)
}

async fn not_found() -> Problem {
    Problem::not_found()
}

async fn not_allowed() -> Problem {
    Problem::not_allowed()
}
