import { describe, expect, it } from '@jest/globals';
import { readAbbey as read } from '../../../../test/support/police-uk-answers.js';

describe('the details of a neighbourhood', () => {
  it.each([
    ['"0" when unknown', '0', null, 0],
    ['a number', 12000, 12000, 0],
    ['""', '', null, 0],
    ['null', null, null, 0],
    ['words', 'many', null, 1],
    ['a negative number', '-5', null, 1],
  ])('population: %s', (_, population, expected, said) => {
    const read1 = read({}, { population });
    expect(read1.population).toBe(expected);
    expect(read1.leftOut).toHaveLength(said);
  });

  it.each([
    [{}, [], []],
    [[], [], []],
    [null, [], []],
    ['none', [], ['contact details: are no object']],
    [{ email: '', telephone: null, web: '   ' }, [], []],
    [
      { email: 'nobody' },
      [],
      ['contact details: email: "nobody" is no e-mail address; write it like name@force.example'],
    ],
    [{ tiktok: 'https://t.example/abbey' }, [{ kind: 'tiktok', value: 'https://t.example/abbey' }], []],
    [
      { tiktok: '@abbey' },
      [],
      ['contact details: tiktok: "@abbey" is no web address; write it in full, with https:// in front'],
    ],
    [
      { twitter: 'javascript:alert(1)' },
      [],
      [
        'contact details: twitter: "javascript:alert(1)" is no web address; write it in full, with https:// in front',
      ],
    ],
    [{ form: 'https://x.example' }, [], ['contact details: "form" is no kind of contact that can be taken']],
    [{ 'E-Messaging': 'https://m.example' }, [{ kind: 'e-messaging', value: 'https://m.example' }], []],
    [{ address: '1 Abbey St &amp; Co' }, [{ kind: 'address', value: '1 Abbey St & Co' }], []],
    [
      { '<b>': 'x', email: ['a'] },
      [],
      ['contact details: "" is no kind of contact that can be taken', 'contact details: email is no text'],
    ],
    [
      JSON.parse('{"__proto__":{"email":"a@b.example"}}'),
      [],
      ['contact details: "__proto__" is no kind of contact that can be taken'],
    ],
  ])('unknown contact_details keys: %j', (contact_details, routes, leftOut) => {
    expect(read({}, { contact_details })).toMatchObject({ routes, leftOut });
  });

  it('takes the force’s own page for none of the neighbourhood’s, and `web` before `url_force`', () => {
    expect(read({}, { url_force: 'https://force.example' }).routes).toEqual([]);
    const both = {
      url_force: 'https://force.example/a',
      contact_details: { web: 'https://force.example/b' },
    };
    expect(read({}, both).routes).toEqual([{ kind: 'web', value: 'https://force.example/b' }]);
  });

  it('"null coordinates", and half a point, are none', () => {
    const at = (latitude: unknown, longitude: unknown) => ({ name: 'Desk', latitude, longitude });
    const locations = [at(null, null), at('52.1', null), at('0', '0'), at('', ''), { type: 'desk' }, {}, 'x'];
    const read1 = read(
      {},
      { locations: locations.map((one, i) => (typeof one === 'object' ? { address: `${i}`, ...one } : one)) },
    );
    expect(read1.places!.every(({ latitude, longitude }) => latitude === null && longitude === null)).toBe(
      true,
    );
    expect(read1.places!.map(({ name }) => name)).toEqual(['Desk', 'Desk', 'Desk', 'Desk', 'desk', '5']);
    expect(read1.leftOut).toEqual([
      '1 of the locations cannot be read',
      'location 2: its coordinates are none of the British Isles and were left out',
      'location 3: its coordinates are none of the British Isles and were left out',
    ]);
  });
});
