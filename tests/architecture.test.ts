import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import {
  cyclicImports,
  exportedNames,
  importGraph,
  importsOf,
  interfacesOf,
  loadedBy,
  readSources,
  untraceableImports,
  withoutComments,
} from './source-code.ts'

/** Ground floor first. Imports look down; rooms on one floor do not see each other. `main` is the file `src/main.ts`. */
const floors = [
  ['domain'],
  ['lib', 'i18n', 'observability'],
  [
    'digests',
    'sources',
    'drafts',
    'storage',
    'lanes',
    'installations',
    'scheduler',
    'delivery',
    'formatters',
    'validators',
  ],
  ['adapters'],
  ['platforms'],
  ['commands', 'config'],
  ['setup', 'review'],
  ['alerts', 'doctor', 'web'],
  ['simulator'],
  ['app'],
  ['cli', 'main'],
]

/** Packages that only these rooms may import. */
const owners: Record<string, readonly string[]> = {
  '@slack/bolt': ['adapters/slack'],
  '@slack/web-api': ['adapters/slack'],
  'discord.js': ['adapters/discord'],
  'discord-api-spec/zod': ['validators/discord'],
  kysely: ['storage'],
  'node:sqlite': ['storage'],
  pg: ['storage/postgres'],
  'prom-client': ['observability'],
  'mdast-util-from-markdown': ['digests'],
}

/** A platform's client library or its types. */
const sdk = /^(?:@slack\/|@discordjs\/|discord\.js|discord-api-types)/

const sources = readSources('src/**/*.{ts,js}')
const graph = importGraph(sources)
const files = [...sources.keys()]
const imports = [...sources].flatMap(([from, code]) => importsOf(code).map((to) => ({ from, to })))
/** The launcher is no part of the program; it shares a file with the one of the npm package. */
const launcher = 'src/launch.js'
const localImports = [...graph]
  .filter(([from]) => from !== launcher)
  .flatMap(([from, targets]) => targets.map((to) => ({ from, to })))

const room = (file: string) => file.split('/')[1]?.replace(/\.(?:ts|js)$/, '') ?? ''
const floor = (file: string) => floors.findIndex((rooms) => rooms.includes(room(file)))
/** The same path for the same file of the other platform. */
const twin = (file: string) => file.replace(/\/(?:slack|discord)\//, '/…/')
const inPlatformFolder = (file: string) => /\/(?:slack|discord)\//.test(file)
const arrows = (found: readonly { from: string; to: string }[]) => found.map(({ from, to }) => `${from} → ${to}`).sort()

test('src/ holds the entry point, the launcher and rooms, each on one floor', () => {
  const rooms = new Set(files.filter((file) => file !== launcher).map(room))
  expect([...rooms].sort()).toEqual(floors.flat().sort())
  expect(files.filter((file) => file.split('/').length === 2)).toEqual(['src/launch.js', 'src/main.ts'])
})

test('every import between rooms looks down', () => {
  const upward = localImports.filter(({ from, to }) => room(from) !== room(to) && floor(to) >= floor(from))
  expect(arrows(upward)).toEqual([])
})

test('every import leads to a file that exists', () => {
  expect(localImports.length).toBeGreaterThan(500)
  expect(arrows(localImports.filter(({ to }) => !sources.has(to)))).toEqual([])
})

test('the bot starts without the page, the parsers and the command line', () => {
  const files = new Set(['src/main.ts'])
  const packages = new Set<string>()
  for (const file of files) {
    for (const name of loadedBy(sources.get(file) ?? '')) {
      if (name.startsWith('.')) files.add(join(dirname(file), name))
      else packages.add(name)
    }
  }
  expect(files.size).toBeGreaterThan(200)
  expect([...packages]).toContain('pino')
  const rare = ['hono', '@hono/node-server', 'mdast-util-from-markdown', 'franc', 'chrono-node', 'commander', 'undici']
  expect(rare.filter((name) => packages.has(name))).toEqual([])
})

test('imports form no cycle, type imports included', () => {
  expect(cyclicImports(graph)).toEqual([])
})

test('every import names its module, so that the rules above see it', () => {
  const hidden = [...sources].filter(([file, code]) => file !== launcher && untraceableImports(code) > 0)
  expect(hidden.map(([file]) => file)).toEqual([])
})

test('domain imports no package but zod and the calendar', () => {
  const strays = imports.filter(({ from, to }) => room(from) === 'domain' && !to.startsWith('./'))
  expect(strays.filter(({ to }) => !['zod', 'temporal-polyfill'].includes(to))).toEqual([])
})

test('a package stays in the rooms that own it', () => {
  const strays = imports.filter(
    ({ from, to }) => owners[to] && !owners[to].some((owner) => from.startsWith(`src/${owner}/`)),
  )
  expect(strays).toEqual([])
})

test('only the adapters import a platform’s SDK', () => {
  expect(imports.filter(({ to }) => sdk.test(to)).length).toBeGreaterThan(0)
  expect(imports.filter(({ from, to }) => sdk.test(to) && room(from) !== 'adapters')).toEqual([])
})

test('only app/ imports the simulator', () => {
  const importers = localImports.filter(({ from, to }) => room(to) === 'simulator' && room(from) !== 'simulator')
  const strays = importers.filter(({ from }) => room(from) !== 'app')
  expect(arrows(strays)).toEqual([])
})

test('only configuration and the launcher read the environment', () => {
  const readers = [...sources].filter(([, code]) => /\bprocess\.env\b|\benv\b.*from 'node:process'/.test(code))
  expect(readers.map(([file]) => file)).toEqual(['src/config/environment.ts', 'src/launch.js'])
})

test('platforms do not see each other', () => {
  const crossing = localImports.filter(
    ({ from, to }) =>
      (from.includes('/slack/') && to.includes('/discord/')) || (from.includes('/discord/') && to.includes('/slack/')),
  )
  expect(arrows(crossing)).toEqual([])
})

test('only a platform’s own folders, config/ and i18n/ name a platform', () => {
  const mayName = (file: string) => inPlatformFolder(file) || ['config', 'i18n'].includes(room(file))
  const naming = [...sources].filter(
    ([file, code]) => !mayName(file) && /(['"`])(?:slack|discord)\1/.test(withoutComments(code)),
  )
  expect(naming.map(([file]) => file)).toEqual([])
})

test('an exported name stands for one thing, Slack and Discord twins aside', () => {
  const places = new Map<string, Set<string>>()
  for (const [file, code] of sources)
    for (const name of exportedNames(code)) places.set(name, (places.get(name) ?? new Set()).add(twin(file)))
  const shared = [...places].filter(([, files]) => files.size > 1).map(([name]) => name)
  expect(shared.sort()).toEqual([])
})

test('only its own file makes a part key out of a string', () => {
  const casts = [...sources].filter(([, code]) =>
    /\bas (?:unknown as )?PartKey\b|\bcustom<PartKey>/.test(withoutComments(code)),
  )
  expect(casts.map(([file]) => file)).toEqual(['src/domain/part-key.ts'])
})

test('only the storage knows the ledger as a whole; a caller asks for the stores that it uses', () => {
  const whole = [...sources].filter(([, code]) =>
    /import type \{[^}]*\bLedger\b[^}]*\} from '[^']*domain\/ledger/.test(code),
  )
  expect(whole.map(([file]) => file).filter((file) => room(file) !== 'storage')).toEqual([])
  expect(whole.length).toBeGreaterThan(0)
})

