// A kader writes down how a family lives: the stage follows while she ticks,
// an answer can be taken back, and her page shows what was told with income
// against the line. Later the woman asks that her data be destroyed, and
// nothing of her is left.
import { Reader, goes, input, open, settled, shown } from './app.mjs';

const RATNA = {
  id: '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8d01',
  name: 'Ratnawulan Keluarga',
  nik: '3275995403880101',
};
const HER_PAGE = /^\/beneficiaries\/[0-9a-f-]{36}$/;
const FORM = 'welfare_assessment';
// The six basic items; the house is the one that is not as it should be.
const BASIC = ['meals', 'clothing', 'house', 'health_care', 'contraception', 'schooling'];

const radio = (page, item, place) => page.locator(`[name="${FORM}/ks21/${item}"]`).nth(place);
const button = (scope, name) => scope.getByRole('button', { name, exact: true });

export default async (tools) => {
  const reader = await Reader.signIn(tools.base, 'kelurahan_officer', tools.password);
  await reader.candidate(RATNA.id, RATNA.name, RATNA.nik);
  await told(tools);
  await seen(tools);
  await destroyed(tools, reader);
};

async function told({ base, newPage, signIn, check, axe, picture }) {
  const page = await newPage({ width: 360, height: 740 });
  await signIn(page, 'kelurahan_officer');
  await open(page, `${base}/beneficiaries/${RATNA.id}/welfare-assessments/new`);
  const status = page.getByRole('status').filter({ hasText: 'Tahap' });
  check(await shown(status.getByText('21 butir belum dijawab')), 'nothing is known at first');
  for (const item of BASIC) await radio(page, item, 0).check();
  check(await shown(status.getByText('15 butir belum dijawab')), 'a part of the answers is no stage');
  await radio(page, 'house', 1).check();
  check(await shown(status.getByText('Prasejahtera')), 'one basic need that is not met says it at once');
  await page.getByRole('button', { name: /^Hapus jawaban: 3\./ }).click();
  check(await shown(status.getByText('16 butir belum dijawab')), 'an answer is taken back');
  check(await radio(page, 'house', 0).evaluate((it) => it === document.activeElement), 'focus stays');
  await radio(page, 'house', 1).check();
  await input(page, FORM, '/monthly_income').fill('900.000');
  await input(page, FORM, '/monthly_expenditure').fill('1,1 juta');
  await page.getByLabel('PKH', { exact: false }).first().check();
  await axe(page, 'what is told of a family');
  await picture(page, 'told');
  await goes(page, HER_PAGE, () => button(page, 'Simpan').click());
  check(await shown(page.getByText('Prasejahtera').first()), 'her page says the stage');
  check(await shown(page.getByText('900.000').first()), 'and her income');
}

// The same page at another desk, in English and dark.
async function seen({ base, newPage, signIn, check, axe, picture }) {
  const page = await newPage({ width: 1280, language: 'en', theme: 'dark' });
  await signIn(page, 'coordinator');
  await open(page, `${base}/beneficiaries/${RATNA.id}`);
  check(await shown(page.getByText('900,000').first()), 'the income is read in English');
  check(await shown(page.locator('svg[role="img"]').first()), 'with a chart');
  await axe(page, 'her page with income');
  await picture(page, 'her page');
}

async function destroyed({ base, newPage, signIn, check, axe, picture }, reader) {
  await reader.post(
    `/beneficiaries/${RATNA.id}/archive`,
    '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8d02',
    { reason: 'Tidak ingin didata' },
    'application/json',
    '*',
  );
  const page = await newPage();
  await signIn(page, 'privacy_officer');
  await open(page, `${base}/beneficiaries/${RATNA.id}`);
  await button(page, 'Musnahkan atas permintaannya').click();
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  check(await shown(dialog.getByText('Jangan menulis nama')), 'it says what is lost');
  await axe(page, 'destroying');
  await picture(page, 'destroying');
  await input(dialog, 'reason', '/reason').fill('Diminta oleh yang bersangkutan');
  await goes(page, /^\/beneficiaries$/, () => dialog.locator('.foot button').last().click());
  await open(page, `${base}/beneficiaries?include_archived=true&q=ratnawulan`);
  check((await page.getByText(RATNA.name).count()) === 0, 'she is in no list');
  const answer = await fetch(`${base}/api/v1/beneficiaries/${RATNA.id}`, {
    headers: { authorization: `Bearer ${reader.token}` },
  });
  check(answer.status === 404, 'and her record is not there');
}
