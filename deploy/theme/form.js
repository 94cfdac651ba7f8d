// Keeps each change at once and lets the keys rate. Every page works without this file.
"use strict";

const form = document.querySelector("form[data-draft]");
const sign = document.querySelector("[data-saved]");

// photographs on their way to the laptop; attach.js sends them
const uploads = { all: Promise.resolve(), of: 0, done: 0, failed: false, show: () => {}, freshToken: async () => false };

// the letter of a key in small; where the keyboard writes no Latin ones, the one that stands at its place
const letter = (event) => {
  const key = event.key.toLowerCase();
  if (key.length !== 1 || !/[^\p{Script=Latin}\p{Script=Common}]/u.test(key)) return key;
  return { BracketLeft: "[", BracketRight: "]" }[event.code] ?? /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? key;
};

// who unlocks comes back to where the hands were; nothing that was typed or searched for is in it
const BACK = "retex-back";
const UNLOCKING = "retex-unlocking";
let whereHandsAre = () => new URL(document.querySelector(".who a[hreflang]")?.href ?? "/", location.href).pathname;
if (location.pathname === "/unlock") {
  document.querySelector("form[action='/unlock']")?.addEventListener("submit", () => sessionStorage.setItem(UNLOCKING, "yes"));
} else {
  const back = new URL(sessionStorage.getItem(BACK) ?? "/", location.href);
  const isBack = location.pathname === "/" && sessionStorage.getItem(UNLOCKING) && back.origin === location.origin && back.pathname !== "/" && !document.querySelector("[data-first]"); // what is said there first is read first
  sessionStorage.removeItem(UNLOCKING);
  if (isBack) location.replace(back.href);
  addEventListener("pagehide", () => sessionStorage.setItem(BACK, whereHandsAre()));
}

// a locked laptop shows nothing: what was on the screen goes too, but never what is not saved
let unsaved = () => false;
if (location.pathname !== "/unlock") {
  setInterval(async () => {
    const answer = await fetch("/session").catch(() => null);
    if (answer?.status === 423 && !unsaved()) location.assign("/unlock");
  }, 15000);
}

