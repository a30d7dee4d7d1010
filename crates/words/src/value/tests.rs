//! Values as people write them.

use checker::Arg;

use crate::{Language, Value};

#[test]
fn numbers_dates_durations_and_lists_read_as_people_write_them() {
    let texts = |count: usize| (1..=count).map(|n| format!("mx{n}")).collect::<Vec<_>>();
    let moment = "2027-02-03T23:59:59Z".parse().unwrap();
    for (arg, english, japanese) in [
        (Arg::Number(0), "0", "0"),
        (Arg::Number(604_800), "604,800", "604,800"),
        (Arg::Number(-1_000), "−1,000", "−1,000"),
        (Arg::Number(i64::MIN), "−9,223,372,036,854,775,808", "−9,223,372,036,854,775,808"),
        (Arg::Date(moment), "3 Feb 2027", "2027年2月3日"),
        (Arg::Duration(0), "0 seconds", "0 秒"),
        (Arg::Duration(-5), "0 seconds", "0 秒"),
        (Arg::Duration(1), "1 second", "1 秒"),
        (Arg::Duration(90), "1 minute 30 seconds", "1 分 30 秒"),
        (Arg::Duration(3_600), "1 hour", "1 時間"),
        (Arg::Duration(86_400), "1 day", "1 日"),
        (Arg::Duration(604_800), "7 days", "7 日"),
        (Arg::Duration(86_401), "1 day", "1 日"),
        (Arg::Duration(31_557_600), "365 days 6 hours", "365 日 6 時間"),
        (Arg::List(texts(0)), "", ""),
        (Arg::List(texts(1)), "mx1", "mx1"),
        (Arg::List(texts(2)), "mx1 and mx2", "mx1、mx2"),
        (Arg::List(texts(3)), "mx1, mx2 and mx3", "mx1、mx2、mx3"),
        (Arg::List(texts(9)), "mx1, mx2, mx3, mx4, mx5 and 4 more", "mx1、mx2、mx3、mx4、mx5 ほか 4 件"),
        (Arg::Text(String::new()), "(empty)", "（空）"),
        (Arg::Text(" id=1  ".to_owned()), "␠id=1␠␠", "␠id=1␠␠"),
        (Arg::Text("  ".to_owned()), "␠␠", "␠␠"),
        (Arg::Text("a\u{200b}b".to_owned()), "a<U+200B>b", "a<U+200B>b"),
    ] {
        assert_eq!(Value::from(&arg).text(Language::En), english, "{arg:?}");
        assert_eq!(Value::from(&arg).text(Language::Ja), japanese, "{arg:?}");
    }
}

#[test]
fn a_very_long_value_is_cut_in_the_middle() {
    let said = Value::Text(&"x".repeat(65_536)).text(Language::En);
    assert_eq!(said.chars().count(), 141);
    assert!(said.contains('…'));
}
