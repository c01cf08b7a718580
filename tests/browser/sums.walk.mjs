// One day stands for a household's income and expenditure: the form says both
// again when one is told anew, and a list that tells one of them says that the
// other is not known any more.
import { Reader, goes, input, open, settled, shown } from './app.mjs';

const WORK_MILLIS = 60_000;
const SUMI = {
  id: '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8f01',
  name: 'Sumiarsih Jumlah',
  nik: '3275995403887701',
};
const FORM = 'household';
const HOUSEHOLD = /^\/households\/[0-9a-f-]{36}$/;

export default async (tools) => {
  const reader = await Reader.signIn(tools.base, 'kelurahan_officer', tools.password);
  const { household_id: home } = await reader.candidate(SUMI.id, SUMI.name, SUMI.nik);
  const page = await tools.newPage({ width: 360, height: 740 });
  await tools.signIn(page, 'kelurahan_officer');
  await told(tools, reader, page, home);
  await toldAnew(tools, reader, page, home);
  const list = await listed(tools, page);
  for (const choices of [{ width: 1280, language: 'en' }, { width: 360, theme: 'dark' }]) {
    await seen(tools, choices, list);
  }
};

// Saves the form; gives what was sent.
async function save(page) {
  const sent = page.waitForRequest((request) => request.method() === 'PUT');
  await goes(page, HOUSEHOLD, () =>
    page.getByRole('button', { name: 'Simpan', exact: true }).click(),
  );
  return (await sent).postDataJSON();
}

async function told({ base, check }, reader, page, home) {
  await open(page, `${base}/households/${home}/edit`);
  await input(page, FORM, '/monthly_income').fill('800.000');
  await input(page, FORM, '/monthly_expenditure').fill('700.000');
  await input(page, FORM, '/finances_on').fill('2026-09-01');
  await save(page);
  const { finances_on: day } = await reader.get(`/households/${home}`);
  check(day === '2026-09-01', `they are dated: ${day}`);
}

async function toldAnew({ base, check, axe, picture }, reader, page, home) {
  await open(page, `${base}/households/${home}/edit`);
  await input(page, FORM, '/monthly_income').fill('900.000');
  await axe(page, 'the form of a household');
  await picture(page, 'the form of a household');
  const sent = await save(page);
  check(sent.monthly_income === 900_000, 'the sum that changed is sent');
  check(sent.monthly_expenditure === 700_000, 'and the other that was seen beside it');
  const now = await reader.get(`/households/${home}`);
  check(now.monthly_expenditure === 700_000, 'so both stand');
  check(now.finances_on !== '2026-09-01', 'on the day they were told');
  // Back to an earlier day, for the list.
  await open(page, `${base}/households/${home}/edit`);
  await input(page, FORM, '/finances_on').fill('2026-09-02');
  const dated = await save(page);
  check(Object.keys(dated).join() === 'finances_on', 'a corrected day is sent alone');
}

async function listed({ base, check, axe, picture }, page) {
  await open(page, `${base}/imports/new`);
  const head = 'NIK;Nama;Tgl. Lahir;RT/RW;Status;Penghasilan';
  const line = `${SUMI.nik};${SUMI.name};14/03/1988;001/011;Cerai mati;1,5 juta`;
  await page.locator('#upload-file').setInputFiles({
    name: 'penghasilan.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${head}\n${line}\n`),
  });
  await goes(page, /^\/imports\/[0-9a-f-]{36}$/, () =>
    page.getByRole('button', { name: 'Unggah dan periksa' }).click(),
  );
  await page.getByText('Belum ada yang disimpan').waitFor({ timeout: WORK_MILLIS });
  await page.getByRole('link', { name: 'Berubah (1)' }).click();
  await settled(page);
  const after = page.locator('ins');
  await after.first().waitFor();
  const words = await after.allTextContents();
  check(words.includes('(kosong)'), `what is not known any more is shown: ${words.join('; ')}`);
  await axe(page, 'a sum that a list takes away');
  await picture(page, 'a sum that a list takes away');
  return page.url();
}

async function seen({ newPage, signIn, check, axe, picture }, choices, list) {
  const page = await newPage(choices);
  await signIn(page, 'kelurahan_officer');
  await open(page, list);
  const empty = choices.language === 'en' ? '(empty)' : '(kosong)';
  check(await shown(page.locator('ins', { hasText: empty })), `${empty} at ${choices.width}`);
  const where = `a sum that a list takes away, ${choices.language ?? choices.theme}`;
  await axe(page, where);
  await picture(page, where);
}
