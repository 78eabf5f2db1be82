import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Context } from 'hono'

const script = new URL('./assets/page.js', import.meta.url)
const folder = new URL('.', script)

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** What the browser may ask for beside the pages: read once, so no path can lead anywhere else. */
const assets = new Map(
  readdirSync(folder).map((name) => {
    const content = readFileSync(new URL(name, folder), 'utf8')
    const tag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 16)}"`
    return [name, { content, tag, type: types[extname(name)] ?? 'application/octet-stream' }]
  }),
)

export const styleSheets = [...assets.keys()].filter((name) => name.endsWith('.css')).sort()

export function serveAsset(context: Context): Response | Promise<Response> {
  const asset = assets.get(context.req.param('name') ?? '')
  if (!asset) return context.notFound()
  const headers = { 'content-type': asset.type, etag: asset.tag, 'cache-control': 'no-cache' }
  if (context.req.header('if-none-match') === asset.tag) return context.body(null, 304, headers)
  return context.body(asset.content, 200, headers)
}
