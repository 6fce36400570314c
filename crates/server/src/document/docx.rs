//! The document as an office's file (Office Open XML), with headings that its navigation knows.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, FieldCharType, Footer, Hyperlink, HyperlinkType, InstrText,
    InstrToC, LineSpacing, NumPages, PageMargin, PageNum, Paragraph, Run, RunFonts, Shading, Style,
    StyleType, Table, TableCell, TableCellMargins, TableRow, WidthType,
};
use plenum_views::document::{Block, Chapter, Document, Grid};

use super::plain;

/// A4, and margins of 2 cm, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_134;
const FONT: &str = "Calibri";
const INK: &str = "1F3A4D";
const SHADE: &str = "EEF2F4";

/// The file, whole.
///
/// # Errors
/// Where it could not be packed.
pub fn write(document: &Document) -> std::io::Result<Vec<u8>> {
    let margin = PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: MARGIN / 2,
        footer: MARGIN / 2,
        gutter: 0,
    };
    let pages = Paragraph::new()
        .align(AlignmentType::Center)
        .add_run(Run::new().add_text(plain(&format!("{} · ", document.dated))))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" / "))
        .add_num_pages(NumPages::new());
    let mut file = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .default_fonts(RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT))
        .default_size(21)
        .footer(Footer::new().add_paragraph(pages));
    for style in styles() {
        file = file.add_style(style);
    }
    file = cover(file, document);
    file = contents(file, document);
    let mut headings = Headings::default();
    for chapter in &document.chapters {
        file = write_chapter(file, chapter, &mut headings);
    }
    let mut bytes = Cursor::new(Vec::new());
    file.build().pack(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes.into_inner())
}

/// Under the names that every office knows them by.
fn styles() -> [Style; 9] {
    let named = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).size(size).q_format(true)
    };
    let heading = |level: usize, size: usize, before: u32| {
        named(&format!("Heading{level}"), &format!("heading {level}"), size)
            .based_on("Normal")
            .next("Normal")
            .bold()
            .color(INK)
            .outline_lvl(level - 1)
            .line_spacing(LineSpacing::new().before(before).after(120))
    };
    let listed = |level: usize, left: i32| {
        named(&format!("TOC{level}"), &format!("toc {level}"), 21)
            .based_on("Normal")
            .next("Normal")
            .indent(Some(left), None, None, None)
            .line_spacing(LineSpacing::new().after(60))
    };
    [
        listed(1, 0),
        listed(2, 284),
        listed(3, 568),
        named("Title", "Title", 56).based_on("Normal").bold().color(INK),
        named("Subtitle", "Subtitle", 28).based_on("Normal").color("5A6B75"),
        named("Note", "Note", 18).based_on("Normal").color("5A6B75"),
        heading(1, 36, 0),
        heading(2, 28, 320),
        heading(3, 23, 240),
    ]
}

fn cover(mut file: Docx, document: &Document) -> Docx {
    let high = LineSpacing::new().before(3_600).after(240);
    let title = paragraph(&document.title).style("Title").line_spacing(high);
    file = file.add_paragraph(title);
    for line in document.cover.iter().chain([&document.dated]) {
        let spaced = LineSpacing::new().after(120);
        file = file.add_paragraph(paragraph(line).style("Subtitle").line_spacing(spaced));
    }
    file
}

/// The list of all headings, as a field: marked as stale, so that an office that knows page numbers writes it
/// anew when it opens the file. Until then, and where it does not, it is a list of links.
fn contents(mut file: Docx, document: &Document) -> Docx {
    if document.chapters.is_empty() {
        return file;
    }
    let title = paragraph(document.contents).style("Subtitle").page_break_before(true);
    file = file.add_paragraph(title.keep_next(true));
    let entries: Vec<_> = headings(document).collect();
    let last = entries.len().saturating_sub(1);
    for ((level, words), n) in entries.into_iter().zip(0..) {
        let mut entry = Paragraph::new().style(&format!("TOC{level}"));
        if n == 0 {
            let field = InstrToC::new().heading_styles_range(1, 3).hyperlink();
            let begin = Run::new()
                .add_field_char(FieldCharType::Begin, true)
                .add_instr_text(InstrText::TOC(field))
                .add_field_char(FieldCharType::Separate, false);
            entry = entry.add_run(begin);
        }
        let link = Hyperlink::new(bookmark(n), HyperlinkType::Anchor);
        entry = entry.add_hyperlink(link.add_run(Run::new().add_text(plain(words))));
        if n == last {
            entry = entry.add_run(Run::new().add_field_char(FieldCharType::End, false));
        }
        file = file.add_paragraph(entry);
    }
    file
}

