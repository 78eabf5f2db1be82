import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandsFixture, cardsOf, press, said } from './commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test.each([
  ['yesterdya', 'en', 'yesterday', '11'],
  ['last tusday', 'en', 'last tuesday', '10'],
  ['model wendesday', 'en', 'model wednesday', '11'],
  ['gestren', 'de', 'gestern', '11'],
  ['ayre', 'es', 'ayer', '11'],
  ['wensday', 'en', 'wednesday', '11'],
  ['letzten Mitwoch', 'de', 'letzten Mittwoch', '11'],
  ["thrusday's digest", 'en', "thursday's digest", '12'],
  ['10 мартта', 'ru', '10 марта', '10'],
  ['heir', 'fr', 'hier', '11'],
])('for %s, a day with a slip, the day is offered', async (typed, language, meant, day) => {
  const reply = await chat.type(typed, { language })
  const offered = press(reply, meant)
  const [, ...hits] = cardsOf(await chat.use(offered, { language }))
  const days = hits.flatMap(({ meta }) => (meta ? [String(meta)] : []))
  expect(days.length).toBeGreaterThan(0)
  for (const each of days) expect(each).toContain(day)
})

test.each([
  ['lsat week', 'en', 'last week'],
  ['this wek', 'en', 'this week'],
  ['letzte wohce', 'de', 'letzte woche'],
  ['la semana pasda', 'es', 'la semana pasada'],
])('for %s, a period with a slip, the period is offered', async (typed, language, meant) => {
  expect(said(await chat.type(typed, { language }))).toContain(`Did you mean ${meant}?`)
})

test.each([
  ['Kimi, yesterday.', 'en'],
  ['kimi semaine derniere', 'fr'],
  ['mondale', 'en'],
])('nothing is offered for %s', async (typed, language) => {
  expect(said(await chat.type(typed, { language }))).not.toContain('Did you mean')
})

test('a word that a digest has is no mistyped day', async () => {
  expect(said(await chat.type('model'))).not.toContain('Did you mean')
  expect(said(await chat.type('fridge'))).not.toContain('Did you mean')
})

test.each([
  '2026-03-12 section 2',
  'section 2 of 12 march',
  '12 march #2',
  'main/2026-03-12 2',
  '２０２６-０３-１２ 第二节',
  '2026-03-12, section two',
  'the second section of 12 march',
  'section 2 today',
  'digests/main/2026-03-12.md #2',
  'section 2 of main/2026-03-12',
])('%s opens that section', async (typed) => {
  const reply = await chat.type(typed)
  expect(reply.type).toBe('parts')
  expect(said(reply)).toBe(
    said(await chat.use({ action: 'open', digest: 'main/2026-03-12', piece: 'section-02' } as never)),
  )
})

test('the id of a digest opens it, and a publication that does not exist is words', async () => {
  expect(said(await chat.type('zh/2026-03-12'))).toBe(said(await chat.type('publication:zh 2026-03-12')))
  expect(said(await chat.type('main/2026-03-12'))).toBe(said(await chat.type('publication:main 2026-03-12')))
  expect(said(await chat.type('nope/2026-03-12'))).toContain('nope')
})

test('a pause is read as it was typed, and in simplified characters', async () => {
  for (const typed of ['pause 2週間', '暫停兩個星期'])
    expect(said(await chat.type(typed))).toMatch(/^No morning post comes to this channel/)
})

test('a section that the digest does not have is searched for', async () => {
  expect((await chat.type('2026-03-12 section 42')).type).toBe('cards')
})

test('a question for a command may go on as the command does', async () => {
  for (const typed of ['mute for a week', 'snooze until monday', 'stop for now'])
    expect(said(await chat.type(typed))).toContain('Did you mean /digest pause')
  for (const typed of ['mute swans', 'when models fail'])
    expect(said(await chat.type(typed))).not.toContain('Did you mean')
})
