import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, HttpAdapterHost, MetadataScanner, Reflector } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Admittance } from './admittance.js';
import { ALLOWED, type Allowed } from './allow.js';

type Handler = (...args: unknown[]) => unknown;

const WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Lets nobody in whose body need not be read: what a stranger sends to a route that is not open to strangers stays unread.
 * Guards come after the body, so the same is asked here before it; the guard then finds the request admitted. A route that
 * is not known here would be refused by the guard all the same.
 */
@Injectable()
export class BeforeBodies implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly admittance: Admittance,
  ) {}

  onModuleInit(): void {
    // Commands build the modules without a server.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify) return;
    const routes = this.routes();
    // Not `onRequest`: cookies and what is refused of other sites and of wrong addresses come before it.
    fastify.addHook('preParsing', async (request, reply) => {
      const route = `${request.method} ${request.routeOptions.url}`;
      if (routes.has(route)) await this.admittance.admit(request, reply, routes.get(route));
    });
  }

  /** What each route that may have a body asks for, by method and pattern. */
  private routes(): Map<string, Allowed | undefined> {
    const routes = new Map<string, Allowed | undefined>();
    for (const { metatype } of this.discovery.getControllers()) {
      if (!metatype) continue;
      const prototype = metatype.prototype as Record<string, Handler>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
        if (method === undefined || WITHOUT_BODY.includes(method)) continue;
        const allowed = this.reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, [handler, metatype]);
        for (const start of pathsOf(metatype)) {
          for (const end of pathsOf(handler)) routes.set(`${method} ${joined(start, end)}`, allowed);
        }
      }
    }
    return routes;
  }
}

const pathsOf = (target: object): string[] =>
  [(Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined) ?? ''].flat();

/** @example joined('imports', ':id/apply') // '/imports/:id/apply' */
function joined(...parts: string[]): string {
  const bare = parts.map((part) => part.replace(/^\/+|\/+$/g, ''));
  return `/${bare.filter(Boolean).join('/')}`;
}
