// Starts the built server with fresh data for each role, and lets a generator
// of requests (schemathesis) try every operation of the published contract.
//
//   node tests/contract/run.mjs [role…]
//
// FUZZING=100 adds so many requests made at random for each operation to those
// that try each rule of each schema, others in each run: for a person to look at.
//
// Environment: SCHEMATHESIS (the program), P2WKSS_TEST_BINARY and DATABASE_URL
// as for the walks in a browser.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PASSWORD, startServer } from '../browser/server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(
  process.env.SCHEMATHESIS ?? fileURLToPath(new URL('../../target/schemathesis/bin/schemathesis', import.meta.url)),
);
// The same requests in every run: what fails once fails again.
const SEED = ['--seed', '20261126'];
const FUZZING = process.env.FUZZING;
const ROLES = ['coordinator', 'kelurahan_officer', 'admin'];

const wanted = process.argv.slice(2);
const roles = wanted.length > 0 ? wanted : ROLES;
const failed = [];
for (const role of roles) if (!(await tried(role))) failed.push(role);
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
console.log(`contract: ${roles.length - failed.length} roles passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function tried(role) {
  const server = await startServer();
  try {
    const words = [
      '--config-file', resolve(here, 'schemathesis.toml'),
      'run', `${server.base}/api/openapi.json`,
      '--checks', 'all',
      '--phases', FUZZING === undefined ? 'examples,coverage' : 'examples,coverage,fuzzing',
      '--max-examples', FUZZING ?? '12',
      ...(FUZZING === undefined ? SEED : []),
      '--continue-on-failure',
      '--warnings', 'off',
      '--no-color',
    ];
    const child = spawn(program, words, {
      cwd: here,
      stdio: 'inherit',
      env: {
        ...process.env,
        NO_COLOR: '1',
        SCHEMATHESIS_HOOKS: resolve(here, 'hooks.py'),
        CONTRACT_BASE: server.base,
        CONTRACT_ROLE: role,
        CONTRACT_PASSWORD: PASSWORD,
      },
    });
    const code = await new Promise((done) => child.once('close', done));
    if (code !== 0) console.log(`${role}: the server's last words:\n${server.log()}`);
    return code === 0;
  } finally {
    await server.stop();
  }
}
