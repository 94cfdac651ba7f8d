// Keeps each change at once and lets the keys rate. Every page works without this file.
"use strict";

const form = document.querySelector("form[data-draft]");
const sign = document.querySelector("[data-saved]");
const csrf = document.querySelector("input[name=csrf]");

if (form) {
  let version = Number(form.dataset.version);
  let queue = Promise.resolve();
  let waiting = 0;
  const timers = new Map();

  const show = (state) => {
    sign.dataset.state = state === "saved" ? "saved" : "unsaved";
    sign.textContent = sign.getAttribute("data-text-" + state);
  };

  const keep = (name, value) => {
    waiting += 1;
    show("unsaved");
    queue = queue.then(async () => {
      const answer = await fetch(form.dataset.draft, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf.value },
        body: JSON.stringify({ version, name, value }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      version = (await answer.json()).version;
      waiting -= 1;
      if (waiting === 0) show("saved");
    });
    queue = queue.catch(() => { waiting -= 1; show("lost"); });
  };

  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "yes" : "") : field.value);

  const soon = (field) => {
    clearTimeout(timers.get(field.name));
    show("unsaved");
    timers.set(field.name, setTimeout(() => { timers.delete(field.name); keep(field.name, valueOf(field)); }, 350));
  };

  const flush = () => {
    for (const [name, timer] of timers) {
      clearTimeout(timer);
      timers.delete(name);
      keep(name, valueOf(form.elements[name]));
    }
  };

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.name || field.type === "hidden") return;
    if (field.type === "radio" || field.type === "checkbox" || field.tagName === "SELECT") {
      keep(field.name, valueOf(field));
    } else {
      soon(field);
    }
    const reason = field.closest("[data-criterion]")?.querySelector("[data-reason]");
    if (reason && field.type === "radio") reason.hidden = field.value !== "NO";
  });
  form.addEventListener("focusout", flush);
  addEventListener("pagehide", flush);

  // leaving waits until everything is on disk
  document.addEventListener("submit", (event) => {
    flush();
    if (waiting > 0 && !event.target.dataset.waited) {
      event.preventDefault();
      event.target.dataset.waited = "yes";
      queue.then(() => event.target.requestSubmit());
    }
  });

  // 1 to 4 rate, 0 is not observed, n goes to the next unanswered
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.closest("textarea, select, input:not([type=radio])");
    if (typing) return;
    const criteria = [...document.querySelectorAll("[data-criterion]")];
    const here = event.target.closest("[data-criterion]") ?? criteria[0];
    if (!here) return;
    if (/^[0-4]$/.test(event.key)) {
      const value = event.key === "0" ? "NO" : event.key;
      const tile = here.querySelector(`input[type=radio][value="${value}"]`);
      if (tile) { tile.focus(); tile.click(); event.preventDefault(); }
    } else if (event.key === "n") {
      const open = criteria.find((it) => it.querySelector("input[type=radio]") && !it.querySelector("input[type=radio]:checked"));
      const target = open?.querySelector("input[type=radio]");
      if (target) { target.focus(); open.scrollIntoView({ block: "center" }); event.preventDefault(); }
    }
  });
}
