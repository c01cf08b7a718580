// How a locus is chosen, as people do it: the first part of the walk of the
// stages. Bappeda compares, adds the figure that is missing, DP3A decides and
// makes the locus.
import { goes, input, open, settled, shown } from './app.mjs';

const SELECTION = /^\/locus-selections\/[0-9a-f-]{36}$/;
const LOCUS = /^\/loci\/[0-9a-f-]{36}$/;
const DISTRICT = '32.75.03';
const WITHOUT_FIGURE = `${DISTRICT}.1005`;
const YEAR = '2024';

const dialog = (page) => page.locator('dialog[open]');
const save = (page) => page.getByRole('button', { name: 'Simpan', exact: true }).click();
const field = (page, pointer) => input(page, 'locus_selection', pointer);

async function compared({ base, newPage, signIn, check, axe, picture }, programme) {
  const page = await newPage({ width: 1280 });
  await signIn(page, 'planner');
  await open(page, `${base}/programmes/${programme}`);
  await goes(page, /^\/locus-selections\/new$/, () =>
    page.getByRole('link', { name: 'Bandingkan wilayah' }).click(),
  );
  await page.locator('[id="locus_selection-region_code-district"]').selectOption(DISTRICT);
  for (const index of [0, 1, 2]) await field(page, `/indicators/${index}/year`).fill(YEAR);
  await field(page, '/indicators/2/weight').fill('0');
  await save(page);
  check(await shown(page.locator('.errsum', { hasText: 'Bobot' })), 'what weighs nothing is named');
  await field(page, '/indicators/2/weight').fill('20');
  await axe(page, 'what is compared');
  await picture(page, 'what is compared');
  await goes(page, SELECTION, () => save(page));
  await page.getByText('Rata-rata lama sekolah (RLS)', { exact: true }).first().waitFor();
  check(await shown(page.getByText('1 wilayah belum dapat diperingkat', { exact: false })), 'a gap is shown');
  await axe(page, 'a ranking with a gap');
  await picture(page, 'a ranking with a gap');
  return { page, address: page.url() };
}

// The figure that is missing, from the ranking itself.
async function completed({ check }, { page, address }) {
  await goes(page, /^\/region-facts\/new$/, () =>
    page.getByRole('link', { name: 'Tambah data wilayah' }).click(),
  );
  const fact = (pointer) => input(page, 'region_fact', pointer);
  await fact('/kind').selectOption('mean_schooling');
  await page.locator('[id="region_fact-region_code-district"]').selectOption(DISTRICT);
  await page.locator('[id="region_fact-region_code-village"]').selectOption(WITHOUT_FIGURE);
  await fact('/year').fill(YEAR);
  await fact('/value').fill('11,39');
  await fact('/source').fill('Kajian IPM Bappeda');
  await goes(page, /^\/region-facts\/[0-9a-f-]{36}$/, () => save(page));
  check(await shown(page.getByText('11,39 tahun')), 'a figure is shown as it was typed');
  await open(page, address);
  check((await page.getByText('belum dapat diperingkat').count()) === 0, 'every place has its rank');
  check(await shown(page.getByText('77,25', { exact: false }).first()), 'the index was worked out');
  const local = page.locator('td', { hasText: 'dihitung di sini dari komponennya' });
  check((await local.count()) > 0, 'and an index below the city says so');
}

async function decided({ newPage, signIn, check, axe, picture }, address) {
  const page = await newPage({ width: 360, height: 740 });
  await signIn(page, 'coordinator');
  await open(page, address);
  await picture(page, 'a ranking on a phone');
  await page.getByRole('button', { name: 'Putuskan lokus' }).click();
  const places = dialog(page);
  await places.getByLabel('Teluk Pucung', { exact: false }).check();
  await places.getByRole('button', { name: 'Putuskan lokus' }).click();
  const asked = places.locator('.errsum', { hasText: 'Alasan' });
  check(await shown(asked), 'a choice that the figures do not make is explained');
  await axe(page, 'deciding on loci');
  await picture(page, 'deciding on loci');
  await places.getByLabel('Harapan Jaya', { exact: false }).check();
  await places.getByRole('button', { name: 'Putuskan lokus' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  check(await shown(page.getByText('Diputuskan oleh Dewi Kartika', { exact: false })), 'who decided stands there');
  await settled(page);
  await axe(page, 'a selection that was decided');
  await picture(page, 'a selection that was decided');
  return page;
}

// The way from the decision to the locus.
export async function selected(tools, programme) {
  const comparison = await compared(tools, programme);
  await completed(tools, comparison);
  const page = await decided(tools, comparison.address);
  const chosen = page.locator('li', { hasText: 'Teluk Pucung' });
  await goes(page, /^\/loci\/new$/, () => chosen.getByRole('link', { name: 'Tambah lokus' }).click());
  const village = page.locator('[id="locus-region_code-village"]');
  await village.locator('option:checked', { hasText: 'Teluk Pucung' }).waitFor({ state: 'attached' });
  await input(page, 'locus', '/rws').fill('31');
  await input(page, 'locus', '/target_families').fill('2');
  await goes(page, LOCUS, () => save(page));
  return new URL(page.url()).pathname.split('/').pop();
}
