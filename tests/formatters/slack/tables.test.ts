import { expect, test } from 'vitest'
import type { Cell, Table } from '../../../src/domain/digest.ts'
import type { RichElement, SlackBlock } from '../../../src/formatters/slack/block-kit.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { aDigest, aSection } from '../../builders.ts'
import { vocabulary } from '../discord/sample.ts'

const cell = (value: string): Cell => [{ type: 'text', value }]
const tableOf = (...[header = [], ...rows]: string[][]): Table => ({
  type: 'table',
  align: header.map(() => 'left'),
  header: header.map(cell),
  rows: rows.map((row) => row.map(cell)),
})
const first = tableOf(['Model', 'Score'], ['Small', '71'])
const wide = tableOf(
  ['Benchmark', 'What it measures', 'Ours', 'The best before'],
  ['SWE-bench Verified', 'Repairs of real faults in Python', '71.2', '69.8'],
  ['Terminal-Bench', 'Tasks on a command line, from first to last', '52.0', ''],
)

function elementsAfter(...tables: Table[]): RichElement[] {
  const [, part] = renderSlack(
    { ...aDigest(), sections: [aSection('A', { body: tables, takeaways: [] })] },
    'sections',
    vocabulary,
  )
  const blocks = part?.body.blocks as SlackBlock[]
  const at = blocks.findIndex(({ type }) => type === 'table')
  return blocks.slice(at + 1).flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
}

const wordsOf = (elements: readonly RichElement[]) =>
  [...JSON.stringify(elements).matchAll(/"text":"([^"]*)"/g)].map(([, words]) => words).join('')

test('a second table that is too wide for a phone is a list of its rows', () => {
  const elements = elementsAfter(first, wide)
  expect(elements.map(({ type }) => type)).toEqual(['rich_text_section', 'rich_text_list'])
  expect(wordsOf(elements)).toContain(
    'SWE-bench Verified · What it measures: Repairs of real faults in Python · Ours: 71.2 · The best before: 69.8',
  )
})

test('a second table that is narrow is drawn', () => {
  const elements = elementsAfter(first, first)
  expect(elements.map(({ type }) => type)).toEqual(['rich_text_preformatted'])
  for (const line of wordsOf(elements).split('\\n')) expect(line.length).toBeLessThanOrEqual(40)
})
