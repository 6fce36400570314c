use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::*;

const FROM: &str = "Plénum <plenum@plenum.example>";

/// What a server heard: the commands, and the mail.
#[derive(Default)]
struct Heard {
    commands: Vec<String>,
    mail: String,
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

async fn server(to_recipient: &'static str) -> (String, JoinHandle<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let heard = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.expect("a client");
        speak(socket, to_recipient).await.expect("a conversation")
    });
    (format!("smtp://{address}"), heard)
}

/// The words of a header, out of RFC 2047's base64 where they are in it.
fn header(mail: &str, name: &str) -> String {
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
fn body(mail: &str) -> String {
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

#[tokio::test]
async fn a_mail_arrives_with_its_accents() {
    let (address, heard) = server("250 fine").await;
    let mailer = Mailer::new(&address, FROM).expect("a mailer");
    let subject = "Invitation à la plénière : « été 2027 », salle Élise-Deroche, à l’étage";
    let text = "Bonjour Zoë,\n\nvoici votre lien :\nhttps://plenum.example/entrer#a=b\n.\n";
    mailer.send("zoe@membre.example", subject, text).await.expect("sent");
    drop(mailer);
    let heard = heard.await.expect("heard");
    assert_eq!(header(&heard.mail, "Subject"), subject);
    assert_eq!(header(&heard.mail, "To"), "zoe@membre.example");
    assert_eq!(header(&heard.mail, "Auto-Submitted"), "auto-generated");
    assert!(header(&heard.mail, "From").ends_with("<plenum@plenum.example>"));
    assert!(header(&heard.mail, "Message-ID").ends_with("@plenum.example>"));
    assert!(heard.mail.contains("\r\nDate: "));
    assert_eq!(body(&heard.mail).trim_end(), text.trim_end());
    assert_eq!(heard.commands[0], "EHLO plenum.example");
    assert!(heard.commands[1].starts_with("MAIL FROM:<plenum@plenum.example>"));
    assert_eq!(heard.commands[2], "RCPT TO:<zoe@membre.example>");
}

#[tokio::test]
async fn a_subject_cannot_add_a_header() {
    let (address, heard) = server("250 fine").await;
    let mailer = Mailer::new(&address, FROM).expect("a mailer");
    let subject = "Bonjour\r\nBcc: tous@membre.example\r\n\r\nautre texte";
    mailer.send("zoe@membre.example", subject, "é").await.expect("sent");
    drop(mailer);
    let heard = heard.await.expect("heard");
    assert!(!heard.mail.lines().any(|line| line.starts_with("Bcc")), "{}", heard.mail);
    assert_eq!(body(&heard.mail).trim_end(), "é");
}

#[tokio::test]
async fn a_refusal_gives_its_code_and_no_address() {
    for (answer, code, is_final) in
        [("550 5.1.1 <zoe@membre.example>: unknown", 550, true), ("451 come back", 451, false)]
    {
        let (address, _heard) = server(answer).await;
        let mailer = Mailer::new(&address, FROM).expect("a mailer");
        let error = mailer.send("zoe@membre.example", "Bonjour", "texte").await.expect_err("no");
        let told = format!("{error} {error:?}");
        assert!(!told.contains("zoe"), "{told}");
        assert!(
            matches!(error, MailError::Refused { code: c, is_final: f } if c == code && f == is_final),
            "{told}"
        );
    }
}

#[tokio::test]
async fn a_silent_server_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let mut mailer = Mailer::new(&format!("smtp://{address}"), FROM).expect("a mailer");
    mailer.timeout = Duration::from_millis(20);
    let result = mailer.send("zoe@membre.example", "Bonjour", "texte").await;
    assert!(matches!(result, Err(MailError::TimedOut)));
}

#[tokio::test]
async fn an_unreachable_server_and_a_bad_address_are_told_apart() {
    let (address, heard) = server("250 fine").await;
    heard.abort();
    assert!(heard.await.is_err(), "nobody listens");
    let mailer = Mailer::new(&address, FROM).expect("a mailer");
    let result = mailer.send("zoe@membre.example", "Bonjour", "texte").await;
    assert!(matches!(result, Err(MailError::Transport(_))));
    for to in ["zoe", "zoe@membre.example, tous@membre.example", "zoe@membre.example\r\nBcc: a@b"] {
        assert!(matches!(mailer.send(to, "Bonjour", "texte").await, Err(MailError::To(_))));
    }
}

#[test]
fn a_password_is_neither_sent_in_the_clear_nor_told() {
    let refused = |server: &str| {
        let error = Mailer::new(server, FROM).err().unwrap_or_else(|| panic!("{server}"));
        let told = format!("{error} {error:?}");
        assert!(!told.contains("s3cret"), "{told}");
        error
    };
    for server in
        ["smtp://plenum:s3cret@mail.example", "smtp://plenum:s3cret@mail.example?tls=opportunistic"]
    {
        assert!(matches!(refused(server), MailError::Clear));
    }
    for server in ["http://plenum:s3cret@localhost", "smtps://plenum:s3cret@", "s3cret"] {
        assert!(matches!(refused(server), MailError::Server));
    }
    assert!(matches!(Mailer::new("smtp://mail.example", "nobody"), Err(MailError::From(_))));
    for server in [
        "smtps://plenum:s3cret@mail.example",
        "smtp://plenum:s3cret@mail.example?tls=required",
        "smtp://plenum:s3cret@127.0.0.1:2525",
        "smtp://mail.example:25",
    ] {
        assert!(Mailer::new(server, FROM).is_ok(), "{server}");
    }
}
