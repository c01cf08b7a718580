// One woman on two records: an officer registers her again, is asked, says she
// is another, thinks better of it at the desk, merges the two with the name of
// the second, and undoes it. Every step can be done without a mouse.
import { Reader, goes, input, open, reach, settled, shown } from './app.mjs';

const FIRST = {
  id: '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a71',
  name: 'Maesaroh Meja Gabung',
  nik: '3275995403880081',
};
const SECOND = { name: 'Maysaroh Meja Gabung', occupation: 'laundry_worker' };
const HER_PAGE = /^\/beneficiaries\/[0-9a-f-]{36}$/;
const PAIR_PAGE = /^\/duplicates\/[0-9a-f-]{36}$/;
const MERGE_PAGE = /^\/merges\/[0-9a-f-]{36}$/;

export default async (tools) => {
  const reader = await Reader.signIn(tools.base, 'kelurahan_officer', tools.password);
  await reader.candidate(FIRST.id, FIRST.name, FIRST.nik);
  const page = await tools.newPage();
  await tools.signIn(page, 'kelurahan_officer');
  const second = await register(tools, page);
  const pair = await kept(reader, second);
  await compare(tools, page, pair);
  await merge(tools, page);
  await undo(tools, page, reader, second);
};

async function press(page, locator, key = 'Enter') {
  await reach(page, locator);
  await page.keyboard.press(key);
}

async function register({ base, check, axe, picture }, page) {
  await open(page, `${base}/beneficiaries/new`);
  const at = (pointer) => input(page, 'beneficiary', pointer);
  await at('/full_name').fill(SECOND.name);
  await at('/nik_absent_reason').selectOption('in_process');
  await at('/birth_date').fill('1988-03-14');
  await at('/rw').fill('011');
  await at('/rt').fill('001');
  await at('/marital_status').selectOption('widowed');
  await at('/occupation').selectOption(SECOND.occupation);
  await press(page, page.getByRole('button', { name: 'Simpan', exact: true }));
  const warning = page.getByRole('alert').filter({ hasText: 'Mungkin ibu ini sudah ada' });
  check(await shown(warning), 'she is warned of the woman who stands already');
  check(await shown(warning.getByRole('link', { name: FIRST.name })), 'and who she is');
  check(await shown(warning.getByText('tanggal lahir sama')), 'and why they are alike');
  await axe(page, 'warned of a woman alike');
  await picture(page, 'warned');
  const anyway = warning.getByRole('button', { name: 'Orangnya lain, tetap daftarkan' });
  await goes(page, HER_PAGE, () => press(page, anyway));
  check(await shown(page.getByRole('heading', { name: SECOND.name, level: 1 })), 'she is registered');
  return new URL(page.url()).pathname.split('/').pop();
}

async function kept(reader, second) {
  const { items } = await reader.get('/duplicate-candidates?state=not_duplicate&limit=500');
  const pair = items.find((one) => [one.first.id, one.second.id].includes(second));
  if (pair === undefined) throw new Error('what she said was not kept');
  return pair;
}

async function compare({ base, check, axe, picture }, page, pair) {
  await open(page, `${base}/duplicates?state=not_duplicate`);
  check(await shown(page.getByRole('row').filter({ hasText: FIRST.name })), 'the pair is at the desk');
  await axe(page, 'desk of duplicates');
  await picture(page, 'desk');
  const link = page.locator(`a[href="/duplicates/${pair.id}"]`);
  await goes(page, PAIR_PAGE, () => press(page, link));
  await axe(page, 'two records side by side');
  await picture(page, 'beside');
}

async function merge({ check, picture }, page) {
  // The record with the NIK is kept; what it lacks is taken already.
  const keep = page.locator('input[name="keep"]');
  check(await keep.first().isChecked(), 'the record with the NIK is kept');
  const job = page.locator('input[name="take-occupation"]');
  check(await job.last().isChecked(), 'the occupation comes from the record that has one');
  await reach(page, page.locator('input[name="take-full_name"]').first());
  await page.keyboard.press('ArrowDown');
  const name = page.locator('input[name="take-full_name"]').last();
  check(await name.isChecked(), 'the keyboard chooses the name of the second');
  await reach(page, input(page, 'merge', '/reason'));
  await page.keyboard.type('KTP dan KK dilihat, orangnya sama');
  const button = page.getByRole('button', { name: 'Gabungkan', exact: true });
  await goes(page, MERGE_PAGE, () => press(page, button));
  check(await shown(page.getByText('Nama lengkap, Pekerjaan')), 'the merge says what was taken');
  await picture(page, 'merged');
}

async function undo({ check, axe, picture }, page, reader, second) {
  const merged = await reader.get(`/beneficiaries/${FIRST.id}`);
  check(merged.full_name === SECOND.name, 'the kept record has the chosen name');
  check(merged.occupation === SECOND.occupation, 'and the occupation');
  const gone = await reader.get(`/beneficiaries/${second}`);
  check(gone.merged_into === FIRST.id, 'the other record says where she went');
  await axe(page, 'a merge');
  await press(page, page.getByRole('button', { name: 'Batalkan penggabungan' }));
  const dialog = page.getByRole('dialog');
  await reach(page, input(dialog, 'reason', '/reason'));
  await page.keyboard.type('Ternyata dua orang yang berbeda');
  await press(page, dialog.getByRole('button', { name: 'Batalkan penggabungan' }));
  check(await shown(page.getByText('Dibatalkan oleh')), 'the merge is undone');
  await settled(page);
  await picture(page, 'undone');
  const before = await reader.get(`/beneficiaries/${FIRST.id}`);
  check(before.full_name === FIRST.name, 'the first record stands as before');
  const again = await reader.get(`/beneficiaries/${second}`);
  check(again.archived_at === null && again.merged_into === null, 'and so does the second');
}
