import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeepingMailer } from './mailer.js';

describe('the mails that a trial keeps', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'npg-kept-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are forgotten with whom they went to, and no others', async () => {
    const mailer = new KeepingMailer(folder, () => '2026-06-01T12:00:00.000Z');
    for (const id of ['a-1', 'a-2', 'b-1'])
      await mailer.deliver({
        ...{ messageId: `<${id}@monitor.example>`, from: 'x@y.example', subject: id, text: '', html: '' },
        ...{ to: { name: '', address: 'kit@people.example' }, automatic: true },
      });
    await mailer.forget(['a-1', 'b-1', 'unknown']);
    expect((await mailer.kept()).map(({ subject }) => subject)).toEqual(['a-2']);
    await new KeepingMailer(join(folder, 'nowhere'), () => '').forget(['a-2']);
  });
});
