// A registration desk that goes on when the network is away: the list is kept by the worker of this
// page, and who is checked in waits in the browser, with the time of this device, until it was sent.
// Without this module the page is a list with buttons that each send at once.
//
// What waits holds numbers and times, no names. "End the desk" and signing out erase the list.

const desk = document.querySelector("#desk");
const words = desk.dataset;
const PREFIX = `desk ${words.meeting} `;
const AGAIN = 15000; // milliseconds to the next try
const $ = (selector) => document.querySelector(selector);
const token = $("#desk-code [name=csrfmiddlewaretoken]").value;
let timer;

const say = (text, kind = "") => {
  const place = $("#desk-state");
  place.textContent = text;
  place.className = `note ${kind && `note--${kind}`}`;
};

// Each sighting under a key of its own: two windows of one desk do not overwrite each other.
const waiting = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => JSON.parse(localStorage[key]));

function showNetwork(isAway) {
  const count = waiting().length;
  const text = isAway ? words.offline : count ? words.waiting : words.online;
  $("#desk-network").textContent = text.replace("{count}", count);
}

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// As the server reads a code: O is 0, I and L are 1, and nothing but letters and digits counts.
const tidy = (code) =>
  code.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

const rowOf = (delegate) => desk.querySelector(`li[data-delegate="${delegate}"]`);
const nameIn = (row) => row.querySelector("b").textContent;

function mark(row, time) {
  const done = $("#desk-done").content.cloneNode(true);
  done.querySelector("span span").textContent = time;
  const old = row.querySelector("button, .done");
  if (document.activeElement === old) $("#code").focus();
  old.replaceWith(done);
}

function clock(at) {
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}

function see(row, code) {
  const at = new Date();
  const key = randomKey();
  const seen = { key, at: at.toISOString(), delegate: row?.dataset.delegate ?? "", code };
  localStorage[PREFIX + key] = JSON.stringify(seen);
  if (row) {
    say(words.kept.replace("{name}", nameIn(row)), "success");
    mark(row, clock(at));
  }
  send();
}

async function send() {
  clearTimeout(timer);
  const seen = waiting();
  if (!seen.length) return showNetwork(!navigator.onLine);
  try {
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ desk: $("#desk-name").value, seen: seen.slice(0, 500) }),
      credentials: "same-origin",
    });
    if (answer.redirected || answer.status === 403) {
      $("#desk-network").textContent = words.away;
    } else if (answer.ok) {
      (await answer.json()).outcomes.forEach(take);
      showNetwork(false);
      if (waiting().length) return send();
      return;
    } else throw new Error(String(answer.status));
  } catch {
    showNetwork(true);
  }
  timer = setTimeout(send, AGAIN);
}

function take(outcome) {
  localStorage.removeItem(PREFIX + outcome.key);
  if (outcome.refusal) return say(outcome.refusal, "error");
  const row = rowOf(outcome.delegate);
  if (row) mark(row, outcome.since);
  say(outcome.sentence, "success");
}

$("#desk-code").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = $("#code");
  const code = tidy(field.value);
  field.value = "";
  field.focus();
  if (!code) return;
  const row = desk.querySelector(`li[data-code="${code}"]`);
  if (row?.querySelector(".done")) say(words.already.replace("{name}", nameIn(row)));
  else if (row || navigator.onLine) see(row, row ? "" : code);
  else say(words.unknown, "error");
});

$("#desk-list")?.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter) see(event.submitter.closest("li"), "");
});

addEventListener("online", send);
addEventListener("offline", () => showNetwork(true));
addEventListener("beforeunload", (event) => {
  if (waiting().length && navigator.onLine) event.preventDefault();
});

// What the worker is asked; it answers when it is done.
function ask(worker, message) {
  return new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => done(data);
    worker.postMessage(message, [channel.port2]);
  });
}

async function keepPage() {
  const registration = await navigator.serviceWorker.register(words.worker, { scope: "./" });
  await navigator.serviceWorker.ready;
  const loaded = [...document.querySelectorAll("link[href], script[src], img[src]")];
  const addresses = [location.pathname, ...loaded.map((one) => one.href || one.src)];
  await ask(registration.active, { keep: [...new Set(addresses)] });
  desk.dataset.kept = "yes";
}

async function forget() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (new URL(registration.scope).pathname !== location.pathname) continue;
    if (registration.active) await ask(registration.active, { forget: true });
    await registration.unregister();
  }
  delete desk.dataset.kept;
}

$("#desk-end").addEventListener("click", async () => {
  await send();
  if (waiting().length) return say(words.unsent, "error");
  await forget();
  $("#desk-list")?.remove();
  $("#desk-code").remove();
  $("#desk-end-part").remove();
  say(words.ended, "success");
});

// Signing out on this page ends the desk; elsewhere the server asks the browser to drop it all.
document.querySelector(".who form")?.addEventListener("submit", async (event) => {
  if (!desk.dataset.kept) return;
  event.preventDefault();
  const { target } = event;
  await send();
  if (waiting().length) return say(words.unsent, "error");
  await forget();
  target.submit();
});

if ("serviceWorker" in navigator) {
  $("#desk-end-part").hidden = false;
  keepPage().catch(() => {});
}
for (const seen of waiting()) {
  const row = rowOf(seen.delegate);
  if (row && !row.querySelector(".done")) mark(row, clock(new Date(seen.at)));
}
send();
