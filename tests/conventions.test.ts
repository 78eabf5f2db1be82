import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readSources, withoutComments } from './source-code.ts'

const tests = [...readSources('tests/**/*.ts')].filter(([file]) => file !== 'tests/conventions.test.ts')

/** The files whose code matches, with what matched. */
const matching = (pattern: RegExp) =>
  tests.flatMap(([file, code]) => (withoutComments(code).match(pattern) ?? []).map((found) => `${file}: ${found}`))

test('no test is skipped, left out or expected to fail', () => {
  const left = /\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf|fails)\b|\bcontext\.skip\(/g
  expect(matching(left)).toEqual([])
})

test('no test is tried again', () => {
  expect(matching(/\bretry\s*:|--retry/g)).toEqual([])
})

test('no property stops before it finished its runs', () => {
  expect(matching(/\b(?:interrupt|skipAll)AfterTimeLimit\b/g)).toEqual([])
})

test('tests use fakes, not module mocks', () => {
  expect(matching(/\bvi\.(?:mock|doMock|hoisted)\(/g)).toEqual([])
})

test('the folders of tests mirror those of the source', () => {
  const ofTheirOwn = /^tests\/(?:bench|chaos|contracts|e2e|fixtures|fuzzing|simulation)\b/
  const sources = new Set(globSync('src/**/').map((folder) => folder.replaceAll('\\', '/')))
  const folders = new Set(tests.map(([file]) => file.slice(0, file.lastIndexOf('/'))))
  const strays = [...folders].filter(
    (folder) => folder !== 'tests' && !ofTheirOwn.test(folder) && !sources.has(folder.replace(/^tests/, 'src')),
  )
  expect(strays).toEqual([])
  expect(folders.size).toBeGreaterThan(20)
})

test('the CI workflow runs every tier that has a script', () => {
  const manifest = z.object({ scripts: z.record(z.string(), z.string()) })
  const { scripts } = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')))
  const tiers = Object.keys(scripts).filter((name) => name.startsWith('test:') && name !== 'test:file')
  const job = z.object({ strategy: z.object({ matrix: z.object({ tier: z.array(z.string()) }) }) })
  const workflow = z.object({ jobs: z.object({ test: job }) })
  const { jobs } = workflow.parse(parse(readFileSync('.github/workflows/ci.yml', 'utf8')))
  expect(jobs.test.strategy.matrix.tier.map((tier) => `test:${tier}`)).toEqual(tiers)
})
