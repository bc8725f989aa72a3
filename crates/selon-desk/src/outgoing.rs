//! The only connections that are opened to the outside, each because the user asks for it: feeds and pages that are added, and
//! the webhooks of watches.
//!
//! An address that leads into this machine or its network is refused: who reaches the desk must not reach through it what they
//! cannot reach themselves (server-side request forgery). What is looked at are the addresses that are connected to, also after
//! a redirection, so that a name that changes its meaning in between changes nothing. For that no proxy is asked.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use tempfile::NamedTempFile;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use crate::adding::{Origin, Source, Wording};
use crate::words::{Words, words};

/// The bytes of what is fetched: the largest that is taken for an article or a feed.
const LARGEST: u64 = 32 << 20;
/// How long fetching may take as a whole, and until there is a connection.
const PATIENCE: Duration = Duration::from_secs(60);
const CONNECTING: Duration = Duration::from_secs(10);
/// How often an address may lead to another one.
const REDIRECTIONS: u32 = 5;

const NO_ADDRESS: Words =
    words("ce n’est pas une adresse http ou https", "this is no address of http or https");
const PRIVATE: Words = words(
    "cette adresse mène à cette machine ou à son réseau (--allow-private-feeds le permet)",
    "this address leads to this machine or its network (--allow-private-feeds allows it)",
);
const TOO_LARGE: Words = words("la réponse dépasse 32 Mo", "the answer is larger than 32 MB");
const TOO_SLOW: Words = words("aucune réponse à temps", "no answer in time");
const NO_SUCH_HOST: Words = words("ce serveur n’existe pas", "there is no such server");
const REDIRECTED: Words = words("trop de redirections", "too many redirections");
const STATUS: Words = words("le serveur répond", "the server answers");
const UNREACHABLE: Words = words("pas de réponse", "no answer");
const NO_FILE: Words = words("pas de place sur le disque", "no space left on the disk");

/// What opens connections.
#[derive(Debug)]
pub(crate) struct Outgoing {
    agent: Agent,
}

/// Why an address gave nothing.
#[derive(Debug)]
pub(crate) struct Refused {
    what: Words,
    detail: Option<String>,
}

impl Refused {
    fn of(what: Words) -> Refused {
        Refused { what, detail: None }
    }

    pub(crate) fn wording(&self) -> Wording {
        Wording::of(|interface| match &self.detail {
            Some(detail) => format!("{} ({detail})", self.what.text(interface)),
            None => self.what.text(interface).to_owned(),
        })
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        let said = error.to_string();
        let with = |what| Refused { what, detail: Some(said.clone()) };
        match error {
            Error::BadUri(_) | Error::Http(_) => Refused::of(NO_ADDRESS),
            Error::StatusCode(status) => Refused { what: STATUS, detail: Some(status.to_string()) },
            Error::Timeout(_) => Refused::of(TOO_SLOW),
            Error::HostNotFound => Refused::of(NO_SUCH_HOST),
            Error::TooManyRedirects | Error::RedirectFailed => Refused::of(REDIRECTED),
            Error::BodyExceedsLimit(_) => Refused::of(TOO_LARGE),
            Error::Io(error) => error.into(),
            _ => with(UNREACHABLE),
        }
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Refused {
        if error.get_ref().is_some_and(|inner| inner.is::<Private>()) {
            return Refused::of(PRIVATE);
        }
        match error.kind() {
            io::ErrorKind::TimedOut => Refused::of(TOO_SLOW),
            _ => Refused { what: UNREACHABLE, detail: Some(error.to_string()) },
        }
    }
}

impl Outgoing {
    /// `private` allows addresses of this machine and its network.
    pub(crate) fn new(private: bool) -> Outgoing {
        let config = Config::builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECTING))
            .max_redirects(REDIRECTIONS)
            .max_redirects_will_error(true)
            .proxy(None)
            .user_agent(concat!("selon/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Public { resolver: DefaultResolver::default(), private };
        Outgoing { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// What is at an address, as a file.
    ///
    /// # Errors
    /// It cannot be fetched, or may not be.
    pub(crate) fn fetch(&self, address: &str) -> Result<Source, Refused> {
        let mut answer = self.agent.get(checked(address)?).call()?;
        let charset = answer.body().charset().map(str::to_owned);
        let mut file = NamedTempFile::new().map_err(|_| Refused::of(NO_FILE))?;
        let mut bytes = answer.body_mut().with_config().limit(LARGEST + 1).reader();
        let mut piece = vec![0; 1 << 16];
        let mut size = 0;
        loop {
            let read = bytes.read(&mut piece)?;
            if read == 0 {
                break;
            }
            size += read as u64;
            if size > LARGEST {
                return Err(Refused::of(TOO_LARGE));
            }
            file.write_all(&piece[..read]).map_err(|_| Refused::of(NO_FILE))?;
        }
        let origin = Origin::Fetched { charset };
        Ok(Source { name: address.to_owned(), file: file.into_temp_path(), origin })
    }

    /// Sends JSON to an address.
    ///
    /// # Errors
    /// It cannot be sent, may not be, or the server does not take it.
    pub(crate) fn post(&self, address: &str, json: &str) -> Result<(), Refused> {
        let request = self.agent.post(checked(address)?).header("content-type", "application/json");
        request.send(json)?;
        Ok(())
    }
}

/// An address of the web, without a password in it: what is fetched is named by it in the ledger.
fn checked(address: &str) -> Result<Uri, Refused> {
    let no = || Refused::of(NO_ADDRESS);
    let uri: Uri = address.trim().parse().map_err(|_| no())?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri.authority().map(|authority| authority.as_str());
    let is_plain = host.is_some_and(|host| !host.is_empty() && !host.contains('@'));
    if is_web && is_plain { Ok(uri) } else { Err(no()) }
}

/// Whether something can be asked for at an address at all.
pub(crate) fn is_web(address: &str) -> bool {
    checked(address).is_ok()
}

/// Finds the addresses of a name, and refuses those that are not of the Internet.
#[derive(Debug)]
struct Public {
    resolver: DefaultResolver,
    private: bool,
}

/// An address is not one of the Internet.
#[derive(Debug, thiserror::Error)]
#[error("an address of this machine or its network")]
struct Private;

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        if self.private || found.iter().all(|address| is_public(address.ip())) {
            Ok(found)
        } else {
            Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, Private)))
        }
    }
}

