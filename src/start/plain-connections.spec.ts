import { describe, expect, it } from '@jest/globals';
import { plainConnections } from './plain-connections.js';

const db = (rest: string): { DATABASE_URL: string } => ({ DATABASE_URL: `postgres://npg:secret@${rest}` });

describe('a connection to another machine that does not demand TLS', () => {
  it.each([
    [db('db.force.example/npg'), ['DATABASE_URL']],
    [db('db.force.example/npg?sslmode=prefer'), ['DATABASE_URL']],
    [db('db.force.example/npg?sslmode=require'), []],
    [db('db.force.example/npg?sslmode=verify-full'), []],
    [db('10.0.0.7:5432/npg'), ['DATABASE_URL']],
    [db('127.0.0.1:5432/npg'), []],
    [db('localhost/npg'), []],
    [db('[::1]:5432/npg'), []],
    [db('socket/npg?host=/var/run/postgresql'), []],
    [db('localhost/npg?host=db.force.example'), ['DATABASE_URL']],
    [{ MIGRATION_DATABASE_URL: 'postgres://o@db.force.example/npg' }, ['MIGRATION_DATABASE_URL']],
    [{ SMTP_URL: 'smtp://mail.force.example:25' }, ['SMTP_URL']],
    [{ SMTP_URL: 'smtp://mail.force.example:587?requireTLS=true' }, []],
    [{ SMTP_URL: 'smtps://mail.force.example' }, []],
    [{ SMTP_URL: 'smtp://localhost:25' }, []],
    [{ MALWARE_SCANNER: 'clamd://scan.force.example:3310' }, ['MALWARE_SCANNER']],
    [{ MALWARE_SCANNER: 'clamd://127.0.0.1:3310' }, []],
    [{ MALWARE_SCANNER: 'clamd://[::1]' }, []],
    [{ MALWARE_SCANNER: 'unix:///run/clamav/clamd.ctl' }, []],
    [{}, []],
  ])('of %j is %j', (config, plain) => {
    expect(plainConnections(config)).toEqual(plain);
  });
});
