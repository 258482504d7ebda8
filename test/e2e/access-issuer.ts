import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

/** What a force's identity provider knows of somebody. */
export interface Account {
  subject: string;
  name?: string;
  email?: string;
  tid?: string;
  roles?: string[];
  collar_number?: string;
}

export const CLIENT = { id: 'guarantee', secret: 'kept-in-a-file-of-its-own-0123456789' };
export const TENANT = '7d1b3f3c-6c0e-4b0f-9c37-0a4c9d1f2e11';

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** Gives another ID token in place of the one that the provider made. */
export type Bend = (
  claims: JWTPayload,
  keys: { own: Key; foreign: Key; kid: string },
) => string | Promise<string>;

export interface Issuer {
  url: string;
  /** Who sits at the browser when it is sent here; they sign in without being asked anything. */
  account: Account;
  bend: Bend | null;
  /** Answers that every request gets instead, until it is null again. */
  broken: number | null;
  /** A token of the provider's own making, under its own key or another. */
  sign(claims: JWTPayload, typ?: string, by?: 'own' | 'foreign'): Promise<string>;
  /** How many sign-ins the provider asked somebody to prove themselves for. */
  proofs: number;
  close(): Promise<void>;
}

/** A real identity provider on this machine, which can be bent. */
export async function startIssuer(redirects: { callback: string; signedOut: string }): Promise<Issuer> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [own, foreign] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ]);
  const kid = 'one';
  const issuer: Issuer = {
    url,
    account: { subject: 'nobody' },
    bend: null,
    broken: null,
    proofs: 0,
    sign: (claims, typ, by = 'own') =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid, ...(typ !== undefined && { typ }) })
        .sign(by === 'own' ? own.privateKey : foreign.privateKey),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  const provider = new Provider(url, {
    ...SETTINGS,
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirects.callback],
        post_logout_redirect_uris: [redirects.signedOut],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid, alg: 'RS256', use: 'sig' }] },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ ...issuer.account, sub: subject, subject: undefined }),
    }),
  });
  provider.use(async (context, next) => {
    if (issuer.broken !== null) {
      context.status = issuer.broken;
      return;
    }
    if (context.path.startsWith('/interaction/')) {
      issuer.proofs += 1;
      const login = { accountId: issuer.account.subject, remember: true };
      await provider.interactionFinished(context.req, context.res, { login });
      context.respond = false;
      return;
    }
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path !== '/token' || !issuer.bend || !body?.id_token) return;
    const claims = claimsOf(body.id_token);
    const keys = { own: own.privateKey, foreign: foreign.privateKey, kid };
    context.body = { ...body, id_token: await issuer.bend(claims, keys) };
  });
  server.on('request', provider.callback() as never);
  return issuer;
}

const SETTINGS: Configuration = {
  claims: { openid: ['sub', 'tid', 'roles', 'collar_number'], profile: ['name'], email: ['email'] },
  // Everything stands in the ID token, as forces' providers have it.
  conformIdTokenClaims: false,
  cookies: { keys: ['of-this-test'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (context) => {
    const { client, session, provider } = context.oidc;
    const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
  ttl: { Grant: 3600, Session: 3600, Interaction: 600, IdToken: 600, AccessToken: 600 },
};

function claimsOf(token: string): JWTPayload {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as JWTPayload;
}

/** The same claims but for some, signed as the provider signs. */
export const says =
  (changes: Record<string, unknown>): Bend =>
  (claims, { own, kid }) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', kid }).sign(own);

/** The provider's own claims under a key that is not the provider's. */
export const signedByAnother: Bend = (claims, { foreign, kid }) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(foreign);

/** Signed with what this server and the provider share, which is no signature of the provider's alone. */
export const signedWithTheSecret: Bend = (claims) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(CLIENT.secret));

/** `alg: none`, which whoever writes to the browser could make. */
export const unsigned: Bend = (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
