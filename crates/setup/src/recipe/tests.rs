use super::*;

const POLICY: &str = "version: STSv1\nmode: testing\nmx: mx1.example.com\nmax_age: 86400\n";

fn filled(recipe: &Recipe, targets: &[Target]) -> FilledRecipe {
    let domain: Domain = "example.com".parse().unwrap();
    recipe.filled(&RecipeInput::new(&domain, POLICY, targets).unwrap())
}

fn address(text: &str) -> Target {
    Target::parse(text).unwrap()
}

#[test]
fn no_placeholder_is_left_in_a_filled_recipe() {
    for recipe in RECIPES {
        let filled = filled(recipe, &[]);
        let texts = filled.files.iter().flat_map(|file| [&file.path, &file.text]);
        for text in texts
            .chain(filled.steps.iter().map(|step| &step.commands))
            .chain(filled.proof.iter().map(|proof| &proof.command))
        {
            assert!(!text.contains("{domain}") && !text.contains("{policy"), "{}: {text}", recipe.id);
        }
    }
}

#[test]
fn every_recipe_serves_the_policy_and_ends_with_its_proof() {
    for recipe in RECIPES {
        let filled = filled(recipe, &[]);
        let escaped = POLICY.replace('\n', "\\n");
        assert!(
            filled.files.iter().any(|file| file.text.contains(POLICY) || file.text.contains(&escaped)),
            "{}",
            recipe.id
        );
        assert_eq!(filled.steps.last().map(|step| step.topic), Some(Topic::Prove), "{}", recipe.id);
        assert_eq!(filled.traps.len(), recipe.traps.len(), "{}: a trap is not in the table", recipe.id);
        assert!(!filled.traps.is_empty(), "{}", recipe.id);
    }
}

#[test]
fn every_file_belongs_to_exactly_one_step() {
    for recipe in RECIPES {
        let mut numbers: Vec<usize> = recipe.steps.iter().flat_map(|step| step.files).copied().collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..recipe.files.len()).collect::<Vec<_>>(), "{}", recipe.id);
    }
}

#[test]
fn every_recipe_names_its_dns_entries_unless_the_platform_makes_them() {
    for recipe in RECIPES {
        let filled = filled(recipe, &[]);
        let asks = filled.steps.iter().any(|step| step.topic == Topic::Dns);
        assert_eq!(asks, !filled.dns.is_empty(), "{}", recipe.id);
        assert!(filled.dns.iter().all(|entry| !entry.is_known()), "{}: nothing is known yet", recipe.id);
    }
}

#[test]
fn a_platform_that_alone_shows_its_records_gets_no_guessed_name() {
    let entries = filled(recipe("firebase").unwrap(), &[]).dns;
    let shown: Vec<(bool, String)> = entries.iter().map(|entry| (entry.is_kind_known(), entry.value())).collect();
    assert_eq!(shown, [(false, String::new()), (true, String::new())]);
}

#[test]
fn known_addresses_are_in_the_entries_and_in_the_proof() {
    let filled = filled(recipe("nginx").unwrap(), &[address("192.0.2.10"), address("2001:db8::10")]);
    assert_eq!(filled.dns.iter().map(Entry::value).collect::<Vec<_>>(), ["192.0.2.10", "2001:db8::10"]);
    let proofs: Vec<(ProofTime, &str)> =
        filled.proof.iter().map(|proof| (proof.moment, proof.command.as_str())).collect();
    assert_eq!(
        proofs,
        [
            (
                ProofTime::BeforeIpv4,
                "curl -sSi --resolve 'mta-sts.example.com:443:192.0.2.10' https://mta-sts.example.com/.well-known/mta-sts.txt"
            ),
            (
                ProofTime::BeforeIpv6,
                "curl -sSi --resolve 'mta-sts.example.com:443:[2001:db8::10]' https://mta-sts.example.com/.well-known/mta-sts.txt"
            ),
            (ProofTime::Published, "curl -sSi https://mta-sts.example.com/.well-known/mta-sts.txt"),
        ]
    );
}

#[test]
fn a_policy_with_special_characters_fills_no_recipe() {
    let domain: Domain = "example.com".parse().unwrap();
    for hostile in ["x: $(id)", "x: `id`", "x: \"; }", "x: ${y}"] {
        let policy = format!("{POLICY}{hostile}\n");
        assert!(RecipeInput::new(&domain, &policy, &[]).is_none(), "{hostile}");
    }
    assert!(RecipeInput::new(&domain, "no policy", &[]).is_none());
}

