// Photographs and files: picked, dropped or pasted where one is. Every page works without this file.
"use strict";

const filing = document.querySelector("[data-file-form]");
if (filing) {
  const LARGEST = 15000000; // bytes, as the agent says
  const word = (name) => filing.getAttribute("data-text-" + name);
  const token = () => document.querySelector("form[data-draft] input[name=csrf]").value;
  const boxes = () => [...document.querySelectorAll("[data-files]")];
  const boxOf = (at) => boxes().find((it) => it.dataset.files === at);

  const told = ({ files, undo }) => {
    document.querySelector("[data-files-count]").textContent = files;
    const undoing = document.querySelector("[data-undo]");
    undoing.hidden = undo === "";
    undoing.querySelector("[data-undo-what]").textContent = undo;
  };

  const element = (tag, attributes, ...inside) => {
    const it = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
    it.append(...inside);
    return it;
  };

  const figure = ({ hash, at, photograph }) => {
    const link = element("a", { href: "/attachments/" + hash, target: "_blank" });
    if (photograph) link.append(element("img", { src: "/attachments/" + hash + "/thumbnail", alt: word("photograph") }));
    else link.append(element("span", { class: "document" }, "PDF"), " " + word("document"));
    const caption = element("input", { name: "caption." + at + "." + hash, maxlength: "500", dir: "auto", "aria-label": word("caption"), placeholder: word("caption") });
    const remove = element("button", { type: "button", class: "plain", "data-remove": "" }, word("remove"));
    return element("figure", { class: "file", "data-file": hash, "data-at": at }, link, element("figcaption", {}, caption, remove));
  };

  const TYPED = "textarea, select, input:not([type=radio]):not([type=checkbox])";

  // whether nobody has done anything since it was asked for: only then does a caption take the focus
  let acts = 0;
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => { acts += 1; }, true);
  const rest = () => {
    const at = document.activeElement;
    const then = acts;
    return () => acts === then && document.activeElement === at && !at.matches(TYPED);
  };

  // says what became of it beside where it was added
  const notice = (at) => {
    const it = element("p", { class: "quiet", role: "status" }, word("adding"));
    (boxOf(at) ?? document.querySelector(".saved")).append(it);
    return it;
  };

  const warn = (said, text) => {
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = text;
    said.dataset.failed = "";
  };
  const forget = () => {
    if (uploads.of > 0) return;
    uploads.failed = false;
    document.querySelectorAll("[data-failed]").forEach((it) => it.remove());
  };

  // the agent may have been started anew since this page was loaded
  const ask = async (make) => {
    const answer = await make();
    const isForeign = answer.status === 422 && (await answer.clone().json().catch(() => ({}))).code === "FORM_FOREIGN";
    return isForeign && await uploads.freshToken() ? make() : answer;
  };

  const add = async (file, at, isFree) => {
    const said = notice(at);
    const fail = (text) => {
      uploads.failed = true;
      warn(said, text);
    };
    if (file.size > LARGEST) return fail(word("large"));
    let answer;
    try {
      answer = await ask(() => fetch(filing.dataset.bytes + "?at=" + encodeURIComponent(at), {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream", "Accept": "application/json", "X-CSRF-Token": token() },
        body: file,
      }));
    } catch {
      return fail(word("down"));
    }
    if (!answer.ok || answer.redirected) return fail((await answer.json().catch(() => ({ text: word("down") }))).text);
    const added = await answer.json();
    told(added.state);
    const box = boxOf(added.at);
    if (!box) {
      said.textContent = word("record");
      setTimeout(() => said.remove(), 5000);
      return;
    }
    said.remove();
    if (box.querySelector(`[data-file="${added.hash}"]`)) return;
    const made = figure(added);
    box.querySelector("[data-attach]").before(made);
    if (isFree()) made.querySelector("input").focus();
  };

  // one after the other: a laptop unpacks one photograph at a time
  const addAll = (files, at) => {
    const isFree = rest();
    forget();
    for (const file of files) {
      uploads.of += 1;
      uploads.all = uploads.all.then(() => add(file, at, isFree)).catch(() => { uploads.failed = true; }).then(() => {
        uploads.done += 1;
        if (uploads.done === uploads.of) uploads.of = uploads.done = 0;
        uploads.show();
      });
    }
    uploads.show();
  };

  const pick = (at) => {
    const input = element("input", { type: "file", accept: "image/jpeg,image/png,application/pdf", multiple: "", hidden: "", "data-picker": at });
    input.addEventListener("change", () => { addAll(input.files, at); input.remove(); });
    document.body.append(input);
    input.click();
  };

  const remove = async (made) => {
    forget();
    const answer = await ask(() => fetch(filing.dataset.removal, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json" },
      body: new URLSearchParams({ csrf: token(), at: made.dataset.at, hash: made.dataset.file }),
    })).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      const why = await answer?.json().catch(() => null);
      warn(notice(made.dataset.at), why?.text ?? word("stays"));
      return;
    }
    told(await answer.json());
    const link = made.parentElement.querySelector("[data-attach]");
    made.remove();
    link.focus();
  };

  document.addEventListener("click", (event) => {
    const removing = event.target.closest("[data-remove]");
    if (removing) { remove(removing.closest("[data-file]")); return; }
    const link = event.target.closest("[data-files] [data-attach]");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation(); // the form's script would follow it
    pick(link.closest("[data-files]").dataset.files);
  }, true);

  const here = (node) => node.closest?.("[data-criterion]")?.querySelector("[data-files]")?.dataset.files ?? "";
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    addAll(event.dataTransfer.files, here(event.target));
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    // cells of a table come with a picture of themselves, which the browser calls so
    const isText = event.clipboardData.types.includes("text/plain") && files.every((it) => it.name === "image.png");
    if (isText && event.target.closest(TYPED)) return;
    event.preventDefault();
    addAll(files, here(event.target));
  });
  let left = null; // where the hands were last
  document.addEventListener("focusout", (event) => { left = event.target; });
  // at keyup: Chromium opens no chooser while the key is down
  document.addEventListener("keyup", (event) => {
    if (letter(event) !== "p" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("[data-keys-off]").checked) return;
    if (event.target.closest(TYPED)) return;
    event.preventDefault();
    pick(here(event.target === document.body && left ? left : event.target));
  });
}
