import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Page, renderPage, SeeOther } from './pages.js';

/** Turns the `Page` or `SeeOther` a controller returned into the answer; every other value passes unchanged. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((result: unknown) => {
        if (!(result instanceof Page) && !(result instanceof SeeOther)) return result;
        const http = context.switchToHttp();
        const reply = http.getResponse<FastifyReply>();
        if (result instanceof SeeOther) {
          reply.code(303).header('location', result.url);
          return '';
        }
        reply.code(result.options.status ?? 200).type('text/html; charset=utf-8');
        return renderPage(result, http.getRequest<FastifyRequest>().pageContext);
      }),
    );
  }
}
