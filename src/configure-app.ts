import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limitStrangers } from './access/limits/limit-strangers.js';
import { DomainError } from './common/errors.js';
import { serveApiDescription } from './operations/openapi.js';
import { POLICE_UK_ERRORS } from './public-site/police-uk/police-uk.errors.js';
import { serveAssets } from './web/assets.js';
import { useStrictBodyParsers } from './web/body-parsers.js';
import { answerWhatIsKnown } from './web/not-modified.js';
import { answerWithPages } from './web/page-answers.js';
import { type ErrorShape, ProblemDetailsFilter } from './web/problem-details.filter.js';
import { refuseOtherSites } from './web/same-origin.js';
import { addSecurityHeaders, setSecurityHeaders } from './web/security-headers.js';
import { SERVER_LIMITS, type ServerLimits } from './web/server-limits.js';
import { answerUnreadable } from './web/unreadable-requests.js';
import { StrictValidationPipe } from './web/validation.js';

/** Protocols of others that answer errors in their own shape; each channel adds its own. */
const foreignErrorShapes: readonly ErrorShape[] = [POLICE_UK_ERRORS];

const errorFilter = new ProblemDetailsFilter(foreignErrorShapes);

/**
 * The HTTP server, before anything is registered on it.
 *
 * @param trustedProxies whose forwarded-for headers are believed, for the limits of strangers alone; nobody's unless given
 */
export function createFastifyAdapter(
  trustedProxies?: string,
  limits: ServerLimits = SERVER_LIMITS,
): FastifyAdapter {
  const { bodyLimit, requestTimeout, connectionTimeout, keepAliveTimeout, ...http } = limits;
  return new FastifyAdapter({
    bodyLimit,
    requestTimeout,
    connectionTimeout,
    keepAliveTimeout,
    http,
    clientErrorHandler: answerUnreadable,
    trustProxy: trustedProxies?.split(',').map((one) => one.trim()) ?? false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    // The router refuses an undecodable address before any hook or filter of the application runs.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      setSecurityHeaders(request, reply);
      errorFilter.respond(error, request, reply);
    },
  });
}

/** Everything around the modules that the server and the tests must have alike. Call it before `app.init()`. */
export async function configureApp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  addSecurityHeaders(fastify);
  refuseOtherSites(fastify);
  refuseUndecodableQueries(fastify);
  limitBodiesPerRoute(fastify);
  limitStrangers(app);
  answerWithPages(fastify);
  answerWhatIsKnown(fastify);
  useStrictBodyParsers(app);
  await app.register(fastifyCookie);
  serveAssets(fastify);
  serveApiDescription(app);
  app.useGlobalPipes(new StrictValidationPipe());
  app.useGlobalFilters(errorFilter);
}

/** A NUL or a broken percent sign in a query would pass as text and fail in the database. */
function refuseUndecodableQueries(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    done(
      isDecodable(request.url)
        ? undefined
        : DomainError.invalid('The address is not validly encoded. Correct it.'),
    );
  });
}

function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    return !decodeURIComponent(url).includes('\0');
  } catch {
    return false;
  }
}

const JSON_ALONE = 'Send it as application/json: nothing else is taken here.';
const NO_JSON = 'Send it as a form, as the page does. JSON is taken by the addresses under /api/.';

const isJson = (type: string): boolean => /^\s*application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(type);

/**
 * `@RouteConfig({ bodyLimit: 20_000_000 })` raises (or lowers) the limit for one route, in bytes. More than the usual is for
 * JSON alone, which says what it holds before it is built; of any other type it is not even read. A page's form holds
 * texts and nothing else, so that pages need not know what else JSON could hold: it is not read there.
 */
function limitBodiesPerRoute(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
    const isLarge = bodyLimit !== undefined && bodyLimit > SERVER_LIMITS.bodyLimit;
    const isPage = !route.url.startsWith('/api/');
    if (isPage && isLarge) throw new Error(`Nothing as large as ${route.url} allows is read there.`);
    if (!isLarge && !isPage) return;
    route.preParsing = (request, _reply, payload, done) => {
      const type = request.headers['content-type'];
      const isWrong = type !== undefined && isJson(type) === isPage;
      done(isWrong ? new UnsupportedMediaTypeException(isPage ? NO_JSON : JSON_ALONE) : null, payload);
    };
  });
}
