import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { orShown } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { pageOf, sliceOf } from '../history.view.js';
import { EngagementMethodForm, EngagementMethodRemovalForm, ForceAboutForm } from './force-page.form.js';
import type { ForceAbout } from './force-page.query.js';
import { ForcePage } from './force-page.service.js';
import { engagementMethodView, forceAboutView, forcePageView } from './force-page.view.js';

export const BACK_TO_FORCE = { href: '/force', text: 'Back to the force' };

/** The force's own page, kept by its admin. */
@ApiExcludeController()
@Controller('force')
@Allow('force.change')
export class ForcePageController {
  constructor(private readonly force: ForcePage) {}

  @Get()
  @Allow('force.read')
  async read(@SignedIn() { forceId }: Person, @Query() query: Record<string, unknown>): Promise<Page> {
    const page = pageOf(query['page']);
    const found = await this.force.read(forceId);
    const history = { ...(await this.force.history(forceId, sliceOf(page))), page };
    const done = typeof query['done'] === 'string' ? query['done'] : undefined;
    const model = forcePageView({ ...found, history }, done);
    return new Page('pages/life/force', 'The force', model, { wide: true });
  }

  @Get('about')
  async aboutForm(@SignedIn() { forceId }: Person): Promise<Page> {
    const { about } = await this.force.read(forceId);
    const { description, websiteUrl, telephone } = about;
    const typed = {
      description: description ?? '',
      websiteUrl: websiteUrl ?? '',
      telephone: telephone ?? '',
      version: String(about.version),
    };
    return showAbout(about, typed, []);
  }

  @Post('about')
  async describe(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(ForceAboutForm, body);
    const typed = typedOf(body);
    const isWhole = ['description', 'websiteUrl', 'telephone'].every((name) => typed[name] !== undefined);
    if (errors.length === 0 && !isWhole) {
      throw DomainError.invalid('Send the form with all its fields; one left blank is cleared.');
    }
    const { description = null, websiteUrl = null, telephone = null } = form;
    const { about } = await this.force.read(person.forceId);
    try {
      return await orShown(
        (found) => showAbout(about, typed, found),
        errors,
        async () => {
          const change = { description, websiteUrl, telephone };
          const by = changedByCaller(person, request);
          await this.force.describe(person.forceId, change, versionsOfForm(form.version), by);
          return '/force?done=described';
        },
      );
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      return showAbout(error.record as ForceAbout, typed, [], true);
    }
  }

  @Get('engagement-methods/new')
  methodForm(): Page {
    return showMethod({}, []);
  }

  @Post('engagement-methods/new')
  async addMethod(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(EngagementMethodForm, body);
    const { type, title, url, description = null } = form;
    return orShown(
      (found) => showMethod(typedOf(body), found),
      errors,
      async () => {
        const method = { type, title, url, description };
        await this.force.addEngagementMethod(person.forceId, method, changedByCaller(person, request));
        return '/force?done=method';
      },
    );
  }

  @Post('engagement-methods/remove')
  async removeMethod(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    const { form, errors } = await checkForm(EngagementMethodRemovalForm, body);
    if (errors.length > 0) throw DomainError.invalid('Say which way is to be removed.', errors);
    const { type, url } = form;
    const method = { type, url, seen: versionsOfForm(form.version) };
    await this.force.removeEngagementMethod(person.forceId, method, changedByCaller(person, request));
    return new SeeOther('/force?done=method-removed');
  }
}

function showAbout(about: ForceAbout, typed: Typed, errors: readonly FieldError[], changed = false): Page {
  const model = forceAboutView(about, { typed, errors, changed });
  return formPage('Describe the force', model, errors, changed ? 409 : undefined);
}

function showMethod(typed: Typed, errors: readonly FieldError[]): Page {
  return formPage('Add a way to follow the force', engagementMethodView(typed, errors), errors);
}

function formPage(
  title: string,
  model: object,
  errors: readonly FieldError[],
  status = errors.length > 0 ? 400 : 200,
): Page {
  return new Page('pages/life/form', title, model, { status, errors, backLink: BACK_TO_FORCE });
}
