//! What is known of people, opened, and whose each address is.

use std::collections::{BTreeSet, HashMap};

use plenum_domain::AccountId;

use super::Profile;

/// The profiles whose key is still there. Whoever is taken out is nowhere in it.
#[derive(Default)]
pub struct People {
    profiles: HashMap<AccountId, Profile>,
    /// By the address as it is looked up. Two accounts may have come to share one: each stands for itself.
    addresses: BTreeSet<(String, AccountId)>,
}

/// An address however it was typed.
fn key(address: &str) -> String {
    address.trim().to_lowercase()
}

impl People {
    pub fn get(&self, id: AccountId) -> Option<&Profile> {
        self.profiles.get(&id)
    }

    pub fn by_address(&self, address: &str) -> Option<AccountId> {
        let wanted = key(address);
        let first = (wanted.clone(), AccountId(uuid::Uuid::nil()));
        let (found, id) = self.addresses.range(first..).next()?;
        (*found == wanted).then_some(*id)
    }

    pub fn insert(&mut self, id: AccountId, profile: Profile) {
        self.remove(id);
        if let Some(address) = &profile.email {
            self.addresses.insert((key(address), id));
        }
        self.profiles.insert(id, profile);
    }

    pub fn remove(&mut self, id: AccountId) {
        let address = self.profiles.remove(&id).and_then(|profile| profile.email);
        if let Some(address) = address {
            self.addresses.remove(&(key(&address), id));
        }
    }
}

impl FromIterator<(AccountId, Profile)> for People {
    fn from_iter<T: IntoIterator<Item = (AccountId, Profile)>>(profiles: T) -> Self {
        let mut people = Self::default();
        profiles.into_iter().for_each(|(id, profile)| people.insert(id, profile));
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Profile {
        Profile { name: "A".into(), email: Some(address.into()), language: None }
    }

    fn id(n: u128) -> AccountId {
        AccountId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn an_address_is_whose_it_is_now() {
        let mut people: People = [(id(1), at("Aïcha@Example.org"))].into_iter().collect();
        assert_eq!(people.by_address(" aïcha@example.ORG "), Some(id(1)));
        people.insert(id(1), at("new@example.org"));
        assert_eq!(people.by_address("aïcha@example.org"), None);
        people.insert(id(2), at("aïcha@example.org"));
        assert_eq!(people.by_address("aïcha@example.org"), Some(id(2)));
        assert_eq!(people.by_address("aïcha@example.or"), None, "not what merely begins alike");
        people.remove(id(2));
        people.insert(id(1), Profile::default());
        assert_eq!(people.by_address("new@example.org"), None);
        assert!(people.addresses.is_empty(), "nothing is left of who has gone");
    }

    #[test]
    fn who_came_to_share_an_address_keeps_it_when_the_other_goes() {
        let mut people: People = [(id(1), at("a@b.c")), (id(2), at("A@b.c"))].into_iter().collect();
        assert_eq!(people.by_address("a@b.c"), Some(id(1)));
        people.remove(id(1));
        assert_eq!(people.by_address("a@b.c"), Some(id(2)));
    }
}
