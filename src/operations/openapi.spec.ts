import { describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiCreatedResponse, ApiExcludeController, ApiProperty } from '@nestjs/swagger';
import { describeApi } from './openapi.js';

class Database {}

class Zebra {
  @ApiProperty({ description: 'How many stripes', minimum: 0 })
  stripes: number;
}

class Aardvark {
  @ApiProperty({ type: Zebra })
  friend: Zebra;
}

@ApiBearerAuth()
@Controller('api/v1/zebras')
class ZebrasController {
  constructor(readonly database: Database) {}

  @Post()
  @ApiCreatedResponse({ type: Aardvark })
  add(@Body() body: Zebra): Aardvark {
    return { friend: body };
  }
}

@Controller('api/v1/aardvarks')
class AardvarksController {
  @Get()
  list(): void {}
}

@ApiExcludeController()
@Controller('zebras')
class ZebraPagesController {
  @Get()
  list(): void {}
}

@Controller('forgotten-page')
class ForgottenController {
  @Get()
  list(): void {}
}

@Module({
  controllers: [ZebrasController, AardvarksController, ZebraPagesController, ForgottenController],
  providers: [
    {
      provide: Database,
      useFactory: () => {
        throw new Error('There is no database here.');
      },
    },
  ],
})
class Zoo {}

describe('the description of the API', () => {
  const describeZoo = async () =>
    describeApi(
      await NestFactory.create(Zoo, new FastifyAdapter(), {
        preview: true,
        abortOnError: false,
        logger: false,
      }),
    );

  it('is made without making a single provider, of the routes under /api alone, in alphabetical order', async () => {
    expect(Object.keys((await describeZoo()).paths)).toEqual([
      '/api/openapi.json',
      '/api/v1/aardvarks',
      '/api/v1/zebras',
    ]);
  });

  it('names operations, bodies, answers and the key', async () => {
    const { paths, components } = await describeZoo();
    expect(paths['/api/v1/zebras']!.post).toMatchObject({
      operationId: 'zebras_add',
      security: [{ bearer: [] }],
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Zebra' } } } },
      responses: {
        '201': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Aardvark' } } } },
      },
    });
    expect(Object.keys(components!.schemas!)).toEqual(['Aardvark', 'Zebra']);
    expect(components!.securitySchemes!['bearer']).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  it('is the same text every time', async () => {
    expect(JSON.stringify(await describeZoo())).toBe(JSON.stringify(await describeZoo()));
  });
});
