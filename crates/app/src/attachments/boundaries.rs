//! Boundaries of communes as GeoJSON (RFC 7946), checked before the map ever reads them.

use std::{collections::BTreeSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use thiserror::Error;

/// What a map of a region needs, simplified for a screen; it is read by every browser that shows the map.
pub const BOUNDARIES_BYTES: u64 = 8 << 20;
/// Belgium has 565 communes.
const MAX_FEATURES: usize = 2_000;
/// A few hundred for each commune.
const MAX_POSITIONS: usize = 300_000;

/// Why a file is not taken for boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BoundariesError {
    #[error("not a GeoJSON FeatureCollection of polygons (RFC 7946)")]
    Malformed,
    #[error("a ring has at least four positions in degrees, and ends where it begins")]
    BadRing,
    #[error("each feature names in `ins_code` a commune of the plan, and no commune twice")]
    BadCommune,
    #[error("more features or positions than a map may have")]
    TooMany,
}

#[derive(Deserialize)]
enum CollectionType {
    FeatureCollection,
}

#[derive(Deserialize)]
enum FeatureType {
    Feature,
}

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    _is: CollectionType,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(rename = "type")]
    _is: FeatureType,
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    ins_code: String,
}

type Polygon = Vec<Vec<Position>>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Polygon),
    MultiPolygon(Vec<Polygon>),
}

/// Longitude and latitude; a height is let pass.
#[derive(Clone, Copy, PartialEq)]
struct Position([f64; 2]);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Degrees;

        impl<'de> Visitor<'de> for Degrees {
            type Value = Position;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a longitude and a latitude")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Position, A::Error> {
                let missing = |n| serde::de::Error::invalid_length(n, &self);
                let longitude = seq.next_element()?.ok_or_else(|| missing(0))?;
                let latitude = seq.next_element()?.ok_or_else(|| missing(1))?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Position([longitude, latitude]))
            }
        }

        deserializer.deserialize_seq(Degrees)
    }
}

impl Geometry {
    fn polygons(&self) -> &[Polygon] {
        match self {
            Self::Polygon(polygon) => std::slice::from_ref(polygon),
            Self::MultiPolygon(polygons) => polygons,
        }
    }
}

/// Checks a file against the communes of a plan.
///
/// # Errors
/// [`BoundariesError`].
pub fn check(bytes: &[u8], is_commune: impl Fn(&str) -> bool) -> Result<(), BoundariesError> {
    let malformed = |_| BoundariesError::Malformed;
    let collection: Collection = serde_json::from_slice(bytes).map_err(malformed)?;
    if collection.features.is_empty() {
        return Err(BoundariesError::Malformed);
    }
    if collection.features.len() > MAX_FEATURES {
        return Err(BoundariesError::TooMany);
    }
    let (mut named, mut positions) = (BTreeSet::new(), 0);
    for Feature { properties, geometry, .. } in &collection.features {
        let code = properties.ins_code.as_str();
        if !is_commune(code) || !named.insert(code) {
            return Err(BoundariesError::BadCommune);
        }
        let polygons = geometry.polygons();
        if polygons.is_empty() || polygons.iter().any(Vec::is_empty) {
            return Err(BoundariesError::BadRing);
        }
        for ring in polygons.iter().flatten() {
            positions += ring.len();
            if !is_ring(ring) {
                return Err(BoundariesError::BadRing);
            }
        }
    }
    if positions > MAX_POSITIONS { Err(BoundariesError::TooMany) } else { Ok(()) }
}

