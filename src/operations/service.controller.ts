import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { MalwareScanner } from '../contacts/attachments/scanning/malware-scanner.js';
import { ForceDatabase } from '../database/force-database.js';
import { Page } from '../web/pages.js';
import { OPERATIONS_OPTIONS, type OperationsOptions } from './operations-options.js';
import { FAILED_MAILS, type FailedMailsRow, type JobRow, JOBS } from './service.query.js';
import { serviceView } from './service.view.js';
import { StateReader } from './state.js';
import { VERSION } from './version.js';

/** What an operator needs to know of the service, and all of it: numbers and instants, with nobody in them. */
@ApiExcludeController()
@Controller('service')
@Allow('service.read')
export class ServiceController {
  constructor(
    private readonly states: StateReader,
    private readonly database: ForceDatabase,
    private readonly scanner: MalwareScanner,
    @Inject(OPERATIONS_OPTIONS) private readonly options: OperationsOptions,
  ) {}

  @Get()
  async read(@SignedIn() { forceId }: Person): Promise<Page> {
    const state = await this.states.read();
    const jobs = await this.database.statement<JobRow>(JOBS.name, JOBS.text);
    const failed = await this.database.inForce(forceId, (manager) =>
      manager.query<FailedMailsRow[]>(FAILED_MAILS, [forceId, state.at]),
    );
    const { mail, sweepStaleMinutes } = this.options;
    const connections = this.database.connections();
    const malwareScanner = await this.scanner.ask();
    const facts = { mail, malwareScanner, sweepStaleMinutes, connections, version: VERSION };
    return new Page('pages/operations/service', 'The service', serviceView(state, jobs, failed, facts));
  }
}
