// Comfort at the desk: j next, k previous, a accept, r return or reject. Everything works without it.
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select, textarea');
  if (typing || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const finding = document.activeElement.closest('[data-finding]');
  const button = finding?.querySelector(`[data-do="${CSS.escape(event.key)}"]`);
  if (button) {
    button.click();
    event.preventDefault();
    return;
  }
  const rows = [...document.querySelectorAll('a[data-row], [data-finding]')];
  const step = { j: 1, k: -1 }[event.key];
  if (step && rows.length > 0) {
    const at = rows.indexOf(finding ?? document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + step))].focus();
    event.preventDefault();
  } else if (step) {
    document.querySelector(step > 0 ? 'a[rel=next]' : 'a[rel=prev]')?.click();
  } else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) {
      target.focus();
      event.preventDefault();
    }
  }
});

// After a decision the page comes back at the next finding: the keys go on from there.
window.addEventListener('load', () => document.querySelector('[data-finding]:target')?.focus());
