import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DynamicModule } from '@nestjs/common';
import { readConfigFile } from '../config/config-files.js';
import { AccessModule } from './access.module.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { IssuerSignInController } from './issuer-sign-in.controller.js';
import { SignInController } from './sign-in.controller.js';
import { TrialSignInController } from './trial-sign-in.controller.js';

const FORCE = {
  issuer: 'https://login.force.example/tenant',
  client_id: 'guarantee',
  roles_claim: 'roles',
  roles: [{ value: 'Admin', role: 'force-admin' }],
};
const TRIAL = { forceId: 'demonstration' };

let folder: string;
const own = (): { SIGN_IN_FILE: string; SIGN_IN_CLIENT_SECRET: string } => ({
  SIGN_IN_FILE: join(folder, 'sign-in.yaml'),
  SIGN_IN_CLIENT_SECRET: 'x',
});
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'npg-sign-in-'));
  const file = { ...(readConfigFile('sign-in.yaml') as object), forces: { north: FORCE } };
  writeFileSync(join(folder, 'sign-in.yaml'), JSON.stringify(file));
});
afterAll(() => rmSync(folder, { recursive: true }));

const optionsOf = ({ providers = [] }: DynamicModule): AccessOptions => {
  const given = providers.find(
    (provider) => typeof provider === 'object' && provider.provide === ACCESS_OPTIONS,
  );
  return (given as { useValue: AccessOptions }).useValue;
};

describe('signing in', () => {
  it('is by the identity providers that are configured, beside a database', () => {
    const config = {
      ...own(),
      DATABASE_URL: 'postgres://monitor@db.example/monitor',
      PUBLIC_URL: 'https://monitor.example/',
    };
    const made = AccessModule.register({ config });
    expect([...optionsOf(made).issuers.keys()]).toEqual(['north']);
    expect(optionsOf(made)).toMatchObject({ publicUrl: 'https://monitor.example', secureCookies: true });
    expect(made.controllers).toEqual(expect.arrayContaining([SignInController, IssuerSignInController]));
    expect(made.controllers).not.toContain(TrialSignInController);
    expect(() => AccessModule.register({ config, trial: TRIAL })).toThrow(
      'never beside a configured database',
    );
  });

  it('needs the address to which they send people back', () => {
    expect(() => AccessModule.register({ config: own() })).toThrow('Set PUBLIC_URL');
  });

  it('is by no identity provider in the trial, whatever is configured', () => {
    const made = AccessModule.register({ config: own(), trial: TRIAL });
    expect(optionsOf(made).issuers.size).toBe(0);
    expect(made.controllers).not.toContain(SignInController);
  });
});
