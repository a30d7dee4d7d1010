//! JSON formats: answers of DNS-over-HTTPS services, of PowerShell, and of DNS providers' APIs.

use super::Format;
use crate::presentation_format::json;

/// The formats in the order of detection.
pub(super) static FORMATS: [Format; 7] = [
    Format {
        id: "doh",
        name: "DNS over HTTPS (JSON)",
        example: r#"{"Status":0,"Question":[{"name":"_mta-sts.example.com.","type":16}],"Answer":[{"name":"_mta-sts.example.com.","type":16,"TTL":300,"data":"\"v=STSv1; id=20260101000000Z;\""}]}"#,
        read: json::doh,
    },
    Format {
        id: "powershell",
        name: "PowerShell (JSON)",
        example: r#"{"Name":"_mta-sts.example.com","Type":16,"TTL":300,"Strings":["v=STSv1; ","id=20260101000000Z;"]}"#,
        read: json::power_shell,
    },
    Format {
        id: "zdns",
        name: "ZDNS",
        example: r#"{"name":"_mta-sts.example.com","results":{"TXT":{"data":{"answers":[{"answer":"v=STSv1; id=20260101000000Z;","class":"IN","name":"_mta-sts.example.com","ttl":300,"type":"TXT"}]},"status":"NOERROR"}}}"#,
        read: json::status_in_words,
    },
    Format {
        id: "route53",
        name: "Amazon Route 53 (JSON)",
        example: r#"{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"_mta-sts.example.com","Type":"TXT","TTL":300,"ResourceRecords":[{"Value":"\"v=STSv1; id=20260101000000Z;\""}]}}]}"#,
        read: json::route_53,
    },
    Format {
        id: "json",
        name: "JSON",
        example: r#"{"type":"TXT","name":"_mta-sts","content":"v=STSv1; id=20260101000000Z;","ttl":1}"#,
        read: json::other_json,
    },
    Format {
        id: "aws",
        name: "AWS CLI",
        example: r#"aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"_mta-sts.example.com","Type":"TXT","TTL":300,"ResourceRecords":[{"Value":"\"v=STSv1; id=20260101000000Z;\""}]}}]}'"#,
        read: json::aws,
    },
    Format {
        id: "curl",
        name: "curl",
        example: r#"curl -X POST https://api.example/zones/1/records -H "Content-Type: application/json" -d '{"type":"TXT","name":"_mta-sts","content":"v=STSv1; id=20260101000000Z;"}'"#,
        read: json::command,
    },
];
