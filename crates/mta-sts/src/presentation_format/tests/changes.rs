//! Tests of texts that show a change of a record: audit logs, plans, diffs.

use super::*;

#[test]
fn the_new_value_of_a_change_is_read_and_the_old_one_is_reported() {
    for text in [
        "- old: v=STSv1; id=1;\n- new: v=STSv1; id=2;\n",
        "- new: v=STSv1; id=2;\n- old: v=STSv1; id=1;\n",
        "変更前: v=STSv1; id=1;\n変更後: v=STSv1; id=2;\n",
        "- taro changed _mta-sts.a.example from \"v=STSv1; id=1;\" to \"v=STSv1; id=2;\"\n",
        "TXT _mta-sts.a.example: \"v=STSv1; id=1;\" → \"v=STSv1; id=2;\"\n",
        "- DELETE _mta-sts.a.example TXT \"v=STSv1; id=1;\"\n- CREATE _mta-sts.a.example TXT \"v=STSv1; id=2;\"\n",
        "| TXT | _mta-sts | v=STSv1; id=1; | removed |\n| TXT | _mta-sts | v=STSv1; id=2; | added |\n",
        "2026-11-30 09:00:00 _mta-sts IN TXT \"v=STSv1; id=1;\"\n2026-11-30 10:00:00 _mta-sts IN TXT \"v=STSv1; id=2;\"\n",
        // The newest line may be the first.
        "- 2026-11-30 taro set _mta-sts TXT \"v=STSv1; id=2;\"\n- 2026-11-01 taro set _mta-sts TXT \"v=STSv1; id=1;\"\n",
    ] {
        let pasted = sts(text);
        assert_eq!(records(&pasted.content), ["v=STSv1; id=2;"], "{text}");
        assert!(pasted.cut.contains(&Noise::OldValues), "{:?}: {text}", pasted.cut);
    }
}

#[test]
fn two_records_that_no_change_connects_are_both_kept() {
    for text in [
        "_mta-sts IN TXT \"v=STSv1; id=1;\"\n_mta-sts IN TXT \"v=STSv1; id=2;\"\n",
        // One answer, in the log of one second.
        "2026-11-30T10:00:00.1Z INFO _mta-sts IN TXT \"v=STSv1; id=1;\"\n2026-11-30T10:00:00.2Z INFO _mta-sts IN TXT \"v=STSv1; id=2;\"\n",
    ] {
        assert_eq!(texts(text).len(), 2, "{text}");
    }
}

#[test]
fn a_diff_within_another_text_is_read_as_one() {
    for text in [
        "> -_mta-sts IN TXT \"v=STSv1; id=1;\"\n> +_mta-sts IN TXT \"v=STSv1; id=2;\"\n>\n> Why?\n",
        ">> -v=STSv1; id=1;\n>> +v=STSv1; id=2;\n",
        "> @@ -1,2 +1,2 @@\n>  @ IN MX 1 a.example.\n> -_mta-sts IN TXT \"v=STSv1; id=1;\"\n> +_mta-sts IN TXT \"v=STSv1; id=2;\"\n\nFine.\n",
        "- This:\n  ```diff\n  -v=STSv1; id=1;\n  +v=STSv1; id=2;\n  ```\n",
        "The change:\n-v=STSv1; id=1;\n+v=STSv1; id=2;\nIs it right?\n",
    ] {
        let pasted = sts(text);
        assert_eq!(records(&pasted.content), ["v=STSv1; id=2;"], "{text}");
        assert!(pasted.cut.contains(&Noise::Diff), "{:?}: {text}", pasted.cut);
    }
    // Items of a list are no diff.
    assert_eq!(texts("- v=STSv1; id=1;\n"), ["v=STSv1; id=1;"]);
}
