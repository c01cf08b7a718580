// Starts the built server with fresh data, walks through the application in a
// browser, and says how it went.
//
//   node tests/browser/run.mjs [walk…]
//
// Environment: P2WKSS_TEST_BINARY (the server; else the one of the dev profile),
// DATABASE_URL (else SQLite in a temporary folder), CHROMIUM (else Debian's),
// SKIP_WALKS (names with commas between, which are left out), PICTURES=1 (keep a picture of every page a walk shows, not of failures only).
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { openBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { Walk } from './walk.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const ENDING = '.walk.mjs';
const LIMIT_MILLIS = 20 * 60 * 1000;

const wanted = process.argv.slice(2);
const skipped = (process.env.SKIP_WALKS ?? '').split(',');
const names = readdirSync(here)
  .filter((name) => name.endsWith(ENDING))
  .map((name) => name.slice(0, -ENDING.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .filter((name) => !skipped.includes(name))
  .sort();
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0 || names.length === 0) {
  console.error(`there is no walk ${unknown.join(', ')}`);
  process.exit(1);
}

rmSync(join(here, 'pictures'), { recursive: true, force: true });
let passed = 0;
const failed = [];
let checks = 0;
const begun = Date.now();
const server = await startServer();
try {
  const browser = await openBrowser();
  try {
    for (const name of names) await perform(browser, name);
  } finally {
    await browser.close();
  }
} finally {
  await server.stop();
}
const seconds = Math.round((Date.now() - begun) / 1000);
console.log(`${server.database}, ${names.length} walks, ${checks} checks, ${seconds} s`);
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
console.log(`browser: ${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function perform(browser, name) {
  const start = Date.now();
  const walk = new Walk(name, browser, server);
  const faults = [];
  let limit;
  try {
    const { default: steps } = await import(pathToFileURL(join(here, `${name}${ENDING}`)));
    const late = new Promise((_, reject) => {
      limit = setTimeout(() => reject(new Error('took too long')), LIMIT_MILLIS);
    });
    await Promise.race([steps(walk.tools()), late]);
  } catch (error) {
    faults.push(error.stack ?? String(error));
  } finally {
    clearTimeout(limit);
  }
  faults.push(...walk.problems);
  if (faults.length > 0) await walk.pictureAll();
  await walk.close();
  checks += walk.checks;
  const took = `${((Date.now() - start) / 1000).toFixed(1)} s`;
  if (faults.length === 0) {
    passed += 1;
    console.log(`ok    ${name}: ${walk.checks} checks, ${took}`);
    return;
  }
  failed.push(name);
  console.log(`FAIL  ${name}: ${took}`);
  for (const fault of faults.map(stripVTControlCharacters)) {
    console.log(`      ${fault.replaceAll('\n', '\n      ')}`);
  }
  const log = server.log();
  if (log !== '') console.log(`      the server's last words:\n${log}`);
}