if (form) {
  // what lies below the first screens of a long form is text until the hands rest or come near, a stretch at a time: no key waits for all of it
  const folded = [...form.querySelectorAll(".folded")];
  let catchUp = () => {}; // what was kept meanwhile
  const unfold = (it = folded[0]) => {
    if (!it) return false;
    folded.splice(folded.indexOf(it), 1);
    it.insertAdjacentHTML("beforebegin", it.firstElementChild.textContent);
    it.remove();
    catchUp();
    return folded.length > 0;
  };
  const whole = () => { while (unfold()); };
  const atRest = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 50)); // not every browser tells
  const PAUSED = 1000; // milliseconds without a key: the hands rest
  const PAINTED = 250; // and those after which what is seen first is on the screen
  let lastKey = -PAUSED;
  const unfoldAtRest = () => {
    if (performance.now() - lastKey < PAUSED) setTimeout(unfoldAtRest, PAUSED);
    else if (unfold()) atRest(unfoldAtRest);
  };
  if (location.hash || sessionStorage.getItem("retex-next")) whole();
  else if (folded.length > 0) setTimeout(() => atRest(unfoldAtRest), PAINTED);
  const isBefore = (it, other) => Boolean(it.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  // the text that the hands come to from a place
  const ahead = (from) => folded.find((it) => isBefore(from, it));
  const behind = (from) => folded.findLast((it) => isBefore(it, from));
  // the place that is found from there on (from the top without), with no text on the way that may hold a nearer one
  const nearest = (from, find, isBack = false) => {
    for (;;) {
      const it = find();
      const text = isBack ? behind(from) : from ? ahead(from) : folded[0];
      if (!text || (it && (isBack ? isBefore(text, it) : isBefore(it, text)))) return it;
      unfold(text);
    }
  };
  document.addEventListener("keydown", (event) => {
    lastKey = performance.now();
    if (event.ctrlKey || event.metaKey || /^(F\d|Page|End)/.test(event.key)) whole(); // the browser's own search, far down
    else if (event.key === "Tab") unfold((event.shiftKey ? behind : ahead)(document.activeElement));
    else if (event.key === " " || event.key === "ArrowDown") unfold();
  }, true);
  for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => unfold(), { passive: true });
  for (const kind of ["submit", "drop", "paste"]) document.addEventListener(kind, whole, true);
  for (const kind of ["hashchange", "beforeprint"]) addEventListener(kind, whole);

  // what a refused submission shows is the draft's page
  if (location.pathname !== new URL(form.action).pathname) history.replaceState(null, "", form.action + "?section=" + form.elements.section.value);

  const UNSEEN = "input[value=NO]:not([type=hidden])";
  const said = (name) => sign.getAttribute("data-text-" + name) ?? "";
  const csrf = form.querySelector("input[name=csrf]");
  const PAUSE = 350; // milliseconds without a key, after which a text is kept
  const LONGEST = 2000; // and the longest that one waits while the keys go on
  const seen = new Map(); // what is on disk, as far as this page knows
  const open = new Map(); // what is not on disk yet
  const timers = new Map();
  const since = new Map(); // the first key that is not kept
  const undecided = () => [...document.querySelectorAll(".conflict")].find((it) => !it.closest("[hidden]"));
  const isBusy = () => open.size > 0 || uploads.of > 0;
  unsaved = () => isBusy() || timers.size > 0 || Boolean(undecided());
  let running = null;
  let retry = 0;

  // by name, looked for when it is first asked for: a long form is ready before all of it is gone through
  const known = new Map();
  const fields = (name) => {
    if (!known.get(name)?.[0].isConnected) { // captions and reasons come and go
      const now = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`)];
      if (now.length === 0) return now;
      known.set(name, now);
    }
    return known.get(name);
  };
  const valueOf = (name) => {
    const all = fields(name);
    if (all.length === 0) return "";
    if (all[0].type === "radio") return all.find((it) => it.checked)?.value ?? "";
    if (all[0].type === "checkbox") return all[0].checked ? all[0].value : "";
    return all[0].value;
  };
  const put = (name, value) => {
    for (const field of fields(name)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
      else field.value = value;
    }
  };
  // as the page came
  const cameAs = (name) => {
    const all = fields(name);
    if (all.length === 0) return "";
    if (all[0].type === "radio") return all.find((it) => it.defaultChecked)?.value ?? "";
    if (all[0].type === "checkbox") return all[0].defaultChecked ? all[0].value : "";
    if (all[0].tagName === "SELECT") return ([...all[0].options].find((it) => it.defaultSelected) ?? all[0].options[0])?.value ?? "";
    return (all[0].defaultValue ?? "").replace(/\r\n?/g, "\n"); // a button has none
  };
  const before = (name) => seen.get(name) ?? cameAs(name);
  // a person may have typed before this file was here
  const typedEarly = () => {
    const names = new Set();
    for (const it of form.querySelectorAll("input:checked:not([checked]), input[checked]:not(:checked), select")) names.add(it.name);
    for (const it of form.querySelectorAll("textarea, input:not([type=radio]):not([type=checkbox]):not([type=hidden])")) {
      if (it.value !== it.defaultValue) names.add(it.name);
    }
    names.delete("");
    return [...names].filter((it) => valueOf(it) !== cameAs(it));
  };

  const show = (state, text) => {
    sign.dataset.state = state;
    if (sign.textContent !== text) sign.textContent = text;
  };

  const keep = (name) => {
    clearTimeout(timers.get(name));
    timers.delete(name);
    since.delete(name);
    const box = boxOf(name);
    if (box) { show("lost", box.dataset.said); return; } // the person decides first
    open.set(name, valueOf(name));
    show("unsaved", said("unsaved"));
    pump();
  };

  const pump = () => {
    running ??= run().finally(() => { running = null; });
    return running;
  };

  const run = async () => {
    clearTimeout(retry);
    const aside = new Map(); // fields that are refused, and why: the others go on
    for (;;) {
      const next = [...open].find(([it]) => !aside.has(it));
      if (!next) break;
      const [name, value] = next;
      let answer;
      try {
        answer = await fetch(form.dataset.draft, {
          method: "PUT",
          headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRF-Token": csrf.value },
          body: JSON.stringify({ name, before: before(name), value }),
        });
      } catch {
        return later(said("down"));
      }
      if (answer.redirected) return later(said("locked"));
      if (answer.ok) {
        const kept = await answer.json();
        seen.set(name, value);
        if (open.get(name) === value) open.delete(name);
        for (const [it, text] of Object.entries(kept.texts)) {
          seen.set(it, text);
          settle(it);
        }
        redraw(kept);
      } else if (answer.status === 409) {
        const { theirs } = await answer.json();
        open.delete(name);
        conflict(name, theirs); // and on with the other fields
      } else {
        const why = await refused(answer);
        if (why === null) return;
        if (why !== "") aside.set(name, why);
      }
    }
    if (aside.size > 0) return later(said("other") + " " + aside.values().next().value);
    rest();
  };

  // what the sign says when no field waits
  const rest = () => {
    if (timers.size > 0 || open.size > 0) return;
    const box = undecided();
    if (box) show("lost", box.dataset.said);
    else if (uploads.of > 0) show("unsaved", said("adding").replace("{0}", uploads.done + 1).replace("{1}", uploads.of));
    else show("saved", said("saved"));
  };
  uploads.show = rest;

  // shows what is kept in a field that nobody writes in: a member's role, a number without its zero
  const settle = (name) => {
    const all = fields(name);
    const isHeld = open.has(name) || timers.has(name) || all.includes(document.activeElement) || boxOf(name);
    if (!isHeld && valueOf(name) !== before(name)) put(name, before(name));
  };

  // empty: try again at once; nothing: everything waits; else why this one field is refused
  const refused = async (answer) => {
    if (answer.status === 423) { later(said("locked")); return null; }
    if (answer.status === 404) { show("lost", said("gone")); return null; }
    const told = await answer.json().catch(() => ({ code: "", text: "" }));
    if (told.code === "FORM_FOREIGN" && await freshToken()) return "";
    if (answer.status === 422 && told.code !== "FORM_FOREIGN") return told.text || told.code;
    later(said("other") + " " + told.text);
    return null;
  };

  const later = (text) => {
    show("lost", text);
    clearTimeout(retry);
    retry = setTimeout(pump, 3000);
  };

  // the agent was started anew since this page was loaded
  const freshToken = async () => {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
      const token = page.querySelector("form[data-draft] input[name=csrf]")?.value;
      if (!token || token === csrf.value) return false;
      document.querySelectorAll("input[name=csrf]").forEach((it) => { it.value = token; });
      return true;
    } catch {
      return false;
    }
  };

  uploads.freshToken = freshToken;

  // two windows wrote into the same field: the person decides
  const boxOf = (name) => [...document.querySelectorAll(".conflict")].find((it) => it.dataset.name === name);
  const conflict = (name, theirs) => {
    if (fields(name).length === 0) { seen.delete(name); return; } // it went while it was sent
    boxOf(name)?.remove();
    const box = document.createElement("div");
    box.dataset.name = name;
    box.dataset.said = said("other") + " " + said("theirs") + " " + (theirs || "–");
    show("lost", box.dataset.said);
    box.className = "warn conflict";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = said("theirs") + " ";
    const quoted = document.createElement("q");
    quoted.textContent = theirs || "–";
    text.append(quoted);
    const button = (label, act) => {
      const it = document.createElement("button");
      it.type = "button";
      it.className = "second";
      it.textContent = label;
      it.addEventListener("click", () => { box.remove(); act(); });
      return it;
    };
    seen.set(name, theirs);
    // a unit of the list has no name of its own, nor has a photograph that is gone a caption
    const isGone = theirs === "" && /^(unit\.(?!code$)|caption\.)/.test(name);
    box.append(text);
    if (!isGone) box.append(button(said("mine"), () => keep(name)));
    box.append(button(said("take"), () => take(name, theirs)));
    const place = fields(name)[0];
    (place.closest("[data-criterion]") ?? place.closest(".field") ?? form).append(box);
  };

  const take = (name, theirs) => {
    put(name, theirs);
    owe(fields(name)[0]?.closest("fieldset.criterion"));
    if (name.startsWith("unit.")) typed(valueOf("unit.code") === "");
    if (valueOf(name) === theirs.replace(/\r\n?/g, "\n")) { keep(name); return; }
    form.autocomplete = "off"; // what this page cannot show comes with a new one, and nothing of this
    pump().then(() => location.reload());
  };
  // leads to what is still to be decided; false where nothing is
  const decide = () => {
    const box = undecided();
    if (!box) return false;
    box.scrollIntoView({ block: "center" });
    show("lost", box.dataset.said);
    return true;
  };
  const isKept = () => open.size === 0 && !decide();
  // whether all is on disk, once what is on its way has come; a photograph that did not is told first
  const calm = async () => {
    while (uploads.of > 0) await uploads.all;
    await pump();
    const failed = uploads.failed;
    uploads.failed = false;
    if (failed) document.querySelector("[data-failed]")?.scrollIntoView({ block: "center" });
    return isKept() && !failed;
  };

  const redraw = ({ undo, standing }) => {
    const undoing = document.querySelector("[data-undo]");
    undoing.hidden = undo === "";
    undoing.querySelector("[data-undo-what]").textContent = undo;
    const score = document.querySelector("[data-score]");
    if (score) score.textContent = standing.score;
    for (const part of standing.parts) {
      const line = document.querySelector(`[data-part="${CSS.escape(part.code)}"]`);
      const bar = line?.querySelector("progress");
      if (bar) {
        bar.max = part.of;
        bar.value = part.done;
        line.querySelector("[data-done]").textContent = part.done + "/" + part.of;
      }
      if (line) line.querySelector("[data-part-score]").textContent = part.score;
    }
    ask(standing);
    catchUp = () => {
      ask(standing);
      for (const name of seen.keys()) if (!known.get(name)?.length) settle(name);
    };
  };

  // which criteria are asked, and which must be answered
  const ask = (standing) => {
    const hidden = new Set(standing.hidden);
    const required = new Set(standing.required);
    const optional = new Set(standing.optional);
    for (const it of form.querySelectorAll("fieldset.criterion")) {
      const code = it.dataset.criterion;
      it.hidden = hidden.has(code);
      if (!required.has(code) && !optional.has(code)) continue;
      if (required.has(code)) it.dataset.required = "yes";
      else delete it.dataset.required;
      it.querySelector("[data-optional]").hidden = required.has(code);
    }
  };

  // a rating that needs a remark says so beside it, as long as none is there
  const owe = (criterion) => {
    const mark = criterion?.querySelector("[data-owed]");
    if (!mark) return;
    const tile = criterion.querySelector(UNSEEN + ":checked") ?? criterion.querySelector("input[type=radio]:checked");
    const owed = tile && mark.dataset.owed.split(" ").includes(tile.value) && criterion.querySelector("[data-remark]").value.trim() === "";
    const text = owed ? mark.dataset.text : "";
    if (mark.textContent !== text) mark.textContent = text;
  };

  show("saved", said("saved")); // without this file a button does it
  for (const name of typedEarly()) {
    keep(name);
    owe(fields(name)[0].closest("fieldset.criterion"));
  }

  const flush = () => { for (const name of [...timers.keys()]) keep(name); };

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.name || field.type === "hidden") return;
    const criterion = field.closest("fieldset.criterion");
    if (field.type === "radio" || field.type === "checkbox" || field.tagName === "SELECT") {
      follow(field);
      if (field.name === "unit.code") typed(field.value === "");
      owe(criterion); // by what stands beside the choice now
      keep(field.name);
    } else {
      if (field.value !== "") observed(field);
      owe(criterion);
      clearTimeout(timers.get(field.name));
      show("unsaved", said("unsaved"));
      if (!since.has(field.name)) since.set(field.name, Date.now());
      const left = Math.max(0, since.get(field.name) + LONGEST - Date.now());
      timers.set(field.name, setTimeout(() => keep(field.name), Math.min(PAUSE, left)));
    }
  });

  // a unit of the list has no name of its own
  const typed = (isTyped) => {
    for (const it of ["unit.name", "unit.type", "unit.state", "unit.mission"]) document.getElementById("at-" + it).hidden = !isTyped;
  };

  // what has an answer was observed after all
  const observed = (field) => {
    const criterion = field.name.endsWith(".value") ? field.closest("fieldset.criterion") : null;
    const box = criterion?.querySelector("input[type=checkbox][value=NO]");
    if (!box?.checked) return;
    box.checked = false;
    showReason(criterion);
    keep(box.name);
  };

  // why it was not observed: a field that a criterion brings along only where that is so
  const reasonField = (criterion) => {
    if (!criterion.querySelector("[data-reason]")) {
      const made = document.querySelector("[data-reason-form]").content.firstElementChild.cloneNode(true);
      const field = made.querySelector("input");
      field.id = field.name = criterion.querySelector(UNSEEN).name.replace(/rating$/, "reason");
      made.querySelector("label").htmlFor = field.id;
      criterion.querySelector(".tiles").after(made);
    }
    return criterion.querySelector("[data-reason] input:not([type=hidden])");
  };
  const showReason = (criterion) => {
    const isUnseen = Boolean(criterion.querySelector(UNSEEN)?.checked);
    if (isUnseen) reasonField(criterion);
    const place = criterion.querySelector("[data-reason]");
    if (place) place.hidden = !isUnseen;
  };

  // what changes beside a choice
  const follow = (field) => {
    const criterion = field.closest("fieldset.criterion");
    if (!criterion) return;
    if (field.type === "checkbox" && field.checked) {
      for (const it of criterion.querySelectorAll(`[name$=".value"]`)) { if (it.type === "radio") it.checked = false; else if (it.type !== "hidden") it.value = ""; }
    }
    if (field.type === "radio") observed(field);
    showReason(criterion);
    const mark = criterion.querySelector("[data-change]");
    if (mark) {
      const then = criterion.dataset.last;
      const now = field.type === "checkbox" ? (field.checked ? "NO" : "") : field.value;
      const rated = /^[1-4]$/.test(then) && /^[1-4]$/.test(now);
      const word = now === "" ? "" : now === then ? "same" : !rated ? "other" : now > then ? "better" : "worse";
      mark.className = word;
      mark.textContent = word ? mark.getAttribute("data-text-" + word) : "";
    }
  };

  let left = null; // where the hands were last
  whereHandsAre = () => {
    const at = (form.contains(document.activeElement) ? document.activeElement : left)?.closest("[id^=at-]");
    return location.pathname + location.search + (at ? "#" + at.id : "");
  };
  form.addEventListener("focusout", (event) => {
    left = event.target;
    flush();
    if (event.target.name && !["radio", "checkbox"].includes(event.target.type)) settle(event.target.name);
  });
  addEventListener("pagehide", flush);
  addEventListener("beforeunload", (event) => {
    flush();
    if (isBusy() || undecided()) event.preventDefault();
  });

  // leaving waits until everything is on disk
  document.addEventListener("submit", (event) => {
    flush();
    if (event.target === form && event.submitter?.hasAttribute("formaction") !== true) {
      event.preventDefault();
      calm().then((kept) => { if (kept) location.assign(form.action + (form.dataset.next ? "?section=" + form.dataset.next : "")); });
      return;
    }
    if ((isBusy() || undecided()) && !event.target.dataset.waited) {
      event.preventDefault();
      event.target.dataset.waited = "yes";
      const button = event.submitter;
      calm().then((kept) => { if (kept) event.target.requestSubmit(button); else delete event.target.dataset.waited; });
    } else if (event.target.matches("[data-undo]")) sessionStorage.setItem("retex-undone", "yes");
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target) return;
    flush();
    const again = link.matches("[data-missing]") && link.search === location.search; // the browser would only jump
    if (!isBusy() && !undecided() && !again) return;
    event.preventDefault();
    calm().then((kept) => {
      if (!kept) return;
      if (!again) { location.assign(link.href); return; }
      history.replaceState(null, "", link.href);
      location.reload();
    });
  });

  // the keys
  const off = document.querySelector("[data-keys-off]");
  off.checked = localStorage.getItem("retex-keys") === "off";
  off.addEventListener("change", () => localStorage.setItem("retex-keys", off.checked ? "off" : "on"));

  const criteria = () => [...form.querySelectorAll("[data-criterion]")].filter((it) => !it.hidden);
  const first = (criterion) => criterion.querySelector("input[type=radio]:checked") ?? criterion.querySelector("input[type=radio]") ?? criterion.querySelector("input:not([type=hidden]):not([type=checkbox]), textarea");
  const to = (place, field) => {
    if (!field) return false;
    place.scrollIntoView({ block: "center" });
    field.focus();
    return true;
  };
  const go = (criterion) => Boolean(criterion) && to(criterion, first(criterion));
  const part = (code) => { if (code) document.querySelector(`[data-part="${CSS.escape(code)}"] a`)?.click(); };

  // what is still owed on this page, and the field to answer it in; the bar counts by the same rules
  const reason = (it) => (it.matches("fieldset.criterion") && it.querySelector(UNSEEN)?.checked ? reasonField(it) : null);
  const answered = (it) => {
    const why = reason(it);
    if (why) return why.value.trim() !== "";
    const plain = it.matches(".field");
    return [...it.querySelectorAll("input:not([type=hidden]), textarea, select")]
      .filter((field) => plain || /(^level\.|\.rating$|\.value$)/.test(field.name))
      .some((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim() !== ""));
  };
  const isFull = (bar) => !bar || bar.value >= bar.max;
  const owed = () => {
    const here = document.querySelector("[data-part]:has([aria-current])");
    const full = here && isFull(here.querySelector("progress"));
    return [...form.querySelectorAll("[data-required]")]
      .filter((it) => !it.hidden && !answered(it) && !(full && it.matches(".field")));
  };
  const nextOpen = (from, arrived) => {
    const here = from?.closest("[data-criterion], .field");
    const others = () => owed().filter((it) => it !== here);
    const follows = (it) => !from || from.compareDocumentPosition(it) === Node.DOCUMENT_POSITION_FOLLOWING;
    const target = nearest(from, () => others().find(follows)) ?? nearest(null, () => others()[0]);
    if (target) {
      to(target, reason(target) ?? first(target) ?? target.querySelector("select"));
    } else if (arrived) { // never on and on from part to part
      [...form.querySelectorAll("input:not([type=hidden]), textarea, select")].find((it) => it.checkVisibility())?.focus();
    } else {
      const bars = [...document.querySelectorAll("[data-part]")];
      const mine = bars.findIndex((it) => it.querySelector("[aria-current]"));
      const later = [...bars.slice(mine + 1), ...bars.slice(0, Math.max(mine, 0))].find((it) => !isFull(it.querySelector("progress")));
      if (later) { sessionStorage.setItem("retex-next", "yes"); later.querySelector("a").click(); }
      else document.querySelector("[data-missing]").click(); // which says so
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || off.checked) return;
    const here = event.target.closest("[data-criterion]");
    const typing = event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (event.key === "Escape" && typing) {
      typing.blur();
      if (here && first(here) !== typing) go(here); // a number is its criterion's own field: stay out of it
      return;
    }
    if (typing) return;
    const digit = /^(?:Digit|Numpad)([0-4])$/.exec(event.code)?.[1] ?? (/^[0-4]$/.test(event.key) ? event.key : null);
    const place = here ?? (document.activeElement === document.body ? left?.closest("[data-criterion]") : null);
    const on = () => place ?? (left ? null : nearest(null, () => criteria().find((it) => !answered(it) && !reason(it)))); // never over an answer from nowhere
    const key = letter(event);
    let done = true;
    if (digit !== null && (!event.shiftKey || event.key === digit)) done = rate(on(), digit); // shifted on a French keyboard
    else switch (key) {
      case "n": nextOpen(here ?? left, false); break;
      case "j": case "k":
        done = go(nearest(place, () => {
          const all = criteria();
          const at = place ? all.indexOf(place) : -1;
          return all[key === "j" ? at + 1 : Math.max(at - 1, 0)];
        }, key === "k" && Boolean(place)));
        break;
      case "r": place?.querySelector("[data-remark]")?.focus(); break;
      case "g": { const it = place?.querySelector("[data-guidance]"); if (it) it.open = !it.open; break; }
      case "u": { const it = document.querySelector("[data-undo]"); if (!it.hidden) it.requestSubmit(); break; }
      case "m": document.querySelector("[data-missing]").click(); break;
      case "[": part(form.dataset.before); break;
      case "]": part(form.dataset.next); break;
      default: done = false;
    }
    if (done) event.preventDefault();
  });

  const rate = (criterion, digit) => {
    if (!criterion) return false;
    const tiles = [...criterion.querySelectorAll("input[type=radio]")];
    const unseen = criterion.querySelector(UNSEEN);
    const tile = digit === "0" ? unseen : tiles.find((it) => it.value === digit) ?? tiles[Number(digit) - 1];
    if (!tile) return false;
    if (!tile.checked) tile.click();
    tile.focus();
    if (digit === "0" && unseen.checked) reasonField(criterion).focus();
    return true;
  };

  // a link of "what is missing" leads to the field itself; an undo to what it took back, where keys go on as keys
  let undone = sessionStorage.getItem("retex-undone");
  sessionStorage.removeItem("retex-undone");
  const aimed = () => (location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null);
  const arrive = () => {
    const at = aimed();
    if (!at) return;
    at.scrollIntoView({ block: at.id === "missing" ? "start" : "center" });
    if (at.id === "missing") return;
    const field = first(at) ?? at.querySelector("input:not([type=hidden]), select");
    if (undone && !["radio", "checkbox"].includes(field?.type)) left = field;
    else field?.focus();
    undone = null;
  };
  if (aimed()?.id.startsWith("at-")) left = aimed().querySelector("input:not([type=hidden]), textarea, select");
  addEventListener("hashchange", arrive);
  // after the browser's own jump, which takes the focus away; hands that are busy by then stay where they are
  addEventListener("load", () => setTimeout(() => { if (document.activeElement === document.body) arrive(); }));
  if (sessionStorage.getItem("retex-next")) {
    sessionStorage.removeItem("retex-next");
    nextOpen(null, true);
  }
}
