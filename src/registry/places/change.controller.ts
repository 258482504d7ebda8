import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { ChangeForm, onPage, readChange, typedFields } from './change.form.js';
import { changeFormView, changePreviewView, digestOf } from './change.view.js';
import type { ChangeOutcome, NeighbourhoodChange } from './neighbourhood-change.js';
import { NeighbourhoodChanges } from './neighbourhood-changes.service.js';
import { placeStory, type PlaceStory } from './place-story.js';

/** The pages on which a force admin renames, merges, splits or ends a neighbourhood: the form, what it does, done. */
@ApiExcludeController()
@Controller('neighbourhoods/:code/change')
@Allow('neighbourhoods.change')
export class ChangeController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly changes: NeighbourhoodChanges,
  ) {}

  @Get()
  async form(@SignedIn() { forceId }: Person, @Param('code') code: string): Promise<Page> {
    return formPage(await this.story(forceId, code), {}, []);
  }

  @Post()
  async change(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const story = await this.story(forceId, code);
    const { form, errors } = await checkForm(ChangeForm, body);
    if (errors.length > 0) return formPage(story, typedOf(body), errors);
    const read = readChange(form);
    if (!read.change) return formPage(story, typedOf(body), read.errors);
    if (form.step === 'edit') return formPage(story, typedOf(body), []);
    try {
      if (form.step !== 'save') {
        return previewPage(story, typedFields(form), await this.changes.preview(forceId, code, read.change));
      }
      return await this.save(person, story, form, read.change, request);
    } catch (error) {
      const refused = refusedForm(error);
      const shown = refused.fields.map((one) => onPage(form, one));
      return formPage(story, typedOf(body), shown, refused.status);
    }
  }

  /** Saves what was shown; what would be another thing by now is shown instead. */
  private async save(
    person: Person,
    story: PlaceStory,
    form: ChangeForm,
    change: NeighbourhoodChange,
    request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    let now: ChangeOutcome | undefined;
    const isSeen = (outcome: ChangeOutcome): boolean => {
      now = outcome;
      return digestOf(outcome) === form.seen;
    };
    try {
      const by = changedByCaller(person, request);
      await this.changes.changeNeighbourhood(person.forceId, story.code, change, by, isSeen);
      return new SeeOther(`${neighbourhoodHref(story.code)}?done=changed`);
    } catch (error) {
      const isStale = error instanceof DomainError && error.kind === 'conflict' && error.fields.length === 0;
      if (!isStale || !now) throw error;
      return previewPage(story, typedFields(form), now, [{ field: '', message: error.message }]);
    }
  }

  private async story(forceId: string, code: string): Promise<PlaceStory> {
    const story = await this.database.inForce(forceId, (manager) => placeStory(manager, forceId, code));
    if (!story)
      throw DomainError.notFound('No neighbourhood of your force has this code. Find it in the list.');
    return story;
  }
}

function formPage(
  story: PlaceStory,
  typed: Typed,
  errors: FieldError[],
  status = errors.length > 0 ? 400 : 200,
): Page {
  return new Page('pages/places/change', `Change ${story.name}`, changeFormView(story, typed, errors), {
    status,
    errors,
    backLink: { href: neighbourhoodHref(story.code), text: 'Back to the neighbourhood' },
  });
}

function previewPage(
  story: PlaceStory,
  typed: Typed,
  outcome: ChangeOutcome,
  errors: FieldError[] = [],
): Page {
  const model = changePreviewView(story, typed, outcome);
  return new Page('pages/places/change-preview', `Check what changes: ${story.name}`, model, {
    status: errors.length > 0 ? 409 : 200,
    errors,
    backLink: { href: neighbourhoodHref(story.code), text: 'Back to the neighbourhood' },
  });
}
