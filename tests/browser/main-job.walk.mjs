// The main job, hand to hand: the officer of the kelurahan brings a list with
// faults and mends it, a kader completes a household, the Lurah prints and
// validates, the coordinator sees the count.
import { goes, input, open, reach, settled, shown } from './app.mjs';
import { list } from './register.mjs';

const WORK_MILLIS = 60_000;
const [MOTHER, DAUGHTER, THIRD] = list.women.map((one) => one.name);
const NEIGHBOUR = 'Wiwin Hendrayani';
const KELURAHAN = '32.75.03.1004';
const DOCUMENT = '400.2/117/TLP/2026';
const HER_PAGE = /^\/beneficiaries\/[0-9a-f-]{36}$/;
const HOME_PAGE = /^\/households\/[0-9a-f-]{36}$/;
// A4 at 96 pixels an inch, less a margin of a centimetre.
const PAPER = { width: 718, height: 1047 };

export default async (tools) => {
  const desk = await tools.newPage();
  await tools.signIn(desk, 'coordinator');
  const before = await validated(desk);
  const beforeHere = await counted(desk, tools.base, `?status=validated&region=${KELURAHAN}`);

  const office = await tools.newPage();
  await tools.signIn(office, 'kelurahan_officer');
  const registered = await counted(office, tools.base, '');
  await bringFaults(tools, office, registered);
  await bringMended(tools, office, registered);
  await complete(tools, office, THIRD, async () => {});

  const phone = await tools.newPage({ width: 360, height: 740 });
  await tools.signIn(phone, 'kader');
  await completeHousehold(tools, phone);
  await collectNeighbour(tools, phone);

  const lurah = await tools.newPage();
  await tools.signIn(lurah, 'lurah');
  await printList(tools, lurah);
  await validate(tools, lurah, office);

  await see(tools, desk, before + 3, beforeHere + 3);
};

// The coordinator at her desk: the figure on her first page, then the women of
// one kelurahan.
async function see({ base, check, axe, picture }, page, everywhere, here) {
  await open(page, base);
  check((await validated(page)) === everywhere, 'the coordinator sees three more women');
  await picture(page, 'coordinator');
  await goes(page, /^\/beneficiaries$/, () => figure(page, 'validated').click());
  await page.locator('#filter-district').selectOption({ label: 'Bekasi Utara' });
  await page.locator('#filter-village').selectOption({ label: 'Teluk Pucung' });
  await page.waitForURL((url) => url.searchParams.get('region') === KELURAHAN);
  await settled(page);
  check((await count(page)) === here, 'and three more in this kelurahan');
  for (const name of [MOTHER, DAUGHTER, NEIGHBOUR]) {
    check(await shown(page.getByRole('row', { name })), `${name} stands in her list`);
  }
  await axe(page, 'list of the coordinator');
}

const figure = (page, status) => page.locator(`.stats > a[href$="status=${status}"]`);

async function validated(page) {
  const value = figure(page, 'validated').locator('.v');
  await value.filter({ hasText: /\d/ }).waitFor();
  return Number((await value.textContent()).replaceAll('.', ''));
}

// How many the list says it has.
async function count(page) {
  const lede = page.locator('main').getByText(/^[\d.]+ calon dan penerima$/);
  return Number.parseInt((await lede.textContent()).replaceAll('.', ''), 10);
}

async function counted(page, base, query) {
  await open(page, `${base}/beneficiaries${query}`);
  return count(page);
}

async function upload(page, file) {
  await page.locator('#upload-file').setInputFiles(file);
  await goes(page, /^\/imports\/[0-9a-f-]{36}$/, () =>
    page.getByRole('button', { name: 'Unggah dan periksa' }).click(),
  );
  await page.getByText('Belum ada yang disimpan').waitFor({ timeout: WORK_MILLIS });
  await settled(page);
}

