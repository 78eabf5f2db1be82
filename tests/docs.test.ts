import { existsSync, globSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { Table } from 'mdast'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { configFileSchema, vocabularySchema } from '../src/config/schema.ts'
import { environmentVariables } from '../src/config/variables.ts'
import { readDigest } from '../src/digests/markdown/read-digest.ts'
import type { Vocabulary } from '../src/domain/vocabulary.ts'
import { Metrics } from '../src/observability/metrics.ts'
import { openStore } from '../src/storage/sqlite/store.ts'
import { configJsonSchema } from './config/json-schema.ts'
import { all, nodesOf, page, pages, read, textOf } from './docs-pages.ts'
import { inEnglish } from './in-english.ts'
import { readSources } from './source-code.ts'

const sources = readSources('src/**/*.{ts,js}')

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(file: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const { node } of nodesOf(file, 'heading')) {
    const plain = textOf(node).toLowerCase()
    const slug = plain.replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replaceAll(' ', '-')
    const count = [...anchors].filter((each) => each === slug || each.replace(/-\d+$/, '') === slug).length
    anchors.add(count === 0 ? slug : `${slug}-${count}`)
  }
  return anchors
}

/** Why a relative link leads nowhere; undefined when it leads somewhere. */
function brokenLink(file: string, url: string): string | undefined {
  if (/^[a-z]+:/i.test(url)) return undefined
  const [path = '', anchor] = url.split('#')
  const target = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)))
  if (!existsSync(target)) return `${file}: there is no ${target}`
  if (anchor !== undefined && !anchorsOf(target).has(anchor)) return `${file}: ${target} has no heading #${anchor}`
  return undefined
}

test('every relative link and anchor leads somewhere', () => {
  const links = [...all('link'), ...all('image'), ...all('definition')]
  expect(links.flatMap(({ file, node }) => brokenLink(file, node.url) ?? [])).toEqual([])
  expect(links.length).toBeGreaterThan(60)
})

test('every page under docs/ can be reached from the README', () => {
  const reached = new Set(['README.md'])
  for (const file of reached)
    for (const { node } of nodesOf(file, 'link')) {
      const target = normalize(join(dirname(file), node.url.split('#')[0] ?? ''))
      if (pages.has(target)) reached.add(target)
    }
  expect([...pages.keys()].filter((file) => file.startsWith('docs/') && !reached.has(file))).toEqual([])
})

/** Whether a file declares a function, method, class, interface, constant or file of this name. */
const declares = (code: string, name: string) =>
  new RegExp(
    `\\b(?:function\\*?|class|interface|type|const) ${name}\\b|^ +(?:async |get )?${name}(?:<.*>)?\\(`,
    'm',
  ).test(code)

test('every file that the docs name exists', () => {
  const paths = all('inlineCode')
    .filter(({ file }) => file !== 'CHANGELOG.md')
    .filter(({ node }) => /^(?:src|tests|config|docs)\/[\w./-]+$/.test(node.value))
  expect(paths.filter(({ node }) => !existsSync(node.value)).map(({ file, node }) => `${file}: ${node.value}`)).toEqual(
    [],
  )
  expect(paths.length).toBeGreaterThan(60)
})

test('every function that the docs name exists, in the file that they name', () => {
  const calls = all('inlineCode').filter(({ node }) => /^\w+\(\)$/.test(node.value))
  const lost = calls.filter(
    ({ node }) => ![...sources.values()].some((code) => declares(code, node.value.slice(0, -2))),
  )
  expect(lost.map(({ file, node }) => `${file}: ${node.value}`)).toEqual([])
  const placed = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/`(\w+)(?:\(\))?`(?:\s+of\s+`\w+`)?\s+(?:(?:in|of)\s+|\()`(src\/[\w./-]+)`/g)].map(
      ([, name = '', file = '']) => ({
        page,
        name,
        file,
      }),
    ),
  )
  const misplaced = placed.filter(({ name, file }) => !declares(sources.get(file) ?? '', name))
  expect(misplaced.map(({ page, name, file }) => `${page}: ${name} is not in ${file}`)).toEqual([])
  expect(placed.length).toBeGreaterThan(30)
})

/** The cells of the rows below the header, as Markdown writes them without backticks. */
const rowsOf = ({ children }: Table) =>
  children.slice(1).map(({ children: cells }) => cells.map((cell) => textOf(cell)))

/** The rows of all tables of a page whose first column has this header. */
const tableRows = (file: string, header: string) =>
  nodesOf(file, 'table')
    .filter(({ node }) => textOf(node.children[0]?.children[0]) === header)
    .flatMap(({ node }) => rowsOf(node))

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly required?: readonly string[]
  readonly default?: unknown
}

