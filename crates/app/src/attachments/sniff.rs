//! Whether a file is what it is said to be, by its bytes.

use plenum_domain::attachment::Media;

/// What is looked at of the beginning: office formats name their first parts there.
const HEAD: usize = 64 << 10;

/// Takes a file in as it comes.
pub struct Sniffer {
    media: Media,
    head: Vec<u8>,
    text: Text,
}

/// Whether bytes are text in UTF-8, whatever pieces they come in.
#[derive(Default)]
struct Text {
    /// The beginning of a character that the next piece goes on with.
    begun: Vec<u8>,
    is_broken: bool,
}

impl Sniffer {
    pub fn new(media: Media) -> Self {
        Self { media, head: Vec::new(), text: Text::default() }
    }

    pub fn take(&mut self, bytes: &[u8]) {
        let room = HEAD - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        if matches!(self.media, Media::Csv | Media::Txt | Media::Geojson) {
            self.text.take(bytes);
        }
    }

    /// Whether all that came is a file of the kind.
    pub fn agrees(&self) -> bool {
        let head = self.head.as_slice();
        match self.media {
            Media::Pdf => head.starts_with(b"%PDF-"),
            Media::Png => head.starts_with(b"\x89PNG\r\n\x1a\n"),
            Media::Jpeg => head.starts_with(b"\xff\xd8\xff"),
            Media::Webp => head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"),
            Media::Odt | Media::Ods | Media::Odp => is_open_document(head, self.media.mime()),
            Media::Docx => has_part(head, b"word/"),
            Media::Xlsx => has_part(head, b"xl/"),
            Media::Pptx => has_part(head, b"ppt/"),
            Media::Csv | Media::Txt | Media::Geojson => self.text.is_text(),
        }
    }
}

impl Text {
    fn take(&mut self, bytes: &[u8]) {
        if self.is_broken {
            return;
        }
        let whole = [self.begun.as_slice(), bytes].concat();
        self.begun.clear();
        match std::str::from_utf8(&whole) {
            Ok(_) => {}
            Err(error) if error.error_len().is_none() => {
                self.begun.extend_from_slice(&whole[error.valid_up_to()..]);
            }
            Err(_) => self.is_broken = true,
        }
        self.is_broken |= bytes.contains(&0);
    }

    fn is_text(&self) -> bool {
        !self.is_broken && self.begun.is_empty()
    }
}

const LOCAL_HEADER: &[u8; 4] = b"PK\x03\x04";

/// OpenDocument 1.3, part 2, 3.3: the first entry is `mimetype`, stored, and says the type.
fn is_open_document(head: &[u8], mime: &str) -> bool {
    let after = head.starts_with(LOCAL_HEADER).then(|| head.get(30..)).flatten();
    let said = after.and_then(|rest| rest.strip_prefix(b"mimetype"));
    let rest = said.and_then(|rest| rest.strip_prefix(mime.as_bytes()));
    rest.is_some_and(|rest| rest.starts_with(b"PK"))
}

/// ECMA-376, part 2: a zip whose parts are in a folder named after the application. A document with
/// macros is another type, however it is called.
fn has_part(head: &[u8], folder: &[u8]) -> bool {
    if !head.starts_with(LOCAL_HEADER) {
        return false;
    }
    let starts = head.windows(4).enumerate().filter(|(_, four)| four == LOCAL_HEADER);
    let names: Vec<&[u8]> = starts.filter_map(|(at, _)| name_at(head, at)).collect();
    names.iter().any(|name| name.starts_with(folder))
        && !names.iter().any(|name| name.ends_with(b"vbaProject.bin"))
}

/// The name of a zip's entry, by its local header (APPNOTE 4.3.7).
fn name_at(head: &[u8], at: usize) -> Option<&[u8]> {
    let length = u16::from_le_bytes(head.get(at + 26..at + 28)?.try_into().ok()?);
    head.get(at + 30..at + 30 + usize::from(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees(media: Media, pieces: &[&[u8]]) -> bool {
        let mut sniffer = Sniffer::new(media);
        pieces.iter().for_each(|piece| sniffer.take(piece));
        sniffer.agrees()
    }

    fn entry(name: &str, content: &[u8]) -> Vec<u8> {
        let mut bytes = LOCAL_HEADER.to_vec();
        bytes.resize(26, 0);
        bytes.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        bytes
    }

    /// A beginning of a file of each kind.
    fn sample(media: Media) -> Vec<u8> {
        let office =
            |part: &str| [entry("[Content_Types].xml", b"<Types/>"), entry(part, b"<x/>")].concat();
        match media {
            Media::Pdf => b"%PDF-1.7\n".to_vec(),
            Media::Png => b"\x89PNG\r\n\x1a\n....".to_vec(),
            Media::Jpeg => b"\xff\xd8\xff\xe0....".to_vec(),
            Media::Webp => b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(),
            Media::Odt | Media::Ods | Media::Odp => {
                [entry("mimetype", media.mime().as_bytes()), entry("content.xml", b"<x/>")].concat()
            }
            Media::Docx => office("word/document.xml"),
            Media::Xlsx => office("xl/workbook.xml"),
            Media::Pptx => office("ppt/presentation.xml"),
            Media::Csv => "commune;habitants\nAnhée;7 000\n".into(),
            Media::Txt => "Procès-verbal".into(),
            Media::Geojson => "{\"type\":\"FeatureCollection\",\"features\":[]}".into(),
        }
    }

    #[test]
    fn every_kind_is_known_by_its_bytes_and_taken_for_no_other() {
        let is_text = |media| matches!(media, Media::Csv | Media::Txt | Media::Geojson);
        for is in Media::ALL {
            for said in Media::ALL {
                // Text is text: what is in it, its readers find out.
                let fits = is == said || (is_text(is) && is_text(said)) || {
                    // The beginning of a PDF without binary parts is text too.
                    is == Media::Pdf && is_text(said)
                };
                assert_eq!(agrees(said, &[&sample(is)]), fits, "{is:?} said to be {said:?}");
            }
            assert!(!agrees(is, &[b"MZ\x90\0\x03\0\0\0"]), "a program said to be {is:?}");
        }
    }

    #[test]
    fn pieces_do_not_matter() {
        let text = "é".repeat(50_000);
        let bytes = text.as_bytes();
        let pieces: Vec<&[u8]> = bytes.chunks(1_001).collect();
        assert!(agrees(Media::Txt, &pieces));
        assert!(!agrees(Media::Txt, &pieces[..1]), "cut within a character");
        assert!(!agrees(Media::Txt, &[b"a", b"\xff", b"b"]), "Latin-1");
        assert!(!agrees(Media::Csv, &[b"a;b\0"]), "not text");
    }

    #[test]
    fn a_document_with_macros_is_another_type() {
        let macros =
            [sample(Media::Docx), entry("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")].concat();
        assert!(!agrees(Media::Docx, &[&macros]));
        let template = format!("{}-template", Media::Odt.mime());
        assert!(!agrees(Media::Odt, &[&entry("mimetype", template.as_bytes())]));
    }
}
