import 'reflect-metadata';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsOptional, IsString } from 'class-validator';
import { DomainError } from '../../src/common/errors.js';
import { configureApp, createFastifyAdapter } from '../../src/configure-app.js';
import { Page, SeeOther } from '../../src/web/pages.js';
import type { ServerLimits } from '../../src/web/server-limits.js';
import { checkForm } from '../../src/web/validation.js';

class Note {
  @IsString({ message: 'Enter a text' })
  text: string;

  @IsOptional()
  @IsString({ each: true, message: 'Give tags as a list of texts' })
  tags?: string[];
}

@Controller()
class SampleController {
  @Get('page')
  page(): Page {
    return new Page('pages/error', 'A page', { heading: 'A page', detail: 'Text' }, { status: 202 });
  }

  @Post('page')
  async save(@Body() body: unknown): Promise<Page | SeeOther> {
    const { errors } = await checkForm(Note, body);
    if (errors.length === 0) return new SeeOther('/page');
    return new Page('pages/error', 'A page', { heading: 'A page', detail: '' }, { status: 400, errors });
  }

  @Get('api/v1/notes')
  search(@Query() query: Note): Note {
    return query;
  }

  @Get('api/v1/notes/:id')
  find(@Param('id', ParseUUIDPipe) id: string): string {
    return id;
  }

  @Post('api/v1/notes')
  write(@Body() note: Note): object {
    return { ...note };
  }

  @Post('api/v1/large')
  @RouteConfig({ bodyLimit: 8 * 1024 * 1024 })
  large(@Body() body: unknown): object {
    return { length: String(body).length };
  }

  @Get('api/v1/private')
  machineOnly(): never {
    throw new DomainError('unauthenticated', 'Send a key.');
  }

  @Get('private')
  personOnly(): never {
    throw new DomainError('unauthenticated', 'Sign in first.');
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('secret of the house');
  }

  @Get('api/v1/broken')
  @Header('content-type', 'text/csv')
  @Header('cache-control', 'public, max-age=60')
  brokenHalfway(): never {
    throw new TypeError('secret of the house');
  }

  @Get('api/v1/file')
  @Header('cache-control', 'public, max-age=60')
  file(): StreamableFile {
    return new StreamableFile(Buffer.from('a,b'), { type: 'text/csv' });
  }
}

export interface Answer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  body: string;
  json<T = unknown>(): T;
}

export interface Problem {
  status: number;
  detail: string;
  errors?: { field: string; message: string }[];
  requestId: string;
}

/** A real server with the sample controller and everything `configureApp` puts around it, but no database. */
export class SampleServer {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly port: number,
  ) {}

  static async start(limits?: ServerLimits): Promise<SampleServer> {
    const testing = await Test.createTestingModule({ controllers: [SampleController] }).compile();
    const app = testing.createNestApplication<NestFastifyApplication>(
      createFastifyAdapter(undefined, limits),
      {
        logger: false,
      },
    );
    await configureApp(app);
    await app.listen(0, '127.0.0.1');
    return new SampleServer(app, (app.getHttpServer().address() as AddressInfo).port);
  }

  address(): { port: number } {
    return { port: this.port };
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  post(payload: string | Buffer, type = 'application/json', path = '/api/v1/notes'): Promise<Answer> {
    const length = Buffer.byteLength(payload);
    return this.ask('POST', path, { 'content-type': type, 'content-length': length }, payload);
  }

  /** Sends exactly the given bytes and path, which `fetch` would tidy up first. */
  ask(
    method: string,
    path: string,
    headers: OutgoingHttpHeaders = {},
    payload?: string | Buffer,
  ): Promise<Answer> {
    const options = { host: '127.0.0.1', port: this.port, method, path, headers, agent: false };
    return new Promise((resolve, reject) => {
      const outgoing = request(options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers: received } = incoming;
          resolve({ statusCode, headers: received, body, json: <T>() => JSON.parse(body) as T });
          // A body that was refused half-way is still being sent.
          outgoing.destroy();
        });
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
