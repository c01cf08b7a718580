// A server of our own: fresh data, the demo city, a free port.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const PASSWORD = 'sembilan angsa di danau';
const START_LIMIT_MILLIS = 60_000;
const STOP_LIMIT_MILLIS = 10_000;

const BUILT = fileURLToPath(new URL('../../target/debug/p2wkss', import.meta.url));
const binary = resolve(process.env.P2WKSS_TEST_BINARY ?? BUILT);

// The server refuses settings it does not know, and the settings of the
// person's own server are none of ours: only what every program needs goes
// along.
function environment(folder, port) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('P2WKSS_'));
  return {
    ...Object.fromEntries(kept),
    P2WKSS_DATA_DIR: folder,
    P2WKSS_LISTEN: `127.0.0.1:${port}`,
    P2WKSS_DEMO: 'true',
    P2WKSS_DEMO_PASSWORD: PASSWORD,
    P2WKSS_RATE_LIMIT: '0',
    P2WKSS_LOG: 'warn',
    P2WKSS_SECRET_KEY: randomBytes(32).toString('hex'),
  };
}

function freePort() {
  return new Promise((done, refuse) => {
    const probe = createServer();
    probe.once('error', refuse);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

export async function startServer() {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: cargo build -p p2wkss`);
  const folder = mkdtempSync(join(tmpdir(), 'p2wkss-browser-'));
  const port = await freePort();
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'w');
  const child = spawn(binary, ['serve'], {
    env: environment(folder, port),
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const server = {
    base: `http://127.0.0.1:${port}`,
    database: process.env.DATABASE_URL === undefined ? 'SQLite' : 'PostgreSQL',
    log: () => readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n').trim(),
    stop: () => stop(child, folder),
  };
  // A killed run must not leave a server behind.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => server.stop().finally(() => process.exit(1)));
  }
  try {
    await ready(server, child);
  } catch (error) {
    console.error(server.log());
    await server.stop();
    throw error;
  }
  return server;
}

async function ready(server, child) {
  const limit = Date.now() + START_LIMIT_MILLIS;
  let failure;
  child.once('error', (error) => (failure = error));
  while (Date.now() < limit) {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`${server.base}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error('the server did not become ready');
}

async function stop(child, folder) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MILLIS);
    await ended;
    clearTimeout(killer);
  }
  rmSync(folder, { recursive: true, force: true });
}
