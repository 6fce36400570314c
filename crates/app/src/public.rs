//! The public page of a plan: made once after each change, however many read it.

use std::sync::{Arc, PoisonError};

use plenum_views::public::PublicPage;

use crate::{plan::PlanHandle, replay::ReplayError};

impl PlanHandle {
    /// What anyone reads of the present; `None` where the page is not open. It may take the processor: ask
    /// away from the threads that serve sockets.
    ///
    /// # Errors
    /// The log's, where the figures lie far behind.
    pub fn public_page(&self) -> Result<Option<Arc<PublicPage>>, ReplayError> {
        let Some(head) = self.read(|now| now.plan.public.then(|| now.head())) else {
            return Ok(None);
        };
        // Whoever waits here while it is made finds it made.
        let mut kept = self.shared.public.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = kept.as_ref().filter(|page| page.seq == head) {
            return Ok(Some(page.clone()));
        }
        let page = self.counted(|tallies, plan| {
            plan.public.then(|| Arc::new(PublicPage::of(plan, tallies.observers())))
        })?;
        kept.clone_from(&page);
        Ok(page)
    }
}
