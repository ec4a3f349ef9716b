// Starts the portal. A file of its own under `trunk serve`; a build by xtask puts it into the
// WebAssembly's glue, so that a page loads one script.

// Every string that becomes markup passes here. The portal's views make plain elements only;
// anything else is refused: the page then shows the failure card rather than run it.
const elements = new Set(
  ('a abbr address article aside b bdi bdo blockquote br button caption circle cite code col ' +
    'colgroup data dd del details dfn dialog div dl dt ellipse em fieldset figcaption figure ' +
    'footer form g h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li line ' +
    'main mark menu meter nav ol optgroup option output p path picture polygon polyline pre ' +
    'progress q rect rp rt ruby s samp search section select small span strong sub summary sup ' +
    'svg table tbody td textarea tfoot th thead time title tr u ul use var wbr').split(' '),
);
const tag = /<\/?([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z_:][\w:.-]*(?:="[^"]*"|='[^']*')?)*)\s*\/?>|<!-{0,2}(?:-{0,2})>/g;
const attribute = /([a-zA-Z_:][\w:.-]*)(?:=(?:"([^"]*)"|'([^']*)'))?/g;
const address = /^(?:href|src|action|formaction|xlink:href|poster|cite|data)$/;

function plain(markup) {
  const rest = markup.replace(tag, (whole, name, attributes) => {
    if (name === undefined) return '';
    if (!elements.has(name.toLowerCase())) return whole;
    for (const [, key, double, single] of (attributes ?? '').matchAll(attribute)) {
      const word = key.toLowerCase();
      if (word.startsWith('on') || word === 'style' || word === 'srcdoc') return whole;
      const value = double ?? single ?? '';
      if (address.test(word) && !/^(?:$|[/#?]|(?:https?|mailto|tel):)/i.test(value)) return whole;
    }
    return '';
  });
  if (rest.includes('<')) throw new TypeError('Markup that the portal does not make was refused.');
  return markup;
}
window.trustedTypes?.createPolicy('default', { createHTML: plain });

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
