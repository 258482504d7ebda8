import { quoted } from './parsed-row.js';

/** What is wrong with an e-mail address that mail could not be sent to, or undefined. */
export function emailProblem(text: string): string | undefined {
  const [local = '', domain = '', ...more] = text.split('@');
  const fine =
    more.length === 0 &&
    local.length <= 64 &&
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) &&
    /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/.test(domain);
  return fine ? undefined : `${quoted(text)} is no e-mail address; write it like name@force.example`;
}

/** What is wrong with a telephone number, or undefined. `101`, `0116 496 0000` and `101 ext. 1234` are fine. */
export function telephoneProblem(text: string): string | undefined {
  const fine =
    /^[+\d][\d\s()-]*( ?(ext\.?|x|extension) ?\d{1,8})?$/i.test(text) && text.replace(/\D/g, '').length >= 3;
  return fine ? undefined : `${quoted(text)} is no telephone number; write it like 101 or 0116 496 0000`;
}

/** What is wrong with the address of a page, or undefined. */
export function webAddressProblem(text: string): string | undefined {
  const fine = URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol) && !/\s/.test(text);
  return fine ? undefined : `${quoted(text)} is no web address; write it in full, with https:// in front`;
}
