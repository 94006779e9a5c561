//! Ratings: counts by month, and no row of a person.

use contract::{CheckoutId, NewRating, RatingAspect, Stars};

use super::{Result, Store, StoreError, Write};

/// The aspect of the row that counts the ratings themselves.
const ALL: &str = "";

/// How often one number of stars was given in a month, or one aspect was named with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingCount {
    /// Of Rome: `2026-11`.
    pub month: String,
    pub stars: Stars,
    /// `None`: the ratings themselves.
    pub aspect: Option<RatingAspect>,
    pub count: u64,
}

/// Marks the checkout as rated. False if it was before.
pub async fn mark(write: &mut Write, id: &CheckoutId) -> Result<bool> {
    let sql = "UPDATE checkouts SET rated = TRUE WHERE id = $1 AND NOT rated";
    Ok(execute!(write, sqlx::query(sql).bind(id.as_str()))? > 0)
}

/// Counts one rating.
pub async fn count(write: &mut Write, month: &str, rating: &NewRating) -> Result<()> {
    let named = RatingAspect::ALL.into_iter().filter(|aspect| rating.aspects.contains(aspect));
    // In one order, because two writes may count the same rows.
    for aspect in std::iter::once(ALL).chain(named.map(RatingAspect::word)) {
        execute!(
            write,
            sqlx::query(
                "INSERT INTO ratings (month, stars, aspect, count) VALUES ($1, $2, $3, 1)
             ON CONFLICT (month, stars, aspect) DO UPDATE SET count = ratings.count + 1",
            )
            .bind(month)
            .bind(i64::from(rating.stars.count()))
            .bind(aspect)
        )?;
    }
    Ok(())
}

impl Store {
    /// From one month to another, both included: `2026-11`.
    pub async fn ratings(&self, from: &str, to: &str) -> Result<Vec<RatingCount>> {
        let rows: Vec<(String, i64, String, i64)> = fetch_all!(
            self,
            sqlx::query_as(
                "SELECT month, stars, aspect, count FROM ratings WHERE month BETWEEN $1 AND $2
             ORDER BY month, stars, aspect",
            )
            .bind(from)
            .bind(to)
        )?;
        rows.into_iter()
            .map(|(month, stars, aspect, count)| {
                let stars = u8::try_from(stars).ok().and_then(|stars| Stars::try_from(stars).ok());
                let known = RatingAspect::ALL.into_iter().find(|known| known.word() == aspect);
                if known.is_none() && aspect != ALL {
                    return Err(StoreError::Corrupt("an aspect of ratings"));
                }
                Ok(RatingCount {
                    month,
                    stars: stars.ok_or(StoreError::Corrupt("the stars of ratings"))?,
                    aspect: known,
                    count: u64::try_from(count).map_err(|_| StoreError::Corrupt("a count"))?,
                })
            })
            .collect()
    }
}
