// Comfort at the desk: j next, k previous, a accept, r return. Everything works without it.
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select, textarea');
  if (typing || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const rows = [...document.querySelectorAll('a[data-row]')];
  const step = { j: 1, k: -1 }[event.key];
  if (step && rows.length > 0) {
    const at = rows.indexOf(document.activeElement);
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
