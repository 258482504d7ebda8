import { randomUUID } from 'node:crypto';
import { AppConfig } from '../../src/config/app-config.js';
import { MalwareScanner } from '../../src/contacts/attachments/scanning/malware-scanner.js';
import { EICAR } from '../support/clamd.js';
import { formData, type MadeFile, pdf, photograph, send, type Served } from './attachments-files.js';
import { AttachmentsWorld } from './attachments-world.js';
import { SENT_AT, type Somebody } from './holding-world.js';

export const WAYS = ['public form', 'by hand', 'API'] as const;
export type Way = (typeof WAYS)[number];

/** What is kept when a file is taken, or a contact with one. */
const KEPT = [
  ...['contact', 'contact_personal', 'contact_attachment', 'contact_attachment_content'],
  ...['clock', 'timeline_entry', 'outbox_mail'],
];

/** A contact's house with a scanner at its door, and its three doors. */
export class ScanningWorld {
  /** What the application logged, as it is printed. */
  readonly logged: string[] = [];

  private constructor(readonly house: AttachmentsWorld) {
    const keep = (...said: unknown[]): unknown => this.logged.push(JSON.stringify(said));
    house.world.line.stage.app.useLogger({ log: keep, warn: keep, error: keep, fatal: keep });
  }

  static async open(): Promise<ScanningWorld> {
    const world = new ScanningWorld(await AttachmentsWorld.open());
    world.house.world.line.moveTo(SENT_AT);
    return world;
  }

  get scanner(): MalwareScanner {
    return this.house.world.line.found(MalwareScanner);
  }

  /** As the environment would say it at a start. */
  scanBy(address: string | undefined): void {
    Object.assign(this.house.world.line.found(AppConfig), { MALWARE_SCANNER: address });
  }

  /** Files by one of the doors; by the API for a contact that is there. */
  async give(way: Way, files: readonly MadeFile[]): Promise<Served> {
    if (way === 'public form') return this.house.form(files, { email: 'kit@people.example' });
    if (way === 'API') return this.house.add(await this.there(), files);
    const fields = {
      ...{ token: randomUUID(), neighbourhood: 'S1', channel: 'in-person', subject: 'Lamps' },
      ...{ message: 'By the lock & the bridge.', email: 'kit@people.example' },
      ...{ 'on-day': '1', 'on-month': '6', 'on-year': '2026', time: '1pm' },
    };
    const headers = await this.house.headersOf({ person: this.house.world.ann });
    return send(`${this.house.url}/contacts/new`, { method: 'POST', headers, body: formData(fields, files) });
  }

  /** How many rows there are of what a taken file leaves. */
  async kept(): Promise<Record<string, number>> {
    const rows = await this.house.world.line.rows();
    return Object.fromEntries(KEPT.map((table) => [table, rows[table]!]));
  }

  async metric(name: string): Promise<string | undefined> {
    const { text } = await send(`${this.house.url}/metrics`);
    return text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1);
  }

  async health(): Promise<{ status: string; malwareScanner: string }> {
    return JSON.parse((await send(`${this.house.url}/health`)).text) as never;
  }

  /** What an operator reads of the service. */
  async service(): Promise<string> {
    this.operator ??= await this.house.world.as('Oz Ham', 'operator');
    return this.operator.read('/service');
  }
  private operator: Somebody | undefined;

  /** Of one contact for all files by the API, so that nothing but a file is new. */
  private reference: string | undefined;
  async there(): Promise<string> {
    return (this.reference ??= await this.house.world.line.received());
  }

  leave(): Promise<void> {
    return this.house.leave();
  }
}

const PHOTO = photograph();

export const photo = async (): Promise<MadeFile> => ({ name: 'Lamps.jpg', bytes: await PHOTO });
export const letter = (words = 'Dear team'): MadeFile => ({ name: 'Letter.pdf', bytes: pdf(words) });
export const badLetter = (): MadeFile => ({ name: 'Nightingale.pdf', bytes: pdf(EICAR.toString()) });
export const badPhoto = async (): Promise<MadeFile> => ({
  name: 'Nightingale.jpg',
  bytes: Buffer.concat([await PHOTO, EICAR]),
});
