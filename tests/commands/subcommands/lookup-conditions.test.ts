import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandsFixture, press, said } from '../commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test.each(['publication:nope', 'agent publication:nope', '2026-03-12 publication:nope'])(
  '%s says that there is no such publication, and which there are',
  async (typed) => {
    expect(said(await chat.type(typed))).toBe('There is no publication “nope”. There are: main, zh.')
    expect(said(await chat.type(typed, { language: 'zh' }))).toBe('没有名为“nope”的刊物。现有：main、zh。')
  },
)

test('a publication is found however its name is written', async () => {
  expect(said(await chat.type('publication:ZH 智能体'))).toContain('智能体')
})

test('days that may be words are searched for as words when nothing was published then', async () => {
  chat.now = Date.parse('2027-01-04T09:00:00Z')
  const reply = await chat.type('taste last month')
  expect(said(reply)).toContain('On other days:')
  expect(said(await chat.use(press(reply, 'Taste has to be trained')))).toContain('Taste has to be trained')
  expect(said(await chat.type('agent since 2026-03'))).toContain('Agent · since 1 March 2026')
})

test('a blank after the colon of an option changes nothing, unless the option is a word that a text may have', async () => {
  const written = said(await chat.type('publication:main since:2026-03-10 tag:"Image Gen"'))
  expect(written).toMatch(/^Image Gen · since 10 March 2026/)
  expect(said(await chat.type('publication: main since:  2026-03-10 tag: "Image Gen"'))).toBe(written)
  expect(said(await chat.type('on: device'))).toContain('on: device')
})
