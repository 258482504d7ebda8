import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, FreshSignIn, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { CommentaryForm, IssueForm } from './issued.forms.js';
import { draftHref, issuedHref, LIST_HREF } from './issued-list.view.js';
import { Issuing } from './issuing.service.js';
import {
  type CommentaryState,
  type IssueState,
  commentaryView,
  draftTitle,
  draftView,
  issueView,
} from './report-draft.view.js';
import { ReportDrafts } from './report-drafts.service.js';

const LOOK_AGAIN_SECONDS = 2;
const CHANGED_TEXT = 'Somebody changed this commentary after you opened the page. Look at both texts.';
const CHANGED_DRAFT =
  'Somebody changed a commentary after you opened this page, so nothing was issued. Look at the draft again.';

/** A report that is being prepared: its exceptions are commented on, and then it is issued. */
@ApiExcludeController()
@Controller('reports/issued/drafts/:id')
export class ReportDraftsController {
  constructor(
    private readonly drafts: ReportDrafts,
    private readonly issuing: Issuing,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('drafts.read')
  async read(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const draft = await this.drafts.read(person, id, request.id);
    if (draft.issuedAs !== null) return new SeeOther(issuedHref(draft.issuedAs));
    const model = draftView(draft, person.role, typeof done === 'string' ? done : undefined);
    return new Page('pages/reports/issued/draft', draftTitle(draft), model, {
      wide: true,
      backLink: { text: 'Issued reports', href: LIST_HREF },
    });
  }

  @Get('commentary')
  @Allow('drafts.prepare')
  commentary(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Query('exception') exception: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    return this.showCommentary(person, id, String(exception), request, null);
  }

  @Post('commentary')
  @Allow('drafts.prepare')
  async comment(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(CommentaryForm, body);
    const typed = typedOf(body);
    const shown = { typed, errors, version: typed['version'] ?? '' };
    const key = typed['exception'] ?? '';
    if (errors.length > 0) return this.showCommentary(person, id, key, request, { ...shown, changed: null });
    try {
      const said = { key: form.exception, text: form.text ?? '', seen: versionsOfForm(form.version) };
      await this.drafts.comment(person, id, said, request.id);
      return new SeeOther(`${draftHref(id)}?done=commentary`);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      const { version, record } = error as ChangedMeanwhile<string>;
      const state = {
        typed,
        errors: [{ field: '', message: CHANGED_TEXT }],
        version: String(version),
        changed: { text: record },
      };
      return this.showCommentary(person, id, key, request, state);
    }
  }

  @Get('issue')
  @Allow('reports.issue')
  @FreshSignIn()
  check(@SignedIn() person: Person, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    return this.showIssue(person, id, request, { typed: {}, errors: [] });
  }

  @Post('issue')
  @Allow('reports.issue')
  @FreshSignIn()
  async issue(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(IssueForm, body);
    const typed = typedOf(body);
    if (errors.length > 0) return this.showIssue(person, id, request, { typed, errors });
    const wanted = { seen: versionsOfForm(form.version), reason: form.reason ?? '' };
    try {
      const issued = await this.issuing.begin(person, id, wanted, request.id);
      return new SeeOther(issued === null ? `${draftHref(id)}/issuing` : `${issuedHref(issued)}?done=issued`);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'invalid')
        return this.showIssue(person, id, request, { typed, errors: error.fields });
      if (!(error instanceof ChangedMeanwhile)) throw error;
      const changed = [{ field: '', message: CHANGED_DRAFT }];
      return this.showIssue(person, id, request, { typed, errors: changed, status: 409 });
    }
  }

  /** Where whoever issued a large report waits for its files. */
  @Get('issuing')
  @Allow('reports.issue')
  async wait(
    @SignedIn() person: Person,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | SeeOther> {
    const progress = await this.issuing.progress(person, id);
    if (progress.kind === 'issued') return new SeeOther(`${issuedHref(progress.id)}?done=issued`);
    const isIssuing = progress.kind === 'issuing';
    if (isIssuing) reply.header('refresh', String(LOOK_AGAIN_SECONDS));
    const model = {
      isIssuing,
      problem: isIssuing ? null : progress.why,
      seconds: LOOK_AGAIN_SECONDS,
      draftHref: draftHref(id),
    };
    const title = isIssuing ? 'The report is being issued' : 'The report was not issued';
    return new Page('pages/reports/issued/issuing', title, { ...model, title });
  }

  @Post('discard')
  @Allow('drafts.prepare')
  async discard(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    await this.drafts.discard(person, id, request.id);
    return new SeeOther(LIST_HREF);
  }

  private async showCommentary(
    person: Person,
    id: string,
    key: string,
    request: FastifyRequest,
    state: CommentaryState | null,
  ): Promise<Page> {
    const draft = await this.drafts.read(person, id, request.id);
    const now = draft.said.find((each) => each.key === key);
    const blank = { typed: { text: now?.text ?? '' }, errors: [], changed: null };
    const shown = state ?? { ...blank, version: String(now?.version ?? 0) };
    const model = commentaryView(draft, key, shown);
    if (!model)
      throw DomainError.notFound('The draft has no such exception any more. Open the draft and choose one.');
    return new Page('pages/reports/issued/commentary', 'Commentary on an exception', model, {
      status: shown.changed ? 409 : shown.errors.length > 0 ? 400 : 200,
      errors: shown.errors,
      backLink: { text: 'Back to the draft', href: draftHref(id) },
    });
  }

  private async showIssue(
    person: Person,
    id: string,
    request: FastifyRequest,
    { typed, errors, status = errors.length > 0 ? 400 : 200 }: IssueState & { status?: number },
  ): Promise<Page> {
    const draft = await this.drafts.read(person, id, request.id);
    if (draft.draft.closedAt) throw DomainError.conflict('This draft is closed. Begin another one.');
    const model = issueView(draft, { typed, errors }, this.clock.now());
    return new Page('pages/reports/issued/issue', 'Check before you issue the report', model, {
      status,
      errors,
      backLink: { text: 'Back to the draft', href: draftHref(id) },
    });
  }
}
