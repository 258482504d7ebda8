import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/allow.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { type ForceRow, Forces } from '../registry/forces.js';
import { NeighbourhoodQueries } from '../registry/neighbourhood-queries.js';
import { Page } from '../web/pages.js';
import { forceView, placeView, startView, yourAreaHref } from './your-area.view.js';

/** Your Area: who is my officer, and how do I reach them? For everybody, without sign-in. */
@ApiExcludeController()
@Controller()
@Public()
export class YourAreaController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly forces: Forces,
    private readonly queries: NeighbourhoodQueries,
  ) {}

  @Get()
  async start(): Promise<Page> {
    return new Page(
      'pages/public-site/start',
      'Find your neighbourhood policing team',
      startView(await this.forces.all()),
    );
  }

  @Get('your-area/:force')
  async force(@Param('force') id: string, @Query('q') q: unknown): Promise<Page> {
    const force = await this.forceOf(id);
    const search = typeof q === 'string' ? q.trim().slice(0, 100) : '';
    const on = localDayOf(this.clock.now());
    const { rows } = await this.database.inForce(id, (manager) =>
      this.queries.list(manager, id, { on, search }),
    );
    return new Page(
      'pages/public-site/force',
      `Find your neighbourhood, ${force.name}`,
      forceView(force, rows, search),
      {
        backLink: { href: '/', text: 'Choose another force' },
      },
    );
  }

  @Get('your-area/:force/:code')
  async place(@Param('force') id: string, @Param('code') code: string): Promise<Page> {
    const force = await this.forceOf(id);
    const on = localDayOf(this.clock.now());
    const place = await this.database.inForce(id, (manager) => this.queries.onDay(manager, id, code, on));
    if (!place)
      throw DomainError.notFound('There is no such neighbourhood. Find yours in the list of the force.');
    return new Page(
      'pages/public-site/neighbourhood',
      `${place.name}, ${force.name}`,
      placeView(force, place),
      {
        backLink: { href: yourAreaHref(id), text: 'All neighbourhoods of the force' },
      },
    );
  }

  private async forceOf(id: string): Promise<ForceRow> {
    const force = await this.forces.find(id);
    if (!force)
      throw DomainError.notFound('There is no such police force here. Choose yours on the start page.');
    return force;
  }
}
