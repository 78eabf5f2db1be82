import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { loadConfig } from '../../src/config/load.ts'
import { readDigestFile } from '../../src/digests/read-file.ts'
import type { Layout } from '../../src/domain/destination.ts'
import type { Part } from '../../src/domain/part.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import type { DiscordMessage } from '../../src/simulator/discord/state.ts'
import type { SlackMessage } from '../../src/simulator/slack/state.ts'
import type { BotFixture } from './bot-fixture.ts'

/** The parts of a digest as the formatters make them. */
export async function partsOf(fixture: BotFixture, date: string, layout: Layout = 'sections') {
  const reading = loadConfig(join(fixture.folder, 'config/morning-post.yaml'))
  if ('problems' in reading) throw new Error('The configuration is broken')
  const { vocabulary } = reading.config
  const { digest } = await readDigestFile(join(fixture.folder, `digests/${date}.md`), 'main', vocabulary)
  if (!digest) throw new Error(`The digest of ${date} is broken`)
  return {
    slack: layout === 'forum' ? [] : renderSlack(digest, layout, vocabulary),
    discord: renderDiscord(digest, layout, vocabulary),
  }
}

/** For each message the key of the part that it shows to the letter, or what it says when it shows none. */
export function keysOnSlack(messages: readonly SlackMessage[], parts: readonly Part[]): string[] {
  return messages.map((message) => {
    const part = parts.find(({ body }) => same(body.blocks, message.blocks) && body.text === message.text)
    return part?.key ?? message.text
  })
}

export function keysOnDiscord(messages: readonly DiscordMessage[], parts: readonly Part[]): string[] {
  return messages.map((message) => {
    const part = parts.find(({ body }) => {
      const sent = (body.message ?? body) as Part['body']
      return (
        same(sent.components ?? [], message.components) &&
        unmarked(String(sent.content ?? '')) === unmarked(message.content)
      )
    })
    return part?.key ?? `${message.content}${JSON.stringify(message.components)}`
  })
}

/** Whether two messages are equal, except for ids of the platforms and our marker. */
function same(sent: unknown, shown: unknown): boolean {
  return isDeepStrictEqual(withoutIds(sent), withoutIds(shown))
}

/** The seconds in the date of an overview are our marker. */
function unmarked(content: string): string {
  return content.replace(/^-# <t:\d+:D>/m, '-# (date)')
}

function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, inner) => (name === 'id' || name === 'block_id' ? undefined : inner))
}

export function keysOf(parts: readonly Part[]): string[] {
  return parts.map(({ key }) => key)
}

interface Changing {
  onChange(listener: () => void): () => void
}

/** Resolves when the condition holds; checks again at every change. */
export function until(state: Changing, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return
      stop()
      resolve()
    }
    const stop = state.onChange(look)
    look()
  })
}

/** The first control in a message whose id begins like this, and its block. */
export function controlIn(message: object | undefined, beginning: string): { id: string; block: string } {
  const text = JSON.stringify(message)
  const [, id = ''] = new RegExp(`"(?:action_id|custom_id)":"(${beginning}[^"]*)"`).exec(text) ?? []
  const before = text.slice(0, text.indexOf(id))
  return { id, block: [...before.matchAll(/"block_id":"([^"]*)"/g)].at(-1)?.[1] ?? '' }
}
