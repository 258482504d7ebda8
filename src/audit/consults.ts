import { SetMetadata } from '@nestjs/common';
import type { AuditEntry } from './audit-log.js';

/** What a route shows: logged by the parameter of its address, or by its own name where it shows many. */
export interface Consulted {
  kind: AuditEntry['subjectKind'];
  /** The parameter that names the one thing shown. */
  param?: string;
}

export const CONSULTS = 'npg:consults';

/**
 * Who answers this route has read about people: it is logged as a consultation, in a round trip of its own before the
 * answer goes out. For routes whose service does not log what it reads in its own transaction.
 */
export const Consults = (kind: Consulted['kind'], param?: string): MethodDecorator =>
  SetMetadata(CONSULTS, { kind, ...(param !== undefined && { param }) } satisfies Consulted);
