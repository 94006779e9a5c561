//! How many files, and so connections, the system allows.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files beside the connections: database, mail, the platform, refusals and the standard streams.
const OTHER_FILES: u64 = 200;

/// Raises the limit of open files as far as needed and allowed. An error is the limit, if it is too low for so many
/// connections, and the least that is needed.
pub fn make_room(connections: usize) -> Result<(), (u64, u64)> {
    let needed = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(OTHER_FILES);
    let limit = getrlimit(Resource::Nofile);
    let (current, most) = (limit.current.unwrap_or(u64::MAX), limit.maximum.unwrap_or(u64::MAX));
    if current >= needed {
        return Ok(());
    }
    if most < needed {
        return Err((most, needed));
    }
    let raised = Rlimit { current: Some(needed), maximum: limit.maximum };
    setrlimit(Resource::Nofile, raised).map_err(|_| (current, needed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_connections_for_the_system_are_named_with_what_they_need() {
        make_room(1).unwrap();
        let limit = getrlimit(Resource::Nofile).maximum;
        if let Some(most) = limit {
            let wanted = usize::try_from(most).unwrap();
            assert_eq!(make_room(wanted), Err((most, most + OTHER_FILES)));
        }
    }
}
