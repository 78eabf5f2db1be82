import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, cardsOf, press, said } from '../commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test.each([
  ['2026-03-12', 'What a training signal can say'],
  ['today', 'What a training signal can say'],
  ['march 12', 'What a training signal can say'],
  ['今天', 'What a training signal can say'],
  ['3月12日', 'What a training signal can say'],
  ['on:2026-03-12', 'What a training signal can say'],
])('%s is the digest of that day', async (text, title) => {
  expect(said(await chat.type(text))).toBe(title)
})

test('yesterday is counted on the reader’s own clock', async () => {
  chat.now = Date.parse('2026-03-11T23:00:00Z')
  const inLondon = await chat.type('yesterday', { timezone: 'Europe/London' })
  const inAuckland = await chat.type('yesterday', { timezone: 'Pacific/Auckland' })
  expect(said(inLondon)).not.toBe(said(inAuckland))
  expect(said(inAuckland)).toBe(said(await chat.type('2026-03-11')))
})

test('a day of another publication is asked for by its name', async () => {
  expect(said(await chat.type('2026-03-12 publication:zh'))).toMatch(/\p{Script=Han}/u)
})

test('a day that the publication of the channel does not have is looked for in the others, in the reader’s language first', async () => {
  const date = '2026-03-08'
  chat.configured = [aDestination({ channel: 'C1', publication: 'zh' })]
  expect(said(await chat.type(date))).toBe('Classics week, day 1: what attention made cheap')
  expect(said(await chat.type('2026-03-12'))).toMatch(/\p{Script=Han}/u)
  expect(said(await chat.type(`${date} publication:zh`))).toMatch(/^No digest of/)
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-days-'))
  for (const name of ['beta', 'gamma']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, '2026-03-12.md'), '# Here\n\nSome words.\n')
  writeFileSync(join(folder, 'beta', '2026-03-09.md'), '# In English\n\nSome words.\n')
  writeFileSync(join(folder, 'gamma', '2026-03-09.md'), '# 中文\n\n一些文字。\n')
  const other = await CommandsFixture.open(folder)
  expect(said(await other.type('2026-03-09'))).toContain('In English')
  expect(said(await other.type('2026-03-09', { language: 'zh-CN' }))).toContain('中文')
  other.configured = [aDestination({ channel: 'C1', publication: 'beta' })]
  expect(said(await other.type('2026-03-09', { language: 'zh-CN' }))).toContain('In English')
  await other.close()
  rmSync(folder, { recursive: true })
})

test('where nothing is posted, the newest digest and those of a day are in the reader’s language if there are such', async () => {
  for (const typed of ['latest', '2026-03-12']) {
    expect(said(await chat.type(typed, { language: 'zh-TW' }))).toMatch(/\p{Script=Han}/u)
    expect(said(await chat.type(typed, { language: 'fr' }))).toBe('What a training signal can say')
  }
  chat.configured = [aDestination({ channel: 'C1', publication: 'main' })]
  expect(said(await chat.type('latest', { language: 'zh-TW' }))).toBe('What a training signal can say')
})

test('a day without a digest names the nearest ones and offers them', async () => {
  const reply = await chat.type('2026-03-01')
  expect(cardsOf(reply)[0]?.title).toBe('No digest of Sunday 1 March 2026')
  expect(said(reply)).toContain('Nearest: Sunday 8 March 2026.')
  expect(said(await chat.use(press(reply, 'Sunday 8 March 2026')))).toBe(said(await chat.type('2026-03-08')))
})

test('a month is everything in it, newest first', async () => {
  expect(cardsOf(await chat.type('march'))[0]).toMatchObject({ title: '1 March 2026 – 31 March 2026' })
})

test.each(['2026-02-30', '31 february', '31/02', 'march 32', 'Sept. 40'])(
  '%s is no day, and the answer says so',
  async (typed) => {
    expect(said(await chat.type(typed))).toBe(`There is no day “${typed}”.`)
  },
)

test.each(['二月三十日', '十三月五日', '上月31号'])('%s is no day in Chinese', async (typed) => {
  expect(said(await chat.type(typed, { language: 'zh' }))).toBe(`没有“${typed}”这一天。`)
})

test('an unknown time zone does no harm', async () => {
  expect(said(await chat.type('2026-03-12', { timezone: 'Mars/Olympus' }))).toBe('What a training signal can say')
})
