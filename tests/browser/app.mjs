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

// Does what leads to another page, and waits until that page stands.
export async function goes(page, path, act) {
  await Promise.all([page.waitForURL((url) => path.test(url.pathname)), act()]);
  await settled(page);
}

// Whether it comes into sight; what is still on its way is waited for.
export const shown = (locator) =>
  locator.waitFor().then(
    () => true,
    () => false,
  );

// The input of a form for one member, `/full_name`: its id is the form's name
// and the pointer, whatever the language.
export function input(scope, form, pointer) {
  return scope.locator(`[id="${form}${pointer.replaceAll('/', '-')}"]`);
}

const FOCUS_MILLIS = 1_000;

// What of an element's looks can show that it has the focus.
function looks(element) {
  const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
  const outline =
    outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
  return { outline, boxShadow };
}

// Presses Tab, or Shift+Tab, until the element has the focus, as one without a
// mouse must; and then it must show that it has it. How often it was pressed.
export async function reach(page, locator, { key = 'Tab', most = 80 } = {}) {
  const has = () => locator.evaluate((node) => node === document.activeElement);
  let before = (await has())
    ? { outline: 'none', boxShadow: 'none' }
    : await locator.evaluate(looks);
  for (let presses = 0; presses <= most; presses += 1) {
    if (await has()) {
      await showsFocus(locator, before);
      return presses;
    }
    before = await locator.evaluate(looks);
    await page.keyboard.press(key);
  }
  throw new Error(`${most} times ${key} do not reach ${locator}`);
}

async function showsFocus(locator, before) {
  const limit = Date.now() + FOCUS_MILLIS;
  let now;
  do {
    now = await locator.evaluate(looks);
    const outlined = now.outline !== 'none' && now.outline !== before.outline;
    const shadowed = now.boxShadow !== 'none' && now.boxShadow !== before.boxShadow;
    if (outlined || shadowed) return;
  } while (Date.now() < limit);
  throw new Error(`nothing shows the focus on ${locator}: ${JSON.stringify(now)}`);
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

  // Sends one body once, however often it is called with this key.
  async post(path, key, body, type = 'application/json', match = undefined) {
    const answer = await fetch(`${this.base}/api/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': type,
        'idempotency-key': key,
        ...(match === undefined ? {} : { 'if-match': match }),
      },
      body: type === 'application/json' ? JSON.stringify(body) : body,
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  // A woman of the kelurahan the reader works in, not yet complete.
  async candidate(id, full_name, nik, more = {}) {
    const { roles } = await this.get('/me');
    return this.post('/beneficiaries', id, {
      id,
      full_name,
      nik,
      birth_date: '1988-03-14',
      region_code: roles[0].region_code,
      rw: '011',
      rt: '001',
      marital_status: 'widowed',
      head_of_family: { de_jure: true, de_facto: true, basis: null },
      ...more,
    });
  }

  // The first record of a list.
  async first(path) {
    const { items } = await this.get(path);
    if (items.length === 0) throw new Error(`${path} is empty in the demo city`);
    return items[0];
  }
}

// A sheet of paper that opens: a PDF of one line.
export function pdf(text) {
  const line = `BT /F1 12 Tf 56 780 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
    `<< /Length ${line.length} >>\nstream\n${line}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const places = [];
  for (const [index, object] of objects.entries()) {
    places.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = file.length;
  file += `xref\n0 ${places.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) file += `${String(place).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
