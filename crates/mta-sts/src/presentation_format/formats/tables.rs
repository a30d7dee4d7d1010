//! Formats that name the value, such as tables and labels.

use super::Format;
use crate::presentation_format::{blank_table, box_drawing, html, labelled, sentence, source, table};

/// The formats in the order of detection.
pub(super) static FORMATS: [Format; 12] = [
    Format {
        id: "table",
        name: "",
        example: "╭───┬──────────────────────┬──────┬──────────────────────────────╮\n│ # │ name                 │ type │ value                        │\n├───┼──────────────────────┼──────┼──────────────────────────────┤\n│ 0 │ _mta-sts.example.com │ TXT  │ v=STSv1; id=20260101000000Z; │\n╰───┴──────────────────────┴──────┴──────────────────────────────╯\n",
        read: box_drawing::read,
    },
    Format {
        id: "markdown",
        name: "Markdown",
        example: "| Type | Name | Value |\n|---|---|---|\n| TXT | _mta-sts | `v=STSv1; id=20260101000000Z;` |\n",
        read: table::markdown,
    },
    Format {
        id: "csv",
        name: "CSV",
        example: "Name,Type,TTL,Value\n_mta-sts,TXT,300,\"v=STSv1; id=20260101000000Z;\"\n",
        read: table::csv,
    },
    Format {
        id: "table",
        name: "",
        example: "TXT\t_mta-sts\tv=STSv1; id=20260101000000Z;\tAuto\n",
        read: table::console,
    },
    Format {
        id: "table",
        name: "",
        example: "NAME                   TYPE  TTL  DATA\n_mta-sts.example.com.  TXT   300  \"v=STSv1; id=20260101000000Z;\"\n",
        read: table::aligned,
    },
    Format {
        id: "table",
        name: "",
        example: "TXT _mta-sts v=STSv1; id=20260101000000Z; 3600 Edit\n",
        read: blank_table::read,
    },
    Format {
        id: "table",
        name: "",
        example: "_mta-sts.example.com.\n14400\nTXT\nv=STSv1; id=20260101000000Z;\nEdit\n",
        read: labelled::cells,
    },
    Format {
        id: "html",
        name: "HTML",
        example: "<td>_mta-sts</td><td><code>v=STSv1; id=20260101000000Z;</code></td>\n",
        read: html::read,
    },
    Format {
        id: "fields",
        name: "",
        example: "Type: TXT\nName: _mta-sts\nValue: v=STSv1; id=20260101000000Z;\nTTL: 300\n",
        read: labelled::read,
    },
    Format {
        id: "message",
        name: "",
        example: "Hi, our record is \"v=STSv1; id=20260101000000Z;\", is that right?\n",
        read: sentence::read,
    },
    Format {
        id: "source",
        name: "",
        example: "zone.add(txt, '_mta-sts', 'v=STSv1; id=20260101000000Z;')\n",
        read: source::valid_literal,
    },
    Format {
        id: "message",
        name: "",
        example: "Hello,\n\nour record is this one:\n\nv=STSv1; id=20260101000000Z;\n\nIs it right?\nTaro\n",
        read: labelled::message,
    },
];
