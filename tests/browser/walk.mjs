// What a walk is given: pages that are watched, sign-in, checks, pictures.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { violations } from './accessibility.mjs';
import { signIn, storage } from './app.mjs';
import { PASSWORD } from './server.mjs';

const PICTURES = join(dirname(fileURLToPath(import.meta.url)), 'pictures');
const PATIENCE_MILLIS = 10_000;

export class Walk {
  constructor(name, browser, server) {
    this.name = name;
    this.browser = browser;
    this.server = server;
    this.problems = [];
    this.checks = 0;
    this.pages = [];
  }

  tools() {
    const { base } = this.server;
    return {
      base,
      password: PASSWORD,
      newPage: (options) => this.newPage(options),
      signIn: (page, username, password = PASSWORD) => signIn(page, base, username, password),
      check: (holds, what) => this.check(holds, what),
      axe: (page, where) => this.axe(page, where),
      forgive: (page, pattern) => this.forgiven(page).push(pattern),
      picture: (page, name) => (process.env.PICTURES ? this.picture(page, name) : undefined),
    };
  }

  // A page of its own, with its own cookies and storage.
  async newPage({ width = 1280, height = 800, language = 'id', theme = 'light' } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      // A colour half-way between two states is no fault of either.
      reducedMotion: 'reduce',
      hasTouch: width < 768,
      locale: language === 'id' ? 'id-ID' : 'en-GB',
      timezoneId: 'Asia/Jakarta',
      storageState: {
        cookies: [],
        origins: [{ origin: this.server.base, localStorage: storage({ language, theme }) }],
      },
    });
    context.setDefaultTimeout(PATIENCE_MILLIS);
    const page = await context.newPage();
    this.watch(page);
    return page;
  }

  // Whatever the browser complains of fails the walk, unless it was asked for.
  watch(page) {
    this.pages.push({ page, forgiven: [] });
    page.on('console', (message) => {
      // A refused request is told here too; its status is judged below.
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) this.problem(page, message.text());
    });
    page.on('pageerror', (error) => this.problem(page, error.stack ?? String(error)));
    page.on('response', (response) => {
      if (response.status() >= 500) this.problem(page, `${response.status()} ${response.url()}`);
    });
    page.on('requestfailed', (request) => {
      // Leaving a page aborts what it still asked for.
      const why = request.failure()?.errorText ?? '';
      if (why !== 'net::ERR_ABORTED') this.problem(page, `${why} ${request.url()}`);
    });
  }

  forgiven(page) {
    return this.pages.find((watched) => watched.page === page).forgiven;
  }

  problem(page, text) {
    if (this.forgiven(page).some((pattern) => pattern.test(text))) return;
    this.problems.push(`${new URL(page.url()).pathname}: ${text}`);
  }

  check(holds, what) {
    this.checks += 1;
    if (!holds) throw new Error(`not so: ${what}`);
  }

  // Every page of a walk is judged, and all that is wrong is told at once.
  async axe(page, where) {
    this.checks += 1;
    const found = await violations(page);
    if (found.length === 0) return;
    this.problems.push(`${where}:\n  ${found.join('\n  ')}`);
    await this.picture(page, where);
  }

  async picture(page, name) {
    mkdirSync(PICTURES, { recursive: true });
    const file = `${this.name} ${name}`.replaceAll(/[^A-Za-z0-9]+/g, '-');
    await page.screenshot({ path: join(PICTURES, `${file}.png`), fullPage: true });
  }

  async pictureAll() {
    for (const [number, { page }] of this.pages.entries()) {
      if (!page.isClosed()) await this.picture(page, `at the end ${number + 1}`).catch(() => {});
    }
  }

  async close() {
    for (const { page } of this.pages) await page.context().close();
  }
}
