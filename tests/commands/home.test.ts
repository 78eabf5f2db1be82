import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LedgerUnusable, TokenRefused } from '../../src/domain/errors.ts'
import { withMethods } from '../../src/lib/with-methods.ts'
import { aDestination } from '../builders.ts'
import { CommandsFixture, cardsOf, cardsText, press, said } from './commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test('home shows the newest digest, and opens it', async () => {
  const cards = await chat.home()
  expect(cards[0]).toMatchObject({
    title: 'What a training signal can say',
    meta: 'The newest digest · main · Thursday 12 March 2026',
  })
  expect(said(await chat.use(press(cards, 'Read it')))).toBe('What a training signal can say')
})

test('home offers the last seven digests by their days, and opens the one chosen', async () => {
  const [menu] = (await chat.home()).flatMap((card) => card.menu ?? [])
  expect(menu?.options.map(({ label }) => label)).toEqual([
    'Thursday 12 March 2026',
    'Wednesday 11 March 2026',
    'Tuesday 10 March 2026',
    'Monday 9 March 2026',
    'Sunday 8 March 2026',
  ])
  const oldest = menu?.options.at(-1)?.value
  expect(said(await chat.use({ action: 'day' }, {}, oldest))).toBe(said(await chat.type('2026-03-08')))
})

test('an invalid day is reported as gone', async () => {
  expect(said(await chat.use({ action: 'day' }, {}, 'nonsense'))).toMatch(/no longer exists/)
})

test('home lists the topics with their counts', async () => {
  expect(cardsText(await chat.home())).toMatch(/Topics\nAgent \d+/)
})

test('home lists where it goes and when next', async () => {
  chat.configured = [
    aDestination({ name: 'research' }),
    aDestination({ name: 'other', platform: 'discord' }),
    aDestination({ name: 'elsewhere', channel: 'C9' }),
  ]
  const text = cardsText(await chat.home())
  expect(text).toContain('#C1 · main · ')
  expect(text).toContain('The next one waits for its digest')
  expect(text).not.toMatch(/other|elsewhere|research|C9/)
})

test('where it goes nowhere yet, home says how to subscribe', async () => {
  expect(cardsText(await chat.home())).toContain(
    'None is known here. Type /digest settings in a channel to see what it gets, or /digest subscribe to change that.',
  )
})

test('in a direct message, /digest shows the same', async () => {
  const direct = { isDirect: true, isWithBot: true, channel: 'D1', platform: 'discord' } as const
  expect(cardsOf(await chat.type('', direct))).toEqual(await chat.home(direct))
})

test('in a direct message between two people, /digest shows the newest digest and no Home', async () => {
  expect(await chat.type('', { isDirect: true, channel: 'D1' })).toEqual(await chat.type(''))
})

test('home names the days that it lists, however long ago they are', async () => {
  chat.now = Date.parse('2026-06-01T09:00:00Z')
  expect(cardsText(await chat.home())).toContain('The digests from 8 March 2026 to 12 March 2026 · main')
  expect(cardsText(await chat.home())).toContain('The digest of 12 March 2026 · zh')
  expect(cardsText(await chat.home({ language: 'zh-CN' }))).toContain('2026年3月8日至2026年3月12日的日报')
})

test('home without digests says so', async () => {
  await chat.close()
  chat = await CommandsFixture.open(mkdtempSync(join(tmpdir(), 'digests-')))
  expect(cardsText(await chat.home())).toContain('There is no digest yet.')
  expect(said(await chat.type(''))).toBe('There is no digest yet.')
  expect(said(await chat.type('2026-03-12'))).toBe('There is no digest yet.')
})

test('home that fails is a sentence', async () => {
  chat.breakArchive()
  expect(cardsText(await chat.home())).toMatch(/went wrong/)
})

test('a lookup that fails is a sentence', async () => {
  chat.breakArchive()
  expect(said(await chat.type('agent'))).toMatch(/went wrong/)
  expect(said(await chat.type('agent', { language: 'zh' }))).toMatch(/出了点问题/)
})

test('a reader learns nothing about the database or the variables of the operators', async () => {
  chat.configured = [aDestination({ name: 'team', channel: 'C1' })]
  const failures = [
    new LedgerUnusable('The PostgreSQL database at db.internal as user "mp" cannot be reached: check DATABASE_URL.'),
    new TokenRefused('Slack does not accept SLACK_BOT_TOKEN (invalid_auth): copy it.'),
  ]
  for (const failure of failures) {
    const pauses = async () => Promise.reject(failure)
    chat.restart({ ledger: withMethods(chat.context.ledger, { pauses }) })
    expect(said(await chat.type('next'))).toMatch(/^Something went wrong on our side/)
    expect(said(await chat.type('next', { language: 'zh' }))).toMatch(/^出了点问题/)
    expect(chat.logged.at(-1)).toMatchObject({ reason: failure.message })
  }
})

test('home lists fifty of many destinations, and how many more there are', async () => {
  chat.managers = { slack: ['U1'] }
  chat.configured = Array.from({ length: 60 }, (_, at) => aDestination({ name: `team-${at}`, channel: `C${at}` }))
  const words = cardsText(await chat.home({ user: 'U1' }))
  expect(words.match(/ · main · /g)?.length).toBeGreaterThanOrEqual(50)
  expect(words).toContain('… and 10 more.')
})

test('members of a workspace that installed the app without its link find the link in Home', async () => {
  const link = 'https://post.example.org/slack/install'
  const asked: unknown[] = []
  const installLinkFor = async (workspace: string) => {
    asked.push(workspace)
    return link
  }
  Object.assign(chat.context, { installLinkFor })
  expect(JSON.stringify(await chat.home())).toContain(link)
  expect(JSON.stringify(await chat.home({ membership: 'external' }))).not.toContain(link)
  Object.assign(chat.context, { installLinkFor: async () => undefined })
  expect(cardsText(await chat.home())).not.toContain('installation')
  expect(asked).toEqual(['slack:T1'])
})
