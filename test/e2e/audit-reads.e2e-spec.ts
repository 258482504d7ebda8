import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ALLOWED, type Allowed } from '../../src/access/allow.js';
import { CONSULTS } from '../../src/audit/consults.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';

let house: WholeApp;
beforeAll(async () => {
  house = await startWholeApp({});
});
afterAll(() => house.close());

/** Every GET that asks who is there, and whether it is marked as a consultation. */
function guardedReads(): Map<string, boolean> {
  const reflector = new Reflector();
  const found = new Map<string, boolean>();
  for (const module of house.app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const type = metatype as Type;
      const prototype = type.prototype as Record<string, () => unknown>;
      for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        if (Reflect.getMetadata(METHOD_METADATA, handler) !== RequestMethod.GET) continue;
        const allowed = reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, [handler, type]);
        if (allowed?.public) continue;
        for (const base of pathsOf(type))
          for (const path of pathsOf(handler)) {
            const url = `/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
            found.set(url, reflector.get(CONSULTS, handler) !== undefined);
          }
      }
    }
  }
  return found;
}

const pathsOf = (target: object): string[] =>
  [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();

/** Their services log what is read, in the transaction that reads it: their own tests say so. */
const LOGGED_BY_SERVICE = [
  /^\/alerts$/,
  /^\/alerts\/standard\/preview$/,
  /^(\/api\/v1)?\/contacts\/:reference\/attachments\/:id$/,
  /^\/api\/v1\/contacts\/:reference$/,
  /^\/api\/v1\/reports\/(compliance|issued|rows|series)/,
  /^\/audit(\/entries\.csv)?$/,
  /^\/contacts(\/:reference(\/(address|messages\/new|recourse|start))?)?$/,
  /^(\/api\/v1)?\/contacts\/:reference\/attachments\/:id$/,
  /^\/privacy(\/|$)/,
  /^\/recourse$/,
  /^\/reports\/(?!dictionary)/,
];

/** Nothing of a person is on them but what the public reads too, the reader's own, or counts. */
const OF_NOBODY = [
  /^\/api\/v1\/coverage(\/gaps)?$/,
  /^\/api\/v1\/command-areas(\/|$)/,
  /^(\/api\/v1)?\/(force|priorities|priorities-current|wards|places)(\/|$)/,
  /^\/api\/v1\/neighbourhoods\/:code\/(events|links|places|priorities)(\/:id)?$/,
  /^\/neighbourhoods\/:code\/(change|details|life(\/.*)?)$/,
  /^(\/api\/v1)?\/reports\/dictionary/,
  /^\/alerts\/(standard|teams(\/:code)?)$/,
  /^\/contacts\/new$/,
  /^\/imports\/police-uk$/,
  /^\/officers\/new$/,
  /^\/reports$/,
  /^\/workforce\/establishment$/,
  /^\/your-(alerts|sign-ins)$/,
  /^\/keys\/new$/,
  /^\/service$/,
];

describe('every read that asks who is there', () => {
  it('is logged, or is of nobody on purpose', () => {
    const reads = guardedReads();
    expect(reads.size).toBeGreaterThan(100);
    const unsaid = [...reads].filter(
      ([url, marked]) => !marked && ![...LOGGED_BY_SERVICE, ...OF_NOBODY].some((known) => known.test(url)),
    );
    expect(unsaid).toEqual([]);
  });

  it('is said to be logged in one way only', () => {
    const twice = [...guardedReads()].filter(
      ([url, marked]) => marked && LOGGED_BY_SERVICE.some((known) => known.test(url)),
    );
    expect(twice).toEqual([]);
  });
});
