import type { CallPermit } from '../rate-limit/keyed-queue.ts'
import type { SlackApi } from './api.ts'
import { refusalCode, slackError } from './errors.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * What to do about some refusals, by code. Slack has done nothing when it answers one of these, so a second call cannot
 * post twice. Each gives the body of that call, or undefined if there is no remedy.
 */
const remedies: Readonly<Record<string, (body: Body, api: SlackApi) => Promise<Body | undefined>>> = {
  // The bot can join a public channel by itself; a private one needs an invitation.
  not_in_channel: async (body, api) => {
    try {
      await api.send('conversations.join', { channel: body.channel })
      return body
    } catch {
      return undefined
    }
  },
  // New kinds of blocks reach workspaces at different times.
  invalid_blocks: async (body) => downgradeBlocks(body),
}

/** Makes a call, and again after the remedy for a refusal that has one; each is tried once. Throws an `ExpectedError`. */
export async function sendWithRemedies(
  api: SlackApi,
  method: string,
  body: Body,
  permit?: CallPermit,
  tried: readonly string[] = [],
): Promise<Body> {
  try {
    return await api.send(method, body, permit)
  } catch (error) {
    const code = refusalCode(error) ?? ''
    const next = tried.includes(code) ? undefined : await remedies[code]?.(body, api)
    if (!next) throw slackError(error, String(body.channel ?? ''), 'SLACK_BOT_TOKEN')
    return sendWithRemedies(api, method, next, undefined, [...tried, code])
  }
}

/** The same message without recent kinds of blocks, or undefined if it has none: tags become code, headers lose their level. */
export function downgradeBlocks(body: Body): Body | undefined {
  if (!Array.isArray(body.blocks)) return undefined
  const blocks: unknown = body.blocks.map(classic)
  return JSON.stringify(blocks) === JSON.stringify(body.blocks) ? undefined : { ...body, blocks }
}

function classic(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(classic)
  if (!isObject(node)) return node
  if (node.type === 'tag') return { type: 'text', text: node.text, style: { code: true } }
  const entries = Object.entries(node).map(([key, value]) => [key, classic(value)])
  return Object.fromEntries(node.type === 'header' ? entries.filter(([key]) => key !== 'level') : entries)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
