// What is wrong with a page for people who cannot see, point or read like the
// ones who built it; and what does not fit its width.
import axe from 'axe-core';

const RULES = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  // axe leaves its one rule of WCAG 2.2 out unless asked.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
  preload: false,
};

export async function violations(page) {
  // Not a script tag: the page's own policy would refuse it.
  const loaded = await page.evaluate(() => typeof window.axe === 'object');
  if (!loaded) await page.evaluate(axe.source);
  const found = await page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, rules);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 3).map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message);
        return `${id} (${help}): ${node.html.slice(0, 160)} – ${why.join('; ')}`;
      }),
    );
  }, RULES);
  return [...found, ...(await page.evaluate(widest)), ...(await page.evaluate(iconsMissing))];
}

// Names the icons whose drawing is not in the page's sprite.
function iconsMissing() {
  const uses = [...document.querySelectorAll('use')].map((use) => use.getAttribute('href'));
  return [...new Set(uses)]
    .filter((href) => document.querySelector(`symbol${href}`) === null)
    .map((href) => `no drawing for the icon ${href}`);
}

// Names the elements that reach past the right edge, so that one can mend them.
function widest() {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= window.innerWidth) return [];
  const wide = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(0, 3)
    .map((element) => element.outerHTML.slice(0, 120));
  return [
    `wider than the screen: ${scrollWidth} of ${window.innerWidth} px: ${wide.join(' … ')}`,
  ];
}
