//! Who gets a place, who gives way, and when time is over.

use super::*;

fn open(max: usize, max_per_address: Option<usize>) -> OpenConnections {
    OpenConnections::new(Limits { time: Connections { max, ..Connections::default() }, max_per_address })
}

fn admitted(open: &OpenConnections, address: &str, now: Instant) -> Option<Place> {
    match open.admit(address.parse().unwrap(), now) {
        Admission::Admitted(place) | Admission::InPlaceOfAnother(place) => Some(place),
        Admission::Full => None,
    }
}

async fn is_closed(place: &Place) -> bool {
    tokio::time::timeout(Duration::ZERO, place.connection.closed()).await.is_ok()
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[tokio::test]
async fn full_house_closes_the_connection_that_waits_longest() {
    let (open, start) = (open(3, None), Instant::now());
    let busy = admitted(&open, "192.0.2.1", start).unwrap();
    busy.connection.bytes_came(start);
    busy.connection.request_began(start);
    let half_sent = admitted(&open, "192.0.2.2", start).unwrap();
    half_sent.connection.bytes_came(start + seconds(3));
    let idle = admitted(&open, "192.0.2.3", start + seconds(2)).unwrap();
    let first = admitted(&open, "192.0.2.4", start + seconds(5)).unwrap();
    assert!(is_closed(&idle).await && !is_closed(&half_sent).await);
    let _second = admitted(&open, "192.0.2.5", start + seconds(5)).unwrap();
    assert!(is_closed(&half_sent).await && !is_closed(&busy).await && !is_closed(&first).await);
    assert_eq!(open.len(), 3);
}

#[tokio::test]
async fn connections_at_work_and_new_ones_are_not_closed_for_others() {
    let (open, start) = (open(2, None), Instant::now());
    let busy = admitted(&open, "192.0.2.1", start).unwrap();
    busy.connection.request_began(start);
    let new = admitted(&open, "192.0.2.2", start + seconds(60)).unwrap();
    assert!(admitted(&open, "192.0.2.3", start + seconds(60)).is_none());
    assert!(!is_closed(&busy).await && !is_closed(&new).await);
    drop(busy);
    assert!(admitted(&open, "192.0.2.3", start + seconds(60)).is_some());
}

#[tokio::test]
async fn who_has_few_connections_gets_a_place_of_who_has_many() {
    let (open, now) = (open(4, None), Instant::now());
    let many: Vec<_> = (0..3).map(|_| admitted(&open, "192.0.2.1", now).unwrap()).collect();
    let _other = admitted(&open, "192.0.2.2", now).unwrap();
    // All have just come.
    let guardian = admitted(&open, "192.0.2.3", now).unwrap();
    let mut closed = 0;
    for place in &many {
        closed += usize::from(is_closed(place).await);
    }
    assert_eq!((closed, open.len()), (1, 4));
    assert!(admitted(&open, "192.0.2.1", now).is_none(), "who has many takes none from the others");
    // No address has more than its share.
    let _second = admitted(&open, "192.0.2.3", now);
    assert!(!is_closed(&guardian).await);
}

#[tokio::test]
async fn one_address_has_its_share_and_loses_its_own_connections_first() {
    let (open, start) = (open(10, Some(2)), Instant::now());
    let other = admitted(&open, "192.0.2.9", start).unwrap();
    // One network of 64 bits; and IPv4 written as IPv6.
    let first = admitted(&open, "2001:db8::1", start + seconds(1)).unwrap();
    let _second = admitted(&open, "2001:db8::2", start + seconds(2)).unwrap();
    assert!(admitted(&open, "2001:db8:0:1::1", start).is_some());
    let _third = admitted(&open, "2001:db8::3", start + seconds(3)).unwrap();
    assert!(is_closed(&first).await && !is_closed(&other).await);
    let _mapped = admitted(&open, "::ffff:192.0.2.9", start).unwrap();
    assert!(admitted(&open, "192.0.2.9", start).is_none());
}

#[tokio::test]
async fn each_phase_has_its_time_limit() {
    let limits = Connections::default();
    let (open, start) = (open(10, None), Instant::now());
    let place = admitted(&open, "192.0.2.1", start).unwrap();
    let connection = place.connection();
    assert!(!connection.is_overdue(&limits, start + seconds(74)));
    assert!(connection.is_overdue(&limits, start + seconds(75)));
    connection.bytes_came(start + seconds(70));
    // More bytes win no time.
    connection.bytes_came(start + seconds(79));
    assert!(!connection.is_overdue(&limits, start + seconds(79)));
    assert!(connection.is_overdue(&limits, start + seconds(80)));
    // From the first byte on.
    connection.request_began(start + seconds(72));
    connection.waits_for_body(start + seconds(72));
    assert!(!connection.is_overdue(&limits, start + seconds(189)));
    connection.has_body();
    assert!(connection.is_overdue(&limits, start + seconds(190)));
    connection.answered(start + seconds(190));
    assert!(!connection.is_overdue(&limits, start + seconds(190)));
}

#[test]
fn body_that_trickles_waits_from_its_first_pause_on() {
    let start = Instant::now();
    let connection = Connection::new("192.0.2.1".parse().unwrap(), start);
    connection.request_began(start);
    assert_eq!(connection.waits_since(), None);
    connection.waits_for_body(start + seconds(1));
    connection.has_body();
    assert_eq!(connection.waits_since(), None);
    connection.waits_for_body(start + seconds(9));
    assert_eq!(connection.waits_since(), Some(start + seconds(1)));
}
