// Meetings as people call, hold and tell them: parts of the walk of the stages.
import { goes, input, open, pdf, settled, shown } from './app.mjs';

export const MEETING = /^\/meetings\/[0-9a-f-]{36}$/;
const PDF = pdf('Berita acara');
const AGENCY = 'Dinas Pemberdayaan Perempuan dan Perlindungan Anak (DP3A)';

const line = (page, name) => page.locator('.gate > li', { hasText: name });
const dialog = (page) => page.locator('dialog[open]');
const save = (page) => page.getByRole('button', { name: 'Simpan', exact: true }).click();

// From the gate, with what it is about chosen already.
async function called(page, requirement, day) {
  await goes(page, /^\/meetings\/new$/, () =>
    line(page, requirement).getByRole('link', { name: 'Adakan rapat' }).click(),
  );
  await input(page, 'meeting', '/starts_at').fill(day);
  await input(page, 'meeting', '/starts_at/hour').fill('09:00');
  await input(page, 'meeting', '/place').fill('Aula kelurahan');
  await input(page, 'meeting', '/chair').fill('Agus Permana');
}

async function held(page) {
  await page.getByRole('button', { name: 'Sudah dilaksanakan' }).click();
  await page.getByRole('button', { name: 'Sudah dilaksanakan' }).waitFor({ state: 'detached' });
  await settled(page);
}

// Bappeda leads the meeting of the city: what was decided is the clerk's task.
export async function coordinated({ base, newPage, signIn, check, axe, picture }, clerk, locus) {
  const page = await newPage({ width: 1280 });
  await signIn(page, 'planner');
  await open(page, `${base}/loci/${locus}`);
  await called(page, 'Rapat koordinasi tingkat kota', '2026-11-02');
  await page.getByRole('button', { name: 'Tambah instansi' }).click();
  await input(page, 'meeting', '/parties/0/representative').fill('Dewi Kartika');
  await save(page);
  check(await shown(page.locator('.errsum')), 'who represents somebody represents an agency');
  await input(page, 'meeting', '/parties/0/agency_id').selectOption({ label: AGENCY });
  await axe(page, 'calling a meeting');
  await picture(page, 'calling a meeting');
  await goes(page, MEETING, () => save(page));
  check(await shown(page.getByText('Direncanakan')), 'it is planned');
  await held(page);
  await page.getByRole('button', { name: 'Tambah keputusan' }).click();
  await input(dialog(page), 'meeting_decision', '/text').fill('Pendataan calon selesai sebelum rapat pra-pelaksanaan');
  await input(dialog(page), 'meeting_decision', '/title').fill('Lengkapi pendataan RW 31');
  await save(dialog(page));
  check(await shown(dialog(page).locator('.errsum')), 'who does it and by when is asked for');
  const owner = dialog(page).locator('option', { hasText: 'Rina Wulandari' });
  await input(dialog(page), 'meeting_decision', '/owner_id').selectOption(await owner.getAttribute('value'));
  await input(dialog(page), 'meeting_decision', '/due_on').fill('2026-11-03');
  await axe(page, 'a decision and what follows');
  await picture(page, 'a decision and what follows');
  await save(dialog(page));
  await dialog(page).waitFor({ state: 'detached' });
  await settled(page);
  check(await shown(page.getByText('Lewat', { exact: false }).first()), 'what is past its day says so');
  await axe(page, 'a meeting that decided');
  await picture(page, 'a meeting that decided');
  await page.getByRole('button', { name: 'Ubah Lengkapi pendataan RW 31' }).click();
  await input(dialog(page), 'meeting_decision', '/due_on').fill('2026-11-04');
  await axe(page, 'changing what follows');
  await picture(page, 'changing what follows');
  await save(dialog(page));
  await dialog(page).waitFor({ state: 'detached' });
  check(await shown(page.locator('.sub', { hasText: '4 Nov' })), 'its day is another one');
  await open(clerk, `${base}/`);
  const task = clerk.locator('li', { hasText: 'Lengkapi pendataan RW 31' });
  check(await shown(task), 'the clerk finds it on her home');
  await axe(clerk, 'home with what follows from meetings');
  await picture(clerk, 'home with what follows from meetings');
  await goes(clerk, MEETING, () => task.getByRole('link').first().click());
  await clerk.getByRole('button', { name: 'Selesai', exact: true }).click();
  await dialog(clerk).locator('textarea').fill('Semua calon terdata');
  await dialog(clerk).getByRole('button', { name: 'Selesai', exact: true }).click();
  await dialog(clerk).waitFor({ state: 'detached' });
  check(await shown(clerk.getByText('“Semua calon terdata”')), 'she says what came of it');
}

