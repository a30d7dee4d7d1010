### Words of hosting recipes, DNS panels, policy services and the pre-flight. Ids begin with `setup-`. The same ids and arguments in every language.

## Places for the policy file

setup-placement-server = Own web server
setup-placement-platform = Static hosting
setup-placement-shared = Shared hosting
setup-host-nginx = nginx
setup-host-nginx-return = nginx, without a file
setup-host-nginx-many = nginx, many domains
setup-host-apache = Apache httpd
setup-host-caddy = Caddy
setup-host-haproxy = HAProxy
setup-host-lighttpd = lighttpd
setup-host-traefik = Traefik
setup-host-iis = IIS
setup-host-cloudflare-workers = Cloudflare Workers
setup-host-cloudflare-pages = Cloudflare Pages
setup-host-github-pages = GitHub Pages
setup-host-gitlab-pages = GitLab Pages
setup-host-netlify = Netlify
setup-host-vercel = Vercel
setup-host-azure-static-web-apps = Azure Static Web Apps
setup-host-azure-functions = Azure Functions
setup-host-aws-s3-cloudfront = Amazon S3 with CloudFront
setup-host-google-cloud = Google Cloud Storage with a load balancer
setup-host-firebase = Firebase Hosting
setup-host-shared-hosting = Shared hosting (cPanel, Plesk and similar)

## Certificates

setup-certificate-acme-client = An ACME client such as certbot gets the certificate. Port 80 must be open for it.
setup-certificate-acme-built-in = The server gets and renews the certificate itself, once DNS points to it.
setup-certificate-acme-one-file = An ACME client such as certbot gets the certificate. It needs port 80, so the command stops HAProxy for a few seconds. HAProxy reads chain and key from one file: join them after every renewal.
setup-certificate-every-name = One certificate must name every policy host. A wildcard such as { "*.example.com" } does not cover other domains.
setup-certificate-after-custom-domain = The platform issues the certificate after you add the custom domain there.
setup-certificate-after-dns = The platform issues the certificate after DNS points there. This can take minutes, sometimes a day.
setup-certificate-bound-by-hand = Get a certificate for the policy host, and bind it to the name yourself.
setup-certificate-aws-us-east-1 = Request the certificate in AWS Certificate Manager, in the region { "us-east-1" }. A CNAME record validates it.
setup-certificate-hoster = Ask for your web host's certificate for the subdomain { "mta-sts" }, not only for the main site.
setup-certificate-step-acme-built-in = { $place } does this by itself. Wait a minute, then check.
setup-certificate-step-after-custom-domain = { $place } issues it by itself, once the custom domain is added. Wait some minutes, then check.
setup-certificate-step-after-dns = { $place } issues it by itself, once DNS points there. Wait some minutes, then check. It can take a day.
setup-certificate-step-every-name = Get one certificate with the names of all policy hosts. Save it under the paths that the configuration names.
setup-caa-open = No CAA record in DNS limits who may issue this certificate.
setup-caa-allowed = The CAA records in DNS allow a certificate authority of this host: { $names }.

## Steps of a recipe

setup-step-dns = Publish the DNS entry for { $host }
setup-step-policy-file = Put the policy file in place
setup-step-certificate = Get the certificate for { $host }
setup-step-serve = Configure the server for { $host }, and reload it
setup-step-deploy = Add these files to the site, and publish it
setup-step-custom-domain = Add { $host } as a custom domain at the platform
setup-step-subdomain = Add the subdomain { $host } in the control panel, with a folder of its own
setup-step-prove = Check that { $host } serves the file: status 200, type { "text/plain" }, no redirect
setup-file-block = Add this block to your { $path }
setup-file-lines = Add these lines to the present HTTPS frontend in your { $path }
setup-proof-before-ipv4 = Before DNS points there, IPv4
setup-proof-before-ipv6 = Before DNS points there, IPv6
setup-proof-before-unknown = Before DNS points there: replace { $placeholder } with the address of your server
setup-proof-published = Once DNS points there

## Traps: a question, and what to do about the answer that makes it a trap

