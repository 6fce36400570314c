//! What the commands say: results on standard output, complaints on standard error.

use std::io::{self, Write};

/// Prints a line. A reader that has gone away ends the talk, not the program.
pub fn say(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Complains in a line.
pub fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "plenum: {line}");
}