// On a phone: across sectors, signed by whoever is to sign.
export async function agreed({ base, check, axe, picture }, page, locus) {
  await open(page, `${base}/loci/${locus}`);
  await called(page, 'Kesepakatan lintas sektor', '2026-11-05');
  await page.getByRole('button', { name: 'Tambah instansi' }).click();
  await input(page, 'meeting', '/parties/0/agency_id').selectOption({ label: AGENCY });
  await page.getByLabel('Menandatangani kesepakatan').check();
  await goes(page, MEETING, () => save(page));
  await held(page);
  check(await shown(page.getByText('Belum ditandatangani semua: 0 dari 1')), 'who has not signed is told');
  await goes(page, /\/edit$/, () => page.locator('.main').getByRole('link', { name: 'Ubah', exact: true }).click());
  await input(page, 'meeting', '/minutes').fill('Warga meminta pelatihan pagi hari.\nDisepakati pukul 08.30.');
  await input(page, 'meeting', '/residents_attended').fill('19');
  await input(page, 'meeting', '/women_attended').fill('20');
  await page.getByLabel('Hadir', { exact: true }).check();
  await input(page, 'meeting', '/parties/0/signed_on').fill('2026-11-06');
  await save(page);
  check(await shown(page.locator('.errsum')), 'no more women came than people');
  await input(page, 'meeting', '/women_attended').fill('14');
  await axe(page, 'telling what came of a meeting');
  await picture(page, 'telling what came of a meeting');
  await goes(page, MEETING, () => save(page));
  check(await shown(page.getByText('19, di antaranya 14 perempuan')), 'who came stands on its page');
  await page.getByRole('button', { name: 'Unggah' }).click();
  await dialog(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'berita acara.pdf', mimeType: 'application/pdf', buffer: PDF });
  await dialog(page).getByText('Terunggah: berita acara.pdf').waitFor();
  await axe(page, 'a file of a meeting');
  await picture(page, 'a file of a meeting');
  await save(dialog(page));
  await dialog(page).waitFor({ state: 'detached' });
  check(await shown(page.getByRole('button', { name: 'Lepas berita acara.pdf' })), 'its file stands there');
  // Minutes that were written by hand, as a photo of them.
  const photo = await page.screenshot();
  await page.getByRole('button', { name: 'Unggah' }).click();
  const upload = dialog(page).locator('input[type=file]');
  await upload.setInputFiles({ name: 'notula.doc', mimeType: 'application/msword', buffer: photo });
  check(await shown(dialog(page).getByText('.docx', { exact: false }).last()), 'what is taken is told');
  await upload.setInputFiles({ name: 'notula.png', mimeType: 'image/png', buffer: photo });
  await dialog(page).getByText('Terunggah: notula.png').waitFor();
  await save(dialog(page));
  await dialog(page).waitFor({ state: 'detached' });
  const small = page.getByRole('img', { name: 'notula.png' });
  check(await shown(small), 'a photo is shown small');
  check(await small.evaluate((one) => one.naturalWidth > 100 && one.clientWidth <= 160), 'and is a picture');
  await axe(page, 'a meeting on a phone');
  await picture(page, 'a meeting on a phone');
  for (const [link, heading] of [['Cetak undangan', 'Undangan'], ['Cetak berita acara', 'Berita acara rapat']]) {
    const meeting = page.url();
    await goes(page, /\/(invitation|minutes)$/, () => page.getByRole('link', { name: link }).click());
    check(await shown(page.locator('.sheet h2', { hasText: heading })), `${heading} can be printed`);
    await axe(page, heading);
    await picture(page, heading);
    await open(page, meeting);
  }
}