setup-trap-redirect = Do you redirect every request, for example to www?
    .hit = Senders do not follow redirects. Make an exception for the policy file, or give { "mta-sts" } a site of its own.
setup-trap-blocks-programs = Is there bot protection, a browser check or a country block in front?
    .hit = Senders are programs, from every country. Switch these checks off for { "mta-sts" }.
setup-trap-login = Is the site behind a password or a login?
    .hit = Senders cannot log in. Open { "mta-sts" } to everybody.
setup-trap-caa = Does a CAA record of the domain name only other certificate authorities?
    .hit = The CAA record of the domain also applies to { "mta-sts" }. Add the certificate authority of this host to it.
setup-trap-spa-fallback = Does the server answer every unknown path with the start page?
    .hit = A missing file then looks like an HTML page with status 200. Make sure that the policy file itself is found.
setup-trap-dot-location = Does your nginx deny paths that begin with a dot?
    .hit = A rule such as { "location ~ /\\." } also denies { ".well-known" }. The recipe's { "location =" } wins over it: keep the equals sign.
setup-trap-dot-file-rule = Does the server hide paths that begin with a dot?
    .hit = Such a rule also hides { ".well-known" }. Put the exception for the policy file where it wins over the rule.
setup-trap-own-server-block = Does the name { "mta-sts" } have a server block or virtual host of its own?
    .hit = Without one, the server answers with the first site and its certificate. Add one for this name.
setup-trap-content-type-header = Do you add the Content-Type header by hand?
    .hit = In nginx, { "add_header Content-Type" } sends the header twice. Use { "default_type" } instead.
setup-trap-listens-on-ipv6 = Does the server also listen on IPv6?
    .hit = If the name has an AAAA record, senders may come over IPv6. Listen there too, or leave the AAAA record out.
setup-trap-certificate-holds-every-name = Does the certificate name the policy host of every domain?
    .hit = A name that is missing fails for that domain. Add it, or use one server block for each certificate.
setup-trap-htaccess-inherited = Is the folder inside the folder of the main site?
    .hit = The { ".htaccess" } of the main site also applies here. Give the folder its own { ".htaccess" } with { "RewriteEngine Off" }.
setup-trap-hidden-files = Does { "file_server" } hide files, for example with { "hide .*" }?
    .hit = This also hides { ".well-known" }. Take the line out for this site.
setup-trap-dns-before-start = Does DNS point here already, and are ports 80 and 443 open?
    .hit = Caddy needs both before it can get a certificate. Publish the address first.
setup-trap-general-rule-first = Is there a general redirect above these rules?
    .hit = HAProxy takes the first rule that fits. Put the rules for { "mta-sts" } above it.
setup-trap-reload-after-change = Do you reload HAProxy after each change of the file?
    .hit = HAProxy reads the file at start. Without a reload it serves the old policy.
setup-trap-own-https-block = Does lighttpd already serve a site on port 443?
    .hit = Then leave out both { "$SERVER" } blocks: lighttpd does not start with two for one port. The lines for the name are enough.
setup-trap-mime-type-assigned = Does { "mimetype.assign" } name the extension { ".txt" }?
    .hit = Without it, lighttpd serves the file as { "application/octet-stream" }. Keep the line of the recipe.
setup-trap-entry-point-middleware = Do middlewares apply to the whole entry point?
    .hit = A login or a redirect there also applies to this router. Move it to the routers that need it.
setup-trap-byte-order-mark = Does your editor save UTF-8 with a byte order mark?
    .hit = Senders then do not find { "version" } at the beginning. Save as UTF-8 without BOM.
setup-trap-existing-cname = Is there a CNAME record at { "mta-sts" } already?
    .hit = Cloudflare cannot create the custom domain beside it. Delete the record first.
setup-trap-browser-integrity-check-off = Is Browser Integrity Check switched off for this name?
    .hit = It is on by default and can reject programs. Switch it off for this name with a configuration rule.
setup-trap-deep-subdomain = Is your mail domain a subdomain, such as { "mail.example.com" }?
    .hit = Universal SSL covers one label below the zone only. Order a certificate that covers the longer name.
