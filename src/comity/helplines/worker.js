// The service worker of the pages with numbers to call. After one visit a phone has the whole
// directory, in every language, also without network. It is kept once for all languages, and
// fetched again only when it has changed. FACTS is written in front of this file.

const KEPT = `help ${FACTS.stamp}`;
const VISITED = "help visited";
const PATIENCE = 5000; // milliseconds for a network that does not answer

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => event.waitUntil(tidy()));

// Several languages have a worker each: the first one fetches, the others find it here.
async function keepAll() {
  if (await caches.has(KEPT)) return;
  const answers = await Promise.all(FACTS.addresses.map((address) => fetch(address)));
  if (!answers.every((answer) => answer.ok)) throw new Error("not all of it could be fetched");
  const cache = await caches.open(KEPT);
  await Promise.all(FACTS.addresses.map((address, place) => cache.put(address, answers[place])));
}

async function tidy() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("help ") && ![KEPT, VISITED].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The page that brought the worker was fetched before there was one.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep)));

async function keep(address) {
  const answer = await fetch(address);
  if (answer.ok) await (await caches.open(VISITED)).put(address, answer);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

// As it is now; where there is no network, as it was; a page never visited, from the directory.
async function page(request) {
  const { pathname } = new URL(request.url);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) {
      const copy = answer.clone();
      const cache = await caches.open(VISITED);
      await cache.put(pathname, copy);
    }
    return answer;
  } catch (fault) {
    const kept = await caches.match(pathname);
    if (kept) return kept;
    const [, language, , code] = pathname.split("/");
    return Response.redirect(`/${language}/help/all/#${code}`);
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