/// Every heading with its level, in order.
fn headings(document: &Document) -> impl Iterator<Item = (usize, &str)> {
    document.chapters.iter().flat_map(|chapter| {
        let below = chapter.blocks.iter().filter_map(|block| match block {
            Block::Heading(words) => Some((2, words.as_str())),
            Block::Subheading(words) => Some((3, words.as_str())),
            _ => None,
        });
        std::iter::once((1, chapter.title.as_str())).chain(below)
    })
}

/// Where a heading is, by its number from the top.
fn bookmark(n: usize) -> String {
    format!("_Toc{n:08}")
}

/// Counts headings as they are written, in the order of [`headings`].
#[derive(Default)]
struct Headings(usize);

impl Headings {
    fn next(&mut self, level: usize, words: &str) -> Paragraph {
        let n = self.0;
        self.0 += 1;
        let marked = Paragraph::new().add_bookmark_start(n, bookmark(n));
        let marked = marked.add_run(Run::new().add_text(plain(words))).add_bookmark_end(n);
        marked.style(&format!("Heading{level}")).keep_next(true)
    }
}

fn write_chapter(mut file: Docx, chapter: &Chapter, headings: &mut Headings) -> Docx {
    let heading = headings.next(1, &chapter.title);
    file = file.add_paragraph(heading.page_break_before(true));
    let spaced = || LineSpacing::new().after(120);
    for block in &chapter.blocks {
        file = match block {
            Block::Heading(words) => file.add_paragraph(headings.next(2, words)),
            Block::Subheading(words) => file.add_paragraph(headings.next(3, words)),
            Block::Paragraph(words) => file.add_paragraph(paragraph(words).line_spacing(spaced())),
            Block::Note(words) => {
                file.add_paragraph(paragraph(words).style("Note").line_spacing(spaced()))
            }
            Block::List(lines) => {
                let line = |line: &String| {
                    paragraph(&format!("–\t{line}")).indent(Some(284), None, None, None)
                };
                lines.iter().map(line).fold(file, Docx::add_paragraph)
            }
            Block::Facts(facts) => {
                let one = |(name, value): &(&str, String)| {
                    let name = cell(paragraph(name).bold()).width(2_400, WidthType::Dxa);
                    let value = cell(paragraph(value)).width(7_238, WidthType::Dxa);
                    TableRow::new(vec![name, value])
                };
                after(file.add_table(table(facts.iter().map(one).collect())))
            }
            Block::Table(grid) => after(file.add_table(table(rows(grid)))),
        };
    }
    file
}

fn rows(grid: &Grid) -> Vec<TableRow> {
    let aligned = |words: &str, at: usize| match grid.numeric.contains(&at) {
        true => paragraph(words).align(AlignmentType::Right),
        false => paragraph(words),
    };
    let shaded = || Shading::new().fill(SHADE);
    let headings = grid.headings.iter().zip(0..);
    let headings = headings
        .map(|(words, at)| cell(aligned(words, at).bold().keep_next(true)).shading(shaded()));
    let first = TableRow::new(headings.collect()).cant_split();
    let rows = grid.rows.iter().zip(1..).map(|(row, n)| {
        let is_total = grid.totals && n == grid.rows.len();
        let one = |(words, at): (&String, usize)| match is_total {
            true => cell(aligned(words, at).bold()).shading(shaded()),
            false => cell(aligned(words, at)),
        };
        TableRow::new(row.iter().zip(0..).map(one).collect()).cant_split()
    });
    std::iter::once(first).chain(rows).collect()
}

fn table(rows: Vec<TableRow>) -> Table {
    Table::new(rows)
        .width(9_638, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(40, 80, 40, 80))
}

fn cell(words: Paragraph) -> TableCell {
    TableCell::new().add_paragraph(words)
}

/// Offices run tables together that follow one another without anything between them.
fn after(file: Docx) -> Docx {
    file.add_paragraph(Paragraph::new().line_spacing(LineSpacing::new().after(60)))
}

/// Words with their line breaks.
fn paragraph(words: &str) -> Paragraph {
    let mut run = Run::new();
    for (line, n) in plain(words).split('\n').zip(0..) {
        if n > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    Paragraph::new().add_run(run)
}
