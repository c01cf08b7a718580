// A locus from nothing through Persiapan: Bappeda compares kelurahan, the
// coordinator decides which is chosen, makes the locus and names its team, the
// clerk fills on a phone what the gate asks for, meetings are held and decide,
// the gate says what holds it,
// she submits, the kecamatan returns it once, which she is notified of, and then
// approves, DP3A approves,
// and the board shows it.
import { Reader, goes, input, open, pdf, settled, shown } from './app.mjs';
import { agreed, coordinated } from './meetings.mjs';
import { selected } from './selections.mjs';

const YEAR = 2028;
const VILLAGE = '32.75.03.1004';
const ID = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e9f';
const WOMEN = [
  [`${ID}01`, 'Sumarni Tahapan', '3275995403887801'],
  [`${ID}02`, 'Lastri Tahapan', '3275995403887802'],
];
const COMPLETE = {
  rw: '031',
  head_of_family: { de_jure: true, de_facto: true, basis: 'husband_died' },
  notice: {
    version: '2026-1',
    language: 'id',
    means: 'read_out',
    given_on: '2026-11-06',
    given_by: 'Yuyun Nuraeni',
  },
};
const PDF = pdf('Rencana kerja terkoordinasi');
// What is filled beside the page: the page's own way is walked for the others.
const BESIDE = ['budget', 'hdi_study', 'schedule'];
const KINDS = {
  hdi_study: 'study',
  schedule: 'schedule',
};

export default async (tools) => {
  const { programme, officer } = await prepared(tools);
  const locus = await selected(tools, programme);
  const desk = await team(tools, locus);
  await decreed(tools, desk, locus);
  const page = await tools.newPage({ width: 360, height: 740 });
  await tools.signIn(page, 'kelurahan_officer');
  await refused(tools, page);
  await filled(tools, page, officer, locus);
  await told(tools, page);
  await submitted(tools, page);
  await returned(tools, page, locus);
  await approved(tools, locus);
  await onTheBoard(tools);
};

async function prepared({ base, password }) {
  const as = (name) => Reader.signIn(base, name, password);
  const [officer, coordinator, lurah] = await Promise.all(
    ['kelurahan_officer', 'coordinator', 'lurah'].map(as),
  );
  for (const [id, name, nik] of WOMEN) await officer.candidate(id, name, nik, COMPLETE);
  await lurah.post('/validations', `${ID}03`, {
    ids: WOMEN.map(([id]) => id),
    programme_year: YEAR,
    outcome: 'validated',
    reason: 'Dikenal warga RW',
    document_number: '400/18/Kel.TP/2027',
  });
  await officer.post(`/beneficiaries/${WOMEN[0][0]}/poverty-database-checks`, `${ID}04`, {
    checked_on: '2026-10-21',
    database: 'dtsen',
    result: 'listed',
    decile: 2,
    source: 'Dinas Sosial',
  });
  const agency = await coordinator.first('/agencies?limit=1');
  const { id: programme } = await coordinator.post('/programmes', `${ID}05`, {
    name: 'P2WKSS tahapan',
    year: YEAR,
    city_code: '32.75',
    lead_agency_id: agency.id,
    target_families: 2,
  });
  return { programme, officer };
}

async function team({ base, newPage, signIn, check, axe, picture }, locus) {
  const page = await newPage({ width: 1280 });
  await signIn(page, 'coordinator');
  await open(page, `${base}/loci/${locus}?tab=facts`);
  await goes(page, /\/team$/, () => page.getByRole('link', { name: 'Ubah tim' }).click());
  await input(page, 'team', '/team/0/name').fill('Agus Permana');
  await input(page, 'team', '/team/0/duty').fill('Ketua tim pengelola');
  await page.getByLabel('Memimpin tim').check();
  await page.getByRole('button', { name: 'Tambah anggota' }).click();
  await input(page, 'team', '/team/1/name').fill('Yuyun Nuraeni');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  check(await shown(page.locator('.errsum')), 'a member without a duty is named');
  await input(page, 'team', '/team/1/duty').fill('Pendataan');
  await axe(page, 'the team of a locus');
  await picture(page, 'the team of a locus');
  await goes(page, /^\/loci\//, () => page.getByRole('button', { name: 'Simpan', exact: true }).click());
  check(await shown(page.getByText('Agus Permana')), 'the team stands on the page of the locus');
  await picture(page, 'what is said of a locus');
  return page;
}

// The gate leads to the form of the decree, with programme and locus chosen.
async function decreed({ base, check, axe, picture }, page, locus) {
  await open(page, `${base}/loci/${locus}`);
  await goes(page, /^\/legal-instruments\/new$/, () =>
    line(page, 'Keputusan lokus dan sasaran').getByRole('link', { name: 'Tambah keputusan' }).click(),
  );
  await input(page, 'legal_instrument', '/number').fill('463/Kep.301/2027');
  await input(page, 'legal_instrument', '/dated').fill('2026-10-03');
  await input(page, 'legal_instrument', '/title').fill('Penetapan lokasi P2WKSS tahun 2028');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'keputusan.pdf', mimeType: 'application/pdf', buffer: PDF });
  await page.getByText('Terunggah: keputusan.pdf').waitFor();
  await axe(page, 'the form of a decree');
  await picture(page, 'the form of a decree');
  await goes(page, /^\/legal-instruments\/[0-9a-f-]{36}$/, () =>
    page.getByRole('button', { name: 'Simpan', exact: true }).click(),
  );
  check(await shown(page.getByRole('button', { name: 'keputusan.pdf' })), 'the decree stands with its file');
  await picture(page, 'a decree');
  await open(page, `${base}/loci/${locus}`);
  await page.locator('details.gate-done summary').click();
  check(await shown(line(page, 'Keputusan lokus dan sasaran')), 'the gate finds the decree');
}

