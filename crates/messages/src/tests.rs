//! Rules for the texts of every language.

use super::{guide::Part, *};
use contract::{ProblemKind, TopUpState};

#[test]
fn meals_have_singular_and_plural() {
    let meals = |language: Language, count| of(language).common.meals.of(count);
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
fn zero_and_one_notices_are_singular_in_french() {
    let made = |count| of(Language::Fr).top_up.notices_made.of(count);
    assert_eq!([made(0), made(1), made(2)], ["0 avis prêt", "1 avis prêt", "2 avis prêts"]);
}

#[test]
fn every_problem_has_a_sentence_for_what_happened_and_for_what_to_do() {
    for language in Language::ALL {
        for &kind in ProblemKind::ALL.iter().chain([&ProblemKind::Other]) {
            let text = of(language).problems.of(kind);
            assert!(text.what.ends_with('.') && text.now.ends_with('.'), "{language:?} {kind:?}");
        }
    }
}

#[test]
fn every_state_has_its_own_label_and_a_paid_top_up_one_whether_credited_or_not() {
    for language in Language::ALL {
        let states = &of(language).states;
        let labels: std::collections::BTreeSet<_> =
            TopUpState::ALL.into_iter().map(|state| states.of(state).label).collect();
        assert_eq!(labels.len(), TopUpState::ALL.len() - 1, "{language:?}");
        assert_eq!(states.paid.label, states.credited.label, "{language:?}");
    }
}

#[test]
fn only_a_payment_in_charge_is_in_progress() {
    use contract::AttemptOutcome as R;
    for language in Language::ALL {
        let states = &of(language).states;
        let label = |returned| states.of_attempt(TopUpState::InProgress, returned).label;
        for returned in [R::Ok, R::Waiting] {
            assert_eq!(label(Some(returned)), states.in_progress.label, "{language:?} {returned:?}");
        }
        assert_eq!(label(None), states.page_open.label, "{language:?}");
        for returned in [R::Cancel, R::Error] {
            assert_eq!(label(Some(returned)), states.page_left.label, "{language:?} {returned:?}");
        }
        assert_eq!(states.of_attempt(TopUpState::Unpaid, Some(R::Error)).label, states.unpaid.label);
    }
}

#[test]
fn offline_speaks_of_no_money() {
    for (language, money) in [(Language::It, "addebit"), (Language::Fr, "débit"), (Language::En, "charge")] {
        let problems = &of(language).problems;
        for text in [problems.offline_title, problems.offline.what, problems.offline.now] {
            assert!(!text.contains(money), "{language:?} {text}");
        }
    }
}

#[test]
fn a_state_with_a_possible_payment_warns_against_paying_again() {
    for (language, warning) in [
        (Language::It, "Non pagare di nuovo"),
        (Language::Fr, "Ne payez pas à nouveau"),
        (Language::En, "Do not pay again"),
    ] {
        for state in [TopUpState::InProgress, TopUpState::Anomalous] {
            assert!(of(language).states.of(state).meaning.contains(warning), "{language:?} {state:?}");
        }
        for anomaly in contract::Anomaly::ALL {
            let text = of(language).states.anomaly(Some(anomaly));
            assert_eq!(text.contains(warning), anomaly.may_be_paid(), "{language:?} {anomaly:?}");
        }
    }
}

/// All texts of a language by name.
fn named(language: Language) -> std::collections::BTreeMap<String, &'static str> {
    let mut named = std::collections::BTreeMap::new();
    of(language)
        .each(&mut |name, text| assert!(named.insert(name.to_owned(), text).is_none(), "{name} twice"));
    mails::of(language).each(&mut |name, text| {
        named.insert(name.to_owned(), text);
    });
    movements_file::of(language).each(&mut |name, text| {
        named.insert(name.to_owned(), text);
    });
    office_form::of(language).each(&mut |name, text| {
        named.insert(name.to_owned(), text);
    });
    for group in guide::of(language).groups() {
        named.insert(["guide.", group.answers[0].0, ".title"].concat(), group.title);
        for (name, answer) in group.answers {
            named.insert(["guide.", name, ".question"].concat(), answer.question);
            named.insert(["guide.", name, ".text"].concat(), answer.text);
        }
    }
    named
}

#[test]
fn written_texts_are_read_back() {
    for language in Language::ALL {
        let lines = of(language).lines();
        let read = Messages::read(language, lines.clone().leak()).unwrap();
        assert_eq!(read.lines(), lines, "{language:?}");
        assert_eq!(read.common.meals, of(language).common.meals);
        assert_eq!(read.top_up.duplicate, of(language).top_up.duplicate);
    }
}

#[test]
fn a_wrong_number_of_lines_is_refused() {
    let lines = of(Language::It).lines();
    let (_, shorter) = lines.split_once('\n').unwrap();
    assert!(Messages::read(Language::It, shorter.to_owned().leak()).is_none());
    assert!(Messages::read(Language::It, [&lines, "\nmore"].concat().leak()).is_none());
    assert!(Messages::read(Language::It, "").is_none());
}

