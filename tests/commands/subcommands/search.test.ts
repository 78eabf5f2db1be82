import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aDestination, partKey } from '../../builders.ts'
import { CommandsFixture, cardsOf, hitsOf, newestId, press, said } from '../commands-fixture.ts'
import { linksOf, strongWords } from '../reply-content.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test('without a word, the newest digest', async () => {
  expect(said(await chat.type(''))).toBe('What a training signal can say')
})

test.each(['agent', 'AGENT', '  Agent ', '智能体', 'agnet', 'tag:agent', 'tag:"Agent"', 'tag:agnet'])(
  '%s finds what is about agents, newest first, each story once in the reader’s language',
  async (text) => {
    const reply = await chat.type(text)
    expect(hitsOf(reply)).toHaveLength(5)
    expect(hitsOf(reply)).toEqual(expect.arrayContaining(['Taste has to be trained', 'Think, look, think again']))
    expect(hitsOf(await chat.type(text, { language: 'zh' }))[0]).toBe('眼光是练出来的')
    const days = cardsOf(reply).flatMap(({ meta }) => /(\d+) March/.exec(meta ?? '')?.[1] ?? [])
    expect(days).toEqual(days.toSorted((one, other) => Number(other) - Number(one)))
  },
)

test('a corrected typo is named', async () => {
  expect(said(await chat.type('agnet'))).toContain('so this is the topic Agent')
})

test('words that stand in the archive are not taken for a topic’s typo', async () => {
  // One letter away from the topic Code.
  const reply = await chat.type('mode')
  expect(said(reply)).not.toContain('this is the topic')
})

test('full text is found in the body of a section, with the match in bold', async () => {
  const [, hit] = cardsOf(await chat.type('executable program'))
  expect(hit?.title).toBe('A sketch that compiles')
  const [paragraph] = hit?.body ?? []
  expect(paragraph?.type === 'paragraph' && strongWords(paragraph.children)).toEqual(['executable', 'program'])
})

test.each(['草图', '图'])('%s is found inside Chinese words', async (text) => {
  expect(hitsOf(await chat.type(text))).toContain('能运行的草图')
})

test.each([
  ['agent since 2026-03-12', ['Taste has to be trained']],
  [
    'agent until:2026-03-10',
    ['Think, look, think again', 'Which calls were worth making?', 'Write it down and try again'],
  ],
  ['"model collapse step" tag:training', ['The ceiling of a self-graded exam']],
  ['agent publication:zh', ['眼光是练出来的']],
  ['tag:"Image Gen" on:2026-03-12 publication:main', ['A sketch that compiles']],
  ['plan in march tag:"image gen" publication:main', ['A sketch that compiles']],
])('%s holds on all counts', async (text, titles) => {
  const found = hitsOf(await chat.type(text))
  expect(found).toEqual(expect.arrayContaining(titles))
  expect(found.length).toBeLessThanOrEqual(5)
})

test('a phrase in quotes is never taken for a range of days', async () => {
  const reply = await chat.type('"agent since 2026-03-12"')
  expect(said(reply)).toContain('nothing about "agent since 2026-03-12"')
})

test('a condition that says nothing is not dropped in silence', async () => {
  const reply = said(await chat.type('agent since:whenever'))
  expect(reply).toContain('agent since:whenever')
  expect(reply).toContain('Nothing has since:whenever; these have agent.')
})

test('a hit says what it is, of when, and where it can be read', async () => {
  const [head, hit] = cardsOf(await chat.type('self-graded exam'))
  expect(head).toMatchObject({ title: 'self-graded exam', meta: expect.stringMatching(/^1(–\d)? of \d$/) })
  expect(hit).toMatchObject({
    title: 'The ceiling of a self-graded exam',
    tag: 'Training',
    meta: 'Thursday 12 March 2026 · main',
    buttons: [{ label: 'Read section', control: { action: 'open', digest: newestId, piece: 'section-01' } }],
  })
})

test('Read section opens the section, whole', async () => {
  const reply = await chat.use(press(await chat.type('self-graded exam'), 'Read section'))
  expect(reply).toMatchObject({ type: 'parts', parts: [{ key: 'section-01' }] })
})

test('what is gone from the library is said to be', async () => {
  const reply = await chat.use({ action: 'open', digest: 'main/2020-01-01' as never, piece: partKey('section-01') })
  expect(said(reply)).toMatch(/no longer exists/)
  const piece = await chat.use({ action: 'open', digest: newestId, piece: partKey('section-99') })
  expect(said(piece)).toMatch(/no longer exists/)
})

test('Open in channel leads to the section in this channel first, else elsewhere on the platform', async () => {
  const there = aDestination({ name: 'there', channel: 'C2' })
  await chat.deliver(there)
  expect(linksOf(await chat.type('self-graded exam'))).toEqual(['https://memory.example/2'])
  await chat.deliver(aDestination({ name: 'here' }))
  expect(linksOf(await chat.type('self-graded exam'))).toEqual(['https://memory.example/7'])
  expect(linksOf(await chat.type('self-graded exam', { platform: 'discord', channel: '9' }))).toEqual([])
})

test('where the digest is one message, Open in channel leads to that', async () => {
  await chat.deliver(aDestination({ layout: 'overview' }))
  expect(linksOf(await chat.type('self-graded exam'))).toEqual(['https://memory.example/1'])
})

test('pages are turned in place, there and back, without a hit twice', async () => {
  const first = await chat.type('the')
  const second = await chat.use(press(first, 'Older'))
  const again = await chat.use(press(second, 'Newer'))
  expect(first).toMatchObject({ show: 'private' })
  expect(second).toMatchObject({ show: 'replace' })
  expect(again).toMatchObject({ show: 'replace' })
  expect(hitsOf(again)).toEqual(hitsOf(first))
  expect(hitsOf(second).filter((title) => hitsOf(first).includes(title))).toEqual([])
})

