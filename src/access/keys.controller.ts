import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Consults } from '../audit/consults.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { Page, SeeOther } from '../web/pages.js';
import { type Typed, typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { Allow, FreshSignIn, SignedIn } from './allow.js';
import { KeyMaking } from './key-making.js';
import { NewKeyForm, RotateKeyForm } from './keys.form.js';
import { KEYS, keyMadePage, keysView, newKeyPage, rotateKeyPage, scopesOf } from './keys.view.js';
import type { Person } from './principal.js';

/** The keys of machine clients. Whoever makes one has proved just now who they are; revoking one must not wait for that. */
@ApiExcludeController()
@Controller('keys')
@Allow('keys.manage')
export class KeysController {
  constructor(private readonly making: KeyMaking) {}

  @Get()
  @Consults('api-key')
  async list(@SignedIn() { forceId }: Person, @Query('done') done: unknown): Promise<Page> {
    const { keys, now } = await this.making.list(forceId);
    return new Page('pages/access/keys', 'Machine keys', keysView(keys, now, done === 'revoked'));
  }

  @Get('new')
  @FreshSignIn()
  begin(): Page {
    return newKeyPage(this.making.usualExpiry(), this.making.limits);
  }

  @Post('new')
  @FreshSignIn()
  @HttpCode(200)
  async make(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<Page> {
    const { form, errors } = await checkForm(NewKeyForm, body);
    const typed = typedOf(body);
    const again = (wrong: readonly FieldError[]): Page =>
      newKeyPage(typed, this.making.limits, scopesOf(body), wrong);
    if (errors.length > 0) return again(errors);
    return shownAgain(again, async () =>
      keyMadePage(form.name, await this.making.make(person, form.name, form.scopes, typed, requestId)),
    );
  }

  @Get(':id/rotate')
  @Consults('api-key', 'id')
  @FreshSignIn()
  async beginToRotate(
    @SignedIn() { forceId }: Person,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<Page> {
    return rotateKeyPage(await this.making.find(forceId, id), this.making.usualExpiry(), this.making.limits);
  }

  @Post(':id/rotate')
  @FreshSignIn()
  @HttpCode(200)
  async rotate(
    @SignedIn() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<Page> {
    const { form, errors } = await checkForm(RotateKeyForm, body);
    const key = await this.making.find(person.forceId, id);
    const typed: Typed = typedOf(body);
    const again = (wrong: readonly FieldError[]): Page =>
      rotateKeyPage(key, typed, this.making.limits, wrong);
    if (errors.length > 0) return again(errors);
    return shownAgain(again, async () => {
      const { key: secret, overlapUntil } = await this.making.rotate(person, id, form.seen, typed, requestId);
      return keyMadePage(key.name, secret, overlapUntil);
    });
  }

  @Post(':id/revoke')
  async revoke(
    @SignedIn() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<SeeOther> {
    await this.making.revoke(person, id, requestId);
    return new SeeOther(`${KEYS}?done=revoked`);
  }
}

/** The form again when a field of it is at fault, or a name is taken. */
async function shownAgain(
  again: (errors: readonly FieldError[]) => Page,
  work: () => Promise<Page>,
): Promise<Page> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.fields.length === 0) throw error;
    return again(error.fields);
  }
}
