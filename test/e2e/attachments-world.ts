import { randomUUID } from 'node:crypto';
import { Sessions } from '../../src/access/sessions.js';
import { formData, type MadeFile, PLANTED, send, type Served } from './attachments-files.js';
import { HoldingWorld, SENT_AT } from './holding-world.js';

const FORCE = 'squares';
export const FORM = `/your-area/${FORCE}/S1/contact`;

/** The world in which contacts are held, with short ways to send files to it and to save them. */
export class AttachmentsWorld {
  private constructor(readonly world: HoldingWorld) {}

  static async open(): Promise<AttachmentsWorld> {
    return new AttachmentsWorld(await HoldingWorld.open());
  }

  get url(): string {
    return this.world.line.stage.url;
  }

  /** The public's form, as a browser sends it. */
  form(files: readonly MadeFile[], changes: Record<string, string> = {}): Promise<Served> {
    const fields = {
      token: randomUUID(),
      subject: 'Lamps',
      message: 'By the lock & the bridge.',
      ...changes,
    };
    return send(`${this.url}${FORM}`, { method: 'POST', body: formData(fields, files) });
  }

  /** Sent and taken in: its reference. */
  async sent(files: readonly MadeFile[], changes: Record<string, string> = {}): Promise<string> {
    this.world.line.moveTo(SENT_AT);
    const answer = await this.form(files, changes);
    if (answer.status !== 303) throw new Error(`${answer.status} ${answer.text}`);
    return new URL(answer.headers.get('location')!, this.url).searchParams.get('reference')!;
  }

  /** What somebody's browser or a program gets at an address. */
  async get(path: string, by: { person?: { id: string }; key?: string } = {}): Promise<Served> {
    return send(`${this.url}${path}`, { headers: await this.headersOf(by) });
  }

  /** One more file by the API. */
  async add(
    reference: string,
    files: readonly MadeFile[],
    { key = this.world.line.stage.apiKey, idempotencyKey = randomUUID() as string, fields = {} } = {},
  ): Promise<Served & { json: Record<string, never> & { detail: string; errors?: object[] } }> {
    const answer = await send(`${this.url}/api/v1/contacts/${reference}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey },
      body: formData(fields, files, 'file'),
    });
    return { ...answer, json: JSON.parse(answer.text) as never };
  }

  async headersOf({
    person,
    key,
  }: {
    person?: { id: string };
    key?: string;
  }): Promise<Record<string, string>> {
    if (key) return { authorization: `Bearer ${key}` };
    if (!person) return {};
    const session = await this.world.line.found(Sessions).start(FORCE, person.id);
    return { cookie: `npg-session=${session}`, 'sec-fetch-site': 'same-origin' };
  }

  /** The addresses under which a contact's page offers its files. */
  async linksOf(reference: string, person = this.world.ann as { id: string }): Promise<string[]> {
    const { text } = await this.get(`/contacts/${reference}`, { person });
    return [...text.matchAll(/href="(\/contacts\/[^"]+\/attachments\/[^"]+)"/g)].map(([, href]) => href!);
  }

  /** Every byte that the two tables hold. */
  async stored(): Promise<Buffer> {
    const { rows } = await this.world.line.admin.query<{ bytes: Buffer }>(
      `select sealed || sealed_name || coalesce(request_digest, '') || coalesce(body_digest, '')
          || convert_to(a::text, 'utf8') as bytes
         from contact_attachment_content c join contact_attachment a on a.id = c.attachment_id`,
    );
    return Buffer.concat(rows.map(({ bytes }) => bytes));
  }

  async auditOf(
    reference: string,
    action: string,
  ): Promise<{ by: string; detail: Record<string, unknown> }[]> {
    const { rows } = await this.world.line.admin.query(
      `select e.actor_kind as by, e.detail from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and e.action = $2 and e.detail is not null order by e.id`,
      [reference, action],
    );
    return rows;
  }

  leave(): Promise<void> {
    return this.world.leave();
  }
}

/** Which planted words there are in these bytes. */
export const plantedIn = (bytes: Buffer): string[] => PLANTED.filter((words) => bytes.includes(words));
