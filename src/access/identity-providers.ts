import { Inject, Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import * as openid from 'openid-client';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { checkIdToken } from './id-token.js';
import { fetchOf, isOfIssuer } from './issuer-fetch.js';
import type { IssuerSettings } from './issuer-settings.js';
import { readLogoutToken, type SignedOut } from './logout-token.js';
import { RefusedSignIn, reasonOf } from './refused-sign-in.js';
import { textClaim, textsClaim } from './claims.js';

/** What must come back as it was sent. */
export interface Expected {
  state: string;
  nonce: string;
  codeVerifier: string;
  /** They must have proved who they are just now, and not only at some time today. */
  fresh: boolean;
}

/** Whom an identity provider vouches for. */
export interface Vouched {
  issuer: string;
  subject: string;
  name: string | null;
  email: string | null;
  collarNumber: string | null;
  /** As the provider calls them. */
  roles: readonly string[];
  /** When they last proved who they are; null where the provider does not say. */
  provedAt: DateTime | null;
}

/** A fresh sign-in counts for ten minutes; this leaves half of them for what it is needed for. */
const FRESH_SECONDS = 300;
const TIMEOUT_SECONDS = 10;
const KNOWN_MS = 3_600_000;

/** The identity providers of the forces, by OpenID Connect: the code flow with PKCE, state and nonce. */
@Injectable()
export class IdentityProviders {
  private readonly logger = new Logger(IdentityProviders.name);
  private readonly known = new Map<string, { provider: Promise<openid.Configuration>; until: number }>();

  constructor(
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError not-found for a force that has none here */
  settingsOf(forceId: string): IssuerSettings {
    const settings = this.options.issuers.get(forceId);
    if (!settings)
      throw DomainError.notFound('No force signs in at this address. Start from the sign-in page.');
    return settings;
  }

  /**
   * The address at the provider to send the browser to.
   * @param another with another account than the one that the provider remembers
   */
  async begin(forceId: string, expected: Expected, another = false): Promise<string> {
    const provider = await this.providerOf(forceId);
    const address = openid.buildAuthorizationUrl(provider, {
      redirect_uri: this.callbackOf(forceId),
      scope: 'openid profile email',
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(expected.codeVerifier),
      code_challenge_method: 'S256',
      ...(expected.fresh && { max_age: String(FRESH_SECONDS) }),
      ...(another && { prompt: 'login' }),
    });
    return this.ownAddress(forceId, address).href;
  }

  /**
   * What came back with the browser, proved: the code is changed for an ID token whose signature, issuer, audience, nonce,
   * times and tenant are checked.
   * @param query as it came, without its question mark
   * @throws RefusedSignIn when anything is not as it must be
   */
  async finish(forceId: string, query: string, expected: Expected): Promise<Vouched> {
    const settings = this.settingsOf(forceId);
    const provider = await this.providerOf(forceId);
    const address = new URL(`${this.callbackOf(forceId)}?${query}`);
    const tokens = await openid
      .authorizationCodeGrant(provider, address, {
        pkceCodeVerifier: expected.codeVerifier,
        expectedState: expected.state,
        expectedNonce: expected.nonce,
        idTokenExpected: true,
        ...(expected.fresh && { maxAge: FRESH_SECONDS }),
      })
      .catch((error: unknown) => {
        throw new RefusedSignIn(reasonOf(error), error);
      });
    const claims = tokens.claims();
    if (!claims) throw new RefusedSignIn('token');
    const provedAt = checkIdToken(claims, settings, this.clock.now().toSeconds());
    return {
      issuer: claims.iss,
      subject: claims.sub,
      name: textClaim(claims, settings.nameClaim, 200),
      email: textClaim(claims, settings.emailClaim, 254),
      collarNumber: settings.collarNumberClaim && textClaim(claims, settings.collarNumberClaim, 100),
      roles: textsClaim(claims, settings.rolesClaim),
      provedAt,
    };
  }

  /** Where the browser goes to sign out there too; null if the provider has no such address, or cannot be asked. */
  async endOfSession(forceId: string, goOnTo: string): Promise<string | null> {
    try {
      const provider = await this.providerOf(forceId);
      if (provider.serverMetadata().end_session_endpoint === undefined) return null;
      const address = openid.buildEndSessionUrl(provider, {
        post_logout_redirect_uri: `${this.options.publicUrl}${goOnTo}`,
      });
      return this.ownAddress(forceId, address).href;
    } catch (error) {
      this.logger.warn('An identity provider could not be asked where to sign out', {
        force: forceId,
        reason: reasonOf(error),
      });
      return null;
    }
  }

  /**
   * Who has signed out at the provider, by what it sends us on its own.
   * @throws DomainError not-found for a force that has none here; Error when the token is not what it must be
   */
  async signedOut(forceId: string, token: string): Promise<SignedOut> {
    const settings = this.settingsOf(forceId);
    const { jwks_uri: keys } = (await this.providerOf(forceId)).serverMetadata();
    if (keys === undefined) throw new RefusedSignIn('unreachable');
    return readLogoutToken(token, keys, settings);
  }

  /** Asked once an hour what it has to say of itself; its keys are read again when a token names a new one. */
  private async providerOf(forceId: string): Promise<openid.Configuration> {
    const now = performance.now();
    const known = this.known.get(forceId);
    if (known && known.until > now) return known.provider;
    const provider = this.discover(this.settingsOf(forceId));
    this.known.set(forceId, { provider, until: now + KNOWN_MS });
    return provider.catch((error: unknown) => {
      this.known.delete(forceId);
      throw new RefusedSignIn('unreachable', error);
    });
  }

  private async discover(settings: IssuerSettings): Promise<openid.Configuration> {
    const isPlain = settings.issuer.startsWith('http:');
    const provider = await openid.discovery(
      new URL(settings.issuer),
      settings.clientId,
      { client_secret: settings.clientSecret, id_token_signed_response_alg: settings.signingAlgorithm },
      undefined,
      {
        timeout: TIMEOUT_SECONDS,
        [openid.customFetch]: fetchOf(settings),
        // Only an issuer on this machine may be configured without https.
        execute: [openid.enableNonRepudiationChecks, ...(isPlain ? [allowPlain] : [])],
      },
    );
    if (provider.serverMetadata().issuer !== settings.issuer)
      throw new Error('The provider calls itself by another name.');
    return provider;
  }

  private callbackOf(forceId: string): string {
    return `${this.options.publicUrl}/sign-in/${forceId}/callback`;
  }

  /** Browsers too are sent to the configured hosts alone. */
  private ownAddress(forceId: string, address: URL): URL {
    if (!isOfIssuer(address, this.settingsOf(forceId))) throw new RefusedSignIn('unreachable');
    return address;
  }
}

const allowPlain = openid.allowInsecureRequests;
