import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { PRODUCT_NAME } from '../web/pages.js';
import { VERSION } from './version.js';

const OWN_PATH = '/api/openapi.json';
const OWN_OPERATION: OpenAPIObject['paths'][string] = {
  get: {
    operationId: 'description_read',
    tags: ['description'],
    summary: 'This description of every API route',
    responses: { '200': { description: 'An OpenAPI document', content: { 'application/json': {} } } },
  },
};

/**
 * The description of every API route, made from the decorators of an application whose modules are loaded; it
 * need not be listening nor have a database. The same code gives the same text: paths and schemas are sorted,
 * and the rest follows the order in which it is written.
 */
export function describeApi(app: INestApplication): OpenAPIObject {
  const frame = new DocumentBuilder()
    .setTitle(`${PRODUCT_NAME} monitor`)
    .setDescription(
      'Push contacts in, record responses, read and change the registry, pull figures. Keys are made for one ' +
        'force and for named scopes, and travel as `Authorization: Bearer KEY`. Errors are problem details (RFC 9457).',
    )
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A key of a machine client: npg_…' })
    .build();
  const document = SwaggerModule.createDocument(app, frame, { operationIdFactory: operationId });
  const isApi = ([path]: [string, unknown]): boolean => path.startsWith('/api/');
  return {
    ...document,
    paths: sorted([...Object.entries(document.paths).filter(isApi), [OWN_PATH, OWN_OPERATION]]),
    components: {
      ...document.components,
      schemas: sorted(Object.entries(document.components?.schemas ?? {})),
    },
  };
}

/**
 * Serves the description to everybody; it is made when it is first asked for. A route of the server itself and not
 * of a controller, because only the whole application can be described. Call it before `app.init()`.
 */
export function serveApiDescription(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.get(OWN_PATH, () => (document ??= describeApi(app)));
}

/** `contacts_receive`: the controller's word and the method's, for the names in generated clients. */
function operationId(controller: string, method: string): string {
  const word = controller.replace(/Controller$/, '');
  return `${word.charAt(0).toLowerCase()}${word.slice(1)}_${method}`;
}

function sorted<T>(entries: [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
