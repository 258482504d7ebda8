import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import type { FieldError } from '../../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, type SeeOther } from '../../web/pages.js';
import { orShown } from '../../web/refused-form.js';
import { HoldsVersion, type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { forceHeadlineView, headlineChoice } from './force-headline.view.js';
import { BACK_TO_FORCE } from './force-page.controller.js';
import type { ForceAbout } from './force-page.query.js';
import { ForcePage } from './force-page.service.js';

class HeadlineForm {
  @IsIn(['yes', 'no'], { message: 'Choose what the public is shown' }) shown: 'yes' | 'no';
  @HoldsVersion() version?: unknown;
}

/** Whether the public is shown the headline figures of issued reports. */
@ApiExcludeController()
@Controller('force/headline')
@Allow('force.change')
export class ForceHeadlineController {
  constructor(private readonly force: ForcePage) {}

  @Get()
  async choice(@SignedIn() { forceId }: Person): Promise<Page> {
    const { about } = await this.force.read(forceId);
    return show(about, { shown: headlineChoice(about), version: String(about.version) }, []);
  }

  @Post()
  async choose(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(HeadlineForm, body);
    const typed = typedOf(body);
    const { about } = await this.force.read(person.forceId);
    try {
      return await orShown(
        (found) => show(about, typed, found),
        errors,
        async () => {
          const change = { publishesHeadline: form.shown === 'yes' };
          const by = changedByCaller(person, request);
          await this.force.describe(person.forceId, change, versionsOfForm(form.version), by);
          return '/force?done=headline';
        },
      );
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      return show(error.record as ForceAbout, typed, [], true);
    }
  }
}

function show(about: ForceAbout, typed: Typed, errors: readonly FieldError[], changed = false): Page {
  const model = forceHeadlineView(about, { typed, errors, changed });
  const status = changed ? 409 : errors.length > 0 ? 400 : 200;
  return new Page('pages/life/form', 'Figures for the public', model, {
    status,
    errors,
    backLink: BACK_TO_FORCE,
  });
}
