// The service worker of one registration desk: keeps the page of the desk and what it loads, for
// when the network is away. It is served under the desk's own address, so it reaches no other page.

const KEPT = `desk ${self.registration.scope}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const done = (value) => event.ports[0]?.postMessage(value);
  if (event.data.keep) event.waitUntil(keep(event.data.keep).then(done, () => done(false)));
  if (event.data.forget) event.waitUntil(caches.delete(KEPT).then(done));
});

async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await cache.addAll(addresses);
  return true;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else event.respondWith(file(request));
});

// The page as it is now; without network, as it was kept. Whoever is signed out keeps no list.
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.redirected || answer.type === "opaqueredirect" || answer.status === 404) {
      await caches.delete(KEPT);
    } else if (answer.ok && request.url.split("?")[0] === self.registration.scope) {
      const cache = await caches.open(KEPT);
      if ((await cache.keys()).length) await cache.put(request.url.split("?")[0], answer.clone());
    }
    return answer;
  } catch (fault) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw fault;
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw fault;
  }
}
