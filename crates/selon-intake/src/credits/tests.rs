//! Credits as newspapers print them. The articles are invented.

use proptest::prelude::*;
use selon_record::CreditForm::{Closing, Dateline, Sole, With};

use super::*;

/// The credits of an article: agency, form, words.
fn of(outlet: &str, byline: &str, text: &str) -> Vec<(String, CreditForm, String)> {
    let article = Article {
        outlet: Some(outlet.to_owned()),
        byline: Some(byline.to_owned()).filter(|byline| !byline.is_empty()),
        language: "fr".to_owned(),
        ..Article::new(text)
    };
    let found = credits(&article, Base::built_in());
    found
        .into_iter()
        .map(|credit| {
            let part = if credit.part == CreditPart::Text { text } else { byline };
            let (start, end) = (credit.span.start, credit.span.end);
            let words = part.chars().skip(start).take(end - start).collect();
            (credit.agency, credit.form, words)
        })
        .collect()
}

#[track_caller]
fn check(outlet: &str, byline: &str, text: &str, expected: &[(&str, CreditForm, &str)]) {
    let found = of(outlet, byline, text);
    let found: Vec<_> = found.iter().map(|(agency, form, words)| (&**agency, *form, &**words)).collect();
    assert_eq!(found, expected, "{byline} | {text}");
}

#[test]
fn signatures() {
    check("La Gazette", "AFP", "", &[("AFP", Sole, "AFP")]);
    check("La Gazette", "Par l’AFP", "", &[("AFP", Sole, "Par l’AFP")]);
    check(
        "La Gazette",
        "Agence France-Presse",
        "",
        &[("Agence France-Presse", Sole, "Agence France-Presse")],
    );
    check("La Gazette", "J. Martin et AFP", "", &[("AFP", With, "AFP")]);
    check("La Gazette", "La rédaction, avec AM", "", &[("AM", With, "avec AM")]);
    check("La Gazette", "Service étranger (AM)", "", &[("AM", With, "AM")]);
    check("La Gazette", "L. M./Agences", "", &[("Agences", With, "Agences")]);
    check("La Gazette", "AFP, Reuters", "", &[("AFP", With, "AFP"), ("Reuters", With, "Reuters")]);
    check(
        "La Gazette",
        "Claire Morin, avec l'agence Belga",
        "",
        &[("agence Belga", With, "avec l'agence Belga")],
    );
}

#[test]
fn an_agency_signs_with_its_initials() {
    check("Agence Méridienne", "AM", "", &[("AM", Sole, "AM")]);
    check(
        "La Gazette",
        "AM",
        "ALMATY, 9 jan 2022 (AM) - Il pleut.",
        &[("AM", Sole, "AM"), ("AM", Dateline, "ALMATY, 9 jan 2022 (AM)")],
    );
}

#[test]
fn journalists_are_no_agencies() {
    for byline in [
        "AM",
        "A. M.",
        "J. Martin et VB",
        "Claire Morin (à Paris)",
        "Jean Dupont (PS)",
        "La rédaction",
        "Correspondance particulière",
        "Par Ève",
        "avec Claire Morin",
    ] {
        check("La Gazette", byline, "", &[]);
    }
}

#[test]
fn datelines() {
    for (text, agency, words) in [
        ("ALMATY (Kazakhstan), 9 jan 2022 (AM) - Les émeutes", "AM", "ALMATY (Kazakhstan), 9 jan 2022 (AM)"),
        ("NOUR-SOULTAN, 10 jan 2022 (AM) - Le bilan", "AM", "NOUR-SOULTAN, 10 jan 2022 (AM)"),
        ("PARIS (AFP) – Le ministre", "AFP", "PARIS (AFP)"),
        ("Paris (AFP) - Le ministre", "AFP", "Paris (AFP)"),
        ("BRUXELLES, 10 janvier (Reuters) — Le ministre", "Reuters", "BRUXELLES, 10 janvier (Reuters)"),
        ("(Belga) - Le ministre", "Belga", "(Belga)"),
        ("Un titre\n\nGENÈVE (ats) - Le ministre", "ats", "GENÈVE (ats)"),
        ("AFP - Le ministre", "AFP", "AFP"),
        ("Paris, AFP – Le ministre", "AFP", "Paris, AFP"),
    ] {
        check("La Gazette", "", &format!("{text} a parlé.\nFin du texte."), &[(agency, Dateline, words)]);
    }
}

