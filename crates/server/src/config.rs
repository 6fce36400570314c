//! What an operator decides about the server.

/// How the server is reached.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The exact origins whose pages may change anything (S1), such as `https://plenum.example.org`.
    pub origins: Vec<String>,
    /// Whether browsers reach it over TLS: cookies are then `Secure` and bound to the host.
    pub tls: bool,
    /// Break a rule of the live protocol. **Loses events or shows them to the wrong people**; it exists so
    /// that the sync fuzz can prove that it would notice.
    #[doc(hidden)]
    pub planted: Option<PlantedFault>,
}

/// A fault to plant; each is consulted in one place of the live connection.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlantedFault {
    /// Who resumes is taken to have one event more than they have.
    ResumeOffByOne,
    /// What an account may read is asked once for each connection.
    CachedRights,
}

impl Config {
    /// A server that browsers on this machine reach over plain HTTP.
    #[must_use]
    pub fn local(port: u16) -> Self {
        let hosts = ["127.0.0.1", "localhost", "[::1]"];
        let origins = hosts.map(|host| format!("http://{host}:{port}")).into();
        Self { origins, ..Self::default() }
    }

    pub(crate) fn has(&self, fault: PlantedFault) -> bool {
        self.planted == Some(fault)
    }

    pub(crate) fn cookie(&self) -> &'static str {
        if self.tls { "__Host-plenum_session" } else { "plenum_session" }
    }
}
