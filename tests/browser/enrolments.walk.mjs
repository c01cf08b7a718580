// A clerk puts validated women forward for the locus of their RW, makes them
// participants and takes one out with a reason: from the page of the locus to
// the register and back, on a phone and by ticks alone.
import { Reader, goes, input, open, settled, shown } from './app.mjs';

const YEAR = 2026;
const VILLAGE = '32.75.03.1004';
const WOMEN = [
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8e01', 'Karsinah Peserta', '3275995403887601'],
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8e02', 'Wartini Peserta', '3275995403887602'],
];
// What the Lurah needs to decide.
const COMPLETE = {
  head_of_family: { de_jure: true, de_facto: true, basis: 'husband_died' },
  notice: {
    version: '2026-1',
    language: 'id',
    means: 'read_out',
    given_on: '2026-11-06',
    given_by: 'Yuyun Nuraeni',
  },
};
const DECISION = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8e05';
const LOCUS = /^\/loci\/[0-9a-f-]{36}$/;

export default async (tools) => {
  const locus = await prepared(tools);
  const page = await tools.newPage({ width: 360, height: 740 });
  await tools.signIn(page, 'kelurahan_officer');
  await proposed(tools, page, locus);
  await stepped(tools, page, locus);
  await seen(tools, locus);
};

async function prepared({ base, password }) {
  const officer = await Reader.signIn(base, 'kelurahan_officer', password);
  for (const [id, name, nik] of WOMEN) {
    await officer.candidate(id, name, nik, COMPLETE);
  }
  const lurah = await Reader.signIn(base, 'lurah', password);
  await lurah.post('/validations', DECISION, {
    ids: WOMEN.map(([id]) => id),
    programme_year: YEAR,
    outcome: 'validated',
    reason: 'Dikenal warga RW',
    document_number: '400/17/Kel.TP/2026',
  });
  const { items } = await officer.get('/loci?limit=50');
  return items.find((one) => one.year === YEAR && one.region_code === VILLAGE).id;
}

const tick = (page, name) => page.getByLabel(`Pilih ${name}`);
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

async function proposed({ base, check, axe, picture }, page, locus) {
  await open(page, `${base}/loci/${locus}`);
  await page.getByRole('link', { name: 'Peserta', exact: true }).click();
  await settled(page);
  check(await shown(page.getByText('Belum ada peserta')), 'nobody takes part yet');
  await axe(page, 'a locus without participants');
  await goes(page, /^\/beneficiaries$/, () =>
    page.getByRole('link', { name: 'Pilih dari daftar' }).click(),
  );
  for (const [, name] of WOMEN) await tick(page, name).check();
  await press(page, 'Usulkan ke lokus (2)');
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: 'Usulkan ke lokus (2)' }).click();
  check(await shown(dialog.locator('.err')), 'a locus must be chosen');
  await input(dialog, 'enrolment', '/locus_id').selectOption(locus);
  await axe(page, 'women put forward');
  await picture(page, 'women put forward');
  await dialog.getByRole('button', { name: 'Usulkan ke lokus (2)' }).click();
  check(await shown(page.getByText('Karsinah Peserta: Diusulkan')), 'it is said of each');
  await picture(page, 'what came of putting forward');
  await tick(page, WOMEN[0][1]).check();
  await press(page, 'Usulkan ke lokus (1)');
  await input(dialog, 'enrolment', '/locus_id').selectOption(locus);
  await dialog.getByRole('button', { name: 'Usulkan ke lokus (1)' }).click();
  check(await shown(page.getByText('Sudah menjadi peserta')), 'nobody comes in twice');
}

async function stepped({ base, check, axe, picture }, page, locus) {
  await open(page, `${base}/loci/${locus}?tab=enrolments`);
  for (const [, name] of WOMEN) await tick(page, name).check();
  await press(page, 'Jadikan peserta (2)');
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: 'Jadikan peserta (2)' }).click();
  check(await shown(page.getByText('Wartini Peserta: Menjadi peserta')), 'both take part');
  await tick(page, WOMEN[1][1]).check();
  await press(page, 'Keluarkan (1)');
  await dialog.locator('textarea').fill('Pindah ikut anaknya');
  await dialog.getByRole('button', { name: 'Keluarkan (1)' }).click();
  check(await shown(page.getByText('Wartini Peserta: Dikeluarkan')), 'one is taken out');
  check(await shown(page.getByText('Pindah ikut anaknya')), 'with the reason');
  await axe(page, 'the participants of a locus');
  await picture(page, 'the participants of a locus');
}

// At a desk, in the other language and theme; and by one who sees no names.
async function seen({ base, newPage, signIn, check, axe, picture }, locus) {
  for (const [who, words] of [
    ['lurah', 'Karsinah Peserta'],
    ['observer', 'name not shown'],
  ]) {
    const page = await newPage({ width: 1280, theme: 'dark', language: 'en' });
    await signIn(page, who);
    await open(page, `${base}/loci/${locus}?tab=enrolments`);
    check(LOCUS.test(new URL(page.url()).pathname), `${who} reaches the locus`);
    const cell = page.locator('td, th', { hasText: words }).first();
    check(await shown(cell), `${who} sees ${words}`);
    await axe(page, `participants, as the ${who} sees them`);
    await picture(page, `participants, as the ${who} sees them`);
  }
}
