// An officer without a mouse: signs in, finds a woman, changes her record,
// thinks better of archiving her, chooses a file, changes language and theme.
// `reach` also makes sure that the focus can be seen wherever it goes.
import { Reader, input, open, password, reach, settled, shown, username } from './app.mjs';

const NUR = { id: '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a49', name: 'Nur Aisyah Keyboard' };

export default async (tools) => {
  const { base, password: secret } = tools;
  const reader = await Reader.signIn(base, 'kelurahan_officer', secret);
  await reader.candidate(NUR.id, NUR.name, '3275995403880031');
  const page = await tools.newPage();
  await entering(tools, page);
  await skipping(tools, page);
  await finding(tools, page);
  await changing(tools, page);
  await refusing(tools, page);
  await archiving(tools, page);
  await choosingFile(tools, page);
  await display(tools, page);
  await onPhone(tools, page);
};

const hasFocus = (locator) => locator.evaluate((node) => node === document.activeElement);
const inside = (locator) => locator.evaluate((node) => node.contains(document.activeElement));
const menu = (page, name) => page.locator('#menu').getByRole('link', { name, exact: true });

async function press(page, locator, key = 'Enter', way = {}) {
  await reach(page, locator, way);
  await page.keyboard.press(key);
}

// Presses a link and waits for the page behind it, whose heading takes the focus.
async function follow({ check }, page, locator, path, way) {
  await press(page, locator, 'Enter', way);
  await page.waitForURL((url) => path.test(url.pathname));
  await settled(page);
  check(await hasFocus(page.locator('h1')), `the focus is on the heading of ${page.url()}`);
}

async function entering({ base, password: secret, check }, page) {
  await open(page, base);
  await reach(page, username(page));
  await page.keyboard.type('kelurahan_officer');
  await reach(page, password(page));
  await page.keyboard.type(secret);
  await press(page, page.locator('button[type=submit]'));
  await password(page).waitFor({ state: 'detached' });
  await settled(page);
  check(new URL(page.url()).pathname === '/', 'she is at home');
}

async function skipping({ check, base }, page) {
  await open(page, base);
  const skip = page.locator('a.skip');
  const presses = await reach(page, skip);
  check(presses === 1, 'the first thing the keyboard reaches leads past the menu');
  const box = await skip.boundingBox();
  check(box.y >= 0 && box.x >= 0, 'and it can be seen once it has the focus');
  await page.keyboard.press('Enter');
  check(await hasFocus(page.locator('#content')), 'the focus is past the menu');
  await page.keyboard.press('Tab');
  check(!(await inside(page.locator('#menu'))), 'and does not go back into it');
}

async function finding(tools, page) {
  const { check, axe } = tools;
  await follow(tools, page, menu(page, 'Penerima manfaat'), /^\/beneficiaries$/, {
    key: 'Shift+Tab',
  });
  const box = page.locator('#q');
  await reach(page, box);
  await page.keyboard.type('Aisyah Keyboard');
  await page.waitForURL((url) => url.searchParams.get('q') === 'Aisyah Keyboard');
  await settled(page);
  check(await hasFocus(box), 'the list follows without taking the focus away');
  const completeness = page.locator('#filter-complete');
  await reach(page, completeness);
  await page.keyboard.type('Belum');
  await page.waitForURL((url) => url.searchParams.get('complete') === 'false');
  await settled(page);
  check(await hasFocus(completeness), 'nor does choosing a filter');
  const hit = page.getByRole('row', { name: NUR.name });
  check(await shown(hit), 'she is found');
  const chip = page.locator('.chip button').first();
  await press(page, chip);
  await page.waitForURL((url) => !url.searchParams.has('q'));
  await settled(page);
  check(!(await hasFocus(page.locator('body'))), 'taking a filter away does not lose the focus');
  await axe(page, 'a filtered list');
  await page.goBack();
  await settled(page);
  await follow(
    tools,
    page,
    page.getByRole('link', { name: NUR.name }),
    /^\/beneficiaries\/[0-9a-f-]+$/,
  );
}

const edit = (page) => page.getByRole('link', { name: 'Ubah', exact: true });
const saveButton = (page) => page.getByRole('button', { name: 'Simpan', exact: true });

async function changing(tools, page) {
  const { check } = tools;
  await follow(tools, page, edit(page), /\/edit$/);
  await reach(page, input(page, 'beneficiary', '/head_of_family/basis'));
  await page.keyboard.type('Bercerai');
  await reach(page, input(page, 'beneficiary', '/phone'));
  await page.keyboard.type('0812-3456-789');
  check(await shown(page.getByText('2 isian belum disimpan')), 'the foot counts what is not saved');
  await follow(tools, page, saveButton(page), /^\/beneficiaries\/[0-9a-f-]+$/);
  check(await shown(page.getByText('+628123456789')), 'the change stands on the record');
  check(await shown(page.getByText('Bercerai')), 'both changes do');
}