fn is_ring(ring: &[Position]) -> bool {
    let is_place = |Position([longitude, latitude]): &Position| {
        (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude)
    };
    ring.len() >= 4 && ring.first() == ring.last() && ring.iter().all(is_place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RING: &str = "[[4.8,50.4],[4.9,50.4],[4.9,50.5],[4.8,50.4]]";

    fn feature(code: &str, kind: &str, coordinates: &str) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"ins_code":"{code}","name":"N"}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
        )
    }

    fn collection(features: &[String]) -> String {
        format!(r#"{{"type":"FeatureCollection","name":"x","features":[{}]}}"#, features.join(","))
    }

    fn checked(text: &str) -> Result<(), BoundariesError> {
        check(text.as_bytes(), |code| ["92094", "92142"].contains(&code))
    }

    #[test]
    fn polygons_of_communes_are_boundaries() {
        let one = feature("92094", "Polygon", &format!("[{RING},{RING}]"));
        let other = feature("92142", "MultiPolygon", &format!("[[{RING}],[{RING}]]"));
        assert_eq!(checked(&collection(&[one, other])), Ok(()));
        let high = "[[[4.8,50.4,100],[4.9,50.4,100],[4.9,50.5,0],[4.8,50.4,100]]]";
        assert_eq!(checked(&collection(&[feature("92094", "Polygon", high)])), Ok(()));
        // Members in another order.
        let turned = format!(
            r#"{{"features":[{{"geometry":{{"coordinates":[{RING}],"type":"Polygon"}},"properties":{{"ins_code":"92094"}},"type":"Feature"}}],"type":"FeatureCollection"}}"#
        );
        assert_eq!(checked(&turned), Ok(()));
    }

    #[test]
    fn what_is_no_boundary_is_told_why() {
        use BoundariesError as E;
        let of = |code: &str, kind: &str, shape: &str| collection(&[feature(code, kind, shape)]);
        let polygon = |ring: &str| of("92094", "Polygon", &format!("[{ring}]"));
        let good = feature("92094", "Polygon", &format!("[{RING}]"));
        let nameless = good.replace("ins_code", "code");
        for (text, wanted) in [
            (String::new(), E::Malformed),
            ("{".to_owned(), E::Malformed),
            (format!("[{good}]"), E::Malformed),
            (good.clone(), E::Malformed),
            (collection(&[]), E::Malformed),
            (collection(&[nameless]), E::Malformed),
            (of("92094", "Point", "[4.8,50.4]"), E::Malformed),
            (of("92094", "Polygon", RING), E::Malformed),
            (of("92094", "Polygon", "[]"), E::BadRing),
            (of("92094", "MultiPolygon", "[]"), E::BadRing),
            (of("92094", "MultiPolygon", "[[]]"), E::BadRing),
            (polygon("[]"), E::BadRing),
            (polygon("[[4.8,50.4],[4.9,50.4],[4.8,50.4]]"), E::BadRing),
            (polygon("[[4.8,50.4],[4.9,50.4],[4.9,50.5],[4.8,50.5]]"), E::BadRing),
            (polygon("[[4.8,50.4],[4.9,50.4],[4.9,95.0],[4.8,50.4]]"), E::BadRing),
            (polygon("[[4.8],[4.9],[4.9],[4.8]]"), E::Malformed),
            (of("92003", "Polygon", &format!("[{RING}]")), E::BadCommune),
            (collection(&[good.clone(), good]), E::BadCommune),
        ] {
            assert_eq!(checked(&text), Err(wanted), "{text}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(checked(&polygon(&deep)), Err(E::Malformed));
    }

    #[test]
    fn a_map_has_an_end() {
        let many = |n: usize| {
            let middle = vec!["[4.9,50.4]"; n - 2].join(",");
            let ring = format!("[[4.8,50.4],{middle},[4.8,50.4]]");
            collection(&[feature("92094", "Polygon", &format!("[{ring}]"))])
        };
        assert_eq!(checked(&many(MAX_POSITIONS)), Ok(()));
        assert_eq!(checked(&many(MAX_POSITIONS + 1)), Err(BoundariesError::TooMany));
        let named = |n: usize| format!("{n:05}");
        let features: Vec<_> = (0..MAX_FEATURES + 1)
            .map(|n| feature(&named(n), "Polygon", &format!("[{RING}]")))
            .collect();
        let all = |text: String| check(text.as_bytes(), |_| true);
        assert_eq!(all(collection(&features[1..])), Ok(()));
        assert_eq!(all(collection(&features)), Err(BoundariesError::TooMany));
    }
}
