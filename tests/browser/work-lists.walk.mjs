// The filters of a list are kept, shared with a kelurahan and opened by a kader
// from her first page; several women are put away at once, with what came of
// each; and what was kept is changed and forgotten again.
import { Reader, goes, input, open, settled, shown } from './app.mjs';

const WOMEN = [
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8c01', 'Rukiyah Daftar Kerja', '3275995403880091'],
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8c02', 'Sumiyem Daftar Kerja', '3275995403880092'],
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8c03', 'Tukinem Daftar Kerja', '3275995403880093'],
];
const NAME = 'Calon RW 011';
const CHANGED = 'Sudah sah';
const KELURAHAN = '32.75.03.1004';

const dialog = (page) => page.locator('dialog[open]');
const button = (scope, name) => scope.getByRole('button', { name, exact: true });

export default async (tools) => {
  const reader = await Reader.signIn(tools.base, 'kelurahan_officer', tools.password);
  for (const [id, name, nik] of WOMEN) await reader.candidate(id, name, nik);
  const office = await tools.newPage();
  await tools.signIn(office, 'kelurahan_officer');
  await keep(tools, office);
  await openShared(tools);
  await archive(tools, office);
  await change(tools, office);
  await forget(tools, office);
};

async function keep({ base, check, axe, picture }, page) {
  await open(page, `${base}/beneficiaries?status=candidate&rw=011&q=kerja`);
  const trigger = button(page, 'Daftar kerja');
  await trigger.focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await settled(page);
  check(await shown(dialog(page).getByText('Kata pencarian dan pilihan baris')), 'the search stays out');
  await axe(page, 'keeping');
  await button(dialog(page), 'Simpan').click();
  await dialog(page).locator('[role="alert"]').waitFor();
  await input(dialog(page), 'work_list', '/name').fill(NAME);
  await input(dialog(page), 'work_list', '/shared_in').selectOption(KELURAHAN);
  await picture(page, 'keeping');
  await button(dialog(page), 'Simpan').click();
  const kept = dialog(page).getByRole('listitem').filter({ hasText: NAME });
  check(await shown(kept), 'it stands in the dialog');
  check(await shown(kept.getByText('Dibagikan di Teluk Pucung')), 'and says who sees it');
  await axe(page, 'kept');
  await picture(page, 'kept');
  await button(dialog(page), 'Simpan').click();
  await dialog(page).locator('[role="alert"]').waitFor();
  await input(dialog(page), 'work_list', '/name').fill(NAME);
  await button(dialog(page), 'Simpan').click();
  check(await shown(dialog(page).getByText('Nama ini sudah dipakai.').first()), 'one name stands once');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  check(await trigger.evaluate((it) => it === document.activeElement), 'focus comes back');
}

async function openShared({ base, newPage, signIn, check, axe, picture }) {
  const page = await newPage({ width: 360, language: 'en', theme: 'dark' });
  await signIn(page, 'kader');
  const link = page.locator('main').getByRole('link', { name: NAME });
  check(await shown(link), 'a kader of the kelurahan finds it on her first page');
  await axe(page, 'first page with work lists');
  await picture(page, 'first page');
  await goes(page, /^\/beneficiaries$/, () => link.click());
  const query = new URL(page.url()).searchParams;
  check(query.get('rw') === '011' && query.get('status') === 'candidate', 'the filters are there');
  check(!query.has('q'), 'without the search');
  check(await shown(page.locator('main table')), 'and rows of hers');
  await button(page, 'Work lists').click();
  await dialog(page).waitFor();
  await settled(page);
  const kept = dialog(page).getByRole('listitem').filter({ hasText: NAME });
  check(await shown(kept.getByText('Shared in Teluk Pucung by')), 'she reads whose it is');
  check((await kept.getByRole('button').count()) === 1, 'and can only open it');
  await axe(page, 'the dialog of another');
  await picture(page, 'of another');
  await open(page, `${base}/account`);
}

async function archive({ base, check, axe, picture }, page) {
  await open(page, `${base}/beneficiaries?q=daftar+kerja`);
  await page.getByLabel('Pilih semua di halaman ini (3)').check();
  check(await shown(page.getByText('3 dipilih')), 'all are chosen');
  await page.getByLabel(`Pilih ${WOMEN[2][1]}`).uncheck();
  check(await shown(page.getByText('2 dipilih')), 'and one is not');
  await axe(page, 'chosen');
  await picture(page, 'chosen');
  await page.setViewportSize({ width: 360, height: 740 });
  await settled(page);
  await picture(page, 'chosen on a phone');
  await page.setViewportSize({ width: 1280, height: 900 });
  await button(page, 'Arsipkan (2)').click();
  await dialog(page).waitFor();
  await axe(page, 'putting away');
  await picture(page, 'putting away');
  await button(dialog(page), 'Arsipkan (2)').click();
  await dialog(page).locator('[role="alert"]').waitFor();
  await input(dialog(page), 'bulk', '/reason').fill('Pindah ke luar kota');
  await button(dialog(page), 'Arsipkan (2)').click();
  check(await shown(page.getByText('2 dari 2 selesai')), 'both are told to be done');
  const told = page.locator('#outcomes');
  check(await told.evaluate((it) => it === document.activeElement), 'focus is on what came of it');
  await settled(page);
  check(await shown(page.getByRole('row', { name: WOMEN[2][1] })), 'who was not chosen stays');
  check((await page.getByRole('row', { name: WOMEN[0][1] }).count()) === 0, 'who was is gone');
  await axe(page, 'put away');
  await picture(page, 'put away');
}

async function change({ base, check, axe, picture }, page) {
  await open(page, `${base}/beneficiaries?status=validated`);
  await button(page, 'Daftar kerja').click();
  const kept = (name) => dialog(page).getByRole('listitem').filter({ hasText: name });
  await kept(NAME).getByRole('button', { name: `Ubah ${NAME}` }).click();
  check(await shown(dialog(page).getByRole('heading', { name: `Ubah “${NAME}”` })), 'it says what is changed');
  check((await input(dialog(page), 'work_list', '/name').inputValue()) === NAME, 'with its name');
  check((await input(dialog(page), 'work_list', '/shared_in').inputValue()) === KELURAHAN, 'and its place');
  await axe(page, 'changing');
  await picture(page, 'changing');
  await input(dialog(page), 'work_list', '/name').fill('');
  await button(dialog(page), 'Simpan').click();
  await dialog(page).locator('[role="alert"]').waitFor();
  await input(dialog(page), 'work_list', '/name').fill(CHANGED);
  await input(dialog(page), 'work_list', '/shared_in').selectOption('');
  await input(dialog(page), 'work_list', '/filters').selectOption('as_shown');
  await button(dialog(page), 'Simpan').click();
  check(await shown(kept(CHANGED).getByText('Hanya Anda')), 'it has another name and is her own again');
  await goes(page, /^\/beneficiaries$/, () => button(kept(CHANGED), CHANGED).click());
  check(new URL(page.url()).searchParams.get('status') === 'validated', 'with the filters of the screen');
}

async function forget({ base, check }, page) {
  await open(page, `${base}/beneficiaries`);
  await button(page, 'Daftar kerja').click();
  const kept = dialog(page).getByRole('listitem').filter({ hasText: CHANGED });
  await kept.getByRole('button', { name: `Hapus ${CHANGED}` }).click();
  check(await shown(kept.getByText(`Hapus daftar kerja “${CHANGED}”?`).first()), 'she is asked');
  await button(kept, 'Hapus').click();
  check(await shown(dialog(page).getByText('Belum ada yang disimpan')), 'and it is gone');
}
