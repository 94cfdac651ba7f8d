// Says how far a synchronisation has come, and shows what came of it. The page works without this file.
"use strict";

const progress = document.querySelector("[data-progress]");
let underWay = "underWay" in progress.dataset;
const look = async () => {
  const answer = await fetch("/sync/progress", { headers: { "Accept": "application/json" } }).catch(() => null);
  if (underWay && answer && (answer.status === 423 || answer.redirected)) location.assign("/unlock"); // which says why
  if (!answer?.ok || answer.redirected) return;
  const told = await answer.json();
  if (underWay && !told.underWay) {
    if (!document.activeElement?.matches("input")) location.assign("/sync"); // not under somebody's hands
    return;
  }
  underWay = Boolean(told.underWay);
  if (progress.textContent !== told.text) progress.textContent = told.text;
};
setTimeout(look, 300);
setInterval(look, 1500);
