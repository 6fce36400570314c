//! The web app, embedded and compressed when the server was built.

use axum::{
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};

use crate::problem::Problem;

/// A file of the web app.
struct Asset {
    path: &'static str,
    etag: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const INDEX: &str = "index.html";
const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>Plenum</title></head><body><h1>Plenum</h1><p>This server was built without the web \
    app. Run <code>cargo xtask run</code>, which builds both.</p></body></html>\n";

/// Serves a file, or the app's one page for the addresses that the app itself knows.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Problem::not_found().into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        let message = "this address does not take that method";
        let status = StatusCode::METHOD_NOT_ALLOWED;
        return Problem::new(status, "malformed", message).into_response();
    }
    if let Some(asset) = find(path) {
        return asset.answer(&headers);
    }
    // A missing file is missing; anything else is a page.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return Problem::not_found().into_response();
    }
    match find(INDEX) {
        Some(index) => index.answer(&headers),
        None => (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response(),
    }
}

fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

impl Asset {
    fn answer(&self, asked: &HeaderMap) -> Response {
        let mut headers = HeaderMap::new();
        let fixed = [
            (header::ETAG, self.etag),
            (header::CACHE_CONTROL, self.cache_control()),
            (header::CONTENT_TYPE, content_type(self.path)),
            (header::VARY, "accept-encoding"),
        ];
        headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
        let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if known.is_some_and(|known| known.contains(self.etag)) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let (encoding, bytes) = self.best(asked);
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        (headers, bytes).into_response()
    }

    /// The smallest form that the browser takes.
    fn best(&self, asked: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
        let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let accepts = |encoding: &str| {
            let mut all = accepted.unwrap_or_default().split(',').map(str::trim);
            all.any(|one| one.split(';').next() == Some(encoding) && !one.ends_with("q=0"))
        };
        match (self.brotli, self.gzip) {
            (Some(bytes), _) if accepts("br") => (Some("br"), bytes),
            (_, Some(bytes)) if accepts("gzip") => (Some("gzip"), bytes),
            _ => (None, self.plain),
        }
    }

    /// Files under `assets/` carry their digest in their name.
    fn cache_control(&self) -> &'static str {
        if self.path.starts_with("assets/") {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        }
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/json",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
