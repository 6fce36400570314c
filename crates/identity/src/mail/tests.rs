use plenum_testkit::post::{body, header, server};
use tokio::net::TcpListener;

use super::*;

const FROM: &str = "Plénum <plenum@plenum.example>";

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

#[tokio::test]
async fn a_server_that_offers_no_tls_is_told_neither_the_password_nor_the_mail() {
    let (address, heard) = server("250 fine").await;
    let host = address.strip_prefix("smtp://").expect("an address");
    let required = format!("smtp://plenum:s3cret@{host}?tls=required");
    let mailer = Mailer::new(&required, FROM).expect("a mailer");
    let error = mailer.send("zoe@membre.example", "Bonjour", "texte").await.expect_err("no TLS");
    let told = format!("{error} {error:?}");
    assert!(!told.contains("s3cret") && !told.contains("zoe"), "{told}");
    drop(mailer);
    let heard = heard.await.expect("heard");
    let greeted = |command: &String| command.starts_with("EHLO") || command == "QUIT";
    assert!(heard.commands.iter().all(greeted), "{:?}", heard.commands);
    assert_eq!(heard.mail, "");
}
