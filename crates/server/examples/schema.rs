//! Prints the wire types as JSON Schema: `cargo run -p plenum-server --example schema`.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    writeln!(io::stdout(), "{:#}", plenum_server::schema::definitions())
}
