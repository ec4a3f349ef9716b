// Starts the portal. A file of its own under `trunk serve`; a build by xtask puts it into the
// WebAssembly's glue, so that a page loads one script.

async function start(init) {
  // The preload has asked for the file already; the same request takes its answer.
  const { href } = document.querySelector('link[rel=preload][type="application/wasm"]');
  await init({ module_or_path: fetch(href, { credentials: 'same-origin' }) });
}
try {
  await start((await import(document.querySelector('link[rel=modulepreload]').href)).default);
} catch (problem) {
  // For the style sheet, which then shows what index.html keeps ready for this.
  document.documentElement.dataset.start = 'failed';
  throw problem;
}