setup-trap-mx-look-up-in-worker = Does the Worker look up the MX hosts at every request?
    .hit = The policy then repeats whatever DNS says, also when DNS lies. Write the hosts into the Worker.
setup-trap-cname-before-custom-domain = Did you add the CNAME record before the custom domain?
    .hit = Cloudflare then answers with error 522. Add the custom domain in the dashboard first.
setup-trap-own-404-page = Does the site have a page { "404.html" }?
    .hit = Without one, Pages answers every unknown path with the start page and status 200. Add the file.
setup-trap-jekyll = Is the site built with Jekyll?
    .hit = Jekyll leaves out folders that begin with a dot. Publish with the workflow of this recipe, or add { ".nojekyll" }.
setup-trap-custom-domain-set = Is the custom domain set in the settings of the repository?
    .hit = Without it, GitHub answers with its own certificate and 404. Enter the name in the settings, under Pages.
setup-trap-cname-with-repository = Does the CNAME record contain the name of the repository?
    .hit = It must end after { "github.io" }, without the repository.
setup-trap-domain-verified = Have you verified the domain in your GitHub account?
    .hit = Verification keeps strangers from claiming the name after you delete the site. Verify it first.
setup-trap-other-custom-domain = Does this repository serve another custom domain?
    .hit = A repository has one custom domain. Use a new repository for { "mta-sts" }.
setup-trap-verification-kept = Do you keep the validation record after the first check?
    .hit = The host checks it again later. Keep the record as long as the site exists.
setup-trap-ipv6-only-senders = Do you need the policy over IPv6?
    .hit = GitLab.com serves Pages over IPv4 only. Nearly all senders have IPv4.
setup-trap-indented-example = Did you copy the policy from an indented example?
    .hit = Lines that begin with blanks make the policy invalid. Use the file of this recipe.
setup-trap-more-names-than-the-plan = Do you host policies for more than five domains in this app?
    .hit = The Standard plan takes five names for each app. Use several apps, or a Function App.
setup-trap-route-prefix = Does the app answer below { "/api" }?
    .hit = Functions add this prefix by default. Set { "routePrefix" } to an empty text, as in this recipe.
setup-trap-certificate-in-us-east-1 = Is the certificate in the region { "us-east-1" }?
    .hit = CloudFront uses certificates of that region only. Request it there.
setup-trap-cache-cleared = Do you clear the cache after each change of the file?
    .hit = Edge servers serve the old file for a while. Clear the cache before you publish a new id.
setup-trap-alternate-domain-name = Is the policy host an alternate domain name of the distribution?
    .hit = CloudFront rejects names that it does not know. Add the policy host to the distribution.
setup-trap-bucket-website = Does the name point directly to the bucket's website?
    .hit = The website of a bucket has no HTTPS for your name. Put the load balancer or distribution in front.
setup-trap-dot-files-ignored = Does { "firebase.json" } ignore { "**/.*" }?
    .hit = Firebase's own template does, and never uploads { ".well-known" }. Take the line out.
setup-trap-dns-elsewhere = Is the DNS of the domain kept at another provider?
    .hit = Add the address there first. If your web host proves the name over HTTP, it can issue the certificate only after that.

## DNS entries and panels

setup-role-reports = TLS reports
setup-role-policy-host = Policy host
setup-role-verification = Proof for the host
setup-role-record = STS record
setup-entry-unknown = Enter what your host shows.
setup-entry-unknown-address = Enter the address of your web server.
setup-entry-unknown-ipv6 = Enter the IPv6 address of your web server. Leave this entry out if your server has no IPv6 address.
setup-entry-from-service = Copy the value from the service.
setup-entry-type-as-shown = as the service shows (usually { $usual })
setup-panel-short-or-full = If the panel adds the domain by itself, enter { $short }. If not, enter { $full }.
setup-panel-undocumented = We found no documentation of the fields of { $panel }. Try the short name. The look-up finds a doubled one.
setup-panel-from-users = Not tried by us; from notes of its users.
setup-panel-note-dns-only = Set the proxy status to "DNS only". A proxied CNAME record hides its target.
setup-panel-note-name-doubled = Enter the short name. The panel adds the domain, and a full name would be doubled.
setup-panel-note-blanks-part-text = Keep the quotation marks. Without them, spaces split the text into several strings.
setup-panel-note-semicolon-is-comment = Keep the quotation marks. Without them, a semicolon begins a comment.
setup-panel-note-raise-serial = Raise the serial number of the zone.
setup-panel-note-fixed-ttl = The TTL cannot be chosen for a single entry.
setup-panel-note-two-days = A change can take hours until it is published, at most two days.
setup-panel-note-quarter-hour = Changes are published every 15 minutes.
setup-panel-note-one-entry-per-name = One entry holds all texts of a name. When you edit it, keep the others.
setup-panel-note-no-underscore-in-target = The panel rejects CNAME targets that contain an underscore.
setup-panel-note-empty-is-domain = An empty name stands for the domain itself. Enter the short name.
setup-panel-note-removes-quotes = Enter the text without quotation marks. The panel removes them.

