// Keeps the page of the day new: a stream says that there is a new edition, and the page then
// fetches its part through the site's own door. Where the stream fails it asks every 20 seconds.
// Without this module the page is renewed by its link.

const ASK = 20000; // milliseconds between questions while there is no stream
const SPREAD = 1500; // at most; so that all phones of a room do not ask in the same moment
const AGAIN = 60000; // milliseconds until a stream that failed is tried again

const place = document.querySelector("[data-now]");

function start() {
  const words = place.dataset;
  const said = document.querySelector("[data-now-said]");
  const state = document.querySelector("[data-now-state]");
  const pause = document.querySelector("[data-now-pause]");
  let etag = words.etag;
  let address = words.events;
  let stream = null;
  let triedAt = 0;
  let timer = 0;
  let paused = false;
  let fetching = false;
  let wanted = 0; // the newest edition heard of
  let ahead = 0; // milliseconds by which the server's clock is ahead of ours

  const part = () => place.firstElementChild;
  const edition = () => Number(part().dataset.edition);
  const tell = (text) => {
    if (state.textContent !== text) state.textContent = text;
  };

  function set(answer) {
    const at = Date.parse(answer.headers.get("X-Now") || "");
    if (at) ahead = at - Date.now();
    address = answer.headers.get("X-Events") || address;
  }

  // What somebody is filling in, and where the focus is, outlasts the renewal.
  function replace(html) {
    const active = document.activeElement;
    const held = place.contains(active) && [active.getAttribute("formaction"), active.getAttribute("href"), active.value];
    const before = part().dataset.summary;
    place.innerHTML = html;
    if (held) {
      const same = [...place.querySelectorAll("button, a")].find(
        (one) => one.getAttribute("formaction") === held[0] && one.getAttribute("href") === held[1] && one.value === held[2],
      );
      (same || place).focus({ preventScroll: true });
    }
    if (part().dataset.summary !== before) said.textContent = part().dataset.summary;
    count();
  }

  async function renew() {
    if (fetching || paused) return;
    fetching = true;
    try {
      const answer = await fetch(words.part, {
        headers: etag ? { "If-None-Match": etag } : {},
        credentials: "same-origin",
        cache: "no-store",
      });
      if (answer.redirected || answer.status === 404) return leave();
      set(answer);
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") || "";
        replace(await answer.text());
      } else if (answer.status !== 304) throw new Error(String(answer.status));
      tell(stream && stream.readyState === EventSource.OPEN ? words.live : words.asking);
      if (!stream && address && Date.now() - triedAt > AGAIN) listen();
    } catch {
      tell(words.lost);
    } finally {
      fetching = false;
      later();
    }
  }

  // Signed out, or no longer a reader: what is shown may not be shown any more.
  function leave() {
    if (stream) stream.close();
    location.reload();
  }

  function later() {
    clearTimeout(timer);
    if (paused) return;
    if (wanted > edition()) timer = setTimeout(renew, Math.random() * SPREAD);
    else if (!stream || stream.readyState !== EventSource.OPEN) timer = setTimeout(renew, ASK);
  }

  function listen() {
    triedAt = Date.now();
    stream = new EventSource(address);
    stream.onopen = () => {
      tell(words.live);
      later();
    };
    stream.onmessage = (event) => {
      wanted = Math.max(wanted, Number(event.data) || 0);
      if (!fetching) later();
    };
    stream.onerror = () => {
      tell(words.asking);
      if (stream.readyState === EventSource.CLOSED) stream = null;
      later();
    };
  }

  // Left time is counted on the server's clock: that of a phone may be wrong.
  function count() {
    for (const one of place.querySelectorAll("[data-ends]")) {
      const left = Math.round((Date.parse(one.dataset.ends) - Date.now() - ahead) / 1000);
      const most = Number(one.dataset.most) * 60;
      const shown = Math.min(most, Math.max(0, left));
      const time = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
      one.textContent = shown > 0 ? one.dataset.words.replace("{time}", time) : one.dataset.over;
    }
  }

  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    tell(paused ? words.paused : words.asking);
    if (paused) clearTimeout(timer);
    else renew();
  });
  addEventListener("online", renew);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) renew();
  });
  ahead = Date.parse(words.at) - Date.now();
  setInterval(count, 1000);
  count();
  if (address && window.EventSource) listen();
  else tell(words.asking);
  later();
}

if (place) start();
