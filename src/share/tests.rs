use proptest::prelude::*;

use super::*;

fn shared(source: &str) -> Shared {
    Shared {
        source: source.into(),
        file: "work.py".into(),
        title: "Two at once".into(),
        notebook: false,
        original: "async-wait".into(),
    }
}

/// Any text, of characters of every width.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::char::any(), 0..80).prop_map(String::from_iter)
}

fn program() -> impl Strategy<Value = Shared> {
    (text(), text(), text(), any::<bool>(), text()).prop_map(|(source, file, title, notebook, original)| Shared {
        source,
        file,
        title,
        notebook,
        original,
    })
}

/// Links that readers have: what they mean never changes.
const GOLDEN: &[(&str, &str, bool)] = &[
    ("1Jo0A1KcBIQDe_wAHd29yay5weQtUd28gYXQgb25jZQAKYXN5bmMtd2FpdA", "", false),
    (
        "1Qp1__uEBPQDC_xxpbXBvcnQgdGltZQp0aW1lLnNsZWVwKDEuNSkKB3dvcmsucHkLVHdvIGF0IG9uY2UACmFzeW5jLXdhaXQ",
        "import time\ntime.sleep(1.5)\n",
        false,
    ),
    (
        "1sAGyIEkSVY5NCsIwEIV1JcRLjIFCAjYbcVNw4c4DeIHQTiXY_JBEShHP7dY2KaXOYmBm3nvffLdKO-sjyDCYWlkyj1FpJISkLTTYwsMjRmakRl4RGEv2Ui\
         02ETpEx048nZxXJjJ6w66zRyjCgUIByfoXqaUybE4LUY7US-KKqTG-omQ4vTaSrgktfa_0UOaUSpzbDwSsrWkCXZDjk_5lWIZysuutfwo37O-9BRnBmho3W\
         VlOzB8",
        "import asyncio\nimport time\n\n\nasync def greet(name):\n    await asyncio.sleep(3)\n    print(\"Hello, %s!\" % name)\n\n\n\
         async def main():\n    start = time.time()\n    await greet(\"Ada\")\n    \
         print(f\"{time.time() - start:.5f} seconds\")\n\n\nasyncio.run(main())\n",
        false,
    ),
    (
        "1RkyDkkIBQQC-_xtwcmludCgnR3L8Ad8BZSCTTiCA7AcnKQphd2FpdCB4Cgd3b3JrLnB5C1R3byBhdCBvbmNlAQphc3luYy13YWl0",
        "print('Grüße ✓ 😀')\nawait x\n",
        true,
    ),
];

#[test]
fn links_of_version_1_open_for_ever() {
    for &(link, source, notebook) in GOLDEN {
        assert_eq!(unpack(link), Ok(Shared { notebook, ..shared(source) }), "{link}");
    }
}

#[test]
fn a_link_has_only_characters_that_addresses_leave_alone() {
    let link = pack(&shared("print('+ ? & = # .')\n")).unwrap();
    assert!(link.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character)), "{link}");
}

#[test]
fn what_is_wrong_with_a_link_is_said_with_what_to_do() {
    let link = pack(&shared("print(1)\n")).unwrap();
    let check = |text: &str, refused, words: &str| {
        assert_eq!(unpack(text), Err(refused), "{text}");
        assert!(refused.to_string().contains(words), "{refused}");
    };
    check(&link[..link.len() - 7], Refused::CutOff, "Copy all of it");
    check("1", Refused::CutOff, "cut off");
    check(&format!("7{}", &link[1..]), Refused::Later('7'), "(version 7): reload");
    check("", Refused::NotALink, "not a link of tasklanes");
    check("async-wait", Refused::NotALink, "not a link of tasklanes");
    check(&link.replacen(&link[12..13], "%", 1), Refused::Damaged, "Copy it once more");
    check(&format!("{link}AAAA"), Refused::Damaged, "damaged");
    assert_eq!(unpack(&format!("1{}", "A".repeat(MAX_LINK))), Err(Refused::TooLong));
}

#[test]
fn no_part_of_a_link_is_a_link() {
    let source = include_str!("../catalogue/async_wait.py");
    let link = pack(&shared(source)).unwrap();
    for end in 0..link.len() {
        assert!(matches!(unpack(&link[..end]), Err(Refused::CutOff | Refused::NotALink)), "{}", &link[..end]);
    }
}

