import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { updateSearchIndex } from '../../../src/app/search-indexer.ts'
import { aDestination, partKey } from '../../builders.ts'
import { CommandsFixture, cardsOf, cardsText, hitsOf, newestId, press, said } from '../commands-fixture.ts'

const why = 'The figures of section 02 were wrong.'
const answer = `The digest of Thursday 12 March 2026 was withdrawn: ${why}`

let chat: CommandsFixture
let folder: string
let writes = 0
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'digests-'))
  for (const day of ['2026-03-10', '2026-03-11', '2026-03-12']) writeDay(day)
  chat = await CommandsFixture.open(folder)
})
afterEach(() => chat.close())

/** The digest of that day as it comes with Morning Post, withdrawn if a reason is given. */
function writeDay(day: string, reason?: string): void {
  const text = readFileSync(join('digests', `${day}.md`), 'utf8')
  const file = join(folder, `${day}.md`)
  writeFileSync(file, reason === undefined ? text : text.replace('---\n', `---\nwithdrawn: ${reason}\n`))
  // Long ago, and at another minute each time: a recently written file is not read at once.
  writes += 1
  utimesSync(file, writes * 60, writes * 60)
}

const withdraw = async (day = '2026-03-12') => {
  writeDay(day, why)
  await sync()
}
const sync = () => updateSearchIndex(chat.context.repository as never, chat.index, new AbortController().signal)

test('the newest digest is the newest that is not withdrawn', async () => {
  const before = said(await chat.type('2026-03-11'))
  await withdraw()
  expect(said(await chat.type(''))).toBe(before)
})

test('its day answers why it was withdrawn, and offers the days around it', async () => {
  await withdraw('2026-03-11')
  const reply = await chat.type('2026-03-11')
  expect(said(reply)).toBe(
    [
      'The digest of Wednesday 11 March 2026 was withdrawn',
      why,
      'Nearest: Tuesday 10 March 2026 and Thursday 12 March 2026.',
      'Tuesday 10 March 2026',
      'Thursday 12 March 2026',
    ].join('\n'),
  )
  expect(said(await chat.use(press(reply, 'Thursday 12 March 2026')))).toBe('What a training signal can say')
  expect(said(await chat.type('2026-03-11', { language: 'zh' }))).toContain('2026年3月11日星期三的日报已撤回')
})

test('a missing day does not offer one that was withdrawn', async () => {
  await withdraw()
  expect(said(await chat.type('2026-03-13'))).toContain('Nearest: Wednesday 11 March 2026.')
})

test('none of its sections is found, until that is undone', async () => {
  expect(hitsOf(await chat.type('executable program'))).toEqual(['A sketch that compiles'])
  await withdraw()
  expect(hitsOf(await chat.type('executable program'))).not.toContain('A sketch that compiles')
  writeDay('2026-03-12')
  await sync()
  expect(hitsOf(await chat.type('executable program'))).toEqual(['A sketch that compiles'])
  expect(said(await chat.type(''))).toBe('What a training signal can say')
})

test('the controls of messages from before answer with the reason', async () => {
  chat.configured = [aDestination()]
  await chat.deliver(chat.configured[0] ?? aDestination())
  await withdraw()
  const read = await chat.use({ action: 'read', digest: newestId }, {}, 'section-01')
  const open = await chat.use({ action: 'open', digest: newestId, piece: partKey('section-01') })
  const discuss = await chat.use({ action: 'discuss', digest: newestId, section: '01' }, {}, '1')
  expect([read, open, discuss].map(said)).toEqual([answer, answer, answer])
  expect(said(await chat.use({ action: 'day' }, {}, newestId))).toContain(why)
  expect(chat.slack.messages.some(({ posting }) => posting.part.key.includes('/'))).toBe(false)
})

test('there is nothing to report any more', async () => {
  await withdraw()
  chat.reports = { platform: 'slack', channel: 'CEDITORS' }
  const control = { action: 'report', digest: newestId, section: '01' } as const
  const replies = [await chat.use(control), await chat.submit(control, { words: ['Wrong.'] })]
  expect(replies.map(said)).toEqual([answer, answer])
  expect(chat.slack.messages).toEqual([])
})

test('its discussions are not listed', async () => {
  chat.configured = [aDestination()]
  await chat.deliver(chat.configured[0] ?? aDestination())
  await chat.use({ action: 'discuss', digest: newestId, section: '01' }, {}, '1')
  expect(said(await chat.type('discussed'))).toContain('Being discussed')
  await withdraw()
  expect(said(await chat.type('discussed'))).toContain('Nothing from the last seven days')
})

test('`next` says that today’s was withdrawn, before and after it was posted', async () => {
  chat.configured = [aDestination({ timezone: 'Europe/London' })]
  await withdraw()
  expect(said(await chat.type('next'))).toMatch(
    /^Next post\nToday’s was withdrawn: The figures .* wrong\. The next one/,
  )
  await chat.deliver(chat.configured[0] ?? aDestination())
  expect(said(await chat.type('next'))).toContain('Today’s was withdrawn')
  writeDay('2026-03-12', '数据有误')
  expect(said(await chat.type('next', { language: 'zh' }))).toContain('今天的日报已撤回：数据有误。下一期')
})

test('home shows the newest that is not withdrawn, says what was withdrawn since, and marks its day', async () => {
  await withdraw()
  const cards = await chat.home()
  expect(cards[0]?.meta).toBe('The newest digest · Wednesday 11 March 2026')
  expect(cardsText(cards.slice(0, 1))).toContain(answer)
  const [menu] = cards.flatMap((card) => card.menu ?? [])
  expect(menu?.options.map(({ label }) => label)).toEqual([
    'Thursday 12 March 2026 (withdrawn)',
    'Wednesday 11 March 2026',
    'Tuesday 10 March 2026',
  ])
  await withdraw('2026-03-10')
  expect(cardsText((await chat.home()).slice(0, 1))).not.toContain('10 March')
})

test('where everything was withdrawn there is no digest, and a day still says why', async () => {
  for (const day of ['2026-03-10', '2026-03-11', '2026-03-12']) await withdraw(day)
  expect(said(await chat.type(''))).toBe('There is no digest yet.')
  expect(cardsOf(await chat.type('2026-03-11'))).toMatchObject([{ buttons: [] }])
  expect(said(await chat.type('2026-03-11'))).toContain(why)
})
