//! Addresses of this very machine, which no wire leads to.

use url::{Host, Url};

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_name(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Names, and addresses in a URL whose scheme is not the web's and which the parser leaves as text.
fn is_name(name: &str) -> bool {
    name == "localhost"
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is() {
        for (address, expected) in [
            ("http://localhost:1", true),
            ("http://127.0.0.1", true),
            ("http://[::1]:1", true),
            ("smtp://127.0.0.1:25", true),
            ("smtp://localhost", true),
            ("http://localhost.example", false),
            ("http://192.0.2.1", false),
            ("smtp://192.0.2.1", false),
            ("mailto:localhost", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(address).expect(address)), expected, "{address}");
        }
    }
}
