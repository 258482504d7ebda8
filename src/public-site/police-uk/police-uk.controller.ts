import { applyDecorators, Controller, Get, Req, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Impersonal } from '../../access/allow.js';
import { askedPoint } from './domain/asked-point.js';
import { sendNational } from './national-answer.js';
import { type NationalAnswer, NationalRegistry } from './national-registry.js';

/** Read from the request itself: a `@Param` that is a bare text would pass through every pipe only to stay as it is. */
type Asking = FastifyRequest<{
  Params: { force: string; neighbourhood: string };
  Querystring: { q?: unknown };
}>;

const AboutForce = (): MethodDecorator => ApiParam({ name: 'force', schema: { type: 'string' } });
const AboutNeighbourhood = (): MethodDecorator =>
  applyDecorators(AboutForce(), ApiParam({ name: 'neighbourhood', schema: { type: 'string' } }));

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
  forces(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    return send(request, reply, this.registry.forces());
  }

  @Get('forces/:force')
  @ApiOperation({ summary: 'Read how a force presents itself.' })
  @AboutForce()
  force(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    return send(request, reply, this.registry.force(request.params.force));
  }

  @Get('forces/:force/people')
  @ApiOperation({ summary: 'List the senior officers of a force.' })
  @AboutForce()
  seniorOfficers(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    return send(request, reply, this.registry.seniorOfficers(request.params.force));
  }

  @Get('locate-neighbourhood')
  @ApiOperation({ summary: 'Find the force and the neighbourhood of a point.' })
  @ApiQuery({ name: 'q', description: 'Latitude and longitude: 52.63,-1.13', schema: { type: 'string' } })
  locate(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    const point = askedPoint(request.query.q);
    return send(request, reply, point ? this.registry.locate(point) : Promise.resolve(null));
  }

  @Get(':force/neighbourhoods')
  @ApiOperation({ summary: 'List the neighbourhoods of a force.' })
  @AboutForce()
  neighbourhoods(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    return send(request, reply, this.registry.neighbourhoods(request.params.force));
  }

  @Get(':force/:neighbourhood')
  @ApiOperation({ summary: 'Read one neighbourhood.' })
  @AboutNeighbourhood()
  neighbourhood(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    const { force, neighbourhood } = request.params;
    return send(request, reply, this.registry.neighbourhood(force, neighbourhood));
  }

  @Get(':force/:neighbourhood/boundary')
  @ApiOperation({ summary: 'Read the outer line of a neighbourhood, of several parts that of the largest.' })
  @AboutNeighbourhood()
  boundary(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    const { force, neighbourhood } = request.params;
    return send(request, reply, this.registry.boundary(force, neighbourhood));
  }

  @Get(':force/:neighbourhood/people')
  @ApiOperation({ summary: 'List who serves a neighbourhood; named_officer marks its named officers.' })
  @AboutNeighbourhood()
  people(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    const { force, neighbourhood } = request.params;
    return send(request, reply, this.registry.people(force, neighbourhood));
  }

  @Get(':force/:neighbourhood/priorities')
  @ApiOperation({ summary: 'List the present priorities of a neighbourhood.' })
  @AboutNeighbourhood()
  priorities(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    const { force, neighbourhood } = request.params;
    return send(request, reply, this.registry.priorities(force, neighbourhood));
  }

  @Get(':force/:neighbourhood/events')
  @ApiOperation({ summary: 'List the coming events of a neighbourhood.' })
  @AboutNeighbourhood()
  events(@Req() request: Asking, @Res() reply: FastifyReply): Promise<void> {
    const { force, neighbourhood } = request.params;
    return send(request, reply, this.registry.events(force, neighbourhood));
  }
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Promise<NationalAnswer>,
): Promise<void> {
  sendNational(request, reply, await asked);
}