test('the first page has nothing newer and the last nothing older', async () => {
  let reply = await chat.type('the')
  expect(said(reply)).not.toContain('Newer')
  for (let page = 0; said(reply).includes('Older'); page += 1) {
    expect(page).toBeLessThan(20)
    reply = await chat.use(press(reply, 'Older'))
  }
  const [, last, total] = /–?(\d+) of (\d+)/.exec(said(reply)) ?? []
  expect(last).toBe(total)
})

test('pages can be turned after a restart, and mean the same day tomorrow as today', async () => {
  const today = await chat.type('the since yesterday')
  const older = press(today, 'Older')
  chat.restart()
  const before = await chat.use(older)
  expect(cardsOf(before)[0]?.title).toBe('since 11 March 2026')
  chat.now += 40 * 86_400_000
  expect(await chat.use(older, { timezone: 'Pacific/Auckland' })).toEqual(before)
})

test('a page that is no longer there is the first one', async () => {
  const control = press(await chat.type('the'), 'Older')
  if (control.action !== 'page') throw new Error('a page was expected')
  expect(said(await chat.use({ ...control, offset: 4_000 }))).toContain('1–5 of')
})

test('an answer whose query is not stored says so', async () => {
  expect(said(await chat.use({ action: 'page', question: 'unknown', offset: 5 }))).toMatch(/ask again/)
  expect(said(await chat.use({ action: 'share', question: 'unknown', offset: 0 }))).toMatch(/ask again/)
})

test('a page is shared as it is, for everyone, without buttons that turn it', async () => {
  const second = await chat.use(press(await chat.type('the'), 'Older'))
  const asked = await chat.use(press(second, 'Share to channel'))
  expect(said(asked)).toBe('Show this page to everybody in the channel?\nShare to channel')
  const shared = await chat.confirm(asked)
  expect(shared).toMatchObject({ type: 'cards', show: 'shared' })
  expect(hitsOf(shared)).toEqual(hitsOf(second))
  expect(said(shared)).not.toMatch(/Older|Newer|Share/)
})

test('only the person who shared a page takes it back', async () => {
  const shared = await chat.confirm(await chat.use(press(await chat.type('agent'), 'Share to channel')))
  const back = press(shared, 'Take back')
  expect(said(await chat.use(back, { user: 'U2' }))).toBe('Only the person who shared this can take it back.')
  const taken = await chat.use(back)
  expect(taken).toMatchObject({ type: 'cards', show: 'replace' })
  expect(said(taken)).toBe('Taken back by who shared it.')
})

test('a direct message has no share button', async () => {
  const private_ = { isDirect: true, channel: 'D1' }
  const reply = await chat.type('agent', private_)
  expect(said(reply)).not.toContain('Share')
  const forged = press(await chat.type('agent'), 'Share to channel')
  expect(await chat.use(forged, private_)).toMatchObject({ type: 'text' })
})

test('nothing found offers the nearest titles and topics, and both lead there', async () => {
  const reply = await chat.type('scketch that compiles tag:nowhere')
  expect(said(reply)).toContain('nothing about nowhere · scketch that compiles')
  expect(await chat.use(press(reply, 'A sketch that compiles'))).toMatchObject({ type: 'parts' })
  const topics = await chat.use(press(reply, 'Agent'))
  expect(topics).toMatchObject({ show: 'replace' })
  expect(hitsOf(topics)).toContain('Taste has to be trained')
})

test('a topic that is not there offers those that look like it', async () => {
  expect(said(await chat.type('tag:"Image Generators"'))).toContain('Nearest topics:\nImage Gen')
  for (const unlike of ['moe', 'rode', 'tracing']) expect(said(await chat.type(unlike))).not.toContain('Nearest topics')
  expect(said(await chat.type('since 2030'))).not.toContain('Nearest topics')
})

test('pieces without a title of their own are called what they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'digests-'))
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, '2026-03-12.md'),
    "---\nlanguage: en\n---\n\n## Featured\n\n### 01 [Agent] Ants\n\nThey walk.\n\n## Today's Observation\n\nA zeppelin passed.\n",
  )
  await chat.close()
  chat = await CommandsFixture.open(folder)
  const [, hit] = cardsOf(await chat.type('zeppelin'))
  expect(hit).toMatchObject({ title: 'Today’s observation', meta: 'Thursday 12 March 2026' })
})

test.each([
  "'; DROP TABLE pieces; --",
  'agent" OR 1=1',
  'NEAR(agent training, 2) AND title:*',
  '"unclosed',
  '""',
  '*',
  '🤖🔥',
  '👩‍👩‍👧',
  'مرحبا بالعالم',
  '‮right to left',
  '的',
  'since',
  'until since until',
  'tag:',
  'tag:""',
  ':::',
  'on:on:on:',
  '-agent',
  'a'.repeat(4_000),
  'wörd '.repeat(800),
  '\u0000\u0001\ud800',
  '<!channel> @everyone',
])('%j is answered', async (text) => {
  const reply = await chat.type(text)
  expect(said(reply)).not.toMatch(/went wrong/)
  for (const { title = '', buttons } of cardsOf(reply)) {
    expect(title.length).toBeLessThanOrEqual(150)
    expect(buttons.length).toBeLessThanOrEqual(5)
  }
})

test('answers are in the reader’s language', async () => {
  expect(said(await chat.type('agent', { language: 'zh-CN' }))).toMatch(/共 \d+ 条[\s\S]*阅读全文[\s\S]*分享到频道/)
})
