import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { offsetOf } from '../common/pagination.js';
import { ForceDatabase } from '../database/force-database.js';
import { listOfficers } from './officer-list.query.js';
import { OfficersQuery } from './registry.dto.js';
import { OfficersView, officerView } from './registry.views.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/officers')
@Allow({ scopes: ['registry:read'] })
export class OfficersApiController {
  constructor(private readonly database: ForceDatabase) {}

  @Get()
  @ApiOperation({ summary: 'List the officers of the force.' })
  @ApiQuery({ name: 'q', required: false, description: 'Looked for in name and collar number.' })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'pageSize',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  })
  @ApiOkResponse({ type: OfficersView })
  async list(@Caller() { forceId }: Principal, @Query() query: OfficersQuery): Promise<OfficersView> {
    const { page, pageSize, q } = query;
    const filter = { search: q?.trim() || null, limit: pageSize, offset: offsetOf(query) };
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      listOfficers(manager, forceId, filter),
    );
    return { items: rows.map(officerView), page, pageSize, total };
  }
}
