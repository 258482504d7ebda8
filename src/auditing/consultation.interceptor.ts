import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { type Consulted, CONSULTS } from '../audit/consults.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';

/** Logs what a route marked `@Consults` has shown. An answer that cannot be logged does not go out. */
@Injectable()
export class ConsultationInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const consulted = this.reflector.get<Consulted | undefined>(CONSULTS, context.getHandler());
    if (!consulted) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      mergeMap(async (answer) => {
        await this.record(consulted, request);
        return answer;
      }),
    );
  }

  private async record({ kind, param }: Consulted, request: FastifyRequest): Promise<void> {
    const { principal, params, routeOptions, id } = request;
    if (!principal) return;
    // By the pattern of the address, which holds nothing that somebody typed.
    const route = routeOptions.url ?? '';
    const subjectId = param === undefined ? route : (params as Record<string, string>)[param]!;
    await this.database.statement(
      'record-consultation',
      'select record_consultation($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        principal.forceId,
        this.clock.now(),
        principal.kind,
        principal.id,
        kind,
        subjectId,
        id,
        JSON.stringify({ route }),
      ],
    );
  }
}
