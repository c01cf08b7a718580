// Every page in both languages, both themes, on a phone and on a desk: no
// accessibility fault and nothing wider than the screen. Then what lists look
// like when nothing matches and when the server fails. Four views hold each
// pair of language, theme and size together; VIEWS=all looks at all eight, and
// at every list without rows and failed in each of them.
import { readFileSync } from 'node:fs';
import { Reader, choose, open } from './app.mjs';
import { PASSWORD } from './server.mjs';

const ROUTES_FILE = new URL('../../frontend/routes.txt', import.meta.url);

// One entry for each line of routes.txt: who looks (nobody signed in without
// `as`), and at which address where the pattern has a gap. `list` is the
// operation behind a list: its answer is once replaced by nothing, with the
// filter `narrowed`, and once by a refusal.
const first =
  (list, name = 'id') =>
  async (reader) =>
    (await reader.first(list))[name];
const at = (id, address) => async (reader) => address(await id(reader));

const user = first('/users?limit=1');
const agency = first('/agencies?limit=1');
const code = first('/code-lists?limit=1');
// A woman of our own: the demo city may have none.
const SITI = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47';
async function siti(reader) {
  const { items } = await reader.get('/beneficiaries?limit=1');
  return items[0] ?? reader.candidate(SITI, 'Siti Rohayati', '3275995403880001');
}
const hers = (address) => async (reader) => address(await siti(reader));
const officer = 'kelurahan_officer';
// A list of hers with a right row and a wrong one, once it has been checked.
const UPLOAD = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a48';
const LIST = `Nama;Tanggal Lahir;NIK;RW;RT;Status Kawin
Siti;14/03/1988;3275995403880001;11;2;Menikah
Salah;31/04/1983;3275995403880002;11;2;Menikah
`;
async function uploaded(reader) {
  const { roles } = await reader.get('/me');
  const query = `file_name=rw11.csv&region=${roles[0].region_code}`;
  const { id } = await reader.post(`/imports?${query}`, UPLOAD, LIST, 'text/csv');
  for (let turn = 0; turn < 50; turn += 1) {
    const { state } = await reader.get(`/imports/${id}`);
    if (state !== 'checking') return id;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('the list was not checked within ten seconds');
}
// A conflict for the coordinator: one NIK entered in two kelurahan.
const TWICE = '3275995403880061';
async function conflict(reader) {
  const open = async () => (await reader.get('/tasks?state=open&limit=1')).items[0];
  if ((await open()) === undefined) {
    const [one, two] = await Promise.all(
      [officer, 'kelurahan_officer_2'].map((name) => Reader.signIn(reader.base, name, PASSWORD)),
    );
    await one.candidate('019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a51', 'Nurhayati', TWICE);
    const again = two.candidate('019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a52', 'Nur Hayati', TWICE);
    await again.then(
      () => Promise.reject(new Error('a NIK stands twice')),
      (refusal) => {
        if (!refusal.message.includes('nik_exists')) throw refusal;
      },
    );
  }
  return (await open()).id;
}
const line = first('/poverty-lines?limit=1');
const programme = first('/programmes?limit=1');
const locus = first('/loci?limit=1');
const selection = first('/locus-selections?limit=1');
const compared = first('/locus-selections?state=draft&limit=1');
const instrument = first('/legal-instruments?limit=1');
const meeting = first('/meetings?limit=1');
const stage = first('/stage-records?state=open&limit=1');
// A draft: what can be changed shows more than what is published.
const TEMPLATE = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a71';
async function template(reader) {
  const { items } = await reader.get('/stage-templates?state=draft&limit=1');
  return items[0]?.id ?? (await reader.post('/stage-templates', TEMPLATE, { city_code: '32.75' })).id;
}
const fact = first('/region-facts?limit=1');
// A family of which everything was told, twice, so that there is something to draw.
const ASSESSMENT = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a5';
async function assessed(reader) {
  const she = await siti(reader);
  const answers = { meals: 'yes', clothing: 'yes', house: 'no', health_care: 'yes', schooling: 'yes' };
  for (const [index, day] of ['2025-03-03', '2026-11-06'].entries()) {
    const id = `${ASSESSMENT}${3 + index}`;
    await reader.post('/welfare-assessments', id, {
      id,
      beneficiary_id: she.id,
      assessed_on: day,
      assessed_by: 'Yuyun Nuraeni',
      ks21: { ...answers, family_planning_access: 'not_applicable' },
      dwelling: { floor_area: 24, tenure: 'rented', toilet: 'shared' },
      aid: [{ programme: 'pkh', since_year: 2024 }],
      functioning: { seeing: 'some', walking: 'none' },
      monthly_income: 540000 + index * 47500,
      monthly_expenditure: 600000,
    });
  }
  return she.id;
}
// A drafted version of the rules, with whom it would touch.
const RULES = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a55';
async function rules(reader) {
  await reader.post('/eligibility-rules', RULES, { id: RULES, age_max: 60, note: 'Umur sampai 60 tahun' });
  return RULES;
}
// Two women alike in one kelurahan, and what became of such pairs.
const ALIKE = [
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a61', 'Sukaesih Pasangan', '3275995403880065'],
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a62', 'Soekaesih Pasangan', '3275995403880066'],
  ['019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a63', 'Sukaesi Pasangan', '3275995403880067'],
];
// Under these keys the merge and the move are sent once.
const MERGE = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a65';
const MOVE = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a66';
async function alike(reader) {
  const known = [];
  for (const [id, name, nik] of ALIKE) {
    await reader.candidate(id, name, nik, { acknowledged_duplicates: [...known] });
    known.push(id);
  }
  const { items } = await reader.get('/duplicate-candidates?limit=500');
  const ids = [ALIKE[0][0], ALIKE[1][0]];
  return items.find((one) => ids.includes(one.first.id) && ids.includes(one.second.id)).id;
}
async function merged(reader) {
  await alike(reader);
  const [kept] = ALIKE[0];
  const [removed] = ALIKE[2];
  const merge = { kept_id: kept, removed_id: removed, take: ['phone'], reason: 'Orangnya sama' };
  const known = await reader.get(`/merges?kept_id=${kept}`);
  return (known.items[0] ?? (await reader.post('/merges', MERGE, merge))).id;
}
async function moving(reader) {
  const { items } = await reader.get('/relocations?state=requested&limit=1');
  if (items.length > 0) return items[0].id;
  const id = '019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a64';
  await reader.candidate(id, 'Rumsiti Pindah', '3275995403880068');
  const body = {
    region_code: '32.75.03.1006',
    rw: '1',
    rt: '1',
    moved_on: '2026-11-01',
    reason: 'Ikut orang tua',
    household: 'whole',
  };
  return (await reader.post(`/beneficiaries/${id}/relocation`, MOVE, body, 'application/json', '*')).id;
}
const ROUTES = {
  '/': { as: 'admin' },
  '/sign-in': {},
  '/account': { as: 'admin' },
  '/users': { as: 'admin', list: '/users', narrowed: 'q=zzzzzz' },
  '/users/new': { as: 'admin' },
  '/users/:id': { as: 'admin', at: at(user, (id) => `/users/${id}`) },
  '/users/:id/edit': { as: 'admin', at: at(user, (id) => `/users/${id}/edit`) },
  '/users/:id/role-assignments/new': {
    as: 'admin',
    at: at(user, (id) => `/users/${id}/role-assignments/new`),
  },
  '/role-assignments': { as: 'admin', list: '/role-assignments', narrowed: 'role=observer' },
  '/role-assignments/:id': {
    as: 'admin',
    at: at(first('/role-assignments?limit=1'), (id) => `/role-assignments/${id}`),
  },
  '/regions': { as: 'kader', list: '/regions', narrowed: 'q=zzzzzz' },
  '/regions/:code': {
    as: 'kader',
    at: at(first('/regions?level=village&limit=1', 'code'), (it) => `/regions/${it}`),
  },
  '/agencies': { as: 'admin', list: '/agencies', narrowed: 'q=zzzzzz' },
  '/agencies/new': { as: 'admin' },
  '/agencies/:id': { as: 'admin', at: at(agency, (id) => `/agencies/${id}`) },
  '/agencies/:id/edit': { as: 'admin', at: at(agency, (id) => `/agencies/${id}/edit`) },
  '/code-lists': { as: 'admin', list: '/code-lists', narrowed: 'list=education' },
  '/code-lists/new': { as: 'admin' },
  '/code-lists/:id': { as: 'admin', at: at(code, (id) => `/code-lists/${id}`) },
  '/code-lists/:id/edit': { as: 'admin', at: at(code, (id) => `/code-lists/${id}/edit`) },
  '/audit-events': { as: 'auditor', list: '/audit-events', narrowed: 'until=2020-01-01' },
  '/audit-events/:id': {
    as: 'auditor',
    at: at(first('/audit-events?limit=1'), (id) => `/audit-events/${id}`),
  },
  '/beneficiaries': { as: officer, list: '/beneficiaries', narrowed: 'q=zzzzzz' },
  '/beneficiaries/new': { as: officer },
  '/beneficiaries/:id': { as: officer, at: hers((she) => `/beneficiaries/${she.id}`) },
  '/beneficiaries/:id/edit': { as: officer, at: hers((she) => `/beneficiaries/${she.id}/edit`) },
  '/beneficiaries/:id/relocation': {
    as: officer,
    at: hers((she) => `/beneficiaries/${she.id}/relocation`),
  },
  '/duplicates': { as: officer, list: '/duplicate-candidates', narrowed: 'page=2' },
  '/duplicates/:id': { as: officer, at: at(alike, (id) => `/duplicates/${id}`) },
  '/merges/:id': { as: officer, at: at(merged, (id) => `/merges/${id}`) },
  '/relocations': { as: officer, list: '/relocations', narrowed: 'page=2' },
  '/relocations/:id': { as: officer, at: at(moving, (id) => `/relocations/${id}`) },
  '/households/:id': { as: officer, at: hers((she) => `/households/${she.household_id}`) },
  '/households/:id/edit': {
    as: officer,
    at: hers((she) => `/households/${she.household_id}/edit`),
  },
  '/beneficiaries/:id/welfare-assessments': {
    as: officer,
    at: at(assessed, (id) => `/beneficiaries/${id}/welfare-assessments`),
    list: '/welfare-assessments',
    narrowed: 'page=2',
  },
  '/beneficiaries/:id/welfare-assessments/new': {
    as: officer,
    at: hers((she) => `/beneficiaries/${she.id}/welfare-assessments/new`),
  },
  '/programmes': { as: 'coordinator', list: '/programmes', narrowed: 'year=1990' },
  '/programmes/new': { as: 'coordinator' },
  '/programmes/:id': { as: 'coordinator', at: at(programme, (id) => `/programmes/${id}`) },
  '/programmes/:id/edit': { as: 'coordinator', at: at(programme, (id) => `/programmes/${id}/edit`) },
  '/loci': { as: 'coordinator', list: '/loci', narrowed: 'year=1990' },
  '/loci/new': { as: 'coordinator' },
  '/loci/:id': { as: 'coordinator', at: at(locus, (id) => `/loci/${id}`) },
  '/loci/:id/team': { as: 'coordinator', at: at(locus, (id) => `/loci/${id}/team`) },
  '/locus-selections': { as: 'planner', list: '/locus-selections', narrowed: 'state=decided&programme_id=019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a99' },
  '/locus-selections/new': { as: 'planner' },
  '/locus-selections/:id': { as: 'coordinator', at: at(selection, (id) => `/locus-selections/${id}`) },
  '/locus-selections/:id/edit': { as: 'planner', at: at(compared, (id) => `/locus-selections/${id}/edit`) },
  '/legal-instruments': { as: 'coordinator', list: '/legal-instruments', narrowed: 'kind=other' },
  '/legal-instruments/new': { as: 'coordinator' },
  '/legal-instruments/:id': { as: 'coordinator', at: at(instrument, (id) => `/legal-instruments/${id}`) },
  '/legal-instruments/:id/edit': {
    as: 'coordinator',
    at: at(instrument, (id) => `/legal-instruments/${id}/edit`),
  },
  '/stage-board': { as: 'coordinator', list: '/stage-board', narrowed: 'year=1990' },
  '/meetings': { as: officer, list: '/meetings', narrowed: 'kind=evaluation' },
  '/meetings/new': { as: officer },
  '/meetings/:id': { as: 'planner', at: at(meeting, (id) => `/meetings/${id}`) },
  '/meetings/:id/edit': { as: 'coordinator', at: at(meeting, (id) => `/meetings/${id}/edit`) },
  '/meetings/:id/invitation': { as: officer, at: at(meeting, (id) => `/meetings/${id}/invitation`) },
  '/meetings/:id/minutes': { as: officer, at: at(meeting, (id) => `/meetings/${id}/minutes`) },
  '/actions': { as: officer, list: '/actions', narrowed: 'state=dropped' },
  '/stage-records/:id/edit': { as: officer, at: at(stage, (id) => `/stage-records/${id}/edit`) },
  '/stage-records/:id/print': { as: officer, at: at(stage, (id) => `/stage-records/${id}/print`) },
  '/stage-templates': { as: 'coordinator', list: '/stage-templates', narrowed: 'city=32.76&state=draft' },
  '/stage-templates/new': { as: 'coordinator' },
  '/stage-templates/:id': { as: 'coordinator', at: at(template, (id) => `/stage-templates/${id}`) },
  '/loci/:id/edit': { as: 'coordinator', at: at(locus, (id) => `/loci/${id}/edit`) },
  '/poverty-lines': { as: 'planner', list: '/poverty-lines', narrowed: 'page=2' },
  '/poverty-lines/new': { as: 'planner' },
  '/poverty-lines/:id': { as: 'planner', at: at(line, (id) => `/poverty-lines/${id}`) },
  '/poverty-lines/:id/edit': { as: 'planner', at: at(line, (id) => `/poverty-lines/${id}/edit`) },
  '/region-facts': { as: 'planner', list: '/region-facts', narrowed: 'kind=economic_growth' },
  '/region-facts/new': { as: 'planner' },
  '/region-facts/:id': { as: 'planner', at: at(fact, (id) => `/region-facts/${id}`) },
  '/region-facts/:id/edit': { as: 'planner', at: at(fact, (id) => `/region-facts/${id}/edit`) },
  '/eligibility-rules': { as: 'coordinator', list: '/eligibility-rules', narrowed: 'page=2' },
  '/eligibility-rules/new': { as: 'coordinator' },
  '/eligibility-rules/:id': { as: 'coordinator', at: at(rules, (id) => `/eligibility-rules/${id}`) },
  '/eligibility-rules/:id/edit': {
    as: 'coordinator',
    at: at(rules, (id) => `/eligibility-rules/${id}/edit`),
  },
  '/notifications': { as: officer, list: '/notifications', narrowed: 'unread=false' },
  '/tasks': { as: 'coordinator', list: '/tasks', narrowed: 'state=done' },
  '/tasks/:id': { as: 'coordinator', at: at(conflict, (id) => `/tasks/${id}`) },
  '/validations': { as: 'lurah' },
  '/validations/print': { as: 'lurah' },
  '/imports': { as: officer, list: '/imports', narrowed: 'page=2' },
  '/imports/new': { as: officer },
  '/imports/:id': { as: officer, at: at(uploaded, (id) => `/imports/${id}`) },
  '/404': { as: 'kader' },
};

// Forms whose inputs have words of their own.
const NAMED = ['/region-facts/new', '/poverty-lines/new'];

const PHONE = [360, 740];
const DESK = [1280, 800];
const PAIRS = [
  ['id', 'light', PHONE],
  ['id', 'dark', DESK],
  ['en', 'light', DESK],
  ['en', 'dark', PHONE],
];
const OTHERS = [
  ['id', 'light', DESK],
  ['id', 'dark', PHONE],
  ['en', 'light', PHONE],
  ['en', 'dark', DESK],
];
const ALL = process.env.VIEWS === 'all';
const VIEWS = ALL ? [...PAIRS, ...OTHERS] : PAIRS;
// So many people look at their pages at once.
const LANES = 2;

export default async (tools) => {
  const { check } = tools;
  const patterns = readFileSync(ROUTES_FILE, 'utf8').split('\n').filter(Boolean);
  const missing = patterns.filter((pattern) => !(pattern in ROUTES));
  check(missing.length === 0, `each route has an entry, these have none: ${missing.join(', ')}`);
  const gone = Object.keys(ROUTES).filter((pattern) => !patterns.includes(pattern));
  check(gone.length === 0, `each entry has a route, these have none: ${gone.join(', ')}`);
  const people = [...new Set(patterns.map((pattern) => ROUTES[pattern].as))];
  const looks = [];
  // What the pages show is made first, by one after the other.
  for (const person of people) {
    const own = patterns.filter((pattern) => ROUTES[pattern].as === person);
    looks.push(await prepared(tools, person, own));
  }
  const lane = async () => {
    for (let next = looks.shift(); next !== undefined; next = looks.shift()) await lookAt(tools, next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
};

// A page on which someone is signed in, and what she looks at on it.
async function prepared({ base, password, newPage, signIn }, person, patterns) {
  const page = await newPage();
  let reader = null;
  if (person === undefined) {
    await open(page, base);
  } else {
    await signIn(page, person);
    reader = await Reader.signIn(base, person, password);
  }
  const visits = [];
  for (const pattern of patterns) {
    const { at = async () => pattern, ...list } = ROUTES[pattern];
    visits.push({ pattern, address: base + (await at(reader)), ...list });
  }
  return { page, visits };
}

async function lookAt(tools, { page, visits }) {
  for (const [number, [language, theme, [width, height]]] of VIEWS.entries()) {
    await choose(page, { language, theme });
    await page.setViewportSize({ width, height });
    const view = `${language} ${theme} ${width}`;
    for (const [place, visit] of visits.entries()) {
      // How nothing and a failure are drawn is the same in all lists: each shows
      // them in one view, the next in the next.
      const states = ALL || place % VIEWS.length === number;
      await look(tools, page, visit, view, states);
    }
  }
}

async function look(tools, page, { pattern, address, list, narrowed }, view, states) {
  const { axe, check, picture, forgive } = tools;
  await open(page, address);
  await axe(page, `${pattern} ${view}`);
  await picture(page, `${pattern} ${view}`);
  if (NAMED.includes(pattern)) await summed(check, page, `${pattern} ${view}`);
  if (list === undefined || !states) return;

  const operation = (url) => url.pathname === `/api/v1${list}`;
  const answer = (reply) => page.route(operation, (route) => route.fulfill(reply));
  await answer({ json: { items: [], next_cursor: null } });
  await open(page, `${address}?${narrowed}`);
  await axe(page, `${pattern} nothing found ${view}`);
  await picture(page, `${pattern} nothing found ${view}`);
  await page.unroute(operation);

  forgive(page, new RegExp(`^503 .*${list}`));
  await answer({ status: 503, contentType: 'application/problem+json', json: problem(list) });
  await open(page, address);
  await axe(page, `${pattern} refused ${view}`);
  await picture(page, `${pattern} refused ${view}`);
  await page.unroute(operation);
}

// Saved empty, a form sums up what is missing in the words above its inputs.
async function summed(check, page, where) {
  await page.locator('main button').last().click();
  await page.locator('.errsum').waitFor();
  const said = await page.locator('.errsum a').evaluateAll((links) =>
    links.map((link) => {
      const label = document.querySelector(`label[for="${link.hash.slice(1)}"]`);
      return [link.textContent, `${label?.firstChild?.textContent.trim()}: `];
    }),
  );
  const wrong = said.filter(([fault, label]) => !fault.startsWith(label));
  check(said.length > 0 && wrong.length === 0, `${where}: ${JSON.stringify(wrong)}`);
}

function problem(list) {
  return {
    type: '/problems/unavailable',
    title: 'Unavailable',
    status: 503,
    code: 'unavailable',
    instance: `/api/v1${list}`,
    request_id: '01981f1c-0000-7000-8000-000000000000',
  };
}