## Policy services

setup-service-note-delete-txt-first = A CNAME record must be alone. Delete an old TXT record of the same name first.
setup-service-note-allow-its-authority = The service gets the certificate for { "mta-sts" }. If the domain has CAA records, add the certificate authority that the service names.
setup-service-note-plan-the-end = Before the subscription ends, move or remove MTA-STS with “Plan a change”. Otherwise senders keep a policy that nobody can change.
setup-service-note-underscore-in-target = The CNAME targets contain underscores. Some DNS panels reject them.
setup-service-note-empty-until-verified = The service serves nothing until you verify and configure the domain there.
setup-service-note-mx-from-dns = The service copies the MX hosts from DNS. Before an MX change, add the new host there by hand.
setup-service-note-proof-of-ownership = The service also asks for a TXT record that proves ownership.
setup-service-note-microsoft-old-pattern = For Microsoft 365 it always lists { "*.mail.protection.outlook.com" }. This does not cover newer Microsoft hosts.
setup-service-note-only-for-its-mail = Only for domains whose mail is hosted there, and nowhere else.
setup-service-note-passes-on-file = The policy host must pass on the service's own file, for example with a Worker.

## Why no texts were made

setup-not-sound-no-mx = No MX host is known. Name the mail servers.
setup-not-sound-mx = { $value } is not a valid MX host or { "mx" } pattern.
setup-not-sound-reports = { $value } is not an address for TLS reports. Write { "mailto:" } and a mailbox, or an { "https:" } address.
setup-not-sound-max-age = { "max_age" } must be between 1 and 31557600 seconds, not { $value }.
setup-not-sound-target = { $value } is neither an IP address nor a DNS name.
setup-not-sound-targets-mixed = A name with a CNAME record can have no other record. Give one name, or only addresses.
setup-not-sound-target-is-policy-host = { $value } is the policy host itself. Give the address or name of the web server.
setup-enforce-blocked = Mode { "testing" } instead of { "enforce" }: { $hosts } did not show a valid certificate at every address.
setup-enforce-not-covered = Mode { "testing" } instead of { "enforce" }: the policy does not cover { $hosts }, and senders would refuse to deliver there.
setup-enforce-unseen = Mode { "testing" } instead of { "enforce" }: TLS of { $hosts } could not be checked from here.
setup-enforce-no-check = Mode { "testing" } instead of { "enforce" }: the certificates of these mail servers were not checked.

## Sections of the command generate

setup-title = MTA-STS for { $domain }, hosted with { $place }
setup-panel = DNS panel
setup-policy = Policy file
setup-entries = DNS entries, in the order of publication
setup-traps = First, what usually gets in the way
setup-trap-if-yes = if yes
setup-trap-if-no = if no
setup-certificate = Certificate
setup-steps = Steps
setup-not-tried = Not tried by us; from the vendor's documentation.
setup-tested = This recipe was tested with { $server }.
setup-written = Written: { $path }

## Pre-flight: the answer

