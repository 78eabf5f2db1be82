import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkFiles } from '../../../src/cli/check/check-files.ts'
import type { CheckSettings, Findings } from '../../../src/platforms/check-digest.ts'
import { goodDigest, vocabulary } from '../../digests/markdown/digest-fixture.ts'

/** What was kept, by name: the stamp and the text. */
const rows = new Map<string, readonly [stamp: string, text: string]>()
const cache = {
  get: (name: string, stamp: string) => (rows.get(name)?.[0] === stamp ? rows.get(name)?.[1] : undefined),
  put: (name: string, stamp: string, text: string) => void rows.set(name, [stamp, text]),
}
const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), '2026-03-12.md')
const settings: CheckSettings = { vocabulary }

interface Circumstances {
  readonly publication?: string
  readonly program?: string
  readonly settings?: CheckSettings
}

async function check({ publication = 'main', program = '1', ...given }: Circumstances = {}): Promise<Findings> {
  const kept = { cache, program }
  const [findings = { problems: [] }] = await checkFiles([{ file, publication }], {
    settings,
    kept,
    threads: 0,
    ...given,
  })
  return findings
}

const rulesOf = ({ problems }: Findings) => problems.map(({ rule }) => rule)

/** Replaces what was kept, so that it shows whether it was used. */
function mark(): void {
  const problem = { file, line: 1, column: 1, severity: 'warning', rule: 'kept', key: 'draft', values: [] }
  for (const [name, [stamp]] of rows) rows.set(name, [stamp, JSON.stringify({ problems: [problem] })])
}

beforeEach(async () => {
  rows.clear()
  writeFileSync(file, goodDigest)
  expect(rulesOf(await check())).toEqual([])
  mark()
})

describe('what a check found in a file', () => {
  test('is used again while nothing has changed', async () => {
    expect(rulesOf(await check())).toEqual(['kept'])
  })

  test('is not used for another content of the same size', async () => {
    writeFileSync(file, goodDigest.replace('[Agent]', '[Agnet]'))
    expect(rulesOf(await check())).toEqual(['unknown-tag'])
  })

  test('is not used after a change of the program', async () => {
    expect(rulesOf(await check({ program: '2' }))).toEqual([])
  })

  test('is not used with another vocabulary', async () => {
    const tags = vocabulary.tags.filter(({ names }) => !names.includes('Agent'))
    expect(rulesOf(await check({ settings: { vocabulary: { ...vocabulary, tags } } }))).toEqual(['unknown-tag'])
  })

  test('is not used for another publication, whose digests it is compared with', async () => {
    const { entry } = await check({ publication: 'other' })
    expect(entry?.publication).toBe('other')
  })
})

test('a file that cannot be read is reported each time, and nothing is kept of it', async () => {
  const gone = { file: join(file, 'nothing.md'), publication: 'main' }
  const findings = await checkFiles([gone], { settings, kept: { cache, program: '1' } })
  expect(findings.map(rulesOf)).toEqual([['unreadable']])
  expect([...rows.keys()]).toEqual([`check ${file}`])
})

test('threads find the same, in the order of the files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const targets = Array.from({ length: 12 }, (_, at) => ({
    file: join(folder, `2026-03-${at + 10}.md`),
    publication: 'main',
  }))
  for (const [at, target] of targets.entries()) {
    writeFileSync(target.file, at % 2 === 0 ? goodDigest : goodDigest.replace('[Agent]', '[Agnet]'))
  }
  const alone = await checkFiles(targets, { settings, threads: 0 })
  expect(alone.map(rulesOf)).toEqual(targets.map((_, at) => (at % 2 === 0 ? [] : ['unknown-tag'])))
  expect(await checkFiles(targets, { settings, threads: 1 })).toEqual(alone)
})
