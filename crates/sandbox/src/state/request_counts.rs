//! How many requests reached the platform's interfaces, by moment, and how many are at work.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::moment::Moment;
use super::shared::Shared;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct RequestCounts {
    ended: BTreeMap<Option<Moment>, u64>,
    open_now: u64,
    open_most: u64,
}

impl RequestCounts {
    /// Forgets what has ended; what is at work stays.
    pub fn reset(&mut self) {
        *self = Self { ended: BTreeMap::new(), open_now: self.open_now, open_most: self.open_now };
    }

    fn ended(&self, moment: Option<Moment>) -> u64 {
        self.ended.get(&moment).copied().unwrap_or(0)
    }
}

/// One number a moment, `other` for requests at no moment, then `open_now` and `open_most`.
impl Serialize for RequestCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for moment in Moment::ALL {
            map.serialize_entry(&moment, &self.ended(Some(moment)))?;
        }
        map.serialize_entry("other", &self.ended(None))?;
        map.serialize_entry("open_now", &self.open_now)?;
        map.serialize_entry("open_most", &self.open_most)?;
        map.end()
    }
}

/// One request at work. It ends when this is dropped: answered, cut, or given up by its caller.
pub struct OpenRequest {
    counts: Shared<RequestCounts>,
    moment: Option<Moment>,
}

impl OpenRequest {
    pub fn begin(counts: Shared<RequestCounts>, moment: Option<Moment>) -> Self {
        {
            let mut counts = counts.lock();
            counts.open_now += 1;
            counts.open_most = counts.open_most.max(counts.open_now);
        }
        Self { counts, moment }
    }
}

impl Drop for OpenRequest {
    fn drop(&mut self) {
        let mut counts = self.counts.lock();
        counts.open_now = counts.open_now.saturating_sub(1);
        *counts.ended.entry(self.moment).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_requests_are_counted_apart_from_ended_ones() {
        let counts = Shared::<RequestCounts>::default();
        let first = OpenRequest::begin(counts.clone(), Some(Moment::Read));
        let second = OpenRequest::begin(counts.clone(), None);
        drop(first);
        {
            let counts = counts.lock();
            assert_eq!((counts.ended(Some(Moment::Read)), counts.open_now, counts.open_most), (1, 1, 2));
        }
        counts.lock().reset();
        drop(second);
        let counts = counts.lock();
        assert_eq!((counts.ended(Some(Moment::Read)), counts.ended(None)), (0, 1));
        assert_eq!((counts.open_now, counts.open_most), (0, 1));
    }
}
