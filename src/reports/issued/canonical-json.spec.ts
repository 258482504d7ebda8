import { describe, expect, it } from '@jest/globals';
import { canonicalBytes, sha256Of } from './canonical-json.js';

describe('the canonical form of a JSON value', () => {
  it('is that of RFC 8785, section 3.2.2 and 3.2.3', () => {
    const value: unknown = JSON.parse(
      `{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
        "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}`,
    );
    expect(canonicalBytes(value as object).toString('utf8')).toBe(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
    );
  });

  it('orders names by UTF-16, whatever the order in which they came', () => {
    const [one, other] = [
      { '\u20ac': 1, '\r': 2, '1': 3, '😀': 4, '\ufb33': 5, ö: 6 },
      { '\ufb33': 5, ö: 6, '😀': 4, '1': 3, '\u20ac': 1, '\r': 2 },
    ];
    expect(canonicalBytes(one).toString('utf8')).toBe('{"\\r":2,"1":3,"ö":6,"€":1,"😀":4,"\ufb33":5}');
    expect(canonicalBytes(other).equals(canonicalBytes(one))).toBe(true);
  });

  it('has the SHA-256 that everybody finds', () => {
    expect(sha256Of(canonicalBytes({}))).toBe(
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
  });
});
