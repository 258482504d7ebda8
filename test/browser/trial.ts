import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const PICTURES = join('test', 'browser', 'pictures');
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
const LONGEST_START_MS = 150_000;

interface Started {
  url: string;
  force: { id: string; name: string };
  people: { id: string; name: string; role: string }[];
}

/** The product as `npm start` runs it, with its made-up force, and a browser to look at it. */
export class Trial {
  private constructor(
    private readonly dataDir: string,
    private readonly server: ChildProcess,
    private readonly browser: Browser,
    readonly started: Started,
  ) {}

  static async start(): Promise<Trial> {
    const dataDir = await mkdtemp(join(tmpdir(), 'npg-browser-'));
    const server = spawn(process.execPath, ['dist/src/main.js'], {
      env: { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '', SMTP_URL: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (let waited = 0; waited <= LONGEST_START_MS; waited += 200) {
      await sleep(200);
      const text = await readFile(join(dataDir, 'trial.json'), 'utf8').catch(() => null);
      if (text)
        return new Trial(dataDir, server, await chromium.launch(CHROMIUM), JSON.parse(text) as Started);
    }
    server.kill('SIGTERM');
    throw new Error('The server did not start.');
  }

  async stop(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    await ended;
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** A page as somebody of this role sees it, or the public. */
  async open(
    role: string | null,
    {
      javaScriptEnabled = false,
      width = 1200,
      timezoneId,
    }: { javaScriptEnabled?: boolean; width?: number; timezoneId?: string } = {},
  ): Promise<{ context: BrowserContext; page: Page }> {
    const context = await this.browser.newContext({
      javaScriptEnabled,
      viewport: { width, height: 900 },
      ...(timezoneId && { timezoneId }),
    });
    if (role) await this.signIn(context, role);
    return { context, page: await context.newPage() };
  }

  async visit(page: Page, path: string): Promise<void> {
    const answer = await page.goto(`${this.started.url}${path}`);
    if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}.`);
  }

  private async signIn(context: BrowserContext, role: string): Promise<void> {
    const { id } = this.started.people.find((person) => person.role === role)!;
    const answer = await context.request.post(`${this.started.url}/sign-in`, {
      form: { personId: id },
      maxRedirects: 0,
    });
    if (answer.status() !== 303) throw new Error(`Signing in answered ${answer.status()}.`);
  }
}

/** What a machine finds against WCAG 2.2 AA. Needs a page with JavaScript. */
export async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(
    `${AXE}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

/** By how many pixels a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`);
}