async function bringFaults(tools, page, registered) {
  const { base, check, axe, picture } = tools;
  await follow(page, /^\/imports$/, 'Impor data');
  await follow(page, /^\/imports\/new$/, 'Unggah daftar');
  await picture(page, 'choosing a file');
  await upload(page, list.faulty);
  const right = list.size - list.wrongRows;
  const sum = `${list.size} baris = ${right} baru + 0 berubah + 0 sama persis + 0 bentrok + ${list.wrongRows} salah.`;
  check(await shown(page.getByText(sum)), `the counts add up: ${sum}`);
  check(
    await shown(page.getByText(list.foreign.join(' · '), { exact: true })),
    'columns that are left aside are named',
  );
  const told = await page.locator('main table tbody tr').evaluateAll(readFaults);
  const wanted = list.faults;
  check(
    JSON.stringify(told) === JSON.stringify(wanted),
    `each fault stands at its row and column:\n${told.join('\n')}\nwanted:\n${wanted.join('\n')}`,
  );
  await axe(page, 'faults of a list');
  await picture(page, 'faults of a list');
  const address = page.url();
  await page.getByRole('link', { name: `Baru (${right})` }).click();
  await page.getByRole('row', { name: MOTHER }).waitFor();
  check(
    await shown(page.getByRole('row', { name: MOTHER }).getByText('akan dibuat')),
    'a right row says so',
  );
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Unduh ${list.wrongRows} baris` }).click(),
  ]);
  check(file.suggestedFilename().endsWith('.xlsx'), 'the faulty rows come as a workbook');
  check((await counted(page, base, '')) === registered, 'nothing was registered yet');
  await open(page, address);
}

// Row, name, heading, value and words of each line of the table.
function readFaults(lines) {
  const text = (node) => node?.textContent.trim() ?? '';
  return lines.map((line) => {
    const [row, heading, value, why] = line.cells;
    const hidden = text(heading.querySelector('.vh'));
    const name = text(heading).replace(hidden, '').trim();
    return [
      text(row.querySelector('.num')),
      text(row.querySelector('.sub')),
      name,
      text(value),
      text(why),
    ];
  });
}

async function bringMended(tools, page, registered) {
  const { base, check, axe, picture } = tools;
  await follow(page, /^\/imports\/new$/, 'Unggah baris yang sudah diperbaiki');
  await upload(page, list.mended);
  const sum = `${list.size} baris = ${list.size} baru + 0 berubah + 0 sama persis + 0 bentrok + 0 salah.`;
  check(await shown(page.getByText(sum)), `the mended list has no faults: ${sum}`);
  await picture(page, 'a list without faults');
  await page.getByRole('button', { name: `Simpan ${list.size} baris` }).click();
  await page
    .getByRole('heading', { name: `${list.size} baris disimpan` })
    .waitFor({ timeout: WORK_MILLIS });
  await settled(page);
  await axe(page, 'a list that was kept');
  await picture(page, 'a list that was kept');
  await follow(page, /^\/beneficiaries$/, 'Lihat penerima manfaat');
  check((await counted(page, base, '')) === registered + list.size, 'the list has sixty more');
  await search(page, MOTHER);
  check(
    await shown(page.getByRole('row', { name: MOTHER }).getByText('Calon')),
    'she is a candidate',
  );
}

// Types a name and waits for the list to follow.
async function search(page, name) {
  await page.locator('#q').fill(name);
  await page.waitForURL((url) => url.searchParams.get('q') === name);
  await settled(page);
  await page.getByRole('row', { name }).waitFor();
}

const follow = (page, path, name) =>
  goes(page, path, () => page.getByRole('link', { name, exact: true }).first().click());
const edit = (page) => follow(page, /\/edit$/, 'Ubah');

// Fills in what is missing before the Lurah can decide.
async function complete({ base, check }, page, name, further) {
  await open(page, `${base}/beneficiaries?complete=false`);
  await search(page, name);
  await follow(page, HER_PAGE, name);
  const missing = page.getByText('Belum lengkap untuk disahkan');
  check(await shown(missing), `${name} is told to be incomplete`);
  await edit(page);
  await input(page, 'beneficiary', '/notice/given').check();
  await input(page, 'beneficiary', '/notice/means').check();
  await input(page, 'beneficiary', '/notice/given_on').fill('2026-03-02');
  await input(page, 'beneficiary', '/notice/given_by').fill('Yuyun Nuraeni');
  await further();
  await save(page, HER_PAGE);
  await missing.waitFor({ state: 'detached' });
}

async function save(page, path) {
  await goes(page, path, () => page.getByRole('button', { name: 'Simpan', exact: true }).click());
}

async function completeHousehold(tools, page) {
  const { check, axe, picture } = tools;
  for (const name of [MOTHER, DAUGHTER]) {
    await complete(tools, page, name, async () => {
      await input(page, 'beneficiary', '/head_of_family/basis').selectOption({
        label: 'Suami meninggal',
      });
      await input(page, 'beneficiary', '/education').selectOption({ label: 'SD atau sederajat' });
    });
  }
  await picture(page, 'a completed woman');
  await follow(page, HOME_PAGE, 'Buka keluarga');
  const women = page.locator('section').filter({ hasText: 'Perempuan yang terdata' });
  for (const name of [MOTHER, DAUGHTER]) {
    check(await shown(women.getByRole('link', { name })), `${name} lives in this household`);
  }
  await edit(page);
  check(
    await shown(page.getByText('tidak ditampilkan untuk peran Anda')),
    'a kader does not see the income of a family whose data she did not collect',
  );
  await input(page, 'household', '/address').fill('Gg. Melati No. 1, Kp. Teluk Pucung');
  await axe(page, 'household form of a kader');
  await save(page, HOME_PAGE);
  check(await shown(page.getByText('Gg. Melati No. 1')), 'the address of the household is changed');
  await addMember(page);
  const member = page.locator('li').filter({ hasText: 'Asep Suhendar' });
  await member.waitFor();
  check(
    /Anak · \d+ tahun · Bersekolah · Tanggungan Ibu/.test(await member.textContent()),
    'the child is listed',
  );
  await axe(page, 'household of a kader');
  await picture(page, 'household of a kader');
}

async function addMember(page) {
  await page.getByRole('button', { name: 'Tambah anggota' }).click();
  const dialog = page.getByRole('dialog');
  await input(dialog, 'member', '/full_name').fill('Asep Suhendar');
  await input(dialog, 'member', '/birth_date').fill('2014-08-09');
  await dialog.getByRole('radio', { name: 'Laki-laki' }).check();
  await input(dialog, 'member', '/relation').selectOption({ label: 'Anak' });
  await input(dialog, 'member', '/schooling').selectOption({ label: 'Bersekolah' });
  await input(dialog, 'member', '/livelihood').selectOption({ label: 'Tanggungan Ibu' });
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

// A woman the kader finds herself, and what her household lives on.
async function collectNeighbour({ base, check, picture }, page) {
  const at = (pointer) => input(page, 'beneficiary', pointer);
  await open(page, `${base}/beneficiaries/new`);
  await at('/full_name').fill(NEIGHBOUR);
  await at('/nik').fill('3275995205790077');
  await at('/birth_date').fill('1979-05-12');
  await at('/rt').fill('2');
  await at('/marital_status').selectOption({ label: 'Cerai hidup' });
  await at('/head_of_family/de_facto').check();
  await at('/head_of_family/basis').selectOption({ label: 'Bercerai' });
  await at('/notice/given').check();
  await at('/notice/means').check();
  await save(page, HER_PAGE);
  await follow(page, HOME_PAGE, 'Buka keluarga');
  await edit(page);
  await input(page, 'household', '/monthly_income').fill('1,5 juta');
  check(await shown(page.getByText(/Terbaca Rp\s*1\.500\.000/)), 'the form says what it read');
  await input(page, 'household', '/monthly_expenditure').fill('1.450.000');
  await picture(page, 'income');
  await save(page, HOME_PAGE);
  check(await shown(page.getByText(/^Rp\s*1\.500\.000$/)), 'the income stands on the household');
}

async function press(page, locator, { key = 'Enter', ...way } = {}) {
  await reach(page, locator, way);
  await page.keyboard.press(key);
}

const turnTo = (page, path, link) => goes(page, path, () => press(page, link));

async function printList({ check, axe, picture }, page) {
  await turnTo(
    page,
    /^\/validations$/,
    page.locator('.side').getByRole('link', { name: 'Pengesahan' }),
  );
  await picture(page, 'queue one by one');
  await turnTo(page, /^\/validations\/print$/, page.getByRole('link', { name: 'Cetak daftar' }));
  await axe(page, 'list for the Lurah to sign');
  await picture(page, 'list before printing');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(PAPER);
  check(
    await shown(
      page.getByText(/^Daftar calon penerima manfaat, Teluk Pucung, tahun program \d{4}$/),
    ),
    'its heading',
  );
  const rows = page.locator('table.paper tbody tr');
  check((await rows.count()) >= list.size + 1, 'all who wait stand on it');
  for (const name of [MOTHER, DAUGHTER, NEIGHBOUR, list.women.at(-1).name]) {
    check((await rows.filter({ hasText: name }).count()) === 1, `${name} stands on it once`);
  }
  const signature = page.locator('.signature');
  check(/Lurah,\s*Nama, NIP/.test(await signature.textContent()), 'a place to sign');
  check(await shown(signature), 'the place to sign is printed');
  for (const around of ['.side', '.topbar', '.tabbar', '.acts']) {
    const shown = await page.locator(around).filter({ visible: true }).count();
    check(shown === 0, `${around} stays off the paper`);
  }
  const cut = await page
    .locator('table.paper')
    .evaluate((table) => table.scrollWidth - table.parentElement.clientWidth);
  check(cut <= 0, `no column is cut off at the edge of the paper: ${cut} px`);
  await picture(page, 'list on paper');
  const paper = await page.pdf({
    format: 'A4',
    margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' },
  });
  const sheets = paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  check(sheets >= 2 && sheets <= 6, `it prints on a few sheets of A4: ${sheets}`);
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 800 });
}

// By keyboard alone. While the Lurah writes, the officer takes one of the
// women back: she alone is refused.
async function validate({ base, check, axe, picture }, page, office) {
  await turnTo(
    page,
    /^\/validations$/,
    page.locator('.side').getByRole('link', { name: 'Pengesahan' }),
  );
  await press(page, page.getByRole('link', { name: 'Daftar bercentang' }));
  const box = (name) => page.getByRole('checkbox', { name });
  await box(THIRD).waitFor();
  const lacking = page.getByRole('listitem').filter({ hasText: list.women[7].name });
  check(await lacking.getByRole('checkbox').isDisabled(), 'who is incomplete cannot be ticked');
  check(
    await shown(lacking.getByText('Belum lengkap: Pemberitahuan data')),
    'and it is told what is missing',
  );
  await axe(page, 'checklist');
  for (const name of [MOTHER, DAUGHTER, THIRD, NEIGHBOUR]) {
    await press(page, box(name), { key: 'Space', most: 400 });
    check(await box(name).isChecked(), `${name} is ticked`);
  }
  await picture(page, 'checklist with four ticked');
  await press(page, page.getByRole('button', { name: 'Sahkan (4)' }), { most: 400 });
  const dialog = page.getByRole('dialog');
  check(await shown(dialog.getByText('Sahkan 4 calon?')), 'the dialog says how many');
  // The mother is too old and of two the rules know too little: a reason is needed.
  check(
    await shown(dialog.getByText('3 orang tidak berstatus layak menurut aturan')),
    'the dialog says for how many a reason is needed',
  );
  await reach(page, input(dialog, 'decision', '/reason'));
  await page.keyboard.type('Diketahui RW dan dikunjungi kader');
  await reach(page, input(dialog, 'decision', '/document_number'));
  await page.keyboard.type(DOCUMENT);
  await axe(page, 'decision');
  await picture(page, 'decision');
  await takeBack(base, office);
  await press(page, dialog.getByRole('button', { name: 'Sahkan (4)' }));
  await page.getByText('3 dari 4 selesai').waitFor();
  await settled(page);
  const told = page.getByRole('status').getByRole('listitem');
  for (const name of [MOTHER, DAUGHTER, NEIGHBOUR]) {
    check(await shown(told.filter({ hasText: `${name}: disahkan` })), `${name} is validated`);
  }
  const refused = told.filter({ hasText: `${THIRD}: Data belum lengkap untuk disahkan` });
  check(await shown(refused), 'who became incomplete meanwhile is refused with the reason');
  await axe(page, 'what came of the decision');
  await picture(page, 'what came of the decision');
  await open(page, `${base}/beneficiaries?status=validated`);
  await press(page, page.getByRole('link', { name: NEIGHBOUR }), { most: 120 });
  await page.getByText(`Dokumen ${DOCUMENT}`).waitFor();
  check(true, 'the number of the document stands on her record');
}

async function takeBack(base, page) {
  await open(page, `${base}/beneficiaries?complete=true`);
  await search(page, THIRD);
  await follow(page, HER_PAGE, THIRD);
  await edit(page);
  await input(page, 'beneficiary', '/notice/given').uncheck();
  await save(page, HER_PAGE);
}
