import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { githubAnnotations, sarifLog } from '../../src/cli/problem-formats.ts'
import type { Problem } from '../../src/domain/problem.ts'
import { problemText } from '../../src/i18n/problems.ts'

const problem: Problem = {
  file: 'digests/2026-03-12.md',
  line: 14,
  column: 3,
  severity: 'error',
  rule: 'no-source',
  ...problemText('empty-title'),
}

test('a problem is one annotation of GitHub, at its place', () => {
  expect(githubAnnotations([problem, { ...problem, severity: 'warning' }])).toEqual([
    '::error file=digests/2026-03-12.md,line=14,col=3,title=no-source::This section has no title. Write one behind the number and the tag.',
    '::warning file=digests/2026-03-12.md,line=14,col=3,title=no-source::This section has no title. Write one behind the number and the tag.',
  ])
})

// What an author writes must not become a command of the workflow.
test('an annotation has one line, and neither file nor message can end a property', () => {
  const text = problemText('unknown-tag', '100% wrong:\r\n::set-output name=x::y, and more', 'Agent')
  expect(githubAnnotations([{ ...problem, file: 'a,line=1::b%.md', ...text }])).toEqual([
    '::error file=a%2Cline=1%3A%3Ab%25.md,line=14,col=3,title=no-source::[100%25 wrong:%0D%0A::set-output name=x::y, and more] is not in the vocabulary. Did you mean [Agent]?',
  ])
})

test('a file in the current folder is relative to it, however it was named', () => {
  expect(githubAnnotations([{ ...problem, file: `${process.cwd()}/digests/x.md` }])[0]).toContain('file=digests/x.md,')
  expect(githubAnnotations([{ ...problem, file: '/elsewhere/x.md' }])[0]).toContain('file=/elsewhere/x.md,')
})

/** The part of SARIF 2.1.0 that is used; the standard allows no other properties in these objects. */
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w.~%!$&'()*+,;=:@/-]+$/) }),
    region: z.strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1) }),
  }),
})
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          rules: z.array(z.strictObject({ id: z.string() })),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(-1),
          level: z.enum(['none', 'note', 'warning', 'error']),
          message: z.strictObject({ text: z.string().min(1) }),
          locations: z.array(location),
        }),
      ),
    }),
  ),
})

test('the SARIF log has the form of version 2.1.0', () => {
  const elsewhere = { ...problem, file: '/else where/ä.md', rule: 'another' }
  const problems = [problem, { ...problem, severity: 'warning' } as const, elsewhere]
  const log = sarif.parse(JSON.parse(JSON.stringify(sarifLog(problems))))
  const [run] = log.runs
  expect(run?.tool.driver.rules).toEqual([{ id: 'another' }, { id: 'no-source' }])
  expect(run?.results.map(({ level, ruleId, ruleIndex }) => [level, ruleId, ruleIndex])).toEqual([
    ['error', 'no-source', 1],
    ['warning', 'no-source', 1],
    ['error', 'another', 0],
  ])
  const uris = run?.results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)
  expect(uris).toEqual(['digests/2026-03-12.md', 'digests/2026-03-12.md', pathToFileURL('/else where/ä.md').href])
  expect(sarif.parse(sarifLog([])).runs[0]?.results).toEqual([])
})

test('a name of a file that is no part of a URL is encoded', () => {
  const [run] = sarifLog([{ ...problem, file: 'digests/a b#1?.md' }]).runs
  const uri = run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri
  expect(uri).toBe('digests/a%20b%231%3F.md')
})
