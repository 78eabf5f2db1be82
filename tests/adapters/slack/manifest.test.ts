import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manifest } from './manifest.ts'

/** The bot scopes that each method needs: https://docs.slack.dev/reference/methods */
const scopes: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.join': ['channels:join'],
  'conversations.replies': ['channels:history', 'groups:history'],
}

const methods = new Set(
  globSync('src/{adapters,formatters}/slack/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/'((?:auth|chat|conversations|users|views|reactions|pins)\.\w+)'/g)].map(
      ([, method = '']) => method,
    ),
  ),
)

test('the Slack app asks for the scopes that are used, and no others', () => {
  const used = new Set([...methods].flatMap((method) => scopes[method] ?? [`the scope of ${method}`]))
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...used].toSorted())
})

test('every method that is used is known with its scopes', () => {
  expect([...methods].toSorted()).toEqual(Object.keys(scopes).toSorted())
})
