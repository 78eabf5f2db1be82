import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Hono } from 'hono'

/** What every page loads. */
export const pageAssets = new URL('./assets/', import.meta.url)

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Serves each file of the folder under `/assets/`. They are read once, so that no path can lead anywhere else. */
export function addAssets(app: Hono, folder: URL): void {
  for (const name of readdirSync(folder)) {
    const content = readFileSync(new URL(name, folder), 'utf8')
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 16)}"`
    const headers = {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      etag,
      'cache-control': 'no-cache',
    }
    app.get(`/assets/${name}`, (context) =>
      context.req.header('if-none-match') === etag
        ? context.body(null, 304, headers)
        : context.body(content, 200, headers),
    )
  }
}

/** The names of the style sheets in the folder, in the order in which a page loads them. */
export function styleSheetsIn(folder: URL): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.css'))
    .sort()
}