setup-preflight-title = Check before publishing: { $domain }
setup-preflight-already-published = Already published: nothing is left to do
setup-preflight-ready = Ready to publish: { $next }
setup-preflight-ready-to-delete = Ready to delete: { $next }
setup-preflight-wait = Ready, but wait: { $reason }
setup-preflight-wait-until = Ready, but wait until { $until }: { $reason }
setup-preflight-not-ready = Not ready: { $reason }
setup-preflight-plan = The plan that leads there, in the safe order:
setup-preflight-plan-command = All details: { $command }
setup-next-tlsrpt = the TLSRPT record
setup-next-policy-host = address and certificate of the policy host
setup-next-policy-file = the policy file
setup-next-record = the STS record, last
setup-next-delete-record = the STS record
setup-next-delete-file = the policy file, a day after the record

setup-effect-done = done
setup-effect-fine = as expected
setup-effect-warns = warning
setup-effect-waits = wait
setup-effect-unseen = not seen
setup-effect-blocks = problem

## Pre-flight: each comparison

setup-cause-tlsrpt-invalid = The planned TLSRPT record is not valid.
    .short = correct the TLSRPT record first
setup-cause-tlsrpt-live = A TLSRPT record with the planned addresses is published.
setup-cause-tlsrpt-not-live = The planned TLSRPT record is not published yet. Publish it first, so that reports come from the beginning.
setup-cause-tlsrpt-replaces = Another TLSRPT record is published. Replace it with the planned one, and do not add it: senders ignore two records.
setup-cause-tlsrpt-several = Several TLSRPT records are published, so senders ignore them. Replace them with the planned one.
    .short = replace the TLSRPT records with one
setup-cause-tlsrpt-delegated = The name of the TLSRPT record is a CNAME to { $names }. Delete the CNAME record first.
    .short = delete the CNAME record of the TLSRPT name first
setup-cause-tlsrpt-unseen = The TLSRPT record could not be looked up from here. This says nothing about the domain.
    .short = the TLSRPT record could not be looked up from here
setup-cause-tlsrpt-absent = No TLSRPT record is published or planned. Without reports, nobody tells you what mode { "enforce" } refuses.
setup-cause-host-absent = The policy host has no address yet. This is expected before the first set-up.
setup-cause-host-elsewhere = The policy host points to { $names }, not to the planned entry. A wildcard or an old record answers. Publish the planned entry, and delete an old one. If you did that already, resolvers may give the old answer until { $until }.
setup-cause-host-proxied = The policy host points to { $names }, not to the planned entry. Behind a proxy such as Cloudflare's, this is expected. Otherwise publish the planned entry, and delete an old one: a wildcard may answer in its place.
setup-cause-host-certificate = The policy host does not show a valid certificate for its name yet. Publish the rest when it does.
    .short = the policy host has no valid certificate yet
setup-cause-host-moved = Senders already ask this policy host for the file, and cannot get it. In a move, the certificate comes before the change in DNS.
setup-cause-host-fault = The policy host has a fault that keeps senders from the file.
    .short = the policy host has a fault
setup-cause-host-addresses = Not every address of the policy host serves the same file. Some senders may not get it.
setup-cause-host-unseen = The policy host could not be checked from here. This says nothing about the domain.
    .short = the policy host could not be checked from here
setup-cause-caa-forbids = The CAA records in DNS allow none of the usual certificate authorities of this host: { $names }. Add a CAA record for one of them first.
    .short = CAA records forbid the certificate
setup-cause-caa-nobody = The CAA records in DNS allow nobody to issue a certificate for the policy host. Add a CAA record for the certificate authority of your host first.
    .short = CAA records forbid every certificate
setup-cause-caa-limits = The CAA records in DNS allow only { $names } to issue certificates. Make sure that your host gets its certificate there.
setup-cause-caa-unseen = The CAA records were not seen. If the domain has some, they must allow the certificate authority of your host.
setup-cause-policy-invalid = The planned policy file is not valid.
    .short = correct the policy file first
setup-cause-file-live = The policy host serves the planned policy.
setup-cause-file-other = { $names ->
        [0] The policy host serves another policy.
       *[other] The policy host serves another policy. Lines that differ: { $names }.
    } Replace the file first. Leave the { "id" } of the STS record as it is until the new file is served.
setup-cause-file-cached = A cache may serve the old file until { $until }. Do not change the { "id" } of the STS record before.
    .short = caches may serve the old file
