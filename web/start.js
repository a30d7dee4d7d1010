// Runs before everything else, while the application is still on its way: chooses the language of the static page as the
// application will (crate `web`, `first_language`), and has the browser fetch the sentences of that language meanwhile.
(() => {
  const base = new URL(".", document.currentScript.src);
  const known = ["en", "ja"];
  const remembered = () => {
    try {
      return localStorage.getItem("mta-sts.language");
    } catch {
      return null; // Storage is forbidden here.
    }
  };
  const wishes = [new URLSearchParams(location.search).get("lang"), remembered(), ...navigator.languages];
  const primary = (tag) => (tag ?? "").split(/[-_.]/)[0].toLowerCase();
  const language = wishes.map(primary).find((tag) => known.includes(tag)) ?? known[0];
  document.documentElement.lang = language;
  document.documentElement.dataset.base = base.pathname;
  // A link that runs a check, or leads beside it, does not explain first what this is.
  const leadsHome = location.pathname === base.pathname && !new URLSearchParams(location.search).get("domain");
  document.documentElement.toggleAttribute("data-elsewhere", !leadsHome);

  const sentences = document.querySelector(`meta[name="words-${language}"]`);
  if (sentences) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: sentences.content });
    document.head.append(link);
  }

  // The page works without it, only not without a network. Registering it is the only thing here that can run a script by its
  // address, so under `require-trusted-types-for 'script'` it is the only thing that needs a policy (`trusted-types mta-sts-worker`).
  const address = new URL("service-worker.js", base).href;
  const policy = window.trustedTypes?.createPolicy("mta-sts-worker", { createScriptURL: () => address });
  const worker = policy?.createScriptURL("") ?? address;
  addEventListener("load", () => navigator.serviceWorker?.register(worker).catch(() => {}));
})();