// A wrong value: the summary takes the focus and leads to the field.
async function refusing(tools, page) {
  const { check } = tools;
  await follow(tools, page, edit(page), /\/edit$/);
  const phone = input(page, 'beneficiary', '/phone');
  await reach(page, phone);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('nol delapan');
  await press(page, saveButton(page));
  const summary = page.locator('.errsum');
  await summary.waitFor();
  check(await hasFocus(summary), 'the summary of faults takes the focus');
  await press(page, summary.getByRole('link'));
  check(await hasFocus(phone), 'its link leads to the field');
  await press(page, page.getByRole('link', { name: 'Batal' }));
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  check(await inside(dialog), 'leaving with changes asks, and the question has the focus');
  await press(page, dialog.getByRole('button', { name: 'Tinggalkan', exact: true }));
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await settled(page);
}

async function archiving({ check, axe }, page) {
  const opener = page.getByRole('button', { name: 'Arsipkan' });
  const dialog = page.getByRole('dialog');
  for (const key of ['Enter', 'Space']) {
    await press(page, opener, key);
    await dialog.waitFor();
    check(await inside(dialog), `${key} opens the dialog, which takes the focus`);
    const reason = input(dialog, 'reason', '/reason');
    await reach(page, reason);
    await page.keyboard.type('Salah ketik');
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      // Between its last and its first element the browser's own bar has it.
      const out = !(await inside(dialog)) && !(await hasFocus(page.locator('body')));
      check(!out, 'the focus does not leave the dialog');
    }
    await axe(page, 'asked for a reason');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    check(
      await hasFocus(opener),
      'Escape closes the dialog and the focus is back where it came from',
    );
  }
  check(await shown(opener), 'she is not archived');
}

async function choosingFile(tools, page) {
  const { check } = tools;
  await follow(tools, page, menu(page, 'Impor data'), /^\/imports$/, { key: 'Shift+Tab' });
  await follow(
    tools,
    page,
    page.getByRole('link', { name: 'Unggah daftar' }).first(),
    /^\/imports\/new$/,
  );
  // Asked for before the key is pressed, or the browser opens its own window.
  const opened = page.waitForEvent('filechooser');
  await press(page, page.locator('#upload-file'));
  const chooser = await opened;
  await chooser.setFiles({
    name: 'daftar.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Nama;RW\n'),
  });
  check(await shown(page.getByText('Terpilih: daftar.csv')), 'the chosen file is told');
  await reach(page, page.getByRole('button', { name: 'Unggah dan periksa' }));
}

async function display(tools, page) {
  const { check } = tools;
  await follow(tools, page, menu(page, 'Akun saya'), /^\/account$/, { key: 'Shift+Tab' });
  await press(page, page.getByRole('link', { name: 'Tampilan' }));
  const root = page.locator('html');
  const choose = async (name, from, key) => {
    await reach(page, page.getByRole('radio', { name: from }));
    await page.keyboard.press(key);
    check(
      await page.getByRole('radio', { name }).isChecked(),
      `${name} is chosen with an arrow key`,
    );
  };
  await choose('English', 'Bahasa Indonesia', 'ArrowDown');
  // The texts are fetched first.
  check(await shown(page.getByRole('heading', { name: 'My account' })), 'the page is in English');
  check((await root.getAttribute('lang')) === 'en', 'and says so');
  await choose('Dark', 'Light', 'ArrowDown');
  check((await root.getAttribute('data-bs-theme')) === 'dark', 'the theme is dark');
  await choose('Light', 'Dark', 'ArrowUp');
  await choose('Bahasa Indonesia', 'English', 'ArrowUp');
  check(await shown(page.getByRole('heading', { name: 'Akun saya' })), 'and back');
}

async function onPhone({ base, check, axe }, page) {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, base);
  const side = page.locator('#menu');
  for (const opener of [page.locator('.topbar button'), page.locator('.tabbar button')]) {
    check(!(await side.isVisible()), 'the menu is closed');
    await press(page, opener);
    await side.waitFor();
    check(await inside(side), 'the menu opens and takes the focus');
    check(
      (await opener.getAttribute('aria-expanded')) === 'true',
      'its button says that it is open',
    );
    await axe(page, 'the menu of a phone');
    await page.keyboard.press('Escape');
    await side.waitFor({ state: 'hidden' });
    check(await hasFocus(opener), 'Escape closes the menu and the focus is back on its button');
  }
  await press(page, page.locator('.topbar button'));
  await press(page, menu(page, 'Penerima manfaat'));
  await page.waitForURL((url) => url.pathname === '/beneficiaries');
  check(!(await side.isVisible()), 'following a link closes the menu');
}