setup-cause-file-absent = The policy host does not serve a policy yet.
setup-cause-file-not-served = Not right yet: the policy host answers, but not with the policy. Its status is { $names }.
setup-cause-file-html = Not right yet: the policy host answers, but with an HTML page instead of the policy.
setup-cause-file-invalid = Not right yet: the policy host serves a file that is not a valid policy. Replace it with the planned one.
setup-cause-file-missing = The policy host does not serve a policy, and none is planned. The file comes before the record.
    .short = the policy file comes first
setup-cause-file-needed = The STS record is published, so senders ask for the policy file. Delete the record first.
    .short = the STS record is deleted before the file
setup-cause-file-last = The policy file stays until the STS record has been gone for a day.
setup-cause-file-deletable = No STS record is published, so the policy file can be deleted. Wait until the record has been gone for a day.
setup-cause-file-gone = The policy host serves no policy.
setup-cause-mx-ready = The policy covers every MX host, and each shows a valid certificate at every address.
setup-cause-mx-not-covered = No { "mx" } line of the planned policy covers { $names }. In mode { "enforce" }, senders refuse to deliver there.
    .short = the policy does not cover every mail server
setup-cause-mx-not-in-dns = The policy names { $names }, which MX records do not name. This is fine before a move.
setup-cause-mx-certificate = TLS fails at one or more addresses of { $names }. Senders refuse to deliver there in mode { "enforce" }.
    .short = TLS fails at a mail server
setup-cause-mx-unseen = TLS of { $names } could not be checked from here. This says nothing about the domain.
    .short = a mail server could not be checked from here
setup-cause-no-mail = The domain accepts no mail now, so no sender looks for a policy. Publish MX records first.
setup-cause-mx-unknown = The MX records could not be looked up from here. This says nothing about the domain.
    .short = the MX records could not be looked up from here
setup-cause-enforce-first = Nothing was tested before. Start in mode { "testing" }: it refuses nothing, and reports show failures.
setup-cause-mode-none = Senders apply the published policy until { $until } at the latest. Plan the removal with “Plan a change” or { "mta-sts plan" }: it tells how long file and record stay.
    .short = plan the removal first
setup-cause-removal-early = Senders apply the published policy until { $until } at the latest, even if you delete record and file now. Until then they refuse every mail server that it does not name. Publish mode { "none" } first, and delete when the plan says so.
    .short = senders still enforce the policy; plan the removal first
setup-cause-mode-lowered = The published policy is in mode { "enforce" }. The planned one has a weaker mode or a shorter { "max_age" }. Use “Plan a change” or { "mta-sts plan" }: the order matters.
    .short = plan the change first
setup-cause-cached-policy = Senders may still have an earlier policy in mode { "enforce" } until { $until }. It does not cover { $names }, so they refuse to deliver there.
    .short = senders still have an earlier policy
setup-cause-record-invalid = The planned STS record is not valid.
    .short = correct the STS record first
setup-cause-record-live = The planned STS record is published.
setup-cause-record-absent = No STS record is published yet. This is expected: publish it last.
setup-cause-record-replaces = The planned STS record replaces the present one, after the file.
setup-cause-record-faulty = Not right yet: the published STS record is not valid. Replace it with the planned one, after the file.
setup-cause-record-needless = The record is published and the file does not change, so nothing needs publishing. If you changed the file but not the { "id" }, publish the new { "id" }.
setup-cause-id-used = This { "id" } is published already, for another file. Use a new { "id" }, or senders keep the old file.
    .short = use a new { "id" }
setup-cause-record-delegated = The name of the STS record is a CNAME to { $names }. Delete the CNAME record first.
    .short = delete the CNAME record of the STS name first
setup-cause-record-several = Several STS records are published. Replace them with the planned one, and do not add it.
    .short = replace the STS records with one
setup-cause-record-deletable = No sender enforces a policy any more, so the STS record can be deleted.
setup-cause-record-gone = No STS record is published.
setup-cause-record-unseen = The STS record could not be looked up from here. This says nothing about the domain.
    .short = the STS record could not be looked up from here
