//! Formats of configuration languages, and of commands that set records.

use super::Format;
use crate::presentation_format::{dns_tool, source, table};

/// The formats in the order of detection.
pub(super) static FORMATS: [Format; 37] = [
    Format {
        id: "nsupdate",
        name: "nsupdate",
        example: "server 192.0.2.53\nupdate add _mta-sts.example.com. 300 TXT \"v=STSv1; id=20260101000000Z;\"\nsend\n",
        read: dns_tool::nsupdate,
    },
    Format {
        id: "tinydns",
        name: "tinydns",
        example: "'_mta-sts.example.com:v=STSv1; id=20260101000000Z;:300\n",
        read: table::tinydns,
    },
    Format {
        id: "route53",
        name: "Amazon Route 53",
        example: "RESOURCERECORDSETS\t_mta-sts.example.com.\t300\tTXT\nRESOURCERECORDS\t\"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("resourcerecords\t", "resourcerecordsets:"; "txt"),
    },
    Format {
        id: "doctl",
        name: "doctl",
        example: "doctl compute domain records create example.com --record-type TXT --record-name _mta-sts --record-data \"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("doctl compute domain"; "--record-data"),
    },
    Format {
        id: "flarectl",
        name: "flarectl",
        example: "flarectl dns create --zone example.com --name _mta-sts --type TXT --content \"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("flarectl dns"; "txt"),
    },
    Format {
        id: "lexicon",
        name: "Lexicon",
        example: "lexicon cloudflare create example.com TXT --name=_mta-sts --content=\"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("lexicon "; "--content"),
    },
    Format {
        id: "linode",
        name: "Linode CLI",
        example: "linode-cli domains records-create 1 --type TXT --name _mta-sts --target \"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("linode-cli domains"; "txt"),
    },
    Format {
        id: "vercel",
        name: "Vercel CLI",
        example: "vercel dns add example.com _mta-sts TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("vercel dns"; "txt"),
    },
    Format {
        id: "powerdns",
        name: "PowerDNS",
        example: "pdnsutil add-record example.com _mta-sts TXT 3600 '\"v=STSv1; id=20260101000000Z;\"'\n",
        read: identified_by!("pdnsutil add-record", "pdnsutil replace-rrset"; "txt"),
    },
    Format {
        id: "knot",
        name: "Knot DNS",
        example: "knotc zone-set example.com _mta-sts 3600 TXT '\"v=STSv1; id=20260101000000Z;\"'\n",
        read: identified_by!("knotc zone-set"; "txt"),
    },
    Format {
        id: "dnscmd",
        name: "dnscmd",
        example: "dnscmd . /RecordAdd example.com _mta-sts TXT \"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("/recordadd"; "dnscmd"),
    },
    Format {
        id: "salt",
        name: "Salt",
        example: "_mta-sts.example.com:\n  boto_route53.present:\n    - value: '\"v=STSv1; id=20260101000000Z;\"'\n    - zone: example.com.\n    - ttl: 300\n    - record_type: TXT\n",
        read: identified_by!("boto_route53.present", "boto3_route53.", "ddns.present"; "txt"),
    },
    Format {
        id: "chef",
        name: "Chef",
        example: "route53_record \"sts\" do\n  name  \"_mta-sts.example.com\"\n  value '\"v=STSv1; id=20260101000000Z;\"'\n  type  \"TXT\"\n  ttl   300\nend\n",
        read: identified_by!("_record \"", "_record '"; " do\n"),
    },
    Format {
        id: "puppet",
        name: "Puppet",
        example: "dns::record::txt { '_mta-sts':\n  zone => 'example.com',\n  data => 'v=STSv1; id=20260101000000Z;',\n}\n",
        read: identified_by!("dns::record", "dns_record {"; "=>"),
    },
    Format {
        id: "sql",
        name: "SQL",
        example: "INSERT INTO records (name, type, content, ttl) VALUES ('_mta-sts.example.com', 'TXT', '\"v=STSv1; id=20260101000000Z;\"', 300);\n",
        read: identified_by!("insert into ", "replace into ", "update records "; "txt"),
    },
    Format {
        id: "dnscontrol",
        name: "DNSControl",
        example: "D(\"example.com\", REG, DnsProvider(DNS),\n  TXT(\"_mta-sts\", \"v=STSv1; id=20260101000000Z;\"),\n);\n",
        read: identified_by!("txt(\"", "txt('", "txt(`", "txt( "; ","),
    },
    Format {
        id: "cdk",
        name: "AWS CDK",
        example: "new route53.TxtRecord(this, 'Sts', { zone, recordName: '_mta-sts', values: ['v=STSv1; id=20260101000000Z;'] });\n",
        read: identified_by!("txtrecord("; "values"),
    },
    Format {
        id: "cloudformation",
        name: "AWS CloudFormation",
        example: "Sts:\n  Type: AWS::Route53::RecordSet\n  Properties:\n    Name: _mta-sts.example.com\n    Type: TXT\n    ResourceRecords:\n      - '\"v=STSv1; id=20260101000000Z;\"'\n",
        read: identified_by!("aws::route53"; ":"),
    },
    Format {
        id: "pulumi",
        name: "Pulumi",
        example: "new cloudflare.DnsRecord(\"sts\", { name: \"_mta-sts\", type: \"TXT\", content: \"v=STSv1; id=20260101000000Z;\" });\n",
        read: identified_by!("new aws.", "new cloudflare.", "new gcp.", "new azure", "new digitalocean.", "aws.route53.record(", "cloudflare.record(", "cloudflare.dnsrecord(", "recordset(", "type: aws:", "type: cloudflare:", "type: gcp:", "pulumi"; "txt"),
    },
    Format {
        id: "terraform",
        name: "Terraform",
        example: "resource \"aws_route53_record\" \"sts\" {\n  name    = \"_mta-sts.example.com\"\n  type    = \"TXT\"\n  ttl     = 300\n  records = [\"v=STSv1; id=20260101000000Z;\"]\n}\n",
        read: identified_by!("resource \"", "rrdatas = [", "rrdatas  = [", "rrdatas=[", "records = [", "records=[", "content = \"", "content  = \"", "type    = \"txt\"", "type = \"txt\""; "="),
    },
    Format {
        id: "gcloud",
        name: "Google Cloud DNS",
        example: "---\nkind: dns#resourceRecordSet\nname: _mta-sts.example.com.\nrrdatas:\n- '\"v=STSv1; id=20260101000000Z;\"'\nttl: 300\ntype: TXT\n",
        read: identified_by!("dns#resourcerecordset"; "rrdatas"),
    },
    Format {
        id: "azure",
        name: "Azure DNS",
        example: "TTL: 3600\nTXTRecords:\n- value:\n  - v=STSv1; id=20260101000000Z;\nfqdn: _mta-sts.example.com.\ntype: Microsoft.Network/dnszones/TXT\n",
        read: identified_by!("txtrecords:"; "value"),
    },
    Format {
        id: "crossplane",
        name: "Crossplane",
        example: "apiVersion: route53.aws.upbound.io/v1beta1\nkind: Record\nspec:\n  forProvider:\n    name: _mta-sts\n    type: TXT\n    records:\n      - v=STSv1; id=20260101000000Z;\n",
        read: identified_by!("forprovider:"; "txt"),
    },
    Format {
        id: "ansible",
        name: "Ansible",
        example: "- name: STS record\n  community.general.cloudflare_dns:\n    zone: example.com\n    record: _mta-sts\n    type: TXT\n    value: \"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("community.general.", "community.dns.", "community.digitalocean.", "community.windows.", "amazon.aws.", "community.aws.", "google.cloud.", "azure.azcollection.", "ansible.builtin.", "cloudflare_dns:", "nsupdate:", "route53:", "hetzner_dns_record", "hosts: "; ":"),
    },
    Format {
        id: "octodns",
        name: "octoDNS",
        example: "*   Create\n*     <TxtRecord TXT 300, _mta-sts.example.com., ['v=STSv1\\; id=20260101000000Z\\;']> (config)\n",
        read: |text, kind| text.lower_case().contains("<txtrecord txt ").then(|| source::octo_dns(text, kind)),
    },
    Format {
        id: "octodns",
        name: "octoDNS",
        example: "_mta-sts:\n  type: TXT\n  value: v=STSv1\\; id=20260101000000Z\\;\n",
        read: |text, kind| {
            let told = text.lower_case();
            let has_values = told.contains("value:") || told.contains("values:");
            let others = ["name:", "record:", "apiversion:", "resourcerecords", "ttl: \"", "host:"];
            let other = others.iter().any(|word| told.contains(word));
            (told.contains("type: txt") && has_values && !other).then(|| source::octo_dns(text, kind))
        },
    },
    Format {
        id: "externaldns",
        name: "ExternalDNS",
        example: "apiVersion: externaldns.k8s.io/v1alpha1\nkind: DNSEndpoint\nspec:\n  endpoints:\n    - dnsName: _mta-sts.example.com\n      recordType: TXT\n      targets:\n        - v=STSv1; id=20260101000000Z;\n",
        read: identified_by!("recordtype:", "externaldns"; "targets"),
    },
    Format {
        id: "unbound",
        name: "Unbound",
        example: "local-data: '_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"'\n",
        read: identified_by!("local-data:"; "txt"),
    },
    Format {
        id: "dnsmasq",
        name: "dnsmasq",
        example: "txt-record=_mta-sts.example.com,\"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("txt-record="; ","),
    },
    Format {
        id: "gcloud",
        name: "gcloud",
        example: "gcloud dns record-sets create _mta-sts.example.com. --type=TXT --ttl=300 --zone=z --rrdatas='\"v=STSv1; id=20260101000000Z;\"'\n",
        read: identified_by!("gcloud dns"; "txt"),
    },
    Format {
        id: "azure",
        name: "Azure CLI",
        example: "az network dns record-set txt add-record -g dns -z example.com -n _mta-sts -v \"v=STSv1; id=20260101000000Z;\"\n",
        read: identified_by!("az network dns"; "txt"),
    },
    Format {
        id: "elixir",
        name: "Elixir",
        example: "%{name: \"_mta-sts\", type: \"TXT\", content: \"v=STSv1; id=20260101000000Z;\", ttl: 300}\n",
        read: identified_by!("%{"; "txt"),
    },
    Format {
        id: "python",
        name: "Python",
        example: "{'name': '_mta-sts', 'type': 'TXT', 'content': 'v=STSv1; id=20260101000000Z;'}\n",
        read: identified_by!("{'"; "':"),
    },
    Format {
        id: "php",
        name: "PHP",
        example: "['name' => '_mta-sts', 'type' => 'TXT', 'content' => 'v=STSv1; id=20260101000000Z;']\n",
        read: identified_by!("['", "array(", "[\""; "=>"),
    },
    Format {
        id: "ruby",
        name: "Ruby",
        example: "{ :name => '_mta-sts', :type => 'TXT', :content => 'v=STSv1; id=20260101000000Z;' }\n",
        read: identified_by!("{ :name", "{:name", "{ :type", "{:type", "{ \"name\" =>", "{\"name\"=>", "{\"name\" =>"; "txt"),
    },
    Format {
        id: "nix",
        name: "Nix",
        example: "_mta-sts.TXT = [ \"v=STSv1; id=20260101000000Z;\" ];\n",
        read: identified_by!(".txt = [", "txt = [ \"", "txt = [\n"; "];"),
    },
    Format {
        id: "powershell",
        name: "PowerShell",
        example: "Add-DnsServerResourceRecord -Txt -Name \"_mta-sts\" -DescriptiveText \"v=STSv1; id=20260101000000Z;\" -ZoneName \"example.com\"\n",
        read: identified_by!("add-dnsserverresourcerecord", "new-azdns", "add-azdns"; "-"),
    },
];
