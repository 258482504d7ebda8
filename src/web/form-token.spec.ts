import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { type Doubt, doubtOf, takeTokens, withFormToken } from './form-token.js';
import { FormWithFile } from './form-with-file.js';
import { whenceOf } from './same-origin.js';

const ANN = 'annsTokenOf43Characters_annsTokenOf43Charac';
const ANN_BEFORE = 'annsTokenUnderThePreviousKey_annsTokenUnder';
const BEN = 'bensTokenOf43Characters_bensTokenOf43Charac';
const FIELD = `<input type="hidden" name="_csrf" value="${ANN}">`;

describe('a form of a page', () => {
  it.each([
    ['as the templates write it', '<form method="post" action="/x" novalidate>'],
    ['with other attributes first', '<form class="govuk-button-group" method="post" action="/x">'],
    ['with a file', '<form method="post" enctype="multipart/form-data">'],
    ['without an action', '<form method="post">'],
    ['in single quotes', "<form method='post'>"],
    ['without quotes', '<form method=post>'],
    ['without quotes and more after it', '<form method=post novalidate>'],
    ['in capitals', '<FORM METHOD="POST">'],
    ['in both', '<Form Method=Post>'],
    ['with spaces around the sign', '<form method = "post" >'],
    ['over several lines', '<form\n  action="/x"\n\tmethod="post"\r\n  novalidate\n>'],
    ['with a slash after its name', '<form/method="post">'],
    ['with an angle bracket in an attribute', '<form data-a="1 > 0" data-b=\'>\' method="post">'],
    ['with a quote in an attribute', '<form title="it\'s" method="post">'],
    ['that says its method twice, of which the first counts', '<form method="post" method="get">'],
  ])('that posts carries the token: %s', (_case, tag) => {
    const rest = '<p>a</p><button>Go</button></form>';
    expect(withFormToken(`<main>${tag}${rest}</main>`, ANN)).toBe(`<main>${tag}${FIELD}${rest}</main>`);
  });

  it.each([
    ['gets', '<form method="get" action="/x" role="search">'],
    ['says no method', '<form action="/x">'],
    ['says none at all', '<form>'],
    ['is a dialog’s', '<form method="dialog">'],
    ['has a method of two words, which browsers read as none', '<form method=" post ">'],
    ['says its method twice, of which the first counts', '<form method="get" method="post">'],
    ['has an empty method', '<form method action="/post">'],
    ['names the word elsewhere', '<form data-a=\' method="post"\' action="/x?method=post">'],
    ['has another name', '<form data-method="post" formmethod="post">'],
    ['is none', '<format method="post">'],
    ['is text', '&lt;form method=&quot;post&quot;&gt;'],
    ['never ends', '<form method="post'],
  ])('carries none if it %s', (_case, tag) => {
    expect(withFormToken(`<main>${tag}<p>a</p>`, ANN)).toBe(`<main>${tag}<p>a</p>`);
  });

  it('carries it once, however often the page is gone over', () => {
    const html = '<form method="post"><p></p></form><form method="get"></form><form method="post"></form>';
    const once = withFormToken(html, ANN);
    expect(once.split(FIELD)).toHaveLength(3);
    expect(withFormToken(once, ANN)).toBe(once);
  });

  it('is found in a page of a megabyte in less time than it takes to write that', () => {
    const row = '<tr><td class="govuk-table__cell">A “row” of < and > and it\'s "quotes"</td></tr>\n';
    const rows = row.repeat(Math.ceil(1_000_000 / row.length));
    const one = '<form method="post" action="/x"><button>Take it up</button></form>';
    const html = `${one}${rows}${one.repeat(1_000)}${rows}${'<form "'.repeat(300)}`;
    withFormToken(html, ANN);
    const begun = performance.now();
    const found = withFormToken(html, ANN);
    // Some milliseconds; so many that only what grows by the square of the length takes longer.
    expect(performance.now() - begun).toBeLessThan(500);
    expect(found.split(FIELD)).toHaveLength(1_002);
    expect(found.replaceAll(FIELD, '')).toBe(html);
  });
});

