//! The territory: its communes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Refusal, value};

/// A commune, known by its INS code (REFNIS, five digits).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commune {
    pub ins_code: String,
    pub name: String,
    pub arrondissement: String,
    /// Label point, WGS 84 degrees.
    pub longitude: f64,
    pub latitude: f64,
}

impl Commune {
    pub(crate) fn checked(
        ins_code: &str,
        name: &str,
        arrondissement: &str,
        longitude: f64,
        latitude: f64,
    ) -> Result<Self, Refusal> {
        if !is_ins_code(ins_code) {
            return Err(Refusal::Malformed { field: "ins_code" });
        }
        if !(-180.0..=180.0).contains(&longitude) {
            return Err(Refusal::OutOfRange { field: "longitude", min: -180, max: 180 });
        }
        if !(-90.0..=90.0).contains(&latitude) {
            return Err(Refusal::OutOfRange { field: "latitude", min: -90, max: 90 });
        }
        Ok(Self {
            ins_code: ins_code.to_owned(),
            name: value::title("name", name)?,
            arrondissement: value::title("arrondissement", arrondissement)?,
            longitude,
            latitude,
        })
    }
}

pub(crate) fn is_ins_code(code: &str) -> bool {
    code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit())
}