const line = (page, name) => page.locator('.gate > li', { hasText: name });
const dialog = (page) => page.locator('dialog[open]');

async function refused({ base, check, axe, picture }, page) {
  await open(page, `${base}/stage-board`);
  await axe(page, 'the board');
  await picture(page, 'the board');
  await goes(page, /^\/loci\//, () =>
    page.getByRole('link', { name: 'Teluk Pucung RW 31' }).first().click(),
  );
  const held = page.locator('.reason', { hasText: 'Belum dapat diajukan' });
  check(await shown(held), 'the gate says that it holds');
  const names = await held.textContent();
  for (const name of ['Rencana kerja terkoordinasi', 'Jadwal kegiatan']) {
    check(names.includes(name), `${name} is named`);
  }
  check(!names.includes('Calon disahkan'), 'what is met holds nobody');
  const counted = line(page, 'Calon disahkan Lurah');
  await page.locator('details.gate-done summary').click();
  check((await counted.textContent()).includes('2 dari 2'), 'what is counted shows its figures');
  await axe(page, 'the gate of a stage');
  await picture(page, 'the gate of a stage');
}

async function filled(tools, page, officer, locus) {
  const { base, check, axe, picture } = tools;
  const plan = line(page, 'Rencana kerja terkoordinasi');
  await plan.getByRole('button', { name: 'Unggah dokumen' }).click();
  await dialog(page).getByRole('button', { name: 'Simpan pernyataan' }).click();
  check(await shown(dialog(page).locator('.errsum')), 'without its document nothing is declared');
  await dialog(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'rencana kerja.pdf', mimeType: 'application/pdf', buffer: PDF });
  await dialog(page).getByText('Terunggah: rencana kerja.pdf').waitFor();
  await axe(page, 'declaring that a requirement is met');
  await picture(page, 'declaring that a requirement is met');
  await dialog(page).getByRole('button', { name: 'Simpan pernyataan' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await settled(page);
  check(await shown(line(page, 'rencana kerja.pdf')), 'the document stands at its requirement');
  await coordinated(tools, page, locus);
  await agreed(tools, page, locus);
  const { items } = await officer.get(`/stage-records?locus_id=${locus}&limit=50`);
  const { id } = items.find((one) => one.stage === 'preparation');
  for (const [index, key] of BESIDE.entries()) {
    const kind = KINDS[key] ?? 'other';
    const query = `kind=${kind}&region=${VILLAGE}&file_name=${key}.pdf`;
    const { id: document } = await officer.post(`/documents?${query}`, `${ID}1${index}`, PDF, 'application/pdf');
    await officer.post(`/stage-records/${id}/entries`, `${ID}2${index}`, {
      requirement: key,
      day: '2026-10-30',
      document_id: document,
    });
  }
  const { programme_id: of } = await officer.get(`/loci/${locus}`);
  const { id: meeting } = await officer.post('/meetings', `${ID}30`, {
    programme_id: of,
    locus_id: locus,
    kind: 'pre_implementation',
    stage: 'preparation',
    starts_at: '2026-11-12T02:00:00Z',
    place: 'Bappeda',
    chair: 'Hendra Gunawan',
  });
  await officer.post(`/meetings/${meeting}/holding`, `${ID}31`, undefined, 'application/json', '*');
  await open(page, `${base}/loci/${locus}`);
  check((await page.locator('.gate > li.open').count()) === 0, 'nothing holds the gate any more');
}

async function told({ check, axe, picture }, page) {
  await goes(page, /\/edit$/, () => page.locator('.main').getByRole('link', { name: 'Ubah', exact: true }).click());
  await input(page, 'stage_record', '/benefit').fill('Ibu-ibu tahu siapa yang mendampingi mereka.');
  await page.getByLabel('Sebagian', { exact: true }).first().check();
  await page.getByLabel('Penuh', { exact: true }).nth(1).check();
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  check(await shown(page.locator('.errsum')), 'why residents did not take part in full is asked for');
  await input(page, 'stage_record', '/residents_reason').fill('Ketua RT 04 berganti');
  await axe(page, 'the form of a stage');
  await picture(page, 'the form of a stage');
  await goes(page, /^\/loci\//, () => page.getByRole('button', { name: 'Simpan', exact: true }).click());
  check(await shown(page.getByText('Ketua RT 04 berganti')), 'what is told stands on the page');
}

const step = async (page, name) => {
  await page.locator('.gate-foot').getByRole('button', { name, exact: true }).click();
  return dialog(page);
};

async function submitted({ check }, page) {
  const asked = await step(page, 'Ajukan');
  await asked.getByRole('button', { name: 'Ajukan', exact: true }).click();
  await asked.waitFor({ state: 'detached' });
  check(await shown(page.locator('.gate-foot', { hasText: 'Menunggu Petugas kecamatan' })), 'it waits for the kecamatan');
}

async function returned({ base, newPage, signIn, check, axe, picture }, clerk, locus) {
  const page = await newPage({ width: 1280, theme: 'dark', language: 'en' });
  await signIn(page, 'district_officer');
  await open(page, `${base}/loci/${locus}`);
  await axe(page, 'a stage that waits');
  await picture(page, 'a stage that waits');
  const asked = await step(page, 'Return');
  await asked.locator('textarea').fill('Berita acara belum ditandatangani Dinas Sosial');
  await asked.getByRole('button', { name: 'Return', exact: true }).click();
  await asked.waitFor({ state: 'detached' });
  await notified({ base, check, axe, picture }, clerk);
  check(await shown(clerk.locator('.note', { hasText: 'Dinas Sosial' })), 'the clerk reads why it came back');
  await picture(clerk, 'a stage that came back');
  const again = await step(clerk, 'Ajukan');
  await again.getByRole('button', { name: 'Ajukan', exact: true }).click();
  await again.waitFor({ state: 'detached' });
  await open(page, `${base}/loci/${locus}`);
  const approving = await step(page, 'Approve');
  await approving.getByRole('button', { name: 'Approve', exact: true }).click();
  await approving.waitFor({ state: 'detached' });
  check(await shown(page.locator('.gate-foot', { hasText: 'Waits for' })), 'then it waits for DP3A');
}

// The bell says that something came, and leads to it.
async function notified({ base, check, axe, picture }, clerk) {
  await open(clerk, base);
  const bell = clerk.getByRole('link', { name: /^Pemberitahuan \d+ belum dibaca$/ });
  await goes(clerk, /^\/notifications$/, () => bell.click());
  await axe(clerk, 'notifications');
  await picture(clerk, 'notifications');
  const back = clerk.locator('.kept-list li', { hasText: 'Dikembalikan' });
  check((await back.count()) === 1, 'she is told once that it came back');
  await goes(clerk, /^\/loci\//, () => back.getByRole('link').click());
}

async function approved({ base, newPage, signIn, check, axe, picture }, locus) {
  const page = await newPage({ width: 1280 });
  await signIn(page, 'coordinator');
  await open(page, `${base}/loci/${locus}`);
  const asked = await step(page, 'Setujui');
  await asked.getByRole('button', { name: 'Setujui', exact: true }).click();
  await asked.waitFor({ state: 'detached' });
  await settled(page);
  check(await shown(page.locator('.seven .done', { hasText: 'Persiapan' })), 'the stage is passed');
  check(await shown(page.getByRole('heading', { name: '2. Asesmen' })), 'and the next one is shown');
  await picture(page, 'a locus in its second stage');
  await open(page, `${base}/loci/${locus}?stage=preparation`);
  await goes(page, /\/print$/, () => page.getByRole('link', { name: 'Cetak catatan tahap' }).click());
  check(await shown(page.locator('.paper')), 'its record can be printed');
  await axe(page, 'the record of a stage on paper');
  await picture(page, 'the record of a stage on paper');
}

async function onTheBoard({ base, newPage, signIn, check, axe, picture }) {
  const page = await newPage({ width: 1280, theme: 'dark', language: 'en' });
  await signIn(page, 'planner');
  await open(page, `${base}/stage-board?sort=stage_since`);
  const row = page.locator('.board tbody tr', { hasText: `P2WKSS tahapan ${YEAR}` });
  check((await row.locator('td.cur').textContent()).includes('Held'), 'the board shows what holds it now');
  await axe(page, 'the board, as Bappeda sees it');
  await picture(page, 'the board, as Bappeda sees it');
}