/** Every key of the schema: `destinations[].at`. */
function keysOf(schema: JsonSchema, before = ''): Array<readonly [key: string, fallback: string | undefined]> {
  const choices = (schema.anyOf ?? []).flatMap((choice) => keysOf(choice, before))
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const key = `${before}${name}`
    const fallback = schema.required?.includes(name) ? 'required' : written(inner.default)
    const named = keysOf(inner.additionalProperties ?? {}, `${key}.<name>.`)
    return [[key, fallback] as const, ...keysOf(inner, `${key}.`), ...keysOf(inner.items ?? {}, `${key}[].`), ...named]
  })
  return [...choices, ...own]
}

/** A default as the table writes it; undefined where words say it. */
function written(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined
  return typeof value === 'object' || value === undefined ? undefined : String(value)
}

test('the configuration page lists every key with its default', () => {
  const schema = keysOf(configJsonSchema())
  const rows = new Map(tableRows('docs/configuration.md', 'Key').map(([key = '', fallback = '']) => [key, fallback]))
  expect([...rows.keys()].sort()).toEqual(schema.map(([key]) => key).sort())
  const wrong = schema.filter(([key, fallback]) => fallback !== undefined && rows.get(key) !== fallback)
  expect(wrong).toEqual([])
  expect(schema.length).toBeGreaterThan(30)
})

test('the configuration page and .env.example list every variable', () => {
  const known = Object.keys(environmentVariables.shape).filter((name) => name === name.toUpperCase())
  const documented = tableRows('docs/configuration.md', 'Variable').map(([name = '']) => name)
  expect([...documented].sort()).toEqual([...known].sort())
  const example = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name)
  expect([...example].sort()).toEqual([...known].sort())
})

test('the operators’ page lists every metric', async () => {
  const store = await openStore(':memory:')
  const { inspector } = store
  const metrics = new Metrics({
    inspector,
    platforms: () => new Map(),
    destinations: () => [],
    lateMs: () => 0,
    now: () => 0,
    version: '',
  })
  const text = await metrics.text()
  await store.close()
  const known = [...text.matchAll(/^# HELP (morning_post_\w+)/gm)].map(([, name = '']) => name)
  const documented = tableRows('docs/operators.md', 'Metric').map(([name = '']) => name)
  expect([...documented].sort()).toEqual([...known].sort())
})

test('the operators’ page lists every field of the log', () => {
  const [, body = ''] = /interface LogFields \{\n(.*?)\n\}/s.exec(read('src/domain/log.ts')) ?? []
  const known = [...body.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, name = '']) => name)
  const documented = tableRows('docs/operators.md', 'Field').map(([name = '']) => name)
  expect([...documented].sort()).toEqual([...known].sort())
  expect(known.length).toBeGreaterThan(20)
})

test('the examples of configuration and of digests are accepted', () => {
  const vocabulary = vocabularySchema.parse(parse(read('config/vocabulary.yaml'))) as Vocabulary
  const examples = all('code').filter(({ node }) => node.lang === 'yaml' || node.lang === 'markdown')
  const problems = examples.flatMap(({ file, node: { lang, value } }) => {
    if (lang === 'yaml') {
      const small = (_: unknown, each: unknown) => (typeof each === 'bigint' && each < 2 ** 53 ? Number(each) : each)
      const result = configFileSchema.safeParse(parse(value, small, { intAsBigInt: true }))
      return result.success ? [] : [`${file}: ${z.prettifyError(result.error)}`]
    }
    const bytes = new TextEncoder().encode(value)
    return readDigest({ file: '2026-03-12.md', publication: 'main', bytes }, vocabulary).problems.map(
      (each) => `${file}, line ${each.line} of the example: ${inEnglish(each).message}`,
    )
  })
  expect(problems).toEqual([])
  expect(examples.length).toBeGreaterThan(4)
})

test('pages are short and use the words of today', () => {
  expect(page('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150)
  const decisions = globSync('docs/adr/*.md').filter((file) => read(file).trimEnd().split('\n').length > 80)
  expect(decisions).toEqual([])
  const old = /\b(?:tortur\w+|stand-ins?|sandbox\w*|judges?|nobody|somebody|whoever)\b/gi
  const found = [...pages]
    .filter(([file]) => file !== 'CHANGELOG.md' && !file.startsWith('tests/'))
    .flatMap(([file, text]) => (text.match(old) ?? []).map((word) => `${file}: ${word}`))
  expect(found).toEqual([])
})

test('the version of the package, of the lock file and of the changelog is the same', () => {
  const versioned = z.object({ version: z.string() })
  const { version } = versioned.parse(JSON.parse(read('package.json')))
  expect(versioned.parse(JSON.parse(read('package-lock.json'))).version).toBe(version)
  expect(/^## \[(\d+\.\d+\.\d+)\]/m.exec(page('CHANGELOG.md'))?.[1]).toBe(version)
})
