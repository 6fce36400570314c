//! Mail: short texts in plain words, handed to a server over SMTP.

use std::time::Duration;

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp::{self, extension::ClientId},
};
use thiserror::Error;
use tokio::time::timeout;
use url::Url;
use uuid::Uuid;

use crate::loopback::is_loopback;

/// How long a server may take over one mail: greylisting and content filters take seconds, not minutes.
/// Half of what a request may take, so that whoever made an invitation is still told its link.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Why mail is not set up, or one was not sent. Neither passwords nor addresses are in it.
#[derive(Debug, Error)]
pub enum MailError {
    #[error(
        "the address of the mail server is not like smtp://host:25 or smtps://user:password@host"
    )]
    Server,
    #[error("a password would travel in the clear: use smtps://, or smtp://…?tls=required")]
    Clear,
    #[error("the address mail comes from")]
    From(#[source] AddressError),
    #[error("the address mail goes to")]
    To(#[source] AddressError),
    #[error("writing the mail")]
    Write(#[source] lettre::error::Error),
    #[error("the mail server answered {code}")]
    Refused { code: u16, is_final: bool },
    #[error("the mail server took too long")]
    TimedOut,
    #[error("speaking to the mail server")]
    Transport(#[source] smtp::Error),
}

/// Sends mail from one address through one server.
pub struct Mailer {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    timeout: Duration,
}

impl Mailer {
    /// `server` is `smtp://host:25`, `smtp://user:password@host?tls=required` (STARTTLS) or
    /// `smtps://user:password@host`; a path names this host to the server. `from` is an address, with a
    /// name before it or not.
    ///
    /// # Errors
    /// [`MailError::Server`], [`MailError::Clear`], [`MailError::From`].
    pub fn new(server: &str, from: &str) -> Result<Self, MailError> {
        let from: Mailbox = from.parse().map_err(MailError::From)?;
        let url = Url::parse(server).map_err(|_| MailError::Server)?;
        let is_sealed = url.scheme() == "smtps"
            || url.query_pairs().any(|(key, value)| key == "tls" && value == "required");
        if url.password().is_some() && !is_sealed && !is_loopback(&url) {
            return Err(MailError::Clear);
        }
        // The library's own words may quote the address, and with it the password.
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|_| MailError::Server)?
            .timeout(Some(TIMEOUT));
        if url.path().len() <= 1 {
            builder = builder.hello_name(ClientId::Domain(from.email.domain().to_owned()));
        }
        Ok(Self { server: builder.build(), from, timeout: TIMEOUT })
    }

    /// Hands one mail to the server; it has taken charge of it when this returns.
    ///
    /// # Errors
    /// [`MailError::To`], [`MailError::Write`], [`MailError::Refused`], [`MailError::TimedOut`],
    /// [`MailError::Transport`].
    pub async fn send(&self, to: &str, subject: &str, text: &str) -> Result<(), MailError> {
        let to: Address = to.parse().map_err(MailError::To)?;
        let id = format!("<{}@{}>", Uuid::new_v4(), self.from.email.domain());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(id))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(MailError::Write)?;
        let sent = timeout(self.timeout, self.server.send(message)).await;
        sent.map_err(|_| MailError::TimedOut)?.map(drop).map_err(told)
    }
}

/// What the server's answer says to the operator: its code, for its words may quote an address.
fn told(error: smtp::Error) -> MailError {
    match error.status() {
        Some(code) => MailError::Refused { code: code.into(), is_final: error.is_permanent() },
        None if error.is_timeout() => MailError::TimedOut,
        None => MailError::Transport(error),
    }
}

/// Tells machines not to answer, as RFC 3834 asks: no notices of absence for an invitation.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests;