/** What is passed to a function, holds several ports together or is a record is no port itself. */
const bag = /(?:Context|Options|Services|Actions|Data)$|^(?:Store|PlatformDefinition|Entry)$/

test('a port has seven members or fewer, inherited ones included', () => {
  const declared = [...sources]
    .filter(([file]) => room(file) !== 'simulator')
    .flatMap(([, code]) => interfacesOf(code))
    .filter(({ name }) => !bag.test(name))
  const all = new Map(declared.map((port) => [port.name, port]))
  const size = (name: string): number => {
    const port = all.get(name)
    return port ? port.members.length + port.parents.reduce((sum, parent) => sum + size(parent), 0) : 0
  }
  const isPort = (name: string): boolean => {
    const port = all.get(name)
    return port !== undefined && (port.hasMethods || port.parents.some(isPort))
  }
  const ports = declared.filter(({ name }) => isPort(name))
  expect(ports.length).toBeGreaterThan(50)
  const large = ports.filter(({ name }) => size(name) > 7).map(({ name }) => `${name}: ${size(name)}`)
  expect(large.sort()).toEqual([])
})

test('no file is longer than 250 lines', () => {
  const all = [...sources, ...readSources('src/**/*.css'), ...readSources('tests/**/*.{ts,js}')]
  expect(all.filter(([, code]) => code.split('\n').length > 251).map(([file]) => file)).toEqual([])
})

test('imports are found in every form, and only in code', () => {
  const code = `import './side-effect.ts'
import type { A } from './types.ts'
import b, {
  c,
} from './several-lines.ts'
export { d } from './export-from.ts'
export * from './export-all.ts'
export type { E } from './export-type.ts'
const late = () => import(
  './dynamic.ts'
)
type F = import('./import-type.ts').F
// import './comment.ts'
/**
 * import './block.ts'
 */
export const text = "come from './string.ts'"
`
  expect(importsOf(code).toSorted()).toEqual([
    './dynamic.ts',
    './export-all.ts',
    './export-from.ts',
    './export-type.ts',
    './import-type.ts',
    './several-lines.ts',
    './side-effect.ts',
    './types.ts',
  ])
  expect(untraceableImports(code)).toBe(0)
  expect(untraceableImports("const name = './x.ts'; await import(name); require('y')")).toBe(2)
})
