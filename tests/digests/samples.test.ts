import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findSamples, isShippedSample, withoutSamples } from '../../src/digests/samples.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { DigestSource } from '../../src/domain/digest-repository.ts'
import { aDigest, day } from '../builders.ts'
import { read } from './markdown/digest-fixture.ts'

const names = readdirSync('digests', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
const textOf = (name: string) => readFileSync(join('digests', name), 'utf8')

test.each(names)('the shipped digest %s is known as a sample', (name) => {
  const hash = createHash('sha256').update(
    textOf(name)
      .replace(/^---\n.*?\n---\n/s, '')
      .normalize('NFC')
      .replace(/\s+/g, ''),
  )
  const advice = `add ${hash.digest('hex').slice(0, 32)} to src/digests/shipped-samples.ts`
  expect(read(textOf(name)).digest?.isSample, advice).toBe(true)
})

test('a copy is a sample under another date, title, line end or mark', () => {
  const text = textOf('2026-03-12.md')
  const copies = [
    text.replace(/^title: .*$/m, 'title: Our first digest'),
    text.replace(/^---\n.*?\n---\n/s, ''),
    text.replaceAll('\n', '\r\n'),
    `\ufeff${text}`,
    `${text.trimEnd()}`,
  ]
  for (const copy of copies) expect(read(copy, 'digests/2026-11-29.md').digest?.isSample).toBe(true)
})

test('a sample that its owner has changed is a digest of theirs', () => {
  const text = textOf('2026-03-12.md').replace('## Featured', '## Featured\n\nChosen by us.')
  expect(read(text).digest?.title).toBeDefined()
  expect(read(text).digest?.isSample).toBeUndefined()
  expect(isShippedSample('')).toBe(false)
})

/** A source of a sample and a digest of the user, whose changes the test reports itself. */
function sourceOf(samples: Set<string>, dates: readonly string[], polled: DigestId[] = []): DigestSource {
  const digestOf = (id: DigestId) => ({
    ...aDigest('News'),
    date: day(id.slice(-10)),
    ...(samples.has(id.slice(-10)) && { isSample: true as const }),
  })
  const reading = async (id: DigestId) => ({
    file: `${id}.md`,
    digest: digestOf(id),
    problems: [],
    at: () => undefined,
  })
  return {
    publications: () => ['main'],
    days: () => dates.map(day),
    files: () => new Map(),
    read: reading,
    get: async (id) => (await reading(id)).digest,
    stamp: async () => undefined,
    problems: () => [],
    refresh: async () => [],
    poll: async () => polled,
    watch: () => async () => {},
    close: async () => {},
  }
}

test('a bot with readers sees no sample, and says so in one line', async () => {
  const lines: string[] = []
  const source = sourceOf(new Set(['2026-03-11', '2026-03-12']), ['2026-03-10', '2026-03-11', '2026-03-12'])
  const repository = withoutSamples(
    source,
    () => 'digests',
    (line) => lines.push(line),
  )
  await findSamples(repository)
  expect(repository.days('main')).toEqual(['2026-03-10'])
  expect(await repository.get('main/2026-03-12' as DigestId)).toBeUndefined()
  expect(await repository.get('main/2026-03-10' as DigestId)).toMatchObject({ date: '2026-03-10' })
  expect(lines).toEqual([expect.stringMatching(/^digests:1:1\b.*never posted.*cli -- init/)])
  expect(repository.problems()).toEqual([expect.objectContaining({ file: 'digests', severity: 'warning' })])
})

test('a sample that its owner replaces is posted like any other digest', async () => {
  const samples = new Set(['2026-03-12'])
  const repository = withoutSamples(sourceOf(samples, ['2026-03-12'], ['main/2026-03-12' as DigestId]), () => 'digests')
  await findSamples(repository)
  expect(repository.days('main')).toEqual([])
  samples.clear()
  await repository.poll()
  expect(repository.days('main')).toEqual(['2026-03-12'])
  expect(repository.problems()).toEqual([])
})
