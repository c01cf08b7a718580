// A kader with a phone where the signal comes and goes: what she wrote is never
// lost, and what was sent twice is kept once.
import { Reader, input, open, settled, shown } from './app.mjs';

const LINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;
const RECORD = /^\/beneficiaries\/(?!new)[0-9a-f-]{36}$/;
const CUT = { name: 'Ratmi Tanpa Sinyal', nik: '3275995403880041' };
const LOST = { name: 'Sumiati Jawaban Hilang', nik: '3275995403880042' };
const STOPPED = { name: 'Wartini Berhenti Dulu', nik: '3275995403880043' };
const DRAFT = { name: 'Yoyoh Isian Tertinggal', nik: '3275995403880044' };

export default async (tools) => {
  const { base, password, forgive, newPage, signIn } = tools;
  const page = await newPage({ width: 360, height: 740 });
  forgive(page, LINE);
  page.on('dialog', (dialog) => dialog.accept());
  await signIn(page, 'kader');
  const reader = await Reader.signIn(base, 'kader', password);
  await cutWhileSaving(tools, page, reader);
  await answerLost(tools, page, reader);
  await stoppedAndSentAgain(tools, page, reader);
  await leftBehind(tools, page, reader);
};

const at = (page, pointer) => input(page, 'beneficiary', pointer);
const cut = (page) => page.context().setOffline(true);
const restore = (page) => page.context().setOffline(false);
const save = (page) => page.getByRole('button', { name: 'Simpan', exact: true }).tap();
const kept = (page) => page.getByText(/^Tersimpan di perangkat ini, dicoba lagi dalam \d+ detik$/);

async function recorded(reader, { name }) {
  const { items } = await reader.get(`/beneficiaries?q=${encodeURIComponent(name)}`);
  return items.length;
}

async function arrived(page, { name }) {
  await page.waitForURL((url) => RECORD.test(url.pathname));
  await settled(page);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

// By touch, from the bar at the foot of the screen.
async function toForm(page) {
  await page.locator('.tabbar').getByRole('link', { name: 'Penerima manfaat' }).tap();
  // The page she leaves may offer to add something too.
  await page.waitForURL((url) => url.pathname === '/beneficiaries');
  await settled(page);
  await page.getByRole('link', { name: 'Tambah' }).tap();
  await page.waitForURL((url) => url.pathname === '/beneficiaries/new');
  await settled(page);
}

async function fill(page, { name, nik }) {
  await toForm(page);
  await at(page, '/full_name').tap();
  await page.keyboard.type(name);
  await at(page, '/nik').tap();
  await page.keyboard.type(nik);
  await at(page, '/birth_date').fill('1988-03-14');
  await at(page, '/rt').tap();
  await page.keyboard.type('2');
  await at(page, '/marital_status').selectOption('widowed');
  await at(page, '/head_of_family/de_facto').tap();
}

async function cutWhileSaving({ base, check, axe, picture }, page, reader) {
  await open(page, base);
  await fill(page, CUT);
  await cut(page);
  await save(page);
  await kept(page).waitFor();
  check(
    (await at(page, '/full_name').inputValue()) === CUT.name,
    'what she wrote still stands there',
  );
  check((await at(page, '/nik').inputValue()) === CUT.nik, 'her NIK too');
  await axe(page, 'kept on the device');
  await picture(page, 'kept on the device');
  await page.getByRole('button', { name: 'Coba sekarang' }).tap();
  await kept(page).waitFor();
  check((await recorded(reader, CUT)) === 0, 'nothing has reached the register');
  await restore(page);
  await arrived(page, CUT);
  check(
    (await recorded(reader, CUT)) === 1,
    'it went by itself once the signal was back, and once only',
  );
}

// The register takes her, but the answer is lost on the way back.
async function answerLost({ base, check }, page, reader) {
  await open(page, base);
  await fill(page, LOST);
  const keys = [];
  let lost = 0;
  await page.route('**/api/v1/beneficiaries', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('failed');
  });
  await save(page);
  await kept(page).waitFor();
  check(
    (await recorded(reader, LOST)) === 1,
    'she stands in the register, though the phone does not know',
  );
  await page.getByRole('button', { name: 'Coba sekarang' }).tap();
  await arrived(page, LOST);
  await page.unroute('**/api/v1/beneficiaries');
  check(keys.length === 2 && keys[0] === keys[1], `it was sent again under the same key: ${keys}`);
  check((await recorded(reader, LOST)) === 1, 'and stands there once');
}

async function stoppedAndSentAgain({ base, check }, page, reader) {
  await open(page, base);
  await fill(page, STOPPED);
  await cut(page);
  await save(page);
  await kept(page).waitFor();
  await page.getByRole('button', { name: 'Berhenti mencoba' }).tap();
  await page.getByText(/^\d+ isian belum disimpan$/).waitFor();
  check((await at(page, '/full_name').inputValue()) === STOPPED.name, 'stopping loses nothing');
  await restore(page);
  check((await recorded(reader, STOPPED)) === 0, 'nothing is sent that she stopped');
  await save(page);
  await arrived(page, STOPPED);
  check((await recorded(reader, STOPPED)) === 1, 'saving again sends it once');
}

// Left without a signal, in the same tab: the draft is offered again, without
// the NIK, which is never kept on the device.
async function leftBehind({ base, check, axe, picture }, page, reader) {
  await open(page, base);
  await fill(page, DRAFT);
  await cut(page);
  await save(page);
  await kept(page).waitFor();
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  check(
    stored.includes(DRAFT.name) && !stored.includes(DRAFT.nik),
    'the draft is kept, the NIK is not',
  );
  await page.locator('.tabbar').getByRole('link', { name: 'Beranda' }).tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Tinggalkan', exact: true }).tap();
  await page.getByRole('heading', { level: 1 }).waitFor();
  check((await recorded(reader, DRAFT)) === 0, 'nothing has reached the register');
  await restore(page);
  await toForm(page);
  for (const again of ['gone back to', 'reloaded']) {
    if (again === 'reloaded') await page.reload();
    await settled(page);
    const note = page.getByText(/^Isian dari .+ dipulihkan; belum disimpan ke sistem\.$/);
    check(await shown(note), `the draft is offered again when the form is ${again}`);
    check((await at(page, '/full_name').inputValue()) === DRAFT.name, 'with what she wrote');
    check((await at(page, '/nik').inputValue()) === '', 'without the NIK');
  }
  await axe(page, 'a draft offered again');
  await picture(page, 'a draft offered again');
  await at(page, '/nik').fill(DRAFT.nik);
  await save(page);
  await arrived(page, DRAFT);
  check((await recorded(reader, DRAFT)) === 1, 'and can be sent');
  await open(page, `${base}/beneficiaries/new`);
  check((await at(page, '/full_name').inputValue()) === '', 'what was sent is no draft any more');
}
