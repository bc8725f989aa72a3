//! A ledger on the desk, without the rest of the program: `cargo run -p selon-desk --example desk -- LEDGER [PORT]`.

use std::net::SocketAddr;
use std::path::PathBuf;

use selon_desk::{Access, Desk};
use selon_kb::Base;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let ledger = PathBuf::from(arguments.next().ok_or("which ledger?")?);
    let port = arguments.next().map_or(Ok(0), |port| port.to_string_lossy().parse())?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let desk = Desk::new(&ledger, Base::built_in(), address, Access::Loopback)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listening = desk.listen().await?;
        println!("http://{}/", listening.address());
        Ok(listening.serve(std::future::pending()).await?)
    })
}
