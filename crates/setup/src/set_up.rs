//! The complete set-up of a domain: texts, the filled recipe, the DNS entries.

use mta_sts::Domain;

use crate::{
    DesiredPolicy, Entry, FilledRecipe, Issuance, Recipe, RecipeInput, Target, Texts, TextsError, Trap,
    policy_host_entries, setup_entries,
};

/// A set-up of one domain.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The policy domain.
    pub domain: Domain,
    /// The hosting recipe for the policy file.
    pub recipe: &'static Recipe,
    /// The texts to publish.
    pub texts: Texts,
    /// The recipe filled in for this domain.
    pub filled: FilledRecipe,
    /// Every DNS entry, in the order of publication.
    pub entries: Vec<Entry>,
}

impl SetUp {
    /// Writes the set-up of a domain. `targets` holds the known locations of the policy host.
    ///
    /// # Errors
    /// A value that senders do not accept, or targets that conflict.
    pub fn new(
        domain: &Domain,
        recipe: &'static Recipe,
        desired: &DesiredPolicy<'_>,
        targets: &[Target],
    ) -> Result<Self, TextsError> {
        let texts = Texts::new(desired)?;
        policy_host_entries(domain, targets)?;
        let input = RecipeInput::new(domain, &texts.policy, targets).ok_or(TextsError::NoMx)?;
        let filled = recipe.filled(&input);
        let entries = setup_entries(domain, &texts, &filled.dns);
        Ok(Self { domain: domain.clone(), recipe, texts, filled, entries })
    }

    /// Returns the traps of the recipe, without the question about CAA records if a look-up answered it.
    pub fn open_traps(&self, issuance: Option<&Issuance>) -> impl Iterator<Item = &'static Trap> {
        let knows_caa = issuance.is_some_and(|issuance| *issuance != Issuance::Unseen);
        self.filled.traps.iter().copied().filter(move |trap| trap.id != "caa" || !knows_caa)
    }
}

#[cfg(test)]
mod tests {
    use evidence::Timestamp;

    use super::*;
    use crate::{RECIPES, Role};

    #[test]
    fn every_recipe_gives_a_whole_set_up_with_the_record_last() {
        let domain: Domain = "example.com".parse().unwrap();
        let (mx, reports) = (["mx1.example.com".to_owned()], ["mailto:tls@example.com".to_owned()]);
        let desired = DesiredPolicy::first(&mx, &reports, Timestamp::from_unix(1_767_225_600));
        for recipe in RECIPES {
            let made = SetUp::new(&domain, recipe, &desired, &[]).unwrap();
            let roles: Vec<Role> = made.entries.iter().map(|entry| entry.role).collect();
            assert!(roles.is_sorted(), "{}: {roles:?}", recipe.id);
            assert_eq!((roles.first(), roles.last()), (Some(&Role::Reports), Some(&Role::Record)), "{}", recipe.id);
        }
    }
}
