import { expect, test } from 'vitest'
import { summarizeWarnings } from '../../../src/digests/lint/summarize.ts'
import type { Problem } from '../../../src/domain/problem.ts'

const files = (count: number, folder = 'digests') =>
  Array.from({ length: count }, (_, at) => `${folder}/2026-03-${String(at + 1).padStart(2, '0')}.md`)

const problem = (file: string, rule: string, line = 1): Problem => ({
  file,
  line,
  column: 1,
  severity: 'warning',
  message: 'This section has no tag.',
  rule,
})

test('what holds for a publication is said once, with its extent', () => {
  const all = files(20)
  const untagged = all.flatMap((file) => [problem(file, 'untagged-section', 5), problem(file, 'untagged-section', 9)])
  expect(summarizeWarnings(untagged, all)).toEqual([
    {
      ...problem('digests/2026-03-01.md', 'untagged-section', 5),
      message:
        'This section has no tag. This holds for 20 of the 20 digests in this folder, at 40 places; check a digest by itself to see its own.',
    },
  ])
})

test('each publication is summarized by itself, and each rule', () => {
  const [english, chinese] = [files(8), files(8, 'digests/zh')]
  const found = [...english, ...chinese].flatMap((file) => [problem(file, 'missing-source'), problem(file, 'no-tag')])
  expect(summarizeWarnings(found, [...english, ...chinese]).map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'digests/2026-03-01.md missing-source',
    'digests/2026-03-01.md no-tag',
    'digests/zh/2026-03-01.md missing-source',
    'digests/zh/2026-03-01.md no-tag',
  ])
})

test('errors, and warnings about few digests, are all kept', () => {
  const all = files(30)
  const errors = all.map((file): Problem => ({ ...problem(file, 'no-section'), severity: 'error' }))
  const rare = all.slice(0, 4).map((file) => problem(file, 'missing-source'))
  const seldom = all.slice(0, 7).map((file) => problem(file, 'long-title'))
  expect(summarizeWarnings([...errors, ...rare, ...seldom], all)).toHaveLength(41)
})
