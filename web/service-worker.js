// Lets the page open without a network. The build puts in what belongs to it: `cargo xtask finish-page`.
//
// A page from the network brings its own files, whose names follow their content; a page from here finds here the files that
// it was kept with. So nothing old ever meets something new. Checks are never answered from here.
const VERSION = "@VERSION@";
const FILES = ["@FILES@"];
const HOME = FILES[0];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES)));
});

// The files of an older page go as soon as none is open any more that might want them. Others may keep something at this
// origin, too: a page under another path, for one.
self.addEventListener("activate", (event) => {
  const own = VERSION.slice(0, VERSION.lastIndexOf(" ") + 1);
  const old = (names) => names.filter((name) => name.startsWith(own) && name !== VERSION);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate" && !path.includes(".")) {
    event.respondWith(fetch(request).catch(() => kept(HOME)));
  } else if (FILES.includes(path) && path !== HOME) {
    event.respondWith(kept(path).then((response) => response ?? fetch(request)));
  }
});

const kept = (path) => caches.open(VERSION).then((cache) => cache.match(path));
