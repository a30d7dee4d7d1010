//! Tests of tables whose columns only blanks separate.

use super::*;

#[test]
fn the_cells_of_a_row_may_have_any_order() {
    for row in [
        "_mta-sts TXT 3600 v=STSv1; id=1;",
        "_mta-sts 3600 TXT v=STSv1; id=1; Edit",
        "TXT _mta-sts v=STSv1; id=1; 3600",
        "3600 TXT _mta-sts v=STSv1; id=1; 1 hour",
        "v=STSv1; id=1; TXT _mta-sts 3600",
        "_mta-sts TXT v=STSv1; id=1; 3600 編集 削除",
        "_mta-sts　TXT　v=STSv1; id=1;　3600",
        "_mta-sts TXT Simple - \"v=STSv1; id=1;\" 300",
    ] {
        let pasted = sts(row);
        let owner = match &pasted.content {
            Content::Records(found) => {
                found.first().and_then(|record| record.owner.as_ref()).map(|owner| owner.name.as_str())
            }
            other => panic!("{other:?}: {row}"),
        };
        assert_eq!((pasted.format.id, owner), ("table", Some("_mta-sts")), "{row}");
        assert_eq!(records(&pasted.content), ["v=STSv1; id=1;"], "{row}");
    }
}

#[test]
fn under_a_head_in_any_language_all_cells_are_a_table() {
    for head in [
        "Name Type Value TTL",
        "Name Typ Wert TTL",
        "ホスト名 種別 内容 優先度",
        "Имя Тип Значение TTL",
        "主机 类型 内容 TTL",
    ] {
        let text = format!("{head}\n@ TXT v=spf1 -all 3600\n_mta-sts TXT v=STSv1; id=1;\n");
        assert_eq!(texts(&text), ["v=STSv1; id=1;"], "{text}");
    }
}

#[test]
fn a_row_without_the_marks_of_a_table_keeps_its_faults() {
    // A line of a zone file, where a semicolon begins a comment.
    assert_eq!(texts("_mta-sts 3600 TXT v=STSv1; id=1;"), ["v=STSv1"]);
    // A blank within the id, rather than another cell.
    assert_eq!(texts("TXT _mta-sts v=STSv1; id=2026 0101;"), ["v=STSv1; id=2026 0101;"]);
    assert_eq!(texts("v=STSv1; id=1; 3600"), ["v=STSv1; id=1; 3600"]);
}
