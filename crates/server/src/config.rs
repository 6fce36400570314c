//! What an operator decides about the server.

/// How the server is reached.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The exact origins whose pages may change anything (S1), such as `https://plenum.example.org`.
    pub origins: Vec<String>,
    /// Whether browsers reach it over TLS: cookies are then `Secure` and bound to the host.
    pub tls: bool,
}

impl Config {
    /// A server that browsers on this machine reach over plain HTTP.
    #[must_use]
    pub fn local(port: u16) -> Self {
        let hosts = ["127.0.0.1", "localhost", "[::1]"];
        Self { origins: hosts.map(|host| format!("http://{host}:{port}")).into(), tls: false }
    }

    pub(crate) fn cookie(&self) -> &'static str {
        if self.tls { "__Host-plenum_session" } else { "plenum_session" }
    }
}
