use webauthn_authenticator_rs::{WebauthnAuthenticator, softpasskey::SoftPasskey};

use super::*;
use crate::pending::PENDING_MILLIS;

const ORIGIN: &str = "https://plenum.example";
const NOW: i64 = 1_000;

/// A browser with one key in it, which remembers as resident keys do whose it is.
struct Browser {
    key: SoftPasskey,
    origin: Url,
    holder: Uuid,
    held: Vec<String>,
}

impl Browser {
    fn of(holder: Uuid) -> Self {
        let origin = Url::parse(ORIGIN).expect("an address");
        Self { key: SoftPasskey::new(true), origin, holder, held: Vec::new() }
    }

    fn create(&mut self, mut options: Value) -> Value {
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        assert_eq!(selection["residentKey"], "required");
        assert_eq!(selection["userVerification"], "required");
        // The key in software knows no resident keys; this browser stands in for it.
        selection["requireResidentKey"] = json!(false);
        let options = serde_json::from_value(options).expect("options for a browser");
        let made = self.key.do_registration(self.origin.clone(), options).expect("made");
        self.held.push(made.id.clone());
        serde_json::to_value(made).expect("an answer")
    }

    fn get(&mut self, mut options: Value) -> Value {
        assert_eq!(options["publicKey"]["allowCredentials"], json!([]), "nobody is named");
        assert!(options.get("mediation").is_none());
        options["publicKey"]["allowCredentials"] =
            self.held.iter().map(|id| json!({"type": "public-key", "id": id})).collect();
        let options = serde_json::from_value(options).expect("options for a browser");
        let proof = self.key.do_authentication(self.origin.clone(), options).expect("signed");
        let mut proof = serde_json::to_value(proof).expect("an answer");
        proof["response"]["userHandle"] =
            json!(BASE64_URL_SAFE_NO_PAD.encode(self.holder.as_bytes()));
        proof
    }
}

fn someone() -> Uuid {
    Uuid::from_u128(7)
}

fn site() -> Passkeys {
    Passkeys::new(ORIGIN, "Plenum").expect("a site")
}

fn registered(passkeys: &Passkeys, browser: &mut Browser) -> StoredPasskey {
    let begun =
        passkeys.begin_registration(NOW, someone(), "camille", "Camille", &[]).expect("it begins");
    let made = browser.create(begun.options);
    passkeys.finish_registration(NOW, begun.ceremony, someone(), made).expect("registered")
}

#[test]
fn a_passkey_signs_its_holder_in() {
    let (passkeys, mut browser) = (site(), Browser::of(someone()));
    let stored = registered(&passkeys, &mut browser);
    assert_eq!(stored.id(), browser.held[0]);
    let kept = serde_json::to_string(&stored).expect("it is kept");
    let stored: StoredPasskey = serde_json::from_str(&kept).expect("it is read again");

    let begun = passkeys.begin_sign_in(NOW).expect("it begins");
    let proof = browser.get(begun.options);
    let signed = passkeys
        .finish_sign_in(NOW, begun.ceremony, proof.clone(), |account| {
            assert_eq!(account, someone());
            vec![stored.clone()]
        })
        .expect("signed in");
    assert_eq!(signed.account, someone());
    assert_eq!(signed.passkey.id(), stored.id());

    let again =
        passkeys.finish_sign_in(NOW, begun.ceremony, proof, |_| vec![signed.passkey.clone()]);
    assert!(matches!(again, Err(PasskeyError::BadCeremony)), "a proof is used once");
}

#[test]
fn a_proof_for_one_ceremony_is_worth_nothing_in_another() {
    let (passkeys, mut browser) = (site(), Browser::of(someone()));
    let stored = registered(&passkeys, &mut browser);
    let first = passkeys.begin_sign_in(NOW).expect("it begins");
    let second = passkeys.begin_sign_in(NOW).expect("it begins");
    let proof = browser.get(first.options);
    let result = passkeys.finish_sign_in(NOW, second.ceremony, proof, |_| vec![stored]);
    assert!(matches!(result, Err(PasskeyError::Refused(_))));
}

