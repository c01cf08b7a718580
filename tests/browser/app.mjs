// What the walks know of the application, in one place.

const LANGUAGE = 'p2wkss-language';
const THEME = 'p2wkss-theme';

// The choices a device remembers, as the application keeps them.
export function storage({ language, theme }) {
  return [
    { name: LANGUAGE, value: language },
    { name: THEME, value: theme },
  ];
}

// Makes the choices as the menu does, for the next page.
export async function choose(page, choices) {
  await page.evaluate((pairs) => {
    for (const { name, value } of pairs) localStorage.setItem(name, value);
  }, storage(choices));
}

// Told by their purpose, because the words depend on the language.
export const username = (page) => page.locator('input[autocomplete~="username"]');
export const password = (page) => page.locator('input[autocomplete~="current-password"]');

export async function signIn(page, base, name, secret) {
  await open(page, base);
  await username(page).fill(name);
  await password(page).fill(secret);
  await password(page).press('Enter');
  await password(page).waitFor({ state: 'detached' });
  await settled(page);
}

// A page has settled when it has its heading and waits for nothing.
export async function settled(page) {
  await page.waitForFunction(() => {
    const busy = document.querySelector('[aria-busy="true"]');
    return document.querySelector('h1') !== null && busy === null;
  });
  // Two frames, so that what was decided is also drawn.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

// Opens an address as a fresh visit, or after a reload.
export async function open(page, address) {
  const answer = await page.goto(address);
  if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}`);
  await settled(page);
}

// Reads the API as a user, to find records a page can show.
export class Reader {
  static async signIn(base, name, secret) {
    const answer = await fetch(`${base}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: name, password: secret, refresh_in: 'body' }),
    });
    if (!answer.ok) throw new Error(`sign-in as ${name}: ${answer.status} ${await answer.text()}`);
    const { access_token: token } = await answer.json();
    return new Reader(base, token);
  }

  constructor(base, token) {
    this.base = base;
    this.token = token;
  }

  async get(path) {
    const answer = await fetch(`${this.base}/api/v1${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  // The first record of a list.
  async first(path) {
    const { items } = await this.get(path);
    if (items.length === 0) throw new Error(`${path} is empty in the demo city`);
    return items[0];
  }
}
