import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ComplianceReport, ReportFigure } from '../../src/reports/compliance-report.js';
import type { WholeApp } from '../support/whole-app.js';
import { type ReportsWorld, utc } from './reports-world.js';

export const SEPTEMBER = 'from=2026-09-01&to=2026-09-30';

/** Two neighbourhoods with something to count, one of them with an awkward name, one with nothing; wards and an area. */
export async function fillSeptember(world: ReportsWorld, forceId: string): Promise<void> {
  const first = await world.neighbourhood(forceId, 'N1', { name: '=SUM(A1), "Llŷn" <b> & Tŵr' });
  const second = await world.neighbourhood(forceId, 'N2', { name: 'Harbour' });
  await world.neighbourhood(forceId, 'N3', { name: '+Empty' });
  await world.commandArea(forceId, 'WEST', [first, second]);
  await world.ward(forceId, 'E05', [
    [first, 0.6],
    [second, 0.4],
  ]);
  await world.assign(forceId, first, '[2026-01-01,2026-09-11)');
  await world.assign(forceId, second, '[2026-01-01,)', { role: 'deputy' });
  const at = (day: number): ReturnType<typeof utc> => utc('2026-09-01T12:00:00Z').plus({ days: day });
  await world.clocks(forceId, [
    ...[1, 2, 3, 4].map((day) => ({
      neighbourhoodId: first,
      channel: 'web-form',
      dueAt: at(day),
      stoppedAt: at(day - 1).plus({ minutes: day * 7 }),
    })),
    { neighbourhoodId: first, dueAt: at(5), stoppedAt: at(6) },
    { neighbourhoodId: second, dueAt: at(6) },
    { neighbourhoodId: second, dueAt: at(7), takenOut: { at: at(6), reason: 'spam' } },
    { neighbourhoodId: second, dueAt: at(-10), stoppedAt: at(-11) },
  ]);
  await world.contactWithoutClock(forceId, second, at(3), 'letter');
}

export interface FileAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
}

/** Asks for a file as bytes. */
export function askForBytes(
  house: WholeApp,
  path: string,
  headers: Record<string, string>,
): Promise<FileAnswer> {
  const { port } = house.app.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, bytes: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/**
 * The same of a file that a person asks for: one that is not there within a second is fetched from its page, as a slow
 * machine has it.
 */
export async function downloadBytes(
  house: WholeApp,
  path: string,
  headers: Record<string, string>,
): Promise<FileAnswer> {
  const asked = await askForBytes(house, path, headers);
  if (asked.status !== 303) return asked;
  const href = await readyFile(house, asked.headers['location'] as string, headers);
  return askForBytes(house, href, headers);
}

/** Where a file is, once its page says that it is ready. */
export async function readyFile(
  house: WholeApp,
  page: string,
  headers: Record<string, string>,
): Promise<string> {
  for (let looked = 0; looked < 300; looked += 1) {
    const shown = (await askForBytes(house, page, headers)).bytes.toString('utf8');
    const [, href] = new RegExp(`href="(${page}/[^"]+)"`).exec(shown) ?? [];
    if (href) return href;
    await sleep(100);
  }
  throw new Error(`${page} has no file.`);
}

/** What every format has to print for a figure, by the test's own arithmetic. */
export function wordsOf(report: ComplianceReport, { measure, shown }: ReportFigure): string {
  const { unit } = report.definitions.find((each) => each.measure === measure)!;
  if (!/^[\d.]+$/.test(shown)) {
    const words = shown || 'did not exist';
    return unit === 'state' && shown ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words;
  }
  const minutes = Number(shown);
  const time = [
    minutes >= 60 ? `${Math.trunc(minutes / 60)} h` : '',
    minutes % 60 || minutes === 0 ? `${minutes % 60} min` : '',
    minutes >= 7 * 24 * 60
      ? `(${[`${Math.trunc(minutes / 1440)} days`, ...(Math.trunc(minutes / 60) % 24 ? [`${Math.trunc(minutes / 60) % 24} h`] : [])].join(' ')})`
      : '',
  ];
  const byUnit: Record<string, string> = {
    percent: `${shown}%`,
    minutes: time.join(' ').trim(),
    days: `${shown} day${shown === '1' ? '' : 's'}`,
  };
  return byUnit[unit] ?? shown;
}

/** `share-met NC04 -` or `… - - area:WEST`: by what a figure is known in every format. */
export function keyOf(figure: ReportFigure): string {
  const { measure, neighbourhood, channel, ward, commandArea, weekday } = figure;
  const elsewhere = ward ?? (commandArea ? `area:${commandArea}` : weekday ? `weekday:${weekday}` : null);
  return [measure, neighbourhood ?? '-', channel ?? '-', ...(elsewhere === null ? [] : [elsewhere])].join(
    ' ',
  );
}
