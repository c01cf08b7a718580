// The code of a page comes when someone goes there: not before, once, also
// where the line breaks in between, and a little ahead where it can be seen
// coming.
import { open, settled } from './app.mjs';

const ENGLISH = /\/english-[0-9a-f]{16}\.wasm$/;
const CODE = /\/(administration|forms|imports|validations)-[0-9a-f]{16}\.wasm$/;

export default async ({ base, newPage, signIn, check, axe, forgive }) => {
  const page = await newPage();
  const asked = [];
  page.on('request', (request) => {
    const part = CODE.exec(new URL(request.url()).pathname)?.[1];
    if (part !== undefined) asked.push(part);
  });
  await signIn(page, 'admin');
  check(asked.length === 0, `home needs no code of other pages (${asked})`);

  // The line breaks: the page says so, and comes when asked for again.
  const lost = /administration|Failed to fetch/;
  forgive(page, lost);
  await page.route(CODE, (route) => route.abort());
  await link(page, '/users').click();
  const retry = page.locator('[role="alert"] button').first();
  await retry.waitFor();
  check(await page.locator('main h1').isVisible(), 'a page without its code has a heading');
  check(await focused(page), 'its heading has the focus');
  await axe(page, 'a page without its code');
  await page.unroute(CODE);

  // A slow line: the page waits, busy, and is there without a reload.
  let release;
  const held = new Promise((done) => (release = done));
  await page.route(CODE, async (route) => {
    await held;
    await route.continue();
  });
  await retry.click();
  await page.locator('main [aria-busy="true"]').waitFor();
  await axe(page, 'a page that waits for its code');
  release();
  await page.locator('main table').waitFor();
  await settled(page);
  await page.unroute(CODE);

  // Once there, other pages of the part come without another request.
  const before = asked.length;
  await link(page, '/agencies').click();
  await page.waitForURL('**/agencies');
  await settled(page);
  check(asked.length === before, 'the code of a part is loaded once');
  check(await focused(page), 'the heading of the next page has the focus');

  // A fresh visit, and a link that is only pointed at.
  await page.goto(new URL('/', page.url()).href);
  await settled(page);
  asked.length = 0;
  await link(page, '/users').hover();
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/administration-')),
  );
  check(asked.join() === 'administration', 'pointing at a link loads the code of its page');
  check(new URL(page.url()).pathname === '/', 'pointing at a link does not follow it');

  await speaks(newPage, base, check, forgive);
  await marks({ newPage, signIn, base, check, forgive });

  // Who fills in forms has them without going there.
  const officer = await newPage();
  const forms = officer.waitForRequest((request) => /\/forms-[0-9a-f]{16}\.wasm$/.test(request.url()));
  await signIn(officer, 'kelurahan_officer');
  await forms;
  check(new URL(officer.url()).pathname === '/', 'the forms are loaded ahead');
};

// The texts in English come for whoever reads them; where they do not come, the
// page says so and stays as it is.
async function speaks(newPage, base, check, forgive) {
  const page = await newPage();
  await open(page, base);
  const heading = () => page.locator('h1').innerText();
  const english = page.locator('button[lang="en"]');
  const before = await heading();
  forgive(page, /english|Failed to fetch/);
  await page.route(ENGLISH, (route) => route.abort());
  await english.click();
  await page.getByRole('status').filter({ hasText: /\S/ }).first().waitFor();
  check((await heading()) === before, 'without its texts the page keeps its language');
  await page.unroute(ENGLISH);
  await english.click();
  await page.locator('html[lang="en"]').waitFor();
  await settled(page);
  check((await heading()) !== before, 'with them it speaks English');
  await page.reload();
  await settled(page);
  check((await heading()) !== before, 'and again after a reload');
}

// The mark on the account's page follows what is spoken.
async function marks({ newPage, signIn, base, check, forgive }) {
  const page = await newPage();
  await signIn(page, 'kader');
  await open(page, `${base}/account?tab=display`);
  forgive(page, /english|Failed to fetch/);
  await page.route(ENGLISH, (route) => route.abort());
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('status').filter({ hasText: /\S/ }).first().waitFor();
  await settled(page);
  check(await page.getByRole('radio', { name: 'Bahasa Indonesia' }).isChecked(), 'the mark goes back where the texts do not come');
  await page.unroute(ENGLISH);
  await page.getByRole('radio', { name: 'English' }).click();
  await page.locator('html[lang="en"]').waitFor();
  check(await page.getByRole('radio', { name: 'English' }).isChecked(), 'and stands where they do');
}

function link(page, href) {
  return page.locator(`nav a[href="${href}"]`).first();
}

function focused(page) {
  return page.evaluate(() => document.activeElement?.id === 'page-title');
}
