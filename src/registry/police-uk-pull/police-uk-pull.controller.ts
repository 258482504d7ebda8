import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { Imports } from '../import/imports.service.js';
import { differencesView } from './differences.view.js';
import { notesView } from './notes.view.js';
import { PullChoiceForm } from './police-uk-pull.form.js';
import { PoliceUkPulls } from './police-uk-pulls.service.js';
import type { RowList } from './pull-import.query.js';
import { isUnderWay, PullPages, type PulledPage } from './pull-pages.js';
import { pullHref, pullListView, PULLS_HREF, pullStateView } from './pull.view.js';

const ID = new ParseUUIDPipe();
const REFRESH_SECONDS = '5';
const TO_PULLS = { href: PULLS_HREF, text: 'Back to pulls' };

/** The pages on which a force admin pulls from data.police.uk, looks at the differences, chooses and applies. */
@ApiExcludeController()
@Controller('imports/police-uk')
@Allow('police-uk.pull')
export class PoliceUkPullController {
  constructor(
    private readonly pulls: PoliceUkPulls,
    private readonly pages: PullPages,
    private readonly imports: Imports,
  ) {}

  @Get()
  async list(@SignedIn() { forceId }: Person): Promise<Page> {
    const model = pullListView(await this.pages.list(forceId));
    return new Page('pages/police-uk-pull/list', 'Pull from data.police.uk', model, {
      backLink: { href: '/imports', text: 'Back to imports' },
    });
  }

  @Post()
  async start(@SignedIn() person: Person, @Req() request: FastifyRequest): Promise<SeeOther> {
    return new SeeOther(
      pullHref(await this.pulls.startPull(person.forceId, changedByCaller(person, request))),
    );
  }

  @Get(':id')
  @Consults('import', 'id')
  async read(
    @SignedIn() { forceId }: Person,
    @Param('id', ID) id: string,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    const pull = await this.pages.pull(forceId, id);
    if (isUnderWay(pull)) void reply.header('refresh', REFRESH_SECONDS);
    if (pull && pull.state !== 'pulled') {
      const model = pullStateView(pull);
      return new Page('pages/police-uk-pull/state', model.title, model, { backLink: TO_PULLS });
    }
    return this.showDifferences(forceId, id, pageOf(query), { done: query['done'] });
  }

  @Get(':id/notes')
  @Consults('import', 'id')
  async notes(
    @SignedIn() { forceId }: Person,
    @Param('id', ID) id: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const model = notesView(id, await this.pageOf(forceId, id, 'notes', pageOf(query)));
    return new Page('pages/police-uk-pull/notes', 'What a pull left as it is', model, { backLink: TO_PULLS });
  }

  @Post(':id')
  async choose(
    @SignedIn() person: Person,
    @Param('id', ID) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const { form, errors } = await checkForm(PullChoiceForm, body);
    if (errors.length > 0)
      throw DomainError.invalid('Go back to the pull and use its boxes and buttons.', errors);
    const { fingerprint, page } = form;
    const { rows } = await this.pageOf(forceId, id, 'differences', page);
    const choice = { fingerprint, shown: rows.map(({ line }) => line), ticked: form.lines ?? [] };
    const isCurrent = await this.pulls.choose(forceId, id, choice);
    if (!isCurrent) return new SeeOther(`${pullHref(id)}?done=again`);
    if (form.then === 'save') return new SeeOther(`${pullHref(id)}?page=${page}&done=saved`);
    try {
      const outcome = await this.pulls.applyPull(forceId, id, fingerprint, changedByCaller(person, request));
      return new SeeOther(`${pullHref(id)}?done=${outcome}`);
    } catch (error) {
      const refused = refusedForm(error);
      return this.showDifferences(forceId, id, page, { errors: refused.fields });
    }
  }

  @Post(':id/undo')
  async undo(
    @SignedIn() person: Person,
    @Param('id', ID) id: string,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    await this.imports.undo(person.forceId, id, changedByCaller(person, request));
    return new SeeOther(pullHref(id));
  }

  private async showDifferences(
    forceId: string,
    id: string,
    page: number,
    { done, errors = [] }: { done?: unknown; errors?: FieldError[] },
  ): Promise<Page> {
    const shown = await this.pageOf(forceId, id, 'differences', page);
    const model = differencesView(id, shown, typeof done === 'string' ? done : null);
    const status = errors.length > 0 ? 409 : 200;
    return new Page('pages/police-uk-pull/differences', model.title, model, {
      backLink: TO_PULLS,
      errors,
      status,
    });
  }

  private pageOf(forceId: string, id: string, list: RowList, page: number): Promise<PulledPage> {
    return this.pages.pulled(forceId, id, list, page);
  }
}

const pageOf = (query: Record<string, unknown>): number =>
  Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));
