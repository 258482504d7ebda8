import { readFile } from 'node:fs/promises';
import { type ChainHead, headsIn } from '../audit/chain/chain-head.js';
import { DomainError } from '../common/errors.js';

/** @throws DomainError if the file cannot be read or holds no head */
export async function readHeadsFile(file: string): Promise<ChainHead[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw DomainError.notFound(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const heads = headsIn(text);
  if (heads.length === 0)
    throw new DomainError(
      'invalid',
      `${file} holds no head: a force's id, a position and 64 hexadecimal digits.`,
    );
  return heads;
}