#[test]
fn closing_formulas() {
    for (end, agency, words) in [
        (" (afp/nxp)", "afp", "(afp/nxp)"),
        (" (jsa/afp/nxp)", "afp", "(jsa/afp/nxp)"),
        ("\n\ndv/mk (AM)", "AM", "dv/mk (AM)"),
        (" (Belga)", "Belga", "(Belga)"),
        ("\n(AFP)\n", "AFP", "(AFP)"),
        ("\n© AFP 2022", "AFP", "© AFP 2022"),
        (" (ats/nxp) Créé: 21.12.2018, 09h59", "ats", "(ats/nxp)"),
        (" (ats)\nMis à jour le 21.12.2018 à 09h59", "ats", "(ats)"),
        ("\n© Agence France-Presse. Tous droits réservés.", "Agence France-Presse", "© Agence France-Presse"),
        ("\navec AFP", "AFP", "avec AFP"),
        (
            "\n- Avec la collaboration de l'Agence France-Presse",
            "Agence France-Presse",
            "Avec la collaboration de l'Agence France-Presse",
        ),
        ("\nSource : AFP", "AFP", "Source : AFP"),
        ("\nMerzak Ziani/Agences", "Agences", "Agences"),
        (" (avec AM)", "AM", "(avec AM)"),
        ("\nBelga\nLire aussi : Un autre article", "Belga", "Belga"),
    ] {
        check(
            "La Gazette",
            "",
            &format!("Il a plu.\nUne enquête est ouverte.{end}"),
            &[(agency, Closing, words)],
        );
    }
}

#[test]
fn a_notice_of_rights_that_the_head_confirms() {
    check(
        "La Gazette",
        "C.M. avec AFP",
        "Il a plu.\nUne enquête est ouverte.\n© AFP",
        &[("AFP", With, "avec AFP"), ("AFP", Closing, "© AFP")],
    );
    check(
        "La Gazette",
        "",
        "PARIS (AFP) - Il a plu.\nUne enquête est ouverte.\n© Agence France-Presse",
        &[("AFP", Dateline, "PARIS (AFP)"), ("Agence France-Presse", Closing, "© Agence France-Presse")],
    );
}

#[test]
fn other_parentheses_and_lines() {
    for text in [
        "L’Organisation du traité de sécurité collective (OTSC) a parlé.",
        "Il a plu.\nC’est ce qu’a dit le ministre Jean Dupont (PS)",
        "Il a plu.\nC’est ce qu’a dit le ministre. (...)",
        "Jean Dupont (LR) - Le député a parlé.\nFin.",
        "Almaty (Kazakhstan) - La ville est calme.\nFin.",
        "Tizi Ouzou (Draâ Ben Khedda) : Un incendie.\nFin.",
        "Il a plu.\n© AFP \nLe ministre a parlé.\n© AFP",
        "Il a plu.\nLe ministre parle. © AFP",
        "Il a plu.\nLe ministre parle.\n© AFP",
        "Il a plu.\nLe ministre parle.\n© Claire Morin / AFP",
        "Il a plu. (R.W.)",
        "Il a plu. (TDG)",
        "Il pleut, a dit le ministre à l’AFP.",
        "Avec Paris, il s’est entendu.\nPropos recueillis par Claire Morin",
        "Il pleut.\nUn front commun avec les syndicats ?",
        "(AFP)",
        "",
    ] {
        let outlet = if text.contains("TDG") { "Tribune de Genève" } else { "La Gazette" };
        let found = of(outlet, "", text);
        assert!(found.is_empty() || text == "(AFP)", "{text}: {found:?}");
    }
}

proptest! {
    #[test]
    fn any_text_has_credits_inside_it(byline in "[a-zA-Z(),/ ©'’é-]{0,30}", text in "([A-Zé(),/ ©\n’'.-]|AFP|avec|et|10 jan|Source :){0,40}") {
        for (agency, _, words) in of("Agence Méridienne", &byline, &text) {
            prop_assert!(words.contains(&agency) || words.replace(' ', "").contains(&agency));
        }
    }
}