#[test]
fn no_other_character_goes_unnoticed() {
    let link = pack(&shared("import time\ntime.sleep(1)\n")).unwrap();
    for at in 0..link.len() {
        for other in "ABMZaz0189-_%é".chars().filter(|&other| !link[at..].starts_with(other)) {
            let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
            assert!(unpack(&changed).is_err(), "{changed}");
        }
    }
}

#[test]
fn sources_have_a_limit_in_both_directions() {
    let long = |length: usize| shared(&"x".repeat(length));
    assert_eq!(unpack(&pack(&long(MAX_SOURCE)).unwrap()), Ok(long(MAX_SOURCE)));
    assert_eq!(pack(&long(MAX_SOURCE + 1)), Err(Refused::TooLong));
    // One that somebody else made, of a hundred times as much.
    let packed = compress_to_vec(&encode(&long(MAX_SOURCE * 100)), LEVEL);
    let mut bytes = encode(&(packed.len() as u64));
    bytes.extend(text::checksum(&packed).to_le_bytes());
    bytes.extend(packed);
    let mut bomb = String::from(VERSION);
    text::write(&bytes, &mut bomb);
    assert_eq!(unpack(&bomb), Err(Refused::TooLong));
}

#[test]
fn what_cannot_be_compressed_fits_into_a_link() {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(32 + u8::try_from(state >> 24).unwrap() % 95)
    };
    let source: String = (0..MAX_SOURCE).map(|_| next()).collect();
    let link = pack(&shared(&source)).unwrap();
    assert!(link.len() <= MAX_LINK, "{}", link.len());
    assert_eq!(unpack(&link).unwrap().source, source);
}

#[test]
fn names_are_cut_and_cleaned() {
    let long = Shared { title: "é\n\u{7}".repeat(500), file: "a\tb.py".into(), ..shared("") };
    let opened = unpack(&pack(&long).unwrap()).unwrap();
    assert_eq!(opened.title, "é".repeat(MAX_TITLE));
    assert_eq!(opened.file, "ab.py");
}

/// Ten kilobytes of programs: a link that can still be sent.
#[test]
fn links_are_short() {
    let texts = [
        include_str!("../library/queue.py"),
        include_str!("../library/time.py"),
        include_str!("../catalogue/process_pool.py"),
        include_str!("../library/contextlib.py"),
    ];
    let source: String = texts.concat().chars().take(10_000).collect();
    for (source, most) in [(source.as_str(), 4_600), (texts[2], 480)] {
        let link = pack(&shared(source)).unwrap();
        assert_eq!(unpack(&link).unwrap().source, source);
        assert!(link.len() <= most, "{} characters for {} bytes", link.len(), source.len());
    }
}

#[test]
fn the_checksum_is_the_one_of_the_standard() {
    assert_eq!(text::checksum(b"123456789"), 0xcbf4_3926);
}

proptest! {
    #[test]
    fn what_is_packed_comes_out_again(shared in program()) {
        prop_assert_eq!(unpack(&pack(&shared).unwrap()), Ok(shared.cleaned()));
    }

    #[test]
    fn garbage_is_refused(garbage in "1?[A-Za-z0-9_-]{0,60}|.{0,40}") {
        prop_assert!(unpack(&garbage).is_err());
    }

    #[test]
    fn what_is_sealed_is_looked_at_as_well(bytes in prop::collection::vec(any::<u8>(), 1..200), compressed: bool) {
        let packed = if compressed { compress_to_vec(&bytes, LEVEL) } else { bytes };
        if let Ok(shared) = unpack(&seal(&packed)) {
            prop_assert_eq!(shared.cleaned(), shared);
        }
    }

    #[test]
    fn damage_is_noticed(shared in program(), at in any::<prop::sample::Index>(), other in "[A-Za-z0-9_-]") {
        let link = pack(&shared).unwrap();
        let at = at.index(link.len());
        let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
        prop_assert!(changed == link || unpack(&changed).is_err());
        prop_assert!(unpack(&link[..at]).is_err());
    }
}
