import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Impersonal } from '../../access/allow.js';
import { askedPoint } from './domain/asked-point.js';
import { sendNational } from './national-answer.js';
import { type NationalAnswer, NationalRegistry } from './national-registry.js';

/** The national interface for neighbourhoods, from our registry: an existing client needs only another base address. */
@ApiTags('police-uk')
@ApiOkResponse({ description: 'As the national interface writes it; the registry of today.' })
@ApiNotFoundResponse({ description: 'There is nothing of this name today: the text "Not Found".' })
@Controller('api/police-uk')
@Impersonal()
export class PoliceUkController {
  constructor(private readonly registry: NationalRegistry) {}

  @Get('forces')
  @ApiOperation({ summary: 'List the forces.' })
  forces(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return send(request, reply, this.registry.forces());
  }

  @Get('forces/:force')
  @ApiOperation({ summary: 'Read how a force presents itself.' })
  force(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
  ): Promise<void> {
    return send(request, reply, this.registry.force(force));
  }

  @Get('forces/:force/people')
  @ApiOperation({ summary: 'List the senior officers of a force.' })
  seniorOfficers(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
  ): Promise<void> {
    return send(request, reply, this.registry.seniorOfficers(force));
  }

  @Get('locate-neighbourhood')
  @ApiOperation({ summary: 'Find the force and the neighbourhood of a point.' })
  @ApiQuery({ name: 'q', description: 'Latitude and longitude: 52.63,-1.13', schema: { type: 'string' } })
  async locate(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('q') q: unknown,
  ): Promise<void> {
    const point = askedPoint(q);
    await send(request, reply, point ? this.registry.locate(point) : Promise.resolve(null));
  }

  @Get(':force/neighbourhoods')
  @ApiOperation({ summary: 'List the neighbourhoods of a force.' })
  neighbourhoods(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
  ): Promise<void> {
    return send(request, reply, this.registry.neighbourhoods(force));
  }

  @Get(':force/:neighbourhood')
  @ApiOperation({ summary: 'Read one neighbourhood.' })
  neighbourhood(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
    @Param('neighbourhood') code: string,
  ): Promise<void> {
    return send(request, reply, this.registry.neighbourhood(force, code));
  }

  @Get(':force/:neighbourhood/boundary')
  @ApiOperation({ summary: 'Read the outer line of a neighbourhood, of several parts that of the largest.' })
  boundary(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
    @Param('neighbourhood') code: string,
  ): Promise<void> {
    return send(request, reply, this.registry.boundary(force, code));
  }

  @Get(':force/:neighbourhood/people')
  @ApiOperation({ summary: 'List who serves a neighbourhood; named_officer marks its named officers.' })
  people(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
    @Param('neighbourhood') code: string,
  ): Promise<void> {
    return send(request, reply, this.registry.people(force, code));
  }

  @Get(':force/:neighbourhood/priorities')
  @ApiOperation({ summary: 'List the present priorities of a neighbourhood.' })
  priorities(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
    @Param('neighbourhood') code: string,
  ): Promise<void> {
    return send(request, reply, this.registry.priorities(force, code));
  }

  @Get(':force/:neighbourhood/events')
  @ApiOperation({ summary: 'List the coming events of a neighbourhood.' })
  events(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') force: string,
    @Param('neighbourhood') code: string,
  ): Promise<void> {
    return send(request, reply, this.registry.events(force, code));
  }
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Promise<NationalAnswer>,
): Promise<void> {
  sendNational(request, reply, await asked);
}