/// Whether an address is one of the Internet (the IANA registries of special-purpose addresses, RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // shared by customers of a provider (RFC 6598)
        || (a, b, c) == (192, 0, 0)
        || (a == 198 && (18..20).contains(&b)); // measurements (RFC 2544)
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, .., seventh, eighth] = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    if address.to_ipv4_mapped().is_some() || (first, second, third) == (0x64, 0xff9b, 0) {
        return embedded(seventh, eighth);
    }
    if first == 0x2002 {
        return embedded(second, third); // 6to4
    }
    // All that is given out lies in 2000::/3; of it, 2001::/23 and 2001:db8::/32 are special.
    let is_special = first == 0x2001 && (second < 0x200 || second == 0xdb8);
    (first & 0xe000) == 0x2000 && !is_special
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{IpAddr, TcpListener};

    use selon_view::Interface;

    use super::{Outgoing, is_public, is_web};

    #[test]
    fn what_is_not_of_the_internet_is_known() {
        let ip = |address: &str| address.parse::<IpAddr>().unwrap();
        for public in ["8.8.8.8", "193.0.6.139", "2a00:1450:4007::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"] {
            assert!(is_public(ip(public)), "{public}");
        }
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::",
            "2001:db8::1",
            "fec0::1",
        ] {
            assert!(!is_public(ip(private)), "{private}");
        }
    }

    #[test]
    fn only_the_web_has_addresses() {
        for web in ["http://example.org/feed", "https://example.org:8443/a?b=c"] {
            assert!(is_web(web), "{web}");
        }
        for other in [
            "file:///etc/passwd",
            "ftp://example.org/",
            "example.org",
            "http://a:b@example.org/",
            "javascript:x",
            "",
            "http://",
        ] {
            assert!(!is_web(other), "{other}");
        }
    }

    /// A server that answers once with these bytes.
    fn server(answer: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer);
        });
        format!("http://{address}/feed.xml")
    }

    #[test]
    fn this_machine_is_not_reached_through_the_desk() {
        let address = server(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        let refused = Outgoing::new(false).fetch(&address).unwrap_err();
        assert!(refused.wording().text(Interface::English).contains("--allow-private-feeds"));
        let by_name = address.replace("127.0.0.1", "localhost");
        assert!(Outgoing::new(false).fetch(&by_name).is_err());
        let source = Outgoing::new(true).fetch(&address).unwrap();
        assert_eq!(std::fs::read(&source.file).unwrap(), b"ok");
        assert_eq!(source.name, address);
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let said = |answer| {
            let refused = Outgoing::new(true).fetch(&server(answer)).unwrap_err();
            refused.wording().text(Interface::English).to_owned()
        };
        assert!(said(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").contains("404"));
        assert!(
            said(b"HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\n\r\n").len()
                > 5
        );
        assert!(said(b"not http").len() > 5);
        assert!(said(b"HTTP/1.1 200 OK\r\ncontent-length: 90000000\r\n\r\n").len() > 5);
    }
}
