// Comfort at the desk of redactions: one key an action. Every button works without it.
document.addEventListener('keydown', (event) => {
  if (event.target.closest('input, select, textarea') || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  if (event.key === 'm') {
    markSelection();
  }
  const target = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (!target) {
    return;
  }
  event.preventDefault();
  target.click();
  if (target.matches('summary')) {
    const details = target.closest('details');
    details.open = true;
    details.scrollIntoView({ block: 'nearest' });
    (details.querySelector('select, input:not([type=hidden])') ?? target).focus();
  }
});

// What is selected in an original is what is masked more.
function markSelection() {
  const selection = document.getSelection();
  const original = selection.anchorNode?.parentElement?.closest('[data-field]');
  const text = selection.toString().trim();
  if (original && text) {
    document.getElementById('mask-text').value = text;
    document.getElementById('mask-field').value = original.dataset.field;
  }
}
