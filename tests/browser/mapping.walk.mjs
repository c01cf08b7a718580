// A list with headings nobody knows: its columns are matched by keyboard, the
// choice is remembered, and the next list changes a woman who stands already.
import { goes, open, settled, shown } from './app.mjs';

const WORK_MILLIS = 60_000;
const HEAD = 'Kode;Sebutan;Nomor Penduduk;Kelahiran;Lingkungan;Keadaan;Minat';
const SOURCE = 'Daftar PKK RW 11';
const CHOSEN = [
  [1, 'full_name'],
  [2, 'nik'],
  [3, 'birth_date'],
  [4, 'rt_rw'],
  [5, 'marital_status'],
];
const line = (serial, name, state) =>
  `a;${name};327599540388${serial};14/03/1988;002/011;${state};kue`;
const FIRST = [line(6401, 'Tati Sumiati', 'Menikah'), line(6402, 'Titin Sulastri', 'Sedih')];
const NEXT = [line(6401, 'Tati Sumiati', 'Cerai mati'), line(6403, 'Tuti Herawati', 'Menikah')];
const OTHER = [line(6401, 'Ros Nurlaela', 'Cerai mati')];

export default async (tools) => {
  for (const size of [undefined, { width: 360, height: 740 }]) {
    const page = await tools.newPage(size);
    await tools.signIn(page, 'kelurahan_officer');
    if (size === undefined) {
      await match(tools, page);
      await recognised(tools, page);
      await accepted(tools, page);
    } else {
      await narrow(tools, page);
    }
  }
};

async function upload({ base }, page, name, lines, head = HEAD) {
  await open(page, `${base}/imports/new`);
  const text = `Daftar PKK\n${head}\n${lines.join('\n')}\n`;
  await page
    .locator('#upload-file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await goes(page, /^\/imports\/[0-9a-f-]{36}$/, () =>
    page.getByRole('button', { name: 'Unggah dan periksa' }).click(),
  );
}

const waits = (page) =>
  page.getByText(/^\d+ dari \d+ kolom dikenali\.$/).waitFor({ timeout: WORK_MILLIS });
const checked = (page) =>
  page.getByText('Belum ada yang disimpan').waitFor({ timeout: WORK_MILLIS });

async function match(tools, page) {
  const { check, axe, picture } = tools;
  await upload(tools, page, 'pkk.csv', FIRST);
  await waits(page);
  await settled(page);
  const lacking = page.getByText(/^Belum ada kolom untuk: Nama lengkap, NIK/);
  check(await shown(lacking), 'what no column holds is named');
  check(await shown(page.getByText('3275**********01')), 'samples are masked');
  const button = page.getByRole('button', { name: 'Periksa 2 baris' });
  check((await button.getAttribute('aria-disabled')) === 'true', 'without a name nothing is checked');
  await axe(page, 'matching columns');
  await picture(page, 'matching columns');
  for (const [index, column] of CHOSEN) {
    await page.locator(`#mapping-${index}`).focus();
    const words = await page.locator(`#mapping-${index} option[value="${column}"]`).textContent();
    // A select takes what is typed.
    await page.keyboard.type(words.slice(0, 12));
    const now = await page.locator(`#mapping-${index}`).inputValue();
    if (now !== column) await page.locator(`#mapping-${index}`).selectOption(column);
  }
  check((await lacking.count()) === 0, 'now every row has what it needs');
  await page.locator('#mapping-remember').focus();
  await page.keyboard.press('Space');
  await page.locator('#mapping-source').fill(SOURCE);
  await axe(page, 'remembering a source');
  await picture(page, 'remembering a source');
  await button.focus();
  await page.keyboard.press('Enter');
  await checked(page);
  await settled(page);
  const sum = '2 baris = 1 baru + 0 berubah + 0 sama persis + 0 bentrok + 1 salah.';
  check(await shown(page.getByText(sum)), `the columns were read: ${sum}`);
  check(await shown(page.getByText(/Tulis salah satu: .*Menikah/)), 'the choices are named');
  await page.getByRole('button', { name: 'Simpan 1 baris' }).click();
  await page.getByRole('heading', { name: '1 baris disimpan' }).waitFor({ timeout: WORK_MILLIS });
}

async function recognised(tools, page) {
  const { check, axe, picture } = tools;
  await upload(tools, page, 'lagi.csv', NEXT);
  await checked(page);
  await settled(page);
  check(
    await shown(page.getByText(new RegExp(`seperti diingat untuk “${SOURCE}”`))),
    'the source is recognised and named',
  );
  const sum = '2 baris = 1 baru + 1 berubah + 0 sama persis + 0 bentrok + 0 salah.';
  check(await shown(page.getByText(sum)), `a woman who stands is changed: ${sum}`);
  await page.getByRole('link', { name: 'Berubah (1)' }).click();
  const row = page.getByRole('row', { name: 'Tati Sumiati' });
  await row.waitFor();
  check((await row.locator('del').textContent()).length > 0, 'the old value is shown');
  check((await row.locator('ins').textContent()) === 'Cerai mati', 'and the new one');
  await axe(page, 'changes of a list');
  await picture(page, 'changes of a list');
  await page.getByRole('link', { name: 'Ubah kolom' }).click();
  await waits(page);
  check((await page.locator('#mapping-2').inputValue()) === 'nik', 'the columns can be seen again');
  await page.getByRole('link', { name: 'Kembali ke hasil' }).click();
  await checked(page);
  await page.getByRole('button', { name: 'Simpan 2 baris' }).click();
  await page.getByRole('heading', { name: '2 baris disimpan' }).waitFor({ timeout: WORK_MILLIS });
}

async function accepted(tools, page) {
  const { check, axe, picture } = tools;
  await upload(tools, page, 'bentrok.csv', OTHER);
  await checked(page);
  await settled(page);
  const button = page.getByRole('button', { name: 'Terima baris 3' });
  check(await shown(button), 'another name for a NIK is a conflict');
  await axe(page, 'a conflict of a list');
  await picture(page, 'a conflict of a list');
  await button.click();
  const sum = '1 baris = 0 baru + 1 berubah + 0 sama persis + 0 bentrok + 0 salah.';
  await page.getByText(sum).waitFor();
  check(await shown(page.getByText(sum)), 'once accepted it is a change');
  await page.getByRole('button', { name: 'Lupakan sumber ini' }).click();
  check(await shown(page.getByText('Sumber dilupakan').first()), 'the source can be forgotten');
}

async function narrow(tools, page) {
  const { check, axe, picture } = tools;
  await upload(tools, page, 'sempit.csv', FIRST);
  await waits(page);
  await settled(page);
  check(await shown(page.locator('#mapping-1')), 'columns are matched on a phone');
  await axe(page, 'matching columns on a phone');
  await picture(page, 'matching columns on a phone');
}
