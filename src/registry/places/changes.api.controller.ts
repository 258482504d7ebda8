import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { changedByCaller } from '../api-answers.js';
import { ChangeDto, changeOf, ChangeView } from './change.dto.js';
import { NeighbourhoodChanges } from './neighbourhood-changes.service.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/neighbourhoods/:code/changes')
export class ChangesApiController {
  constructor(private readonly changes: NeighbourhoodChanges) {}

  @Post()
  @HttpCode(200)
  @Allow('neighbourhoods.change')
  @ApiOperation({
    summary:
      'Begin, rename, end, merge or split a neighbourhood from a day, or say beforehand what that does. Codes are never used for a second neighbourhood.',
  })
  @ApiOkResponse({ type: ChangeView })
  async change(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() body: ChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<ChangeView> {
    const { forceId } = caller;
    const change = changeOf(body);
    if (body.preview) return { ...(await this.changes.preview(forceId, code, change)), outcome: 'preview' };
    return this.changes.changeNeighbourhood(forceId, code, change, changedByCaller(caller, request));
  }
}