describe('what was sent', () => {
  it('gives its tokens, and no class of a form meets the field', () => {
    const form: Record<string, unknown> = { _csrf: ANN, reason: 'a' };
    expect(takeTokens({}, form)).toEqual([ANN]);
    expect(form).toEqual({ reason: 'a' });
    const twice = { _csrf: [ANN, ANN] };
    expect(takeTokens({ 'x-csrf-token': BEN }, twice)).toEqual([BEN, [ANN, ANN]]);
    expect(twice).toEqual({});
  });

  it('may hold files', () => {
    const form = new FormWithFile();
    form.fields = { _csrf: ANN, kind: 'officers' };
    expect(takeTokens({}, form)).toEqual([ANN]);
    expect(form.fields).toEqual({ kind: 'officers' });
  });

  it.each([[undefined], [null], ['_csrf=a'], [['_csrf']], [7], [{}], [Object.create({ _csrf: ANN })]])(
    'may hold none: %j',
    (body) => {
      expect(takeTokens({}, body)).toEqual([]);
    },
  );
});

describe('a change that comes with a session', () => {
  const host = 'monitor.example';
  const whences: Record<string, IncomingHttpHeaders> = {
    'a page of ours': { host, 'sec-fetch-site': 'same-origin' },
    'the history': { host, 'sec-fetch-site': 'none' },
    'our origin': { host, origin: 'https://monitor.example' },
    'our address': { host, referer: 'https://monitor.example/contacts' },
    'another site': { host, 'sec-fetch-site': 'cross-site' },
    'another origin': { host, origin: 'https://evil.example' },
    'another address': { host, referer: 'https://evil.example/' },
    nowhere: { host },
  };
  const sent: Record<string, unknown[]> = {
    'no token': [],
    'the right token': [ANN],
    'the one of the previous master key': [ANN_BEFORE],
    'the right one by header and field': [ANN, ANN],
    'another person’s': [BEN],
    'another person’s by header': [BEN, ANN],
    'another person’s by field': [ANN, BEN],
    'a wrong one': [`${ANN.slice(0, -1)}A`],
    'a shorter one': [ANN.slice(0, -1)],
    'a longer one': [`${ANN}A`],
    'an empty one': [''],
    'the right one twice': [[ANN, ANN]],
    'the right one in a list': [[ANN]],
    'no text': [null],
    'an object': [{ [ANN]: ANN }],
  };
  const isRight = (name: string): boolean => /^the (right|one)/.test(name) && !/twice|in a list/.test(name);
  const cases = Object.keys(whences).flatMap((from) => Object.keys(sent).map((token) => [from, token]));

  // "What the headers contradict is refused; a token that is there must be right, whatever they say; one that is missing is
  // excused only if the browser itself said where the page was."
  it.each(cases as [string, string][])('from %s with %s', (from, token) => {
    let expected: Doubt | null = null;
    if (from.startsWith('another')) expected = 'from elsewhere';
    else if (token === 'no token') expected = from === 'nowhere' ? 'nothing said' : null;
    else if (!isRight(token)) expected = 'wrong token';
    expect(doubtOf(whenceOf(whences[from]!), sent[token]!, [ANN, ANN_BEFORE])).toBe(expected);
  });

  it('is made by four ways of saying where the page was, or by the right token', () => {
    const made = (cases as [string, string][]).filter(
      ([from, token]) => doubtOf(whenceOf(whences[from]!), sent[token]!, [ANN, ANN_BEFORE]) === null,
    );
    expect(made.filter(([, token]) => token === 'no token')).toHaveLength(4);
    expect(made.filter(([from]) => from === 'nowhere').map(([, token]) => token)).toEqual([
      'the right token',
      'the one of the previous master key',
      'the right one by header and field',
    ]);
  });
});
