//! The document as a page: semantic HTML without a script and without a style of its own; what it looks like
//! on paper is the style sheet's, a file of the web app.

use std::fmt::Write;

use plenum_views::document::{Block, Chapter, Document, Grid};

use super::plain;

/// The style sheet, by its address in the web app.
const STYLES: &str = "/document.css";

/// The page, whole.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut page = String::with_capacity(64 * 1024);
    let title = escaped(&document.title);
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{STYLES}\">\n</head>\n<body>\n<header class=\"cover\">\n\
         <h1>{title}</h1>\n",
        document.language.tag(),
    );
    for line in &document.cover {
        let _ = writeln!(page, "<p>{}</p>", escaped(line));
    }
    let _ = writeln!(page, "<p class=\"dated\">{}</p>\n</header>", escaped(&document.dated));
    contents(&mut page, document);
    page.push_str("<main>\n");
    for (chapter, n) in document.chapters.iter().zip(1..) {
        write_chapter(&mut page, chapter, n);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn contents(page: &mut String, document: &Document) {
    let _ = writeln!(
        page,
        "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{}</h2>\n<ol>",
        escaped(document.contents)
    );
    for (chapter, n) in document.chapters.iter().zip(1..) {
        let title = escaped(&chapter.title);
        let _ = writeln!(page, "<li><a href=\"#chapter-{n}\">{title}</a></li>");
    }
    page.push_str("</ol>\n</nav>\n");
}

fn write_chapter(page: &mut String, chapter: &Chapter, n: usize) {
    let title = escaped(&chapter.title);
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"chapter-{n}\">\n<h2 id=\"chapter-{n}\">{n}. {title}</h2>"
    );
    // What a table is called is the last heading above it.
    let mut above = chapter.title.as_str();
    for block in &chapter.blocks {
        if let Block::Heading(words) | Block::Subheading(words) = block {
            above = words;
        }
        write_block(page, block, above);
    }
    page.push_str("</section>\n");
}

fn write_block(page: &mut String, block: &Block, above: &str) {
    let _ = match block {
        Block::Heading(words) => writeln!(page, "<h3>{}</h3>", escaped(words)),
        Block::Subheading(words) => writeln!(page, "<h4>{}</h4>", escaped(words)),
        Block::Paragraph(words) => writeln!(page, "<p>{}</p>", broken(words)),
        Block::Note(words) => writeln!(page, "<p class=\"note\">{}</p>", broken(words)),
        Block::List(lines) => {
            let items = lines.iter().map(|line| format!("<li>{}</li>\n", broken(line)));
            writeln!(page, "<ul>\n{}</ul>", items.collect::<String>())
        }
        Block::Facts(facts) => {
            let one = |(name, value): &(&str, String)| {
                format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), broken(value))
            };
            writeln!(page, "<dl>\n{}</dl>", facts.iter().map(one).collect::<String>())
        }
        Block::Table(grid) => {
            write_table(page, grid, above);
            Ok(())
        }
    };
}

/// In a box that scrolls on small screens, and by keyboard.
fn write_table(page: &mut String, grid: &Grid, above: &str) {
    let class = |at: usize| if grid.numeric.contains(&at) { " class=\"number\"" } else { "" };
    let above = escaped(above);
    let _ = writeln!(
        page,
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{above}\">\n<table>\n<thead>\n<tr>"
    );
    for (heading, at) in grid.headings.iter().zip(0..) {
        let _ = write!(page, "<th scope=\"col\"{}>{}</th>", class(at), escaped(heading));
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for (row, n) in grid.rows.iter().zip(1..) {
        let is_total = grid.totals && n == grid.rows.len();
        page.push_str(if is_total { "<tr class=\"total\">" } else { "<tr>" });
        for (cell, at) in row.iter().zip(0..) {
            let _ = write!(page, "<td{}>{}</td>", class(at), broken(cell));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// Words as text of a page or of an attribute in double quotes, and as nothing else.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in plain(words).chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            c => text.push(c),
        }
    }
    text
}

fn broken(words: &str) -> String {
    escaped(words).replace('\n', "<br>\n")
}
