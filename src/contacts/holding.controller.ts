import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { type Page, SeeOther } from '../web/pages.js';
import { typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { ContactPages } from './contact-pages.js';
import { HandOverForm, mailOf } from './contact.form.js';
import { TakeUpService } from './take-up.service.js';
import { TransferService } from './transfer.service.js';

/** In whose hands a contact is: "I have it", giving it back, and handing it over to another neighbourhood. */
@ApiExcludeController()
@Controller('contacts/:reference')
@Allow('contacts.take-up')
export class HoldingController {
  constructor(
    private readonly takeUps: TakeUpService,
    private readonly transfers: TransferService,
    private readonly pages: ContactPages,
  ) {}

  @Post('take-up')
  async takeUp(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    const taken = await this.takeUps.takeUp(person, reference, request.id);
    // From the list of what a mail told, back to it for the next.
    const mailId = mailOf(body);
    return new SeeOther(
      mailId ? `/contacts?mail=${mailId}&done=taken-up` : `/contacts/${taken}?done=taken-up`,
    );
  }

  @Post('take-up/give-back')
  async giveBack(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    const given = await this.takeUps.giveBack(person, reference, request.id);
    return new SeeOther(`/contacts/${given}?done=given-back`);
  }

  @Post('transfers')
  @Allow('contacts.hand-over')
  async handOver(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(HandOverForm, body);
    return this.pages.orAgain(person, reference, request, typedOf(body), errors, async () => {
      const handedOver = await this.transfers.handOver(person, reference, form, request.id);
      return { reference: handedOver, done: 'handed-over' };
    });
  }
}
