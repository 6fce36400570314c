//! Tables, in and out.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use plenum_app::{Projection, TableError, TableImport, export_table};
use plenum_domain::AccountId;
use plenum_protocol::http::TableText;
use plenum_views::{
    Seen,
    tables::{Table, TableReport},
};
use serde::Deserialize;

use crate::{
    extract::{Json as Body, Path, Query, Reader},
    people,
    problem::{Problem, outcome},
    routes::plan::At,
    state::{Permit, Server},
};

/// The table of an address.
#[derive(Deserialize)]
pub struct OfTable {
    table: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trying {
    #[serde(default)]
    dry_run: u64,
}

pub async fn export(
    State(server): State<Server>,
    reader: Reader,
    Path(OfTable { table }): Path<OfTable>,
    Query(At { at }): Query<At>,
) -> Result<Response, Problem> {
    let table = Table::named(&table).ok_or_else(Problem::not_found)?;
    let audience = reader.audience;
    let known = people::seen_by(server.app(), &reader.plan, reader.session.account);
    let name = |id: AccountId| {
        let person = known.iter().find(|person| person.id == id.0)?;
        Some(person.label.clone())
    };
    let write = |state: &Projection| {
        export_table(table, &Seen { plan: &state.plan, audience, names: &name })
    };
    let bytes = reader.look(at, write).await?;
    let named = format!("attachment; filename=\"{}.csv\"", table.name);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, named),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

pub async fn import(
    State(server): State<Server>,
    reader: Reader,
    Path(OfTable { table }): Path<OfTable>,
    Query(Trying { dry_run }): Query<Trying>,
    Body(TableText { command, text, reason }): Body<TableText>,
) -> Result<Json<TableReport>, Problem> {
    let table = Table::named(&table).ok_or_else(Problem::not_found)?;
    if !reader.session.writes() {
        return Err(Problem::forbidden("this token reads only"));
    }
    // One change of the session's allowance, however many lines it has.
    let _permit = Permit::take(server.use_of(&reader.session))?;
    let import = TableImport {
        table: table.name,
        text,
        actor: reader.session.account,
        id: command,
        reason,
        now: reader.time,
        dry_run: dry_run != 0,
    };
    Ok(Json(reader.plan.import_table(&import).await?))
}

impl From<TableError> for Problem {
    fn from(error: TableError) -> Self {
        let words = error.to_string();
        match error {
            TableError::Unknown => Self::not_found(),
            TableError::Empty => Self::unprocessable("empty", words),
            TableError::MissingColumn(column) => {
                Self { field: Some(column), ..Self::unprocessable("missing_column", words) }
            }
            TableError::DoubleColumn(column) => {
                Self { field: Some(column), ..Self::unprocessable("double_column", words) }
            }
            TableError::TooManyLines(_) | TableError::TooManyChanges(_) => {
                Self::unprocessable("too_many", words)
            }
            TableError::Forbidden => Self::new(StatusCode::FORBIDDEN, "forbidden", words),
            // What was written stays; the same table sent again does the rest.
            TableError::Stopped(answer) => outcome(answer).err().unwrap_or_else(Self::unavailable),
        }
    }
}
