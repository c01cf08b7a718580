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

// So many roles are tried at once, each on a server of its own.
const LANES = 2;

const wanted = process.argv.slice(2);
const roles = wanted.length > 0 ? wanted : ROLES;
const failed = [];
const left = [...roles];
const lane = async () => {
  for (let role = left.shift(); role !== undefined; role = left.shift()) {
    if (!(await tried(role))) failed.push(role);
  }
};
await Promise.all(Array.from({ length: LANES }, lane));
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
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NO_COLOR: '1',
        SCHEMATHESIS_HOOKS: resolve(here, 'hooks.py'),
        CONTRACT_BASE: server.base,
        CONTRACT_ROLE: role,
        CONTRACT_PASSWORD: PASSWORD,
      },
    });
    // What one role's run says stands together.
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    const code = await new Promise((done) => child.once('close', done));
    console.log(`== ${role}\n${Buffer.concat(said).toString()}`);
    if (code !== 0) console.log(`${role}: the server's last words:\n${server.log()}`);
    return code === 0;
  } finally {
    await server.stop();
  }
}
