// Runs before everything else, while the application is still on its way: chooses the language of the static page as the
// application will (crate `web`, `initial_language`), and starts the application after the first paint.
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
  const isHome = location.pathname === base.pathname;
  const runsCheck = isHome && Boolean(new URLSearchParams(location.search).get("domain"));
  document.documentElement.toggleAttribute("data-elsewhere", !isHome || runsCheck || location.hash.startsWith("#seen="));
  document.documentElement.toggleAttribute("data-checks", runsCheck);

  const preload = (attributes) => {
    if (attributes.href) {
      document.head.append(Object.assign(document.createElement("link"), { crossOrigin: "anonymous" }, attributes));
    }
  };

  // The static page is usable without the application, whose download must not hold up the style sheet and the first paint.
  // A hidden page is never painted. Where the application does not start, the page says so after a while.
  const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  const painted = new Promise((resolve) => {
    if (document.hidden) {
      resolve();
    }
    document.addEventListener("visibilitychange", resolve, { once: true });
    if (window.PerformanceObserver?.supportedEntryTypes?.includes("paint")) {
      new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
    } else {
      requestAnimationFrame(() => setTimeout(resolve));
    }
  });
  const start = async () => {
    const sentences = document.querySelector(`meta[name="words-${language}"]`);
    preload({ rel: "preload", as: "fetch", href: sentences?.content });
    const { content, dataset } = document.querySelector('meta[name="application"]');
    preload({ rel: "modulepreload", href: dataset.loader });
    const wasm = fetch(dataset.wasm);
    const { default: run } = await import(content);
    await parsed;
    await run({ module_or_path: wasm });
  };
  painted.then(start);

  // Two workers are the only things here that run a script by its address, so under `require-trusted-types-for 'script'` they are
  // the only things that need a policy (`trusted-types mta-sts-worker`), which knows these two addresses.
  const workers = {
    service: new URL("service-worker.js", base).href,
    reports: document.querySelector('meta[name="reports-worker"]')?.content,
  };
  const policy = window.trustedTypes?.createPolicy("mta-sts-worker", { createScriptURL: (name) => workers[name] });
  const address = (name) => policy?.createScriptURL(name) ?? workers[name];
  // The page works without it, only not without a network.
  addEventListener("load", () => navigator.serviceWorker?.register(address("service")).catch(() => {}));
  // Reads TLS reports beside the page (crate `web`, browser/report_worker.rs).
  window.startReportWorker = () => new Worker(address("reports"), { type: "module" });
})();
