import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

// Ground floor first. Rooms sharing a floor may not see each other; '.' is the files directly in src/.
const floors = [
  ['domain'],
  ['lib', 'i18n', 'observability'],
  ['digests', 'storage', 'scheduler', 'delivery', 'formatters', 'validators'],
  ['adapters'],
  ['platforms'],
  ['commands', 'config'],
  ['alerts', 'web'],
  ['simulator'],
  ['app'],
  ['cli', '.'],
]

/** Imports that look up and are still to be turned round. Only ever take some away. */
const upwardStill = [
  'src/web/message-view/discord/message.ts → src/simulator/web/discord/message-item.ts',
  'src/web/message-view/slack/message.ts → src/simulator/web/slack/message-item.ts',
  'src/web/server.ts → src/simulator/discord/server.ts',
  'src/web/server.ts → src/simulator/slack/server.ts',
  'src/web/server.ts → src/simulator/web/actions.ts',
  'src/web/server.ts → src/simulator/web/channels-page.ts',
  'src/web/server.ts → src/simulator/web/client.ts',
  'src/web/server.ts → src/simulator/web/discord/client.ts',
  'src/web/server.ts → src/simulator/web/live-updates.ts',
  'src/web/server.ts → src/simulator/web/slack/client.ts',
]

/** Packages that only these rooms may import. */
const owners: Record<string, readonly string[]> = {
  '@slack/bolt': ['adapters/slack'],
  '@slack/web-api': ['adapters/slack'],
  'discord.js': ['adapters/discord'],
  'discord-api-spec/zod': ['validators/discord'],
  kysely: ['storage'],
  'node:sqlite': ['storage'],
  'prom-client': ['observability'],
  'mdast-util-from-markdown': ['digests'],
}

const imports = globSync('src/**/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from |import |import\()'([^']+)'/g)].map(([, to = '']) => ({
    from: file,
    to,
  })),
)
const local = imports
  .filter(({ to }) => to.startsWith('.'))
  .map(({ from, to }) => ({ from, to: normalize(join(dirname(from), to)) }))

const room = (file: string) => dirname(file).split('/')[1] ?? '.'
const floor = (file: string) => floors.findIndex((rooms) => rooms.includes(room(file)))

test('every import between rooms looks down', () => {
  const upward = local.filter(({ from, to }) => room(from) !== room(to) && !(floor(to) >= 0 && floor(to) < floor(from)))
  expect(upward.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual(upwardStill)
  expect(local.length).toBeGreaterThan(0)
})

test('every room is on a floor', () => {
  expect(globSync('src/**/*.ts').filter((file) => floor(file) < 0)).toEqual([])
})

test('the ground floor imports no package but the calendar', () => {
  const strays = imports.filter(({ from, to }) => room(from) === 'domain' && !to.startsWith('./'))
  expect(strays.filter(({ to }) => to !== 'temporal-polyfill')).toEqual([])
})

test('a package stays in the rooms that own it', () => {
  const strays = imports.filter(
    ({ from, to }) => owners[to] && !owners[to].some((owner) => from.startsWith(`src/${owner}/`)),
  )
  expect(strays).toEqual([])
})

test('only configuration and the launcher read the environment', () => {
  const readers = globSync('src/**/*.{ts,js}').filter((file) => readFileSync(file, 'utf8').includes('process.env'))
  expect(readers.filter((file) => !['src/config/environment.ts', 'src/launch.js'].includes(file))).toEqual([])
})

test('platforms do not see each other', () => {
  const crossing = imports.filter(
    ({ from, to }) =>
      (from.includes('/slack/') && to.includes('/discord/')) || (from.includes('/discord/') && to.includes('/slack/')),
  )
  expect(crossing).toEqual([])
})

test('no file is longer than 250 lines', () => {
  const long = globSync('{src,tests}/**/*.{ts,js}').filter(
    (file) => readFileSync(file, 'utf8').split('\n').length > 251,
  )
  expect(long).toEqual([])
})
