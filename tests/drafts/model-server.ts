import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'

/** What one request is answered with: a value for the form that was asked for, or a fault. */
export type Scripted =
  | { readonly json: unknown }
  | { readonly prose: string }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The body ends in the middle. */
  | { readonly cut: true }
  /** The JSON comes in pieces, with pauses; without an end if it stops. */
  | { readonly json: unknown; readonly pieces: number; readonly pauseMs: number; readonly stops?: true }

/** What a request is answered with, by its text and its number from 0. */
export type Script = readonly Scripted[] | ((question: string, at: number) => Scripted)

const message = z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().min(1) })
const systemMessage = z.strictObject({ role: z.literal('system'), content: z.string().min(1) })
const schema = z.looseObject({ type: z.literal('object'), properties: z.record(z.string(), z.unknown()) })
const positive = z.int().positive()

/** The requests that each API accepts; anything else is answered with 400. */
const shapes = {
  '/v1/chat/completions': z.strictObject({
    model: z.string().min(1),
    messages: z.tuple([systemMessage], message),
    max_tokens: positive,
    response_format: z.strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({ name: z.string().regex(/^[\w-]{1,64}$/), strict: z.literal(true), schema }),
    }),
  }),
  '/v1/messages': z.strictObject({
    model: z.string().min(1),
    system: z.string().min(1),
    messages: z.array(message).min(1),
    max_tokens: positive,
    tools: z.tuple([z.strictObject({ name: z.string(), description: z.string(), input_schema: schema })]),
    tool_choice: z.strictObject({ type: z.literal('tool'), name: z.string() }),
  }),
  '/api/chat': z.strictObject({
    model: z.string().min(1),
    messages: z.tuple([systemMessage], message),
    stream: z.literal(false),
    format: schema,
    options: z.strictObject({ num_predict: positive, num_ctx: positive }),
  }),
} as const
type Path = keyof typeof shapes

/** A strict service with the three APIs. It gives the scripted answers in order, and repeats the last one, or asks a function. */
export async function startModelServer(key: string, script: Script) {
  const questions: string[] = []
  const refused: string[] = []
  const server = createServer((request, response) => {
    void answer(request, response)
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    const path = request.url as Path
    const parsed = shapes[path]?.safeParse(JSON.parse(body))
    const given = request.headers['x-api-key'] ?? request.headers.authorization?.replace('Bearer ', '')
    if (!parsed?.success || given !== key) {
      refused.push(parsed?.error?.message ?? `no such method, or a wrong key: ${path}`)
      response
        .writeHead(given === key ? 400 : 401)
        .end(JSON.stringify({ error: { message: `refused for key ${given}` } }))
      return
    }
    const at = questions.length
    const next = typeof script === 'function' ? script(body, at) : script[Math.min(at, script.length - 1)]
    questions.push(body)
    if (next) await send(response, path, next)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { url, questions, refused, close }
}

async function send(response: ServerResponse, path: Path, scripted: Scripted): Promise<void> {
  if ('status' in scripted) {
    response.writeHead(scripted.status, scripted.headers).end(scripted.body ?? '{}')
    return
  }
  if ('cut' in scripted) {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices":[{"message":{"content":"{')
    return
  }
  const text = 'json' in scripted ? JSON.stringify(scripted.json) : scripted.prose
  const input = 'json' in scripted ? scripted.json : undefined
  const answers: Record<Path, unknown> = {
    '/v1/chat/completions': {
      choices: [{ message: { role: 'assistant', content: text } }],
      usage: { total_tokens: 900 },
    },
    '/v1/messages': {
      content: input ? [{ type: 'tool_use', name: 'answer', input }] : [{ type: 'text', text }],
      usage: { input_tokens: 700, output_tokens: 200 },
    },
    '/api/chat': { message: { role: 'assistant', content: text }, prompt_eval_count: 700, eval_count: 200 },
  }
  const body = JSON.stringify(answers[path])
  response.writeHead(200, { 'content-type': 'application/json' })
  if ('pieces' in scripted) {
    const size = Math.ceil(body.length / scripted.pieces)
    for (let from = 0; from < body.length; from += size) {
      response.write(body.slice(from, from + size))
      if (scripted.stops) return
      await setTimeout(scripted.pauseMs)
    }
  }
  response.end('pieces' in scripted ? '' : body)
}
