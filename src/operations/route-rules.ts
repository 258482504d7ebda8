import { type INestApplication, RequestMethod, type Type } from '@nestjs/common';
import { MetadataScanner, type NestContainer } from '@nestjs/core';
import { ALLOWED, type Allowed, FRESH } from '../access/allow.js';

/** A route of a controller, and what stands at it. */
export interface RouteRule extends Allowed {
  method: string;
  /** The pattern it is registered under. */
  url: string;
  /** Does it ask for a sign-in of the last minutes? */
  fresh: boolean;
}

/** Routes of the server itself, which no guard stands before: each gives everybody the same. */
export const WITHOUT_GUARD: readonly { url: string; what: string }[] = [
  { url: '/api/openapi.json', what: 'the description of the API' },
  { url: '/assets/', what: 'styles, scripts and pictures, a route a file' },
];

/** Is this a route of the server itself that may be without a guard? */
export const needsNoGuard = (url: string): boolean =>
  WITHOUT_GUARD.some((open) => (open.url.endsWith('/') ? url.startsWith(open.url) : url === open.url));

/**
 * Every route of every controller with what it asks for, by address; of an application whose modules are loaded, even if no
 * provider was made. Whether that is all the server answers to the test of every route says.
 */
export function routeRulesOf(app: INestApplication): RouteRule[] {
  const { container } = app as unknown as { container: NestContainer };
  const controllers = [...container.getModules().values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return [...new Set(controllers.map(({ metatype }) => metatype as Type<object>))]
    .flatMap(rulesOfController)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ url, method }: RouteRule): string => `${url} ${method}`;

function rulesOfController(controller: Type<object>): RouteRule[] {
  const bases = pathsOf(controller);
  const handlers = controller.prototype as Record<string, () => unknown>;
  return new MetadataScanner().getAllMethodNames(handlers).flatMap((name) => {
    const handler = handlers[name]!;
    const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const found = <T>(key: string): T | undefined =>
      (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
    const rule = {
      ...found<Allowed>(ALLOWED),
      method: RequestMethod[method],
      fresh: found<true>(FRESH) ?? false,
    };
    return bases.flatMap((base) => pathsOf(handler).map((path) => ({ ...rule, url: joined(base, path) })));
  });
}

const pathsOf = (target: object): string[] =>
  [Reflect.getMetadata('path', target) as string | string[]].flat();

const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
