// A person without a mouse signs in, stays signed in, and leaves.
import { password, reach, settled, username } from './app.mjs';

export default async ({ newPage, base, password: secret, check, axe, picture }) => {
  const page = await newPage();
  await page.goto(base);
  await username(page).waitFor();
  await axe(page, 'sign-in');
  await picture(page, 'sign-in');

  await reach(page, username(page));
  await page.keyboard.type('admin');
  await reach(page, password(page));
  await page.keyboard.type('salah sama sekali');
  await page.keyboard.press('Enter');
  const message = page.locator('[role="alert"]').filter({ hasText: /\S/ });
  await message.first().waitFor();
  check(await password(page).isVisible(), 'a wrong password stays on the sign-in page');
  check((await username(page).inputValue()) === 'admin', 'the user name is kept');
  await axe(page, 'a wrong password');
  await picture(page, 'a wrong password');

  await reach(page, password(page));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(secret);
  await page.keyboard.press('Enter');
  await password(page).waitFor({ state: 'detached' });
  await settled(page);
  check(await page.locator('main h1').isVisible(), 'the right password reaches home');
  check(new URL(page.url()).pathname === '/', 'home is the root');
  const cookies = await page.context().cookies();
  check(cookies.length > 0 && cookies.every((it) => it.httpOnly), 'no script can read the session');
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  check(!stored.includes('eyJ'), 'no token lies in storage');

  await page.reload();
  await settled(page);
  check((await password(page).count()) === 0, 'a reload keeps the session');

  await reach(page, signOut(page));
  await page.keyboard.press('Enter');
  await password(page).waitFor();
  await page.goto(`${base}/users`);
  await password(page).waitFor();
  check(true, 'after signing out every page asks for the password');
};

function signOut(page) {
  return page.getByRole('button', { name: /^(keluar|sign out)$/i }).first();
}
