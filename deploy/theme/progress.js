// Says how far photographs have come while they cross. The page works without this file.
"use strict";

const progress = document.querySelector("[data-progress]");
setInterval(async () => {
  const answer = await fetch("/sync/progress", { headers: { "Accept": "application/json" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const { text } = await answer.json();
  if (progress.textContent !== text) progress.textContent = text;
}, 1500);