#[test]
fn a_text_is_one_line_and_not_empty() {
    for language in Language::ALL {
        for (name, text) in named(language) {
            assert!(
                !text.trim().is_empty() && !text.contains(['\n', '\r', '\t']),
                "{language:?} {name}: {text:?}"
            );
            assert!(!text.contains("  "), "{language:?} {name}: two spaces in {text:?}");
        }
    }
}

/// Names of texts that are the same in two languages on purpose.
const SAME: [&str; 10] = [
    "mails.line",
    "share.line",
    "shell.app_name",
    "shell.write_office",
    "sign_in.code",
    "top_up.sign_in_email",
    "top_up.sign_in_spid",
    "top_up.way_online",
    "top_up.there_other_more",
    "top_up.total",
];

#[test]
fn only_listed_texts_are_the_same_in_two_languages() {
    let all = Language::ALL.map(named);
    let [it, fr, en] = &all;
    for (name, text) in it {
        // Names, examples and punctuation are not translated.
        let same = fr[name] == *text || en[name] == *text || fr[name] == en[name];
        assert_eq!(same, SAME.contains(&name.as_str()), "{name}: {text:?} {:?} {:?}", fr[name], en[name]);
    }
}

#[test]
fn french_punctuation_has_a_no_break_space() {
    for (name, text) in named(Language::Fr) {
        for sign in [" :", " ;", " ?", " !", " »", "« "] {
            assert!(!text.contains(sign), "{name}: a plain space at {sign:?} in {text:?}");
        }
        for (place, sign) in text.char_indices().filter(|(_, sign)| [';', '?', '!', '»', ':'].contains(sign))
        {
            let before = text[..place].chars().next_back();
            // A time of day has no space.
            let digit = before.is_some_and(|before| before.is_ascii_digit());
            assert!(
                matches!(before, Some('\u{a0}' | '\u{202f}')) || digit,
                "{name}: no space before {sign:?} in {text:?}"
            );
        }
    }
}

#[test]
fn apostrophes_and_ellipses_are_typographic() {
    for language in Language::ALL {
        for (name, text) in named(language) {
            assert!(
                !text.contains(['\'', '"', '`']) && !text.contains("..."),
                "{language:?} {name}: {text:?}"
            );
        }
    }
}

#[test]
fn the_written_guide_is_read_back() {
    for language in Language::ALL {
        let guide = guide::of(language);
        assert_eq!(guide::read(guide.lines().leak()), guide.groups());
    }
}

#[test]
fn every_answer_has_its_own_anchor() {
    let mut names: Vec<_> =
        guide::of(Language::It).groups().into_iter().flat_map(|group| group.answers).collect();
    let count = names.len();
    names.sort_by_key(|(name, _)| *name);
    names.dedup_by_key(|(name, _)| *name);
    assert_eq!(names.len(), count);
}

#[test]
fn an_answer_is_split_into_paragraphs_and_lists() {
    let answer = guide::Answer { question: "?", text: "a¶• b¶• c¶d" };
    let parts = [Part::Paragraph("a"), Part::List(vec!["b", "c"]), Part::Paragraph("d")];
    assert_eq!(answer.parts(), parts);
}

#[test]
fn the_guide_uses_the_labels_of_the_screens() {
    for language in Language::ALL {
        let (texts, guide) = (of(language), guide::of(language));
        for (answer, name) in [
            (guide.online, texts.top_up.next),
            (guide.spid, texts.top_up.next),
            (guide.notice, texts.top_up.make_notice),
            (guide.several, texts.accounts.top_up_several),
            (guide.tobacconist, texts.counter.show),
            (guide.post_office, texts.counter.data_matrix),
            (guide.interrupted, texts.states.in_progress.label),
        ] {
            assert!(answer.text.contains(name), "{language:?} {:?} does not say {name:?}", answer.question);
        }
        assert!(guide.spid.text.contains(&texts.outcome.pay_again.of(1)), "{language:?}");
    }
}

#[test]
fn legal_links_are_those_that_are_configured_in_their_order_and_language() {
    let link = |it: &str, fr: Option<&str>| {
        Some(contract::Localised { it: it.to_owned(), fr: fr.map(str::to_owned), en: None })
    };
    let municipality = Municipality {
        name: contract::Localised { it: "Comune".to_owned(), fr: None, en: None },
        parent: None,
        parent_url: None,
        logo_url: None,
        colours: None,
        icon_url: None,
        warm: None,
        app_name: None,
        office: contract::Office { website: link("https://a.example/", None), ..Default::default() },
        links: contract::Links {
            privacy: link("https://a.example/privacy", Some("https://a.example/fr/privacy")),
            ..Default::default()
        },
        texts: contract::OwnTexts::default(),
        sign_in_hints: Vec::new(),
        payment_methods: Vec::new(),
        test_environment: false,
    };
    let texts = of(Language::Fr);
    let expected =
        [("https://a.example/fr/privacy", texts.shell.privacy), ("https://a.example/", texts.shell.website)];
    assert_eq!(texts.legal_links(&municipality), expected);
}

/// WCAG 2.5.3: who speaks to the phone says what is written on the button.
#[test]
fn spoken_name_of_a_button_begins_with_its_text() {
    for language in Language::ALL {
        let texts = of(language);
        assert!(texts.counter.show.starts_with(texts.accounts.show), "{language:?}");
    }
}