#[test]
fn a_counter_that_goes_back_is_a_copied_key() {
    let (passkeys, mut browser) = (site(), Browser::of(someone()));
    let stored = registered(&passkeys, &mut browser);
    let begun = passkeys.begin_sign_in(NOW).expect("it begins");
    let early = passkeys.begin_sign_in(NOW).expect("it begins");
    let early_proof = browser.get(early.options);
    let proof = browser.get(begun.options);
    let signed =
        passkeys.finish_sign_in(NOW, begun.ceremony, proof, |_| vec![stored]).expect("signed in");
    let copied =
        passkeys.finish_sign_in(NOW, early.ceremony, early_proof, |_| vec![signed.passkey]);
    assert!(matches!(copied, Err(PasskeyError::Refused(_))));
}

#[test]
fn the_claimed_account_must_have_the_passkey() {
    let (passkeys, mut browser) = (site(), Browser::of(someone()));
    let stored = registered(&passkeys, &mut browser);
    browser.holder = Uuid::from_u128(8);
    let begun = passkeys.begin_sign_in(NOW).expect("it begins");
    let proof = browser.get(begun.options);
    let result = passkeys.finish_sign_in(NOW, begun.ceremony, proof, |account| {
        if account == someone() { vec![stored] } else { Vec::new() }
    });
    assert!(matches!(result, Err(PasskeyError::Unknown)));
}

#[test]
fn another_site_is_refused() {
    let (passkeys, mut browser) = (site(), Browser::of(someone()));
    browser.origin = Url::parse("https://below.plenum.example").expect("an address");
    let begun =
        passkeys.begin_registration(NOW, someone(), "camille", "Camille", &[]).expect("it begins");
    let made = browser.create(begun.options);
    let result = passkeys.finish_registration(NOW, begun.ceremony, someone(), made);
    assert!(matches!(result, Err(PasskeyError::Refused(_))));

    let more = Passkeys::with_origins(ORIGIN, &["https://below.plenum.example"], "Plenum");
    registered(&more.expect("a site"), &mut browser);
}

#[test]
fn a_registration_is_used_once_in_time_and_by_its_account() {
    let passkeys = site();
    let begin = |browser: &mut Browser| {
        let begun = passkeys
            .begin_registration(NOW, someone(), "camille", "Camille", &[])
            .expect("it begins");
        (begun.ceremony, browser.create(begun.options))
    };
    let browser = &mut Browser::of(someone());
    let finish = |now, ceremony, account, made: &Value| {
        passkeys.finish_registration(now, ceremony, account, made.clone())
    };
    let (ceremony, made) = begin(browser);
    finish(NOW + PENDING_MILLIS - 1, ceremony, someone(), &made).expect("in time");
    let outcomes = [
        finish(NOW, ceremony, someone(), &made),
        finish(NOW, Uuid::from_u128(1), someone(), &made),
        {
            let (ceremony, made) = begin(browser);
            finish(NOW + PENDING_MILLIS, ceremony, someone(), &made)
        },
        {
            let (ceremony, made) = begin(browser);
            finish(NOW, ceremony, Uuid::from_u128(8), &made)
        },
    ];
    for outcome in outcomes {
        assert!(matches!(outcome, Err(PasskeyError::BadCeremony)), "{outcome:?}");
    }
}

#[test]
fn the_same_passkey_is_not_registered_twice() {
    let (passkeys, mut browser) = (site(), Browser::of(someone()));
    let stored = registered(&passkeys, &mut browser);
    let begun = passkeys
        .begin_registration(NOW, someone(), "camille", "Camille", std::slice::from_ref(&stored))
        .expect("it begins");
    assert_eq!(begun.options["publicKey"]["excludeCredentials"][0]["id"], json!(stored.id()));
}

#[test]
fn what_no_browser_would_say_is_an_error() {
    let passkeys = site();
    let begun = passkeys.begin_sign_in(NOW).expect("it begins");
    let result = passkeys.finish_sign_in(NOW, begun.ceremony, json!({"id": 1}), |_| Vec::new());
    assert!(matches!(result, Err(PasskeyError::Malformed(_))));
}

#[test]
fn a_site_has_a_name() {
    for origin in ["https://192.0.2.1", "https://[::1]:8080", "plenum.example", ""] {
        assert!(matches!(Passkeys::new(origin, "Plenum"), Err(PasskeyError::Origin(_))));
    }
    assert!(Passkeys::new("http://localhost:8080", "Plenum").is_ok());
}
