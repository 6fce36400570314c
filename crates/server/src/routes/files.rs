//! Files, in and out, as streams.

use axum::{
    Json,
    body::{Body, BodyDataStream, Bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use plenum_app::{BlobError, Opener, Upload};
use plenum_domain::{
    Attachment, RecordKind, RecordRef,
    attachment::{ATTACHMENT_BYTES, FileFacts, Fingerprint, Media},
};
use plenum_protocol::{
    limits::UPLOAD_STALL,
    live::{CommandOutcome, CommandResult},
};
use plenum_views::{Record, record};
use serde::Deserialize;
use tokio::{sync::mpsc, time::timeout};
use uuid::Uuid;

use crate::{
    extract::{Path, Query, Reader},
    problem::{Problem, outcome},
    state::{Permit, Sending, Server},
};

/// Pieces of a body between the socket and the disk.
const PIECES: usize = 4;

/// What comes with a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    command: Uuid,
    id: Uuid,
    about_kind: RecordKind,
    about_id: Uuid,
    name: String,
    media: Media,
    size: u64,
    sha256: Fingerprint,
}

/// The attachment of an address.
#[derive(Deserialize)]
pub struct OfAttachment {
    attachment: Uuid,
}

pub async fn upload(
    State(server): State<Server>,
    reader: Reader,
    Query(announced): Query<Announced>,
    request: Request,
) -> Result<Json<CommandResult>, Problem> {
    if !reader.session.writes() {
        return Err(Problem::forbidden("this token reads only"));
    }
    let used = server.use_of(&reader.session);
    let permit = Permit::take(used.clone())?;
    let sending = Sending::begin(used)?;
    if announced.size > ATTACHMENT_BYTES || is_too_long(&request) {
        let message = format!("a file has at most {ATTACHMENT_BYTES} bytes");
        let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message);
        return Err(Problem { field: Some("size"), ..problem });
    }
    let Announced { command, id, about_kind, about_id, name, media, size, sha256 } = announced;
    let upload = Upload {
        attachment: id.into(),
        about: RecordRef { kind: about_kind, id: about_id },
        file: FileFacts { name, media, size, sha256 },
        actor: reader.session.account,
        command,
    };
    let mut body = request.into_body().into_data_stream();
    let app = server.app().clone();
    let answer = match app.before_upload(&reader.plan, &upload).await {
        Ok(None) => {
            let (pieces, taken) = mpsc::channel(PIECES);
            let plan = reader.plan.clone();
            // By itself: whoever hangs up after the last byte still gets what they sent.
            let taking = tokio::spawn(async move {
                let answer = app.upload(&plan, upload, taken).await;
                drop((permit, sending));
                answer
            });
            forward(&mut body, pieces).await;
            let answer = taking.await.map_err(|_| Problem::internal())?;
            drain(&mut body).await;
            answer
        }
        told => {
            // A browser hears an answer only once it has sent its whole body.
            drain(&mut body).await;
            drop((permit, sending));
            told.map(|answer| answer.unwrap_or(plenum_app::Answer::Unavailable))
        }
    };
    let accepted = outcome(answer?)?;
    Ok(Json(CommandResult { id: command, outcome: CommandOutcome::Ok(accepted) }))
}

/// Whether the body says itself that it is longer than any file may be.
fn is_too_long(request: &Request) -> bool {
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    length.is_some_and(|length| length > ATTACHMENT_BYTES)
}

/// The next piece of a body; none at its end, where it breaks off, or when its sender falls silent.
async fn next(body: &mut BodyDataStream) -> Option<Bytes> {
    timeout(UPLOAD_STALL, body.next()).await.ok().flatten()?.ok()
}

/// Hands the body on for as long as somebody takes it.
async fn forward(body: &mut BodyDataStream, pieces: mpsc::Sender<Bytes>) {
    while let Some(piece) = next(body).await {
        if pieces.send(piece).await.is_err() {
            return;
        }
    }
}

/// Reads the rest of a body that nobody wants, up to the length of a file.
async fn drain(body: &mut BodyDataStream) {
    let mut left = ATTACHMENT_BYTES;
    while let Some(piece) = next(body).await {
        let Some(rest) = left.checked_sub(piece.len() as u64) else { return };
        left = rest;
    }
}

pub async fn download(
    State(server): State<Server>,
    reader: Reader,
    Path(OfAttachment { attachment }): Path<OfAttachment>,
) -> Result<Response, Problem> {
    let name = RecordRef { kind: RecordKind::Attachment, id: attachment };
    let audience = reader.audience;
    let known = reader.plan.read(|now| match record(&now.plan, name, audience) {
        Some(Record::Attachment(known)) => Some(known.into_owned()),
        _ => None,
    });
    let Attachment { file, removed, .. } = known.ok_or_else(Problem::not_found)?;
    if removed {
        return Err(gone());
    }
    let opened = server.app().open_file(reader.plan.id(), file.sha256.clone()).await;
    let opener = opened.map_err(|error| {
        // Removed between the look and the reading.
        if reader.plan.read(|now| !now.plan.needs_bytes(&file.sha256)) {
            return gone();
        }
        tracing::error!(error = &error as &dyn std::error::Error, "reading a file");
        Problem::internal()
    })?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(file.media.mime())),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size)),
        (header::CONTENT_DISPOSITION, disposition(&file.name)?),
        // Should a browser open it all the same: no script, no request, an origin of its own.
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
        ),
    ];
    Ok((headers, Body::from_stream(blocks(opener))).into_response())
}

fn gone() -> Problem {
    Problem::new(StatusCode::GONE, "removed", "the file was removed")
}

/// RFC 6266 and 8187: a name for browsers of today, and none that an old one would read amiss.
fn disposition(name: &str) -> Result<HeaderValue, Problem> {
    let mut value = "attachment; filename*=UTF-8''".to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            value.push(byte.into());
        } else {
            value.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::from_str(&value).map_err(|_| Problem::internal())
}

/// The blocks of a file, each read away from the threads that serve sockets. What is found altered on
/// the way breaks the answer off.
fn blocks(opener: Opener) -> impl futures_util::Stream<Item = Result<Bytes, BlobError>> {
    stream::unfold(Some(opener), |opener| async {
        let mut opener = opener?;
        let read = move || (opener.next_block(), opener);
        let Ok((block, opener)) = tokio::task::spawn_blocking(read).await else { return None };
        match block {
            Ok(block) => Some((Ok(Bytes::copy_from_slice(&block?)), Some(opener))),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "reading a file");
                Some((Err(error), None))
            }
        }
    })
}
