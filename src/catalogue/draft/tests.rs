use super::changed;

#[test]
fn lines_that_a_change_made_are_found() {
    let check = |old: &str, new: &str, expected: &[u32]| assert_eq!(changed(old, new), expected, "{old} -> {new}");
    check("a\nb\nc", "a\nb\nc", &[]);
    check("a\nb\nc", "a\nx\nc", &[2]);
    check("a\nb\nc", "a\nc", &[]);
    check("a\nb\nc", "x\na\nb\nc\ny", &[1, 5]);
    check("a\nb", "b\na", &[2]);
    check("", "a", &[1]);
}

#[test]
fn texts_that_differ_altogether_cost_no_more_than_others() {
    let many = |letter: &str| format!("same\n{}same\n", format!("{letter}\n").repeat(20_000));
    assert_eq!(changed(&many("a"), &many("b")), (2..=20_001).collect::<Vec<_>>());
}
