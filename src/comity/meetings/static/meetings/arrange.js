// Lets an item of <form data-arrange> be dragged to its place. A drop sends the same form as the
// buttons do, so that refusals come as a page. Without this module the buttons do everything.

const form = document.querySelector("form[data-arrange]");
const ZONES = ["before", "into", "after"];

let held = null;

function clear() {
  for (const row of form.querySelectorAll("li")) {
    for (const zone of ZONES) row.classList.remove(`arrange__row--${zone}`);
  }
}

// The upper quarter of a row is the place before it, the lower one after it, the middle within it.
function zoneOf(row, event) {
  const box = row.getBoundingClientRect();
  const part = (event.clientY - box.top) / box.height;
  return part < 0.25 ? "before" : part > 0.75 ? "after" : "into";
}

const level = (row) => Number(row.dataset.level);

// The nearest row above that is one level higher.
function parentOf(row) {
  let one = row.previousElementSibling;
  while (one && level(one) >= level(row)) one = one.previousElementSibling;
  return one;
}

// The next part of the same item, past what is part of this one.
function nextOf(row) {
  let one = row.nextElementSibling;
  while (one && level(one) > level(row)) one = one.nextElementSibling;
  return one && level(one) === level(row) ? one : null;
}

function send(row, zone) {
  const parent = zone === "into" ? row : parentOf(row);
  let before = zone === "before" ? row : zone === "after" ? nextOf(row) : null;
  if (before === held) before = nextOf(held);
  const given = { item: held, parent, before };
  for (const [name, value] of Object.entries(given)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value: value ? value.dataset.key : "" });
    form.append(input);
  }
  form.submit();
}

function take(row) {
  const hold = document.createElement("span");
  hold.className = "arrange__hold";
  hold.textContent = "⠿";
  hold.setAttribute("aria-hidden", "true");
  row.querySelector(".arrange__steps").prepend(hold);
  hold.addEventListener("mousedown", () => (row.draggable = true));
  row.addEventListener("dragstart", (event) => {
    held = row;
    row.classList.add("arrange__row--held");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.key);
  });
  row.addEventListener("dragend", () => {
    row.draggable = false;
    row.classList.remove("arrange__row--held");
    held = null;
    clear();
  });
  row.addEventListener("dragover", (event) => {
    if (!held || held === row) return;
    event.preventDefault();
    clear();
    row.classList.add(`arrange__row--${zoneOf(row, event)}`);
  });
  row.addEventListener("drop", (event) => {
    if (!held || held === row) return;
    event.preventDefault();
    send(row, zoneOf(row, event));
  });
}

if (form) for (const row of form.querySelectorAll("li")) take(row);
