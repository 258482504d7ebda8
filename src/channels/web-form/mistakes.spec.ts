import { describe, expect, it } from '@jest/globals';
import { readCatalogues } from '../../web/public-catalogue.js';
import { checkForm } from '../../web/validation.js';
import { EnquirerForm } from '../enquirer.form.js';

const long = 'x'.repeat(10_001);

describe('what is said of a mistake in the public’s form', () => {
  it.each([
    [{}],
    [{ subject: 'a\tb\u0000', message: 7, name: 'a\u0000b' }],
    [{ token: 'x', subject: long, message: long, name: long, email: long, telephone: long, address: long }],
    [{ subject: 1, message: [], name: 1, email: 1, telephone: 1, address: 1 }],
    [{ subject: 'a', message: 'b', email: 'nobody', telephone: 'none' }],
  ])('%# is in the catalogue', async (body) => {
    const { errors } = await checkForm(EnquirerForm, body);
    const said = new Set(readCatalogues()[0].texts.values());
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.map(({ message }) => message).filter((message) => !said.has(message))).toEqual([]);
  });
});
