import { parseJson } from '../../lib/json.ts'
import { methodArguments } from '../../validators/slack/arguments.ts'
import type { Args } from './method.ts'

/** The arguments of a call, and the token among them. */
export interface ParsedForm {
  readonly args: Args
  readonly token: string
}

/** The arguments of a call, from a form or from JSON, as JSON values; undefined when they cannot be read. */
export async function readForm(method: string, request: Request): Promise<ParsedForm | undefined> {
  const type = request.headers.get('content-type') ?? ''
  const text = await request.text()
  if (type.startsWith('application/json')) return readJson(method, text)
  const form = new URLSearchParams(request.method === 'GET' ? new URL(request.url).search : text)
  const { token = '', ...written } = Object.fromEntries(form)
  return { token, args: decode(method, written) }
}

/** Slack ignores a token in a JSON body. */
function readJson(method: string, text: string): ParsedForm | undefined {
  const body = parseJson(text || '{}')
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  return { token: '', args: decode(method, body as Args) }
}

function decode(method: string, args: Args): Args {
  const known = methodArguments[method]?.known ?? {}
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value]
      const kind = known[name]
      if (kind === 'json') return [name, parseJson(value) ?? value]
      if (kind === 'number') return [name, /^\d+$/.test(value) ? Number(value) : value]
      if (kind === 'boolean') return [name, booleans.get(value) ?? value]
      return [name, value]
    }),
  )
}

const booleans = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])
