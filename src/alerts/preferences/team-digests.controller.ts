import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { AlertRules } from '../alert-rules.js';
import { TeamDigestForm } from './alert-preferences.form.js';
import { TeamDigests } from './team-digests.service.js';
import { PAGE_SIZE, teamDigestsView, teamDigestView } from './team-digests.view.js';
import { readDigestTime } from './typed-times.js';

/** Where supervisors and force admins say when the digests of teams come. */
@ApiExcludeController()
@Controller('alerts/teams')
@Allow('alerts.set-digests')
export class TeamDigestsController {
  constructor(
    private readonly teams: TeamDigests,
    private readonly rules: AlertRules,
  ) {}

  @Get()
  async list(@SignedIn() person: Person, @Query() query: Record<string, unknown>): Promise<Page> {
    const number = Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));
    const found = await this.teams.list(person, { size: PAGE_SIZE, number });
    const state = { standard: this.rules.digest.at, page: number, saved: query['done'] === 'saved' };
    return new Page('pages/alerts/teams', 'Digest times of teams', teamDigestsView(found, state), {
      backLink: { href: '/alerts', text: 'Back to alerts' },
    });
  }

  @Get(':code')
  async read(@SignedIn() person: Person, @Param('code') code: string): Promise<Page> {
    const team = await this.teams.read(person, code);
    return this.show(team, { typed: { digestAt: team.digestAt ?? '' }, errors: [] });
  }

  @Post(':code')
  async set(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors: wrong } = await checkForm(TeamDigestForm, body);
    const again = async (errors: FieldError[]): Promise<Page> =>
      this.show(await this.teams.read(person, code), { typed: typedOf(body), errors });
    if (wrong.length > 0) return again(wrong);
    const { digestAt, errors } = readDigestTime(form);
    if (errors.length > 0) return again(errors);
    if (typedOf(body)['digestAt'] === undefined) {
      throw DomainError.invalid('Send the form with its field; left blank it is cleared.');
    }
    await this.teams.set(person, code, digestAt, request.id);
    return new SeeOther('/alerts/teams?done=saved');
  }

  private show(
    team: Parameters<typeof teamDigestView>[0],
    { typed, errors }: Pick<Parameters<typeof teamDigestView>[1], 'typed' | 'errors'>,
  ): Page {
    const model = teamDigestView(team, { standard: this.rules.digest.at, typed, errors });
    return new Page('pages/alerts/teams-time', `Digest time: ${team.name}`, model, {
      status: errors.length > 0 ? 400 : 200,
      errors,
      backLink: { href: '/alerts/teams', text: 'Back to digest times of teams' },
    });
  }
}
