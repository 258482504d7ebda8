import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { PACKAGE_ROOT } from '../config/config-files.js';

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  type: string;
  bytes: Buffer;
  gzipped: Buffer;
  version: string;
}

/** The dozen small files `npm run build:assets` made, by path; empty when it has not run. */
const assets = readAssets(join(PACKAGE_ROOT, 'dist/assets'));

/**
 * The address of a built asset, with a version taken from its content, so that browsers may keep it for a year
 * and still fetch a changed one at once. An asset that was not built keeps a plain address, which answers 404:
 * pages work without any of them.
 *
 * @example assetAddress('app.css') // '/assets/app.css?v=3f2a9c01d5e7'
 */
export function assetAddress(name: string): string {
  const version = assets.get(name)?.version;
  return `/assets/${name}${version ? `?v=${version}` : ''}`;
}

/** Serves the built assets from memory, one route a file, so that no path can lead anywhere else. */
export function serveAssets(fastify: FastifyInstance): void {
  for (const [name, asset] of assets) {
    // Pictures are named by the style sheet without a version, so they are asked for again after a day.
    const caching = asset.type === mediaTypes['.svg'] ? 'max-age=86400' : 'max-age=31536000, immutable';
    fastify.get(`/assets/${name}`, (request, reply) => {
      const isGzipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (isGzipped) reply.header('content-encoding', 'gzip');
      return reply
        .headers({ 'cache-control': `public, ${caching}`, vary: 'accept-encoding' })
        .type(asset.type)
        .send(isGzipped ? asset.gzipped : asset.bytes);
    });
  }
}

function readAssets(folder: string): Map<string, Asset> {
  const found = new Map<string, Asset>();
  if (!existsSync(folder)) return found;
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = mediaTypes[extname(path)];
    if (!type) continue;
    const bytes = readFileSync(join(folder, path));
    const version = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    found.set(path.replaceAll('\\', '/'), { type, bytes, gzipped: gzipSync(bytes), version });
  }
  return found;
}
