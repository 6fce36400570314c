//! Signing in at an organisation's own directory, by OpenID Connect with the code flow, PKCE and a nonce.

use std::{sync::Arc, time::Duration};

use chrono::DateTime;
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, TokenResponse,
    core::{
        CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken,
        CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    },
};
use thiserror::Error;
use tokio::sync::Mutex;
use url::Url;
use uuid::Uuid;

mod http;

pub use http::HttpError;

use crate::{loopback::is_loopback, pending::Pending};

/// How long what a directory says of itself is believed, in milliseconds: a key that it withdraws is not
/// taken for longer.
const DISCOVERED_MILLIS: i64 = 60 * 60 * 1000;
/// How long a directory that did not answer is left alone, in milliseconds: as long as one answer may take,
/// so that those who waited meanwhile do not each wait again.
const RETRY_MILLIS: i64 = http::TIMEOUT.as_millis() as i64;
/// How far a directory's clock may be behind ours, in milliseconds.
const SKEW_MILLIS: i64 = 60 * 1000;
/// How tokens may be signed: by the directory's private keys, never by a secret that we hold too.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::EdDsa,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// How a directory knows us.
#[derive(Clone)]
pub struct OpenIdConfig {
    /// The directory's address, exactly as it writes it itself. `https`, but on this machine.
    pub issuer: String,
    pub client_id: String,
    /// None for a public client, which PKCE alone protects.
    pub client_secret: Option<String>,
    /// Where people come back to, registered with the directory.
    pub redirect: String,
    /// What the button says.
    pub label: String,
}

/// Why somebody could not sign in at their directory.
#[derive(Debug, Error)]
pub enum OpenIdError {
    #[error("{0:?} is no address of a directory")]
    Issuer(String),
    #[error("{0:?} is no address to come back to")]
    Redirect(String),
    #[error("the directory does not say who it is")]
    Discovery(#[source] Box<DiscoveryError<HttpError>>),
    #[error("the directory did not answer just now")]
    Resting,
    #[error("the sign-in is unknown, used or expired")]
    BadState,
    #[error("the directory takes no codes")]
    NoTokens,
    #[error("exchanging the code")]
    Http(#[source] HttpError),
    #[error("the directory refused the code: {0}")]
    Refused(String),
    #[error("the directory's answer is not readable")]
    Malformed,
    #[error("the directory's token is not valid")]
    Token(#[source] ClaimsVerificationError),
    #[error("the directory does not say that it has just asked who they are")]
    Stale,
}

/// What somebody goes to their directory for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    SignIn,
    /// To tie who they are there to the account of this session.
    Tie {
        session: Uuid,
    },
    /// To prove that it is still they who sit at this session: the directory asks them again.
    Prove {
        session: Uuid,
    },
}

/// Where to send the browser. The caller keeps the state with that browser, in a cookie, and compares.
#[derive(Clone, Debug)]
pub struct Redirect {
    pub url: String,
    pub state: String,
}

/// Who somebody is to their directory: issuer and subject for ever, the rest as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub issuer: String,
    pub subject: String,
    pub email: Option<String>,
    /// Whether the directory vouches that the address is theirs.
    pub email_verified: bool,
    pub name: Option<String>,
}

struct Begun {
    purpose: Purpose,
    /// Milliseconds since the Unix epoch.
    time: i64,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

#[derive(Default)]
enum Discovered {
    #[default]
    Nothing,
    Failed {
        until: i64,
    },
    Known {
        until: i64,
        metadata: Arc<CoreProviderMetadata>,
    },
}

/// One directory.
pub struct OpenId {
    config: OpenIdConfig,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    http: http::Http,
    /// Held while the directory is asked, so that it is asked once.
    discovered: Mutex<Discovered>,
    begun: Pending<String, Begun>,
}

impl OpenId {
    /// Asks nobody yet: a directory may be down when the server starts.
    ///
    /// # Errors
    /// [`OpenIdError::Issuer`], also for one in the clear elsewhere than on this machine;
    /// [`OpenIdError::Redirect`].
    pub fn new(config: OpenIdConfig) -> Result<Self, OpenIdError> {
        let unusable = || OpenIdError::Issuer(config.issuer.clone());
        let url = Url::parse(&config.issuer).map_err(|_| unusable())?;
        let is_local = is_loopback(&url);
        if !(url.scheme() == "https" || url.scheme() == "http" && is_local) {
            return Err(unusable());
        }
        let issuer = IssuerUrl::new(config.issuer.clone()).map_err(|_| unusable())?;
        let redirect = RedirectUrl::new(config.redirect.clone())
            .map_err(|_| OpenIdError::Redirect(config.redirect.clone()))?;
        Ok(Self {
            config,
            issuer,
            redirect,
            http: http::Http::new(is_local),
            discovered: Mutex::default(),
            begun: Pending::default(),
        })
    }

    /// What the button says.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.config.label
    }

    /// Begins a sign-in, or what else somebody has to show who they are for.
    ///
    /// # Errors
    /// [`OpenIdError::Discovery`], [`OpenIdError::Resting`].
    pub async fn begin(&self, now_ms: i64, purpose: Purpose) -> Result<Redirect, OpenIdError> {
        let client = self.client(&*self.metadata(now_ms).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let asking = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge);
        let asking = match purpose {
            Purpose::Prove { .. } => {
                asking.set_max_age(Duration::ZERO).add_prompt(CoreAuthPrompt::Login)
            }
            Purpose::SignIn | Purpose::Tie { .. } => asking,
        };
        let (url, state, nonce) = asking.url();
        let state = state.into_secret();
        self.begun.put(now_ms, state.clone(), Begun { purpose, time: now_ms, nonce, verifier });
        Ok(Redirect { url: url.into(), state })
    }

