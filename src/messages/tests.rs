//! What every language has to keep.

use super::*;
use contract::{ProblemKind, TopUpState};

#[test]
fn the_choice_kept_wins_over_the_browser() {
    assert_eq!(choose(Some("fr"), ["it-IT"]), Language::Fr);
    assert_eq!(choose(None, ["de-AT", "en-GB", "it"]), Language::En);
    assert_eq!(choose(Some("xx"), ["fr-CH"]), Language::Fr);
    assert_eq!(choose(None, ["de"]), Language::It);
}

#[test]
fn one_meal_is_singular_and_the_rest_is_not() {
    let meals = |language: Language, count| (of(language).common.meals)(count);
    assert_eq!(
        [meals(Language::It, 0), meals(Language::It, 1), meals(Language::It, 2)],
        ["0 pasti", "1 pasto", "2 pasti"]
    );
    assert_eq!(
        [meals(Language::Fr, 0), meals(Language::Fr, 1), meals(Language::Fr, 2)],
        ["0 repas", "1 repas", "2 repas"]
    );
    assert_eq!(
        [meals(Language::En, 0), meals(Language::En, 1), meals(Language::En, 2)],
        ["0 meals", "1 meal", "2 meals"]
    );
}

#[test]
fn french_counts_nought_and_one_as_singular() {
    let made = |count| (of(Language::Fr).top_up.notices_made)(count);
    assert_eq!([made(0), made(1), made(2)], ["0 avis prêt", "1 avis prêt", "2 avis prêts"]);
}

#[test]
fn every_problem_says_what_happened_and_what_to_do_now() {
    for language in Language::ALL {
        for &kind in ProblemKind::ALL.iter().chain([&ProblemKind::Other]) {
            let text = of(language).problems.of(kind);
            assert!(text.what.ends_with('.') && text.now.ends_with('.'), "{language:?} {kind:?}");
        }
    }
}

#[test]
fn no_two_states_read_the_same() {
    for language in Language::ALL {
        let labels: std::collections::BTreeSet<_> =
            TopUpState::ALL.into_iter().map(|state| of(language).states.of(state).label).collect();
        assert_eq!(labels.len(), TopUpState::ALL.len(), "{language:?}");
    }
}

#[test]
fn a_state_in_which_money_may_be_on_its_way_says_not_to_pay_again() {
    for (language, warning) in [
        (Language::It, "Non pagare di nuovo"),
        (Language::Fr, "Ne payez pas à nouveau"),
        (Language::En, "Do not pay again"),
    ] {
        for state in [TopUpState::InProgress, TopUpState::Anomalous] {
            assert!(of(language).states.of(state).meaning.contains(warning), "{language:?} {state:?}");
        }
    }
}
