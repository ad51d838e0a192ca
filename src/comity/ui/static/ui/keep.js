// Keeps the draft of every <form data-keep="address"> while it is typed.
// The attributes and their words come from templates/ui/keep.html. Without this module a form
// still saves with its button. Files are not sent with drafts, and nothing is stored in the browser.

const WAIT = 4000; // milliseconds from the last change to the saving
const AGAIN = 15000; // milliseconds from a failure to the next try

function watch(form) {
  const words = form.dataset;
  const place = form.querySelector(".kept");
  let changed = 0; // counts changes, so that one made during a saving is not taken for saved
  let saved = 0;
  let leaving = false;
  let timer;

  const say = (text, failed = false) => {
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("kept--failed", failed);
  };

  const draft = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => save(), wait);
  };

  async function save(keepalive = false) {
    clearTimeout(timer);
    if (leaving || saved === changed) return;
    const upTo = changed;
    if (!keepalive) say(words.keepSaving);
    try {
      const answer = await fetch(words.keep, {
        method: "POST",
        body: draft(),
        headers: { "X-Requested-With": "keep" },
        credentials: "same-origin",
        keepalive,
      });
      // A redirect means that the session has ended and the sign-in page answered.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      saved = upTo;
      const time = new Intl.DateTimeFormat(document.documentElement.lang, {
        hour: "2-digit",
        minute: "2-digit",
      }).format(new Date());
      say(words.keepSaved.replace("{time}", time));
      if (saved !== changed) later(WAIT);
    } catch {
      say(words.keepFailed, true);
      later(AGAIN);
    }
  }

  form.addEventListener("input", () => {
    changed += 1;
    later(WAIT);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && saved !== changed) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[data-keep]")) watch(form);
