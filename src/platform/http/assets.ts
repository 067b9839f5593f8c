/** Serves the built console: read once into memory, so that no request names a path of the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Its name holds a hash of its content: it may be kept for ever. */
  readonly hashed: boolean;
}

/** By the path a browser asks for, such as `/assets/main-Bx81.js`. */
export type Assets = ReadonlyMap<string, Asset>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** All files in `folder`; those of types that we do not build are left out. */
export function readAssets(folder: string): Assets {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length).replaceAll(sep, '/');
    assets.set(path, { body: new Uint8Array(readFileSync(file)), type, hashed: path.startsWith('/assets/') });
  }
  return assets;
}

/** The file at `path`, or the console's one page for every path that is no file: it knows its own addresses. */
export function serveAsset(assets: Assets, path: string): Response | undefined {
  const asset = assets.get(path) ?? (extname(path) === '' ? assets.get('/index.html') : undefined);
  if (asset === undefined) return undefined;
  const cache = asset.hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
  return new Response(asset.body, { headers: { 'content-type': asset.type, 'cache-control': cache } });
}