    /// Who came back, and for what, with the state and the code that the directory gave them.
    ///
    /// # Errors
    /// [`OpenIdError::Stale`] for a proof that rests on an earlier sign-in at the directory.
    /// [`OpenIdError::BadState`]; what [`OpenId::begin`] says; [`OpenIdError::NoTokens`],
    /// [`OpenIdError::Http`], [`OpenIdError::Refused`], [`OpenIdError::Malformed`]; [`OpenIdError::Token`]
    /// for a wrong signature, issuer, audience, nonce or hour.
    pub async fn finish(
        &self,
        now_ms: i64,
        state: &str,
        code: &str,
    ) -> Result<(Purpose, Identity), OpenIdError> {
        let begun = self.begun.take(now_ms, &state.to_owned()).ok_or(OpenIdError::BadState)?;
        let Begun { purpose, time, nonce, verifier } = begun;
        let client = self.client(&*self.metadata(now_ms).await?);
        let token = self.exchange(&client, code, verifier).await?;
        let answer = |claims| fresh(purpose, time, claims).map(|()| (purpose, identity(claims)));
        let refused = match verify(&client, &token, &nonce, now_ms) {
            Ok(claims) => return answer(claims),
            Err(refused) => refused,
        };
        // The directory may have changed its keys since it was asked for them.
        if !matches!(refused, ClaimsVerificationError::SignatureVerification(_)) {
            return Err(OpenIdError::Token(refused));
        }
        let client = self.client(&*self.discover(now_ms).await?);
        answer(verify(&client, &token, &nonce, now_ms).map_err(OpenIdError::Token)?)
    }

    async fn exchange(
        &self,
        client: &Client,
        code: &str,
        verifier: PkceCodeVerifier,
    ) -> Result<CoreIdToken, OpenIdError> {
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| OpenIdError::NoTokens)?
            .set_pkce_verifier(verifier)
            .request_async(&self.http)
            .await;
        match answer {
            Ok(answer) => answer.id_token().cloned().ok_or(OpenIdError::Malformed),
            Err(RequestTokenError::Request(error)) => Err(OpenIdError::Http(error)),
            // The code alone: descriptions are for people, and may name one.
            Err(RequestTokenError::ServerResponse(answer)) => {
                Err(OpenIdError::Refused(answer.error().as_ref().to_owned()))
            }
            // What could not be read may hold a token, which no log shall have.
            Err(_) => Err(OpenIdError::Malformed),
        }
    }

    /// What the directory says of itself, asked again when it is too old.
    async fn metadata(&self, now_ms: i64) -> Result<Arc<CoreProviderMetadata>, OpenIdError> {
        let mut discovered = self.discovered.lock().await;
        match &*discovered {
            Discovered::Known { until, metadata } if now_ms < *until => Ok(metadata.clone()),
            Discovered::Failed { until } if now_ms < *until => Err(OpenIdError::Resting),
            _ => self.ask(now_ms, &mut discovered).await,
        }
    }

    async fn discover(&self, now_ms: i64) -> Result<Arc<CoreProviderMetadata>, OpenIdError> {
        let mut discovered = self.discovered.lock().await;
        self.ask(now_ms, &mut discovered).await
    }

    async fn ask(
        &self,
        now_ms: i64,
        discovered: &mut Discovered,
    ) -> Result<Arc<CoreProviderMetadata>, OpenIdError> {
        match CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                let until = now_ms.saturating_add(DISCOVERED_MILLIS);
                *discovered = Discovered::Known { until, metadata: metadata.clone() };
                Ok(metadata)
            }
            Err(error) => {
                if !matches!(error, DiscoveryError::Request(HttpError::Busy)) {
                    let until = now_ms.saturating_add(RETRY_MILLIS);
                    *discovered = Discovered::Failed { until };
                }
                Err(OpenIdError::Discovery(Box::new(error)))
            }
        }
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Client {
        let secret = self.config.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.config.client_id.clone());
        CoreClient::from_provider_metadata(metadata.clone(), id, secret)
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(authentication(metadata))
    }
}

/// How the secret is sent: as the standard would have it, unless the directory takes only the other way.
fn authentication(metadata: &CoreProviderMetadata) -> AuthType {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
    if !takes(CoreClientAuthMethod::ClientSecretBasic)
        && takes(CoreClientAuthMethod::ClientSecretPost)
    {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }
}

fn verify<'a>(
    client: &Client,
    token: &'a CoreIdToken,
    nonce: &Nonce,
    now_ms: i64,
) -> Result<&'a CoreIdTokenClaims, ClaimsVerificationError> {
    let now = DateTime::from_timestamp_millis(now_ms).unwrap_or(DateTime::UNIX_EPOCH);
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now);
    token.claims(&verifier, nonce)
}

/// Whether the directory asked them after it was told to, as `auth_time` says
/// (OpenID Connect Core 1.0, section 3.1.2.1, `max_age`).
fn fresh(purpose: Purpose, begun: i64, claims: &CoreIdTokenClaims) -> Result<(), OpenIdError> {
    let Purpose::Prove { .. } = purpose else { return Ok(()) };
    let asked = claims.auth_time().map(|time| time.timestamp_millis());
    if asked.is_some_and(|asked| asked >= begun - SKEW_MILLIS) {
        return Ok(());
    }
    Err(OpenIdError::Stale)
}

fn identity(claims: &CoreIdTokenClaims) -> Identity {
    Identity {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        email: claims.email().map(|email| email.to_string()),
        email_verified: claims.email_verified().unwrap_or(false),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.to_string()),
    }
}

#[cfg(test)]
mod tests;
