// Makes the one style sheet: what the application uses of Tabler, then our own.
//
//   node xtask/css.mjs <output file> [--minify]
//
// Tabler's rules and custom properties that nothing names are left out (635 kB
// become some 35 kB). A class counts as used when its name stands literally in
// the Rust sources or in index.html: names put together at run time must be
// spelt out somewhere.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform, Features } from 'lightningcss';
import postcss from 'postcss';
import { PurgeCSS } from 'purgecss';

const TABLER = 'node_modules/@tabler/core/dist/css/tabler.min.css';
const SOURCES = 'frontend/src';
const PAGE = 'frontend/index.html';
const STYLES = 'frontend/style';

// The oldest browsers that must show the page as it is meant; 1 << 16 and
// 1 << 8 are lightningcss's major and minor version.
const TARGETS = {
  chrome: 109 << 16,
  safari: (15 << 16) | (4 << 8),
  ios_saf: (15 << 16) | (4 << 8),
  firefox: 115 << 16,
};

// `light-dark()` is compiled into two variables that a `color-scheme`
// declaration switches; these rules are where the theme is chosen. Without a
// choice the page follows the system, and paper is always light.
const THEME = `
:root{color-scheme:light dark}
[data-bs-theme=light]{color-scheme:light}
[data-bs-theme=dark]{color-scheme:dark}
@media print{:root,[data-bs-theme=light],[data-bs-theme=dark]{color-scheme:light}}
`;

const filesBelow = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));

const text = (path) => readFileSync(path, 'utf8');
const sources = [...filesBelow(SOURCES, '.rs'), PAGE].map(text).join('\n');
const own = filesBelow(STYLES, '.css').map(text).join('\n');

// Everything that could be a class, an id or an element's name.
const words = new Set(sources.match(/[A-Za-z0-9_-]+/g));

async function usedOfTabler() {
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: '', extension: 'html' }],
    css: [{ raw: text(TABLER) }],
    defaultExtractor: () => [...words],
    keyframes: true,
    fontFace: true,
    // What the page always has, and what the browser itself sets.
    safelist: { standard: ['html', 'body', ':root', '*', 'dialog'], deep: [/^data-bs-theme$/] },
  });
  return result.css;
}

const names = (value) => value.match(/--[A-Za-z0-9_-]+/g) ?? [];

// Leaves out custom properties nobody reads. Each round can free the ones
// that only the properties of the last round read.
function withoutUnreadProperties(css) {
  const root = postcss.parse(css);
  const fromCode = names(sources);
  for (;;) {
    const read = new Set(fromCode);
    root.walkDecls((declaration) => names(declaration.value).forEach((name) => read.add(name)));
    let removed = 0;
    root.walkDecls(/^--/, (declaration) => {
      if (!read.has(declaration.prop)) {
        declaration.remove();
        removed += 1;
      }
    });
    if (removed === 0) break;
  }
  root.walkRules((rule) => {
    if (rule.nodes.length === 0) rule.remove();
  });
  return root.toString();
}

const [output, ...options] = process.argv.slice(2);
const css = withoutUnreadProperties(`${await usedOfTabler()}\n${THEME}\n${own}`);
const { code, warnings } = transform({
  filename: 'app.css',
  code: Buffer.from(css),
  targets: TARGETS,
  include: Features.LightDark,
  minify: options.includes('--minify'),
  errorRecovery: false,
});
for (const warning of warnings) {
  console.error(`css: ${warning.message} (line ${warning.loc.line} of the joined sheet)`);
}
writeFileSync(output, code);
