import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Failure, failureOf } from './failure.js';
import { Page, renderPage } from './pages.js';
import { postgresFacts } from './postgres-failure.js';
import { sendPublicPage, textsFor } from './public-page.js';
import { publicProblem } from './public-problem.js';

/** A protocol of somebody else answers errors in its own shape; it is chosen by the path alone. */
export interface ErrorShape {
  /** Beginning of the path, such as `/api/open311/`. */
  prefix: string;
  render(failure: Failure & { requestId: string; path: string }): {
    type: string;
    body: string;
    /** The failure's own, unless the protocol has another for it. */
    status?: number;
  };
}

/**
 * The one place where errors become answers: a foreign protocol's own shape under its prefix, RFC 9457 problem
 * details for machines (`/api/`, `/health`, `/metrics`), a page for everybody else: whoever is not signed in is the
 * public, and reads it in a language of theirs.
 */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemDetailsFilter.name);

  constructor(private readonly shapes: readonly ErrorShape[] = []) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.respond(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also called by the router itself, for an address that it cannot even decode. */
  respond(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const failure = failureOf(error);
    this.record(error, failure, request);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out: cutting the connection is the only way left to say that it is not whole.
      reply.raw.destroy();
      return;
    }
    this.answer(failure, request, reply);
  }

  private answer(failure: Failure, request: FastifyRequest, reply: FastifyReply): void {
    const path = pathOf(request);
    const shape = this.shapes.find(({ prefix }) => path.startsWith(prefix));
    // An answer may have been begun: what it said of its body is not true of this one.
    for (const header of ['content-type', 'content-length', 'content-disposition', 'etag']) {
      reply.removeHeader(header);
    }
    reply.header('cache-control', 'no-store');
    if (failure.status === 503) reply.header('retry-after', '30');
    if (shape) {
      const { type, body, status } = shape.render({ ...failure, requestId: request.id, path });
      void reply
        .code(status ?? failure.status)
        .type(type)
        .send(body);
    } else if (isForMachines(path)) {
      if (failure.status === 401) reply.header('www-authenticate', 'Bearer');
      // As bytes, because Fastify adds a charset to JSON texts, and this media type has none.
      const body = Buffer.from(JSON.stringify(problem(failure, path, request.id)));
      void reply.code(failure.status).header('content-type', 'application/problem+json').send(body);
    } else if (failure.status === 401) {
      void reply.code(303).header('location', signInAddress(request)).send('');
    } else if (!request.pageContext?.signedInAs) {
      const texts = textsFor(request);
      sendPublicPage(request, reply, texts, publicProblem(texts, failure, request.id));
    } else {
      const html = renderPage(errorPage(failure, request.id), request.pageContext);
      void reply.code(failure.status).type('text/html; charset=utf-8').send(html);
    }
  }

  /**
   * A fault of ours is logged with its stack, a refusal that validation should have made with its SQLSTATE, and that
   * somebody tried what they may not.
   */
  private record(error: unknown, failure: Failure, request: FastifyRequest): void {
    const postgres = postgresFacts(error);
    const { status } = failure;
    const facts = { requestId: request.id, method: request.method, route: request.routeOptions?.url };
    if (status < 500 && !postgres) {
      if (isWorthKnowing(status, request)) this.logger.log('A request was turned away', { ...facts, status });
      return;
    }
    if (failure.status === 500) {
      this.logger.error('A request failed unexpectedly', {
        ...facts,
        ...postgres,
        stack: stackOf(error, !!postgres),
      });
    } else {
      this.logger.warn('A request was refused by the database or a part out of reach', {
        ...facts,
        ...postgres,
      });
    }
  }
}

function problem(failure: Failure, path: string, requestId: string): object {
  const { status, detail, errors } = failure;
  const title = STATUS_CODES[status] ?? 'Error';
  return {
    type: 'about:blank',
    title,
    status,
    detail,
    instance: path,
    ...(errors.length && { errors }),
    requestId,
  };
}

const headings: Record<number, string> = {
  400: 'That could not be understood',
  403: 'You cannot do this',
  404: 'Page not found',
  408: 'That came too slowly',
  409: 'This was changed meanwhile',
  413: 'That is too large',
  429: 'Too many requests',
  500: 'Sorry, something went wrong',
  503: 'Sorry, the service cannot answer just now',
};

function errorPage({ status, detail, errors }: Failure, requestId: string): Page {
  const heading = headings[status] ?? headings[status < 500 ? 400 : 500]!;
  const reference = status >= 500 ? requestId : undefined;
  return new Page('pages/error', heading, { heading, detail, fields: errors, reference }, { status });
}

/** The path without its query, which may hold what a person typed. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}

/** Who only has to sign in first tried nothing; who sent a wrong key did. */
function isWorthKnowing(status: number, { headers }: FastifyRequest): boolean {
  return status === 403 || status === 429 || (status === 401 && headers.authorization !== undefined);
}

function isForMachines(path: string): boolean {
  return /^\/(api|health|metrics)(\/|$)/.test(path);
}

/** What was posted is gone; the page it was posted from can be returned to after signing in, like one that was asked for. */
function signInAddress(request: FastifyRequest): string {
  const url = request.method === 'GET' ? request.url : refererOf(request);
  const isLocalPage = /^\/(?![/\\])/.test(url) && url !== '/';
  return isLocalPage ? `/sign-in?next=${encodeURIComponent(url)}` : '/sign-in';
}

/** The address on this host that a form was sent from; empty if the browser does not say, or it is of another host. */
function refererOf({ headers }: FastifyRequest): string {
  const { referer = '', host } = headers;
  if (!URL.canParse(referer) || new URL(referer).host !== host) return '';
  const { pathname, search } = new URL(referer);
  return pathname + search;
}

/** PostgreSQL's messages quote values of rows, so of its errors only the places in the code are kept. */
function stackOf(error: unknown, withoutMessage: boolean): string {
  const stack =
    error instanceof Error ? (error.stack ?? error.message) : `Thrown value of type ${typeof error}`;
  return withoutMessage ? stack.slice(Math.max(0, stack.indexOf('\n    at '))) : stack;
}
