// What a phone adds to the pages with numbers to call; each of them is whole without it.

const root = document.documentElement.dataset;
const leave = document.querySelector("#exit");

// Leave at once: the entry of this page in the history becomes that of the other site, and what
// was kept for use without network is removed.
let isLeaving = false;
const AT_MOST = 150; // milliseconds in which nothing is shown any more

async function forget() {
  const names = "caches" in window ? await caches.keys() : [];
  const found = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all([
    ...names.filter((name) => name.startsWith("help ")).map((name) => caches.delete(name)),
    ...found.filter(({ scope }) => scope.endsWith("/help/")).map((one) => one.unregister()),
  ]);
}

function exit() {
  isLeaving = true;
  document.body.hidden = true;
  document.title = "";
  const late = new Promise((done) => setTimeout(done, AT_MOST));
  Promise.race([forget().catch(() => {}), late]).then(() => location.replace(leave.href));
}

leave.addEventListener("click", (event) => {
  event.preventDefault();
  exit();
});

let escapes = [];
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  escapes = [...escapes.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
  if (escapes.length >= 3) exit();
});

// From one of these pages to the next the history keeps one entry, which leaving replaces.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link === leave || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || !/^\/[a-z]{2}\/help\//.test(url.pathname)) return;
  if (url.pathname === location.pathname) return;
  event.preventDefault();
  location.replace(url.href);
});

// A page from this phone's own store says so, and says by this phone's clock what is open.
function clockIn(zone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(new Date()); // prettier-ignore
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part.weekday);
  return { day, time: `${part.hour}:${part.minute}` };
}

function isOpen(hours, zone) {
  if (hours.always) return true;
  const { day, time } = clockIn(zone);
  return (hours[day] ?? []).some(([first, end]) => first <= time && time < end);
}

function refresh() {
  for (const state of document.querySelectorAll("[data-hours]")) {
    const open = isOpen(JSON.parse(state.dataset.hours), state.dataset.zone);
    if (open !== state.classList.contains("now--open")) {
      state.classList.toggle("now--open", open);
      state.textContent = open ? root.open : root.closed;
    }
  }
  const today = new Intl.DateTimeFormat("en-CA").format(new Date());
  for (const line of document.querySelectorAll("[data-until]")) {
    line.classList.toggle("line--late", today > line.dataset.until);
  }
  document.querySelector("#offline").hidden = navigator.onLine;
}

refresh();
setInterval(refresh, 30000);
addEventListener("online", refresh);
addEventListener("offline", refresh);

// One language after the other: the first fetches the directory for all.
async function keepForLater() {
  for (const scope of JSON.parse(root.scopes)) {
    if (isLeaving) return;
    const found = await navigator.serviceWorker.register("/help/worker.js", { scope });
    const worker = found.active ?? found.waiting ?? found.installing;
    if (worker.state !== "activated") {
      await new Promise((resolve) => {
        worker.addEventListener("statechange", () => {
          if (["activated", "redundant"].includes(worker.state)) resolve();
        });
      });
    }
    if (location.pathname.startsWith(scope)) found.active?.postMessage({ keep: location.pathname });
  }
  root.kept = "yes";
}

if ("serviceWorker" in navigator) keepForLater().catch(() => {});
