import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cell, Table } from '../../src/domain/digest.ts'
import { tableMarkdown } from '../../src/formatters/discord/table.ts'
import { factsOf } from '../../src/formatters/shared/content.ts'
import { drawnTable } from '../../src/formatters/slack/table.ts'
import { longDate } from '../../src/i18n/dates.ts'
import { aDigest, aSection } from '../builders.ts'
import { launchBrowser, patienceMs } from '../e2e/browser.ts'

const rows = [
  ['מודל', 'ציון', 'מחיר'],
  ['GPT-4o', '88.7%', '$2.50'],
  ['קלוד 3', '90.1%', '3.00 דולר'],
  ['كلود 7', '90%', '$3'],
]
const [header = [], ...body] = rows.map((row) => row.map((value): Cell => [{ type: 'text', value }]))
const table: Table = { type: 'table', align: ['left', 'left', 'left'], header, rows: body }

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage()
}, patienceMs)
afterAll(() => browser.close())

/** Where each text of a line begins on the screen, in pixels from the left. */
function placesOf(line: string, texts: readonly string[], style: string): Promise<number[]> {
  return page.evaluate(`(() => {
    document.body.innerHTML = '<pre style="${style}"></pre>'
    const [pre, line] = [document.querySelector('pre'), ${JSON.stringify(line)}]
    pre.textContent = line
    let from = 0
    return ${JSON.stringify(texts)}.map((text) => {
      const range = document.createRange()
      range.setStart(pre.firstChild, line.indexOf(text, from))
      from = line.indexOf(text, from) + text.length
      range.setEnd(pre.firstChild, from)
      return Math.round(range.getBoundingClientRect().left)
    })
  })()`)
}

const onDiscord = tableMarkdown(table).replaceAll('```', '').trim()
const onSlack = (drawnTable(table) ?? []).map(({ text }) => text).join('')

test.each([
  ['Discord', onDiscord, 'direction: ltr'],
  ['Discord', onDiscord, 'unicode-bidi: plaintext'],
  ['Slack', onSlack, 'direction: ltr'],
  ['Slack', onSlack, 'unicode-bidi: plaintext'],
])('the columns of a drawn table in Hebrew and Arabic stay in line: %s', async (_, drawn, style) => {
  const lines = drawn.split('\n').filter((line) => !line.includes('─'))
  const places = []
  for (const [at, line] of lines.entries()) places.push(await placesOf(line, rows[at] ?? [], style))
  expect(places.map((row) => row.toSorted((one, other) => one - other))).toEqual(places)
  expect(new Set(places.map(([first]) => first)).size).toBe(1)
  expect(lines).toHaveLength(rows.length)
})

test.each(['ltr', 'rtl'])('the facts of a digest in Arabic stand one after the other: %s', async (direction) => {
  const digest = { ...aDigest(), language: 'ar', sections: [aSection('A'), aSection('B'), aSection('C')] }
  const facts = factsOf(digest, longDate(digest.date, 'ar'))
  const places = await placesOf(facts, ['2026', '3', 'stories', '1', 'min'], `direction: ${direction}`)
  const [date = 0, count = 0, stories = 0, minutes = 0, unit = 0] = places
  const order = direction === 'ltr' ? [date, count, stories, minutes, unit] : [minutes, unit, count, stories, date]
  expect(order).toEqual(order.toSorted((one, other) => one - other))
})
