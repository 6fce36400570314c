//! A mail server in the test's own process, and what a mail that it was handed says.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What a server heard: the commands, and the mail.
#[derive(Default)]
pub struct Heard {
    pub commands: Vec<String>,
    pub mail: String,
}

/// Speaks just enough SMTP (RFC 5321) for one mail; `to_recipient` is its answer to the recipient.
async fn speak(socket: TcpStream, to_recipient: &str) -> std::io::Result<Heard> {
    let mut socket = BufReader::new(socket);
    let mut heard = Heard::default();
    socket.write_all(b"220 mail.example\r\n").await?;
    let mut line = String::new();
    while socket.read_line(&mut line).await? > 0 {
        let command = std::mem::take(&mut line).trim_end().to_owned();
        let answer = match command.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-mail.example\r\n250 8BITMIME",
            "RCPT" => to_recipient,
            "DATA" => {
                socket.write_all(b"354 go on\r\n").await?;
                while socket.read_line(&mut line).await? > 0 && line != ".\r\n" {
                    let text = std::mem::take(&mut line);
                    heard.mail.push_str(text.strip_prefix('.').unwrap_or(&text));
                }
                line.clear();
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        heard.commands.push(command);
        socket.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(heard)
}

/// Where a server is that takes one mail, and what it will have heard.
///
/// # Panics
/// If there is no port.
pub async fn server(to_recipient: &'static str) -> (String, JoinHandle<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let heard = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.expect("a client");
        speak(socket, to_recipient).await.expect("a conversation")
    });
    (format!("smtp://{address}"), heard)
}

/// The words of a header, out of RFC 2047's base64 where they are in it.
///
/// # Panics
/// If there is no such header.
#[must_use]
pub fn header(mail: &str, name: &str) -> String {
    let unfolded = mail.replace("\r\n ", " ");
    let line = unfolded
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .unwrap_or_else(|| panic!("{name} in {mail}"));
    let mut words = String::new();
    let mut was_encoded = true;
    for word in line.split(' ') {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        if !(was_encoded && (encoded.is_some() || words.is_empty())) {
            words.push(' ');
        }
        was_encoded = encoded.is_some();
        words.push_str(&encoded.map_or(word.to_owned(), |encoded| {
            let bytes = BASE64_STANDARD.decode(encoded).expect("base64");
            String::from_utf8(bytes).expect("UTF-8")
        }));
    }
    words
}

/// The body, out of whichever of the two encodings it came in.
///
/// # Panics
/// If it is not a text in UTF-8.
#[must_use]
pub fn body(mail: &str) -> String {
    let (head, body) = mail.split_once("\r\n\r\n").expect("a body");
    assert!(head.contains("Content-Type: text/plain; charset=utf-8"), "{head}");
    let bytes = match header(mail, "Content-Transfer-Encoding").as_str() {
        "base64" => BASE64_STANDARD.decode(body.replace("\r\n", "")).expect("base64"),
        "quoted-printable" => unquoted(&body.replace("=\r\n", "")),
        other => panic!("{other}"),
    };
    String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
}

fn unquoted(body: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = body.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if let (b'=', [high, low, tail @ ..]) = (first, tail) {
            let digits = [*high, *low];
            let digits = std::str::from_utf8(&digits).expect("hexadecimal");
            bytes.push(u8::from_str_radix(digits, 16).expect("hexadecimal"));
            rest = tail;
        } else {
            bytes.push(*first);
        }
    }
    bytes
}
