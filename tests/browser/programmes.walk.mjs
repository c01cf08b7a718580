// The coordinator adds a programme and its first locus on a phone; an RW is
// taken once; a programme with a locus is not archived. The Lurah sees the
// locus of her kelurahan and is told who may change it.
import { Reader, goes, input, open, settled, shown } from './app.mjs';

const PROGRAMME = /^\/programmes\/[0-9a-f-]{36}$/;
const LOCUS = /^\/loci\/[0-9a-f-]{36}$/;
const NAME = 'Gapura Sri Baduga';
const YEAR = '2029';
const AGENCY = 'Dinas Pemberdayaan Perempuan dan Perlindungan Anak (DP3A)';
const VILLAGE = '32.75.03.1004';

export default async (tools) => {
  const page = await tools.newPage({ width: 360, height: 740 });
  await tools.signIn(page, 'coordinator');
  const programme = await added(tools, page);
  await withLocus(tools, page, programme);
  await takenOnce(tools, page, programme);
  await notArchived(tools, page, programme);
  await byTheLurah(tools);
};

const save = (page) => page.getByRole('button', { name: 'Simpan', exact: true }).click();

async function added({ base, check, axe, picture }, page) {
  await open(page, `${base}/programmes`);
  await goes(page, /^\/programmes\/new$/, () =>
    page.getByRole('link', { name: 'Tambah program' }).click(),
  );
  await input(page, 'programme', '/name').fill(NAME);
  await input(page, 'programme', '/year').fill(YEAR);
  await input(page, 'programme', '/target_families').fill('150');
  await save(page);
  const missing = page.locator('.errsum', { hasText: 'Leading sektor' });
  check(await shown(missing), 'what is missing is named in the words of the form');
  await input(page, 'programme', '/lead_agency_id').selectOption({ label: AGENCY });
  await page.getByLabel('Bekasi Utara').check();
  await axe(page, 'the form of a programme');
  await picture(page, 'the form of a programme');
  await goes(page, PROGRAMME, () => save(page));
  check(await shown(page.getByRole('heading', { name: `${NAME} ${YEAR}` })), 'it stands');
  check(await shown(page.getByText('Bekasi Utara', { exact: true })), 'with its kecamatan');
  await picture(page, 'a programme');
  return new URL(page.url()).pathname.split('/').pop();
}

async function locus(page, programme, rws) {
  await goes(page, /^\/loci\/new$/, () =>
    page.getByRole('link', { name: 'Tambah lokus' }).click(),
  );
  const of = input(page, 'locus', '/programme_id');
  // The choice shows once the programmes are there.
  await of.locator(`option[value="${programme}"]`).waitFor({ state: 'attached' });
  const chosen = await of.inputValue();
  if (chosen !== programme) throw new Error(`the programme is not chosen: ${chosen}`);
  const district = page.locator('[id="locus-region_code-district"]');
  await district.selectOption(VILLAGE.slice(0, 8));
  await page.locator('[id="locus-region_code-village"]').selectOption(VILLAGE);
  await input(page, 'locus', '/rws').fill(rws);
}

async function withLocus({ check, axe, picture }, page, programme) {
  await locus(page, programme, 'RW 21');
  await save(page);
  check(await shown(page.locator('.errsum')), 'RW are told in figures');
  await input(page, 'locus', '/rws').fill('21, 7');
  await axe(page, 'the form of a locus');
  await picture(page, 'the form of a locus');
  await goes(page, LOCUS, () => save(page));
  check(await shown(page.getByRole('heading', { name: `Teluk Pucung RW 7, 21 · ${YEAR}` })), 'it stands');
}

async function takenOnce({ base, check }, page, programme) {
  await open(page, `${base}/programmes/${programme}`);
  await locus(page, programme, '8, 21');
  await save(page);
  const told = page.locator('.errsum', { hasText: 'sudah masuk lokus lain' });
  check(await shown(told), 'an RW of another locus is refused at its field');
  await input(page, 'locus', '/rws').fill('8');
  await goes(page, LOCUS, () => save(page));
}

async function notArchived({ base, check, forgive }, page, programme) {
  forgive(page, /^409 .*\/programmes\//);
  await open(page, `${base}/programmes/${programme}`);
  await page.getByRole('button', { name: 'Arsipkan' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('textarea').fill('Tidak jadi dijalankan');
  await dialog.getByRole('button', { name: 'Arsipkan' }).click();
  check(await shown(dialog.locator('[role="alert"]')), 'a programme with loci is not archived');
}

async function byTheLurah({ base, newPage, signIn, check, axe, picture, password }) {
  const reader = await Reader.signIn(base, 'lurah', password);
  const { items } = await reader.get('/loci?limit=50');
  check(items.length > 0, 'there are loci of her kelurahan');
  check(items.every((one) => one.region_code === VILLAGE), 'and of hers alone');
  const page = await newPage({ width: 1280, theme: 'dark', language: 'en' });
  await signIn(page, 'lurah');
  await open(page, `${base}/loci`);
  const add = page.getByRole('button', { name: 'Add a locus' });
  check(await shown(add), 'what she may not do is shown with its reason');
  await axe(page, 'loci, as the Lurah sees them');
  await picture(page, 'loci, as the Lurah sees them');
  await page.getByRole('link', { name: /Teluk Pucung RW/ }).first().click();
  await settled(page);
  await picture(page, 'a locus, as the Lurah sees it');
}
