import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { manifest } from './manifest.ts'

/** The bot scopes that each method needs: https://docs.slack.dev/reference/methods */
const scopes: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'bots.info': ['users:read'],
  'chat.delete': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.join': ['channels:join'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
}

const sources = globSync('src/{adapters,formatters}/slack/*.ts').map((file) => readFileSync(file, 'utf8'))
const found = (pattern: RegExp) => sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))

const methods = new Set(found(/'((?:auth|bots|chat|conversations|usergroups|users|views|reactions|pins)(?:\.\w+)+)'/g))
const commands = found(/app\.command\('([^']+)'/g)
const events = found(/app\.event\('([^']+)'/g)

test('the Slack app asks for the scopes that are used, and no others', () => {
  const forMethods = [...methods].flatMap((method) => scopes[method] ?? [`the scope of ${method}`])
  const used = new Set([...forMethods, ...(commands.length > 0 ? ['commands'] : [])])
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...used].toSorted())
})

test('every method that is used is known with its scopes', () => {
  expect([...methods].toSorted()).toEqual(Object.keys(scopes).toSorted())
})

test('the Slack app has the commands that are answered, and subscribes to the events that are handled', () => {
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(commands)
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(events)
})

test('the app with requests over HTTP is the same app, with the address for them', () => {
  const url = `https://bot.example.org/slack/events`
  const expected = parse(readFileSync('config/slack-manifest.yaml', 'utf8'))
  for (const command of expected.features.slash_commands) command.url = url
  Object.assign(expected.settings, { socket_mode_enabled: false })
  expected.settings.interactivity.request_url = url
  expected.settings.event_subscriptions.request_url = url
  expect(parse(readFileSync('config/slack-manifest-http.yaml', 'utf8'))).toEqual(expected)
})