#[test]
fn a_path_below_a_folder_never_leaves_it() {
    let below = |path: &str| File { path: path.to_owned(), text: String::new(), extent: Extent::Whole }.path_below();
    assert_eq!(below("/etc/nginx/conf.d/a.conf"), "etc/nginx/conf.d/a.conf");
    assert_eq!(below("C:\\inetpub\\mta-sts\\web.config"), "inetpub/mta-sts/web.config");
    assert_eq!(below("../../etc/../passwd"), "etc/passwd");
    for recipe in RECIPES {
        let files = filled(recipe, &[]).files;
        let paths: Vec<String> = files.iter().map(File::path_below).collect();
        assert!(paths.iter().all(|path| !path.is_empty() && !path.starts_with('/')), "{paths:?}");
    }
}

#[test]
fn files_of_json_and_toml_are_read_as_such() {
    let mut read = 0;
    for file in RECIPES.iter().flat_map(|recipe| filled(recipe, &[]).files) {
        let fault = match file.path.rsplit('.').next() {
            Some("json") => serde_json::from_str::<serde_json::Value>(&file.text).err().map(|error| error.to_string()),
            Some("toml") => file.text.parse::<toml::Table>().err().map(|error| error.to_string()),
            _ => continue,
        };
        assert_eq!(fault, None, "{}", file.path);
        read += 1;
    }
    assert!(read >= 5, "{read}");
}

#[test]
fn a_recipe_that_uses_lets_encrypt_says_so() {
    for recipe in RECIPES {
        let filled = filled(recipe, &[]);
        let mut texts =
            filled.files.iter().map(|file| &file.text).chain(filled.steps.iter().map(|step| &step.commands));
        let uses = texts.any(|text| text.contains("letsencrypt") || text.contains("certbot"));
        assert!(!uses || recipe.authorities.contains(&LETS_ENCRYPT), "{}", recipe.id);
    }
}

#[test]
fn a_recipe_with_an_acme_client_has_its_command() {
    for recipe in RECIPES {
        let uses_client = matches!(recipe.certificate, Certificate::AcmeClient | Certificate::AcmeOneFile);
        let has_command = filled(recipe, &[]).steps.iter().any(|step| step.commands.contains("certbot certonly"));
        assert_eq!(uses_client, has_command, "{}", recipe.id);
    }
}

#[test]
fn an_unknown_address_has_a_placeholder_where_the_owner_knows_it() {
    for recipe in RECIPES {
        let moments: Vec<ProofTime> = filled(recipe, &[]).proof.iter().map(|proof| proof.moment).collect();
        match recipe.host {
            HostEntry::Address => {
                assert_eq!(moments, [ProofTime::BeforeUnknown, ProofTime::Published], "{}", recipe.id)
            }
            _ => assert_eq!(moments, [ProofTime::Published], "{}", recipe.id),
        }
    }
    let before = &filled(recipe("nginx").unwrap(), &[]).proof[0].command;
    assert!(before.contains(":443:ADDRESS'"), "{before}");
}

#[test]
fn a_text_for_a_present_file_never_takes_the_name_of_that_file() {
    for (id, path, extent) in [
        ("caddy", "etc/caddy/Caddyfile", Extent::Block),
        ("haproxy", "etc/haproxy/haproxy.cfg", Extent::Lines),
        ("traefik", "compose.yaml", Extent::Block),
    ] {
        let files = filled(recipe(id).unwrap(), &[]).files;
        let added: Vec<&File> = files.iter().filter(|file| file.extent == extent).collect();
        assert_eq!(added.len(), 1, "{id}");
        assert_eq!(added[0].path_below(), [path, ".add"].concat());
    }
    let haproxy = filled(recipe("haproxy").unwrap(), &[]);
    assert!(haproxy.files.iter().all(|file| !file.text.contains("bind :443")), "the owner's frontend has one already");
}

/// The recipes whose texts nobody ran on the vendor's system.
const NOT_TRIED: [&str; 13] = [
    "traefik",
    "iis",
    "cloudflare-workers",
    "cloudflare-pages",
    "github-pages",
    "gitlab-pages",
    "netlify",
    "vercel",
    "azure-static-web-apps",
    "azure-functions",
    "aws-s3-cloudfront",
    "google-cloud",
    "firebase",
];

#[test]
fn a_recipe_that_nobody_tried_says_so() {
    for recipe in RECIPES {
        assert_eq!(recipe.is_tried(), !NOT_TRIED.contains(&recipe.id), "{}", recipe.id);
    }
}
