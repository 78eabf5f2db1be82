import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
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
