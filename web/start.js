// Runs before everything else, while the application is still on its way: chooses the language of the static page as the
// application will (crate `web`, `languages::first`), has the browser fetch the sentences of that language meanwhile, and
// starts the application.
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
  const leadsHome = location.pathname === base.pathname && !new URLSearchParams(location.search).get("domain")
    && !location.hash.startsWith("#seen=");
  document.documentElement.toggleAttribute("data-elsewhere", !leadsHome);

  const preload = (attributes) => {
    if (attributes.href) {
      document.head.append(Object.assign(document.createElement("link"), { crossOrigin: "anonymous" }, attributes));
    }
  };
  const sentences = document.querySelector(`meta[name="words-${language}"]`);
  if (sentences) {
    preload({ rel: "preload", as: "fetch", href: sentences.content });
  }

  // The first page is complete without the application, which must not hold up its first paint. Everywhere else the application
  // is what the reader waits for. Where it does not start, the page says so after a while.
  const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  const painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const start = async () => {
    const { content, dataset } = document.querySelector('meta[name="application"]');
    preload({ rel: "modulepreload", href: dataset.loader });
    const wasm = fetch(dataset.wasm);
    const { default: run } = await import(content);
    await parsed;
    await run({ module_or_path: wasm });
  };
  if (leadsHome && !document.hidden) {
    painted.then(start);
  } else {
    start();
  }

  // The page works without it, only not without a network. Registering it is the only thing here that can run a script by its
  // address, so under `require-trusted-types-for 'script'` it is the only thing that needs a policy (`trusted-types mta-sts-worker`).
  const address = new URL("service-worker.js", base).href;
  const policy = window.trustedTypes?.createPolicy("mta-sts-worker", { createScriptURL: () => address });
  const worker = policy?.createScriptURL("") ?? address;
  addEventListener("load", () => navigator.serviceWorker?.register(worker).catch(() => {}));
})();
