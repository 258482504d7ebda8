import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../common/clock.js';
import type { AccessOptions } from './access-options.js';
import { IdentityProviders } from './identity-providers.js';
import type { IssuerSettings } from './issuer-settings.js';

const EXPECTED = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43), fresh: false };
const ELSEWHERE = '127.0.0.1:9';

let server: Server;
let issuer: string;
beforeAll(async () => {
  // As Google and Cognito have it: the issuer says of itself that its pages lie on another host.
  server = createServer((_, answer) => {
    const said = {
      issuer,
      authorization_endpoint: `http://${ELSEWHERE}/authorize`,
      token_endpoint: `http://${ELSEWHERE}/token`,
      end_session_endpoint: `http://${ELSEWHERE}/logout`,
    };
    answer.setHeader('content-type', 'application/json').end(JSON.stringify(said));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const providers = (hosts: string[]): IdentityProviders => {
  const settings = { issuer, hosts, clientId: 'guarantee', clientSecret: 'x', signingAlgorithm: 'RS256' };
  const issuers = new Map([['north', settings as unknown as IssuerSettings]]);
  return new IdentityProviders(
    { publicUrl: 'http://127.0.0.1', issuers } as unknown as AccessOptions,
    new Clock(),
  );
};

describe('a provider with addresses on another host than the issuer', () => {
  it('gets the browsers of nobody unless the host is listed', async () => {
    for (const hosts of [[], ['127.0.0.1'], ['127.0.0.1:90']]) {
      await expect(providers(hosts).begin('north', EXPECTED)).rejects.toMatchObject({
        reason: 'unreachable',
      });
      expect(await providers(hosts).endOfSession('north', '/sign-in')).toBeNull();
    }
  });

  it('is used when the host is listed', async () => {
    const listed = providers([ELSEWHERE]);
    expect(await listed.begin('north', EXPECTED)).toMatch(/^http:\/\/127\.0\.0\.1:9\/authorize\?/);
    expect(await listed.endOfSession('north', '/sign-in')).toMatch(/^http:\/\/127\.0\.0\.1:9\/logout\?/);
  });
});
