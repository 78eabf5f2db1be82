import type { Digest } from '../../src/domain/digest.ts'
import { outline, pieceKey } from '../../src/domain/outline.ts'
import type { CorrectionMark, CorrectionMarks, Notice } from '../../src/domain/part.ts'
import { overviewKey } from '../../src/domain/part-key.ts'

/** 12 March 2026, 09:12 in UTC. */
export const moment = { at: Date.UTC(2026, 2, 12, 9, 12), dated: false }

export const mark: CorrectionMark = { ...moment, added: 0, removed: 0 }

/** Everything was corrected, three sections came and one went, days ago. */
export function allMarked(digest: Digest): CorrectionMarks {
  const keys = [overviewKey, ...outline(digest).map(pieceKey)]
  return new Map(keys.map((key) => [key, { ...moment, dated: true, added: 3, removed: 1 }]))
}

const hostile = '<!channel> @everyone <@&42> **all** of it `was` [wrong](https://example.org)\nand <b>how</b>'

/** Every line there is, with what an author may put into it. */
export const lines: readonly (readonly [key: string, line: Notice])[] = [
  ['section-03', { type: 'removed', section: '03', moment }],
  ['notes', { type: 'removed', moment: { ...moment, dated: true } }],
  ['section-03.2', { type: 'unwanted', section: '03', moment }],
  ['section-03', { type: 'refused', section: '03', url: 'https://example.org/a_(b)?c=<d>|e' }],
  ['overview', { type: 'refused' }],
  ['section-01.2', { type: 'moved' }],
  ['overview.2', { type: 'moved' }],
  ['overview', { type: 'withdrawn', title: hostile, reason: hostile, moment }],
  ['overview', { type: 'withdrawn', title: '晨'.repeat(3_000), reason: '&'.repeat(9_000), moment }],
  ['section-01', { type: 'withdrawn', reason: hostile, moment }],
  ['section-01/all', { type: 'withdrawn', reason: 'The figures were wrong.', moment }],
  ['section-01/corrected-1', { type: 'takeaways', title: hostile, points: [1, 3] }],
  ['section-01/corrected-2', { type: 'takeaways', title: 'News', points: [] }],
]

export const languages = ['en', 'zh'] as const
