import { Controller, Get, HttpStatus, Inject, Logger, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DateTime } from 'luxon';
import { Impersonal } from '../access/allow.js';
import { Clock } from '../common/clock.js';
import { MalwareScanner } from '../contacts/attachments/scanning/malware-scanner.js';
import { type Health, healthOf } from './health.js';
import { OPERATIONS_OPTIONS, type OperationsOptions } from './operations-options.js';
import { type State, StateReader } from './state.js';
import { VERSION } from './version.js';

@ApiExcludeController()
@Controller('health')
@Impersonal()
export class HealthController {
  private readonly logger = new Logger(HealthController.name);
  private readonly startedAt: DateTime;

  constructor(
    private readonly stateReader: StateReader,
    @Inject(OPERATIONS_OPTIONS) private readonly options: OperationsOptions,
    private readonly scanner: MalwareScanner,
    clock: Clock,
  ) {
    this.startedAt = clock.now();
  }

  /** 200 when the database answers and the sweep runs, else 503; within three seconds either way. */
  @Get()
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const { mail, sweepStaleMinutes } = this.options;
    const expected = { startedAt: this.startedAt, sweepStaleMinutes };
    const health = healthOf(await this.state(), expected, {
      mail,
      malwareScanner: this.scanner.state,
      version: VERSION,
    });
    if (health.status !== 'ok') reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return health;
  }

  private async state(): Promise<State | null> {
    try {
      return await this.stateReader.read();
    } catch (error) {
      this.logger.warn('The database does not answer', {
        code: (error as { code?: string }).code ?? 'timeout',
      });
      return null;
    }
  }
}
