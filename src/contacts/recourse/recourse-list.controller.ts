import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Page } from '../../web/pages.js';
import type { RequestView } from './recourse-list.query.js';
import { RecourseLists } from './recourse-list.service.js';
import { recourseListView, REQUEST_VIEWS, REQUESTS_A_PAGE } from './recourse-list.view.js';

/** What people have asked of the supervisors, the least time left first. */
@ApiExcludeController()
@Controller('recourse')
@Allow('recourse.answer')
export class RecourseListController {
  constructor(private readonly lists: RecourseLists) {}

  @Get()
  async list(
    @SignedIn() person: Person,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const asked = String(query['view']);
    const view = Object.hasOwn(REQUEST_VIEWS, asked) ? (asked as RequestView) : 'waiting';
    const number = Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));
    const list = await this.lists.readRequests(person, view, { size: REQUESTS_A_PAGE, number }, request.id);
    return new Page('pages/recourse/list', 'Recourse', recourseListView(list, { view, number }), {
      wide: true,
    });
  }
}
