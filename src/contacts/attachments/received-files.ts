import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FilesTaken, FormWithFile } from '../../web/form-with-file.js';
import { formKey } from '../../web/typed.js';
import {
  type FileKind,
  type FileProblem,
  isPicture,
  kindOf,
  MOST_FILE_BYTES,
  MOST_FILES,
} from './domain/file-kind.js';
import { Pictures } from './pictures.js';
import { MalwareScanner } from './scanning/malware-scanner.js';

/** For `@RouteConfig` of a form that takes files beside its fields. */
export const CONTACT_FILES = {
  field: 'files',
  bytes: MOST_FILE_BYTES,
  most: MOST_FILES,
} satisfies FilesTaken;

/** What came with a form. */
export type SentFiles = Pick<FormWithFile, 'files' | 'unread' | 'busy'>;

/** A file as it will be kept. */
export interface ReadyFile {
  kind: FileKind;
  /** As the sender calls it. */
  name: string;
  bytes: Buffer;
  /** SHA-256 of what came, by which it is recognised when it comes again. */
  digest: string;
}

/** What is wrong with one of the files, or with all of them together. */
export interface WrongFile {
  problem: FileProblem | 'too-many' | 'too-much';
  name: string;
}

/** Looks at what was sent with a contact. Either all of it can be kept, or nothing is. */
@Injectable()
export class ReceivedFiles {
  constructor(
    private readonly pictures: Pictures,
    private readonly scanner: MalwareScanner,
  ) {}

  /** What can be said at once, without opening any of them. */
  wrongIn({ files, unread, busy }: SentFiles): WrongFile[] {
    if (busy) return [{ problem: 'busy', name: '' }];
    if (unread) return [{ problem: 'too-much', name: '' }];
    if (files.length > MOST_FILES) return [{ problem: 'too-many', name: '' }];
    return files.flatMap(({ name, bytes, tooLarge }) => {
      const kind = tooLarge ? 'too-large' : kindOf(bytes);
      const wrong = kind === 'too-large' || kind === 'empty' || kind === 'heic' || kind === 'unknown';
      return wrong ? [{ problem: kind, name }] : [];
    });
  }

  /** The files as they are kept, once all were scanned as they came: pictures written anew, PDFs as they came. */
  async ready(sent: SentFiles, requestId: string): Promise<{ ready: ReadyFile[]; wrong: WrongFile[] }> {
    const wrong = this.wrongIn(sent);
    if (wrong.length === 0) wrong.push(...(await this.harmfulIn(sent, requestId)));
    const ready: ReadyFile[] = [];
    // One after the other: somebody with three pictures has one turn at a time, and none after one that cannot be kept.
    for (const { name, bytes } of sent.files) {
      if (wrong.length > 0) break;
      const kind = kindOf(bytes) as FileKind;
      const kept = isPicture(kind) ? await this.pictures.writeAnew(kind, bytes) : bytes;
      if (typeof kept === 'string') wrong.push({ problem: kept, name });
      else ready.push({ kind, name, bytes: kept, digest: createHash('sha256').update(bytes).digest('hex') });
    }
    return { ready, wrong };
  }

  /** One after the other too, and none after one that could not be scanned: nothing is kept then anyway. */
  private async harmfulIn({ files }: SentFiles, requestId: string): Promise<WrongFile[]> {
    const wrong: WrongFile[] = [];
    for (const { name, bytes } of files) {
      const problem = await this.scanner.problemIn(bytes, requestId);
      if (problem) wrong.push({ problem, name });
      if (problem === 'busy' || problem === 'unscanned') break;
    }
    return wrong;
  }
}

/** The idempotency key of a sent form with what came along: another file is another form. */
export const keyWithFiles = (form: { token: string }, files: readonly ReadyFile[]): string =>
  formKey(files.length > 0 ? { ...form, ...{ files: files.map(({ digest }) => digest) } } : form);

/** With which a form that brought these is shown again. */
export function statusOfWrong(wrong: readonly WrongFile[]): number {
  const is = (problem: WrongFile['problem']): boolean => wrong.some((one) => one.problem === problem);
  if (is('busy') || is('unscanned')) return 503;
  return is('too-much') ? 413 : 400;
}
