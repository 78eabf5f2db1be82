import { expect, test } from 'vitest'
import type { Block, Cell, Digest } from '../../../src/domain/digest.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { renderPlain } from '../../../src/formatters/plain/render.ts'
import { withoutWideTables } from '../../../src/formatters/shared/wide-tables.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { aDigest } from '../../builders.ts'
import { vocabulary } from '../discord/sample.ts'

const cell = (value: string): Cell => [{ type: 'text', value }]

function withTable(columns: number, rows: number): Digest {
  const table: Block = {
    type: 'table',
    align: Array.from({ length: columns }, () => 'left'),
    header: Array.from({ length: columns }, (_, at) => cell(`n${at}`)),
    rows: Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, at) => cell(`v${row}-${at}`))),
  }
  const digest = aDigest('News')
  return { ...digest, sections: digest.sections.map((section) => ({ ...section, body: [table] })) }
}

const renderers = [
  ['Slack', (digest: Digest) => renderSlack(digest, 'sections', vocabulary)],
  ['Discord', (digest: Digest) => renderDiscord(digest, 'sections', vocabulary)],
  ['the terminal', renderPlain],
] as const

test.each(renderers)('a table of 1,000 columns is a few messages on %s, and says what is missing', (_, render) => {
  const parts = render(withTable(1_000, 2))
  expect(parts.length).toBeLessThan(8)
  const text = parts.map(({ plain }) => plain.replace(/\s+/g, ' ')).join(' ')
  expect(text).toContain('n0 · n1 · n2')
  expect(text).toContain('2500 more cells are not shown.')
})

test.each(renderers)('a table of 21 columns keeps every cell on %s', (_, render) => {
  const text = render(withTable(21, 3))
    .map(({ plain }) => plain)
    .join('\n')
  for (const row of [0, 1, 2]) for (let at = 0; at < 21; at += 1) expect(text).toContain(`v${row}-${at}`)
  expect(text.replace(/\s+/g, ' ')).toContain('v0-0 · n1: v0-1 · n2: v0-2')
  expect(text).not.toContain('not shown')
})

test('the layouts of all platforms share one digest, so that its blocks are written and its words counted once', () => {
  const digest = withTable(21, 3)
  expect(withoutWideTables(digest)).toBe(withoutWideTables(digest))
})
