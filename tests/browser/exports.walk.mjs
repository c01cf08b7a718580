// A list leaves as a file: masked at once, in clear with a reason only, and
// those who may not have no button.
import { readFile } from 'node:fs/promises';
import { Reader, input, open, settled } from './app.mjs';
import { PASSWORD } from './server.mjs';

const SITI = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8b01';
const NIK = '3275995403880071';

const trigger = (page) => page.locator('main .page-hd button').nth(1);
const dialog = (page) => page.locator('dialog[open]');
const send = (page) => dialog(page).locator('.foot button').last();

async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), send(page).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

export default async ({ base, newPage, signIn, check, axe, picture }) => {
  const reader = await Reader.signIn(base, 'kelurahan_officer', PASSWORD);
  await reader.candidate(SITI, 'Siti Ekspor', NIK);
  for (const [width, language, theme] of [
    [1280, 'id', 'light'],
    [360, 'en', 'dark'],
  ]) {
    const page = await newPage({ width, language, theme });
    await signIn(page, 'kelurahan_officer');
    await open(page, `${base}/beneficiaries?q=ekspor`);
    await trigger(page).focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await settled(page);
    await axe(page, `the dialog ${language}`);
    await picture(page, `dialog ${language}`);

    const workbook = await downloaded(page);
    check(/\.xlsx$/.test(workbook.name), `a workbook comes first (${workbook.name})`);
    check(workbook.bytes.subarray(0, 2).toString() === 'PK', 'it is one');
    await dialog(page).waitFor({ state: 'detached' });
    check(await trigger(page).evaluate((it) => it === document.activeElement), 'focus comes back');

    await trigger(page).click();
    await dialog(page).locator('input[type="radio"]').last().check();
    await dialog(page).locator('input[type="checkbox"]').check();
    await send(page).click();
    await dialog(page).locator('[role="alert"]').waitFor();
    await axe(page, `without a reason ${language}`);
    await picture(page, `in clear ${language}`);
    await input(dialog(page), 'export', '/reason').fill('Lampiran SK Lurah');
    const text = await downloaded(page);
    check(/\.csv$/.test(text.name), `then a CSV (${text.name})`);
    const csv = text.bytes.toString('utf8');
    check(csv.includes(`'${NIK}`) && csv.includes('Lampiran SK Lurah'), 'with the NIK and why');
    check(csv.includes('Siti Ekspor') && csv.trim().split('\r\n').length === 5, 'and her alone');
  }
  const kader = await newPage();
  await signIn(kader, 'kader');
  await open(kader, `${base}/beneficiaries`);
  check(!/Ekspor/.test(await kader.locator('main .page-hd').innerText()), 'a kader has no button');
};
