//! Embeds the built web app: each file as it is, compressed once, with its digest as its ETag.
//! Without `web/dist` the table is empty and the server says that the web app was not built.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// Below this, headers weigh more than what compression saves.
const WORTH_COMPRESSING: usize = 512;

fn main() -> Result<(), Box<dyn Error>> {
    let dist = Path::new("../../web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut files = Vec::new();
    if dist.is_dir() {
        collect(dist, &mut files)?;
    }
    files.sort();
    let mut table = String::from("static ASSETS: &[Asset] = &[\n");
    for (n, file) in files.iter().enumerate() {
        table.push_str(&embed(dist, file, n, &out)?);
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // `.vite` holds the build's manifest, which no browser needs.
        if path.is_dir() && !name.starts_with('.') {
            collect(&path, files)?;
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn embed(dist: &Path, file: &Path, n: usize, out: &Path) -> Result<String, Box<dyn Error>> {
    let plain = fs::read(file)?;
    let path = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
    let digest = Sha256::digest(&plain);
    let etag = digest[..16].iter().fold(String::new(), |mut etag, byte| {
        let _ = write!(etag, "{byte:02x}");
        etag
    });
    let store = |suffix: &str, bytes: &[u8]| -> Result<String, Box<dyn Error>> {
        let name = format!("asset-{n}.{suffix}");
        fs::write(out.join(&name), bytes)?;
        Ok(format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))"))
    };
    let smaller = |suffix: &str, bytes: Vec<u8>| -> Result<String, Box<dyn Error>> {
        if plain.len() < WORTH_COMPRESSING || bytes.len() >= plain.len() {
            return Ok("None".into());
        }
        Ok(format!("Some({})", store(suffix, &bytes)?))
    };
    let brotli = smaller("br", brotli(&plain)?)?;
    let gzip = smaller("gz", gzip(&plain)?)?;
    let plain = store("plain", &plain)?;
    Ok(format!(
        "    Asset {{ path: {path:?}, etag: \"\\\"{etag}\\\"\", plain: {plain}, brotli: {brotli}, gzip: {gzip} }},\n"
    ))
}

fn brotli(plain: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut bytes, &params)?;
    Ok(bytes)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}
