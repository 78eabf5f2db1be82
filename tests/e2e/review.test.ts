import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { loadConfig, shippedConfigFile } from '../../src/config/load.ts'
import { writeDigest } from '../../src/digests/markdown/write-digest.ts'
import type { Candidate } from '../../src/domain/candidate.ts'
import type { Day } from '../../src/domain/day.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import { saveDraft } from '../../src/drafts/files.ts'
import { writeDraft } from '../../src/drafts/write-draft.ts'
import { createDataFolder } from '../../src/storage/data-folder.ts'
import { databaseIn } from '../../src/storage/open-database.ts'
import { type BotFixture, noon, openBotFixture, places } from './bot-fixture.ts'
import { controlIn, until } from './shown.ts'

const { timezone, today } = noon()
const room = 'C0EDITORS01'
const people = { reviewer: 'U0ROBIN0001', other: 'U0KENJI0001' } as const
const names = ['team-slack', 'team-discord'] as const

const abstracts = JSON.parse(
  readFileSync(new URL('../fixtures/seed-day/candidates.json', import.meta.url), 'utf8'),
) as readonly Pick<Candidate, 'url' | 'title' | 'tags' | 'text'>[]

const candidates: readonly Candidate[] = abstracts.map((each, at) => ({
  ...each,
  id: String(at + 1).padStart(16, '0'),
  publication: 'main',
  source: 'arxiv:cs.LG',
  authors: [],
  publishedAt: Date.now(),
  firstSeenAt: Date.now(),
  signal: 1,
  state: 'new',
}))

function messages({ slack }: BotFixture) {
  return slack.state.messages(room).filter(({ ephemeralFor }) => ephemeralFor === undefined)
}

function privately({ slack }: BotFixture, user: string): string {
  return JSON.stringify(slack.state.messages(room).filter(({ ephemeralFor }) => ephemeralFor === user))
}

async function press(fixture: BotFixture, user: string, verb: string): Promise<void> {
  const message = messages(fixture).at(-1)
  const { id, block } = controlIn(message, `mp:review:${verb}`)
  await fixture.slack.act({ user, channel: room, ts: message?.ts ?? '', blockId: block, actionId: id })
}

test('four candidates become a draft that a reviewer edits and approves, and it is in both channels', async (context) => {
  const fixture = await openBotFixture(context)
  const { slack, discord, folder } = fixture
  const destinations = [
    { name: names[0], platform: 'slack', channel: places.slack, layout: 'sections', timezone, at: '06:00' },
    { name: names[1], platform: 'discord', channel: places.discord, timezone, at: '06:00' },
  ]
  const publications = { main: { review: { slack: room, reviewers: { roles: ['S0READERS01'] } } } }
  await fixture.write('config/morning-post.yaml', stringify({ quietSeconds: 0.3, publications, destinations }))
  createDataFolder(join(folder, 'data'))
  const store = await databaseIn({ dataFolder: join(folder, 'data') }).open()
  await store.candidates.add(candidates)
  await store.close()
  const shipped = loadConfig(shippedConfigFile)
  const order = { publication: 'main', date: today as Day, candidates, sections: 4, now: Date.now() }
  const draft = await writeDraft(order, { language: 'en', names: [], tags: [] })
  if (!draft || 'problems' in shipped) throw new Error('nothing was drafted')
  saveDraft(folder, draft, (digest) => writeDigest(digest, shipped.config.vocabulary))

  const bot = fixture.start()
  await bot.logged('the review of a draft is asked for')
  expect(JSON.stringify(messages(fixture))).toMatch(/Draft for .*68\.83%.*Approve.*Hold today/s)

  // The click of another person does not count.
  await press(fixture, people.other, 'approve')
  await until(slack.state, () => privately(fixture, people.other).includes('Only the reviewers'))

  // A process that is killed asks no second time.
  await bot.stop('SIGKILL')
  const again = fixture.start()
  await again.logged('connected', { platform: 'slack' })

  // A section is chosen and edited in a dialog; then the message asks again.
  const before = controlIn(messages(fixture).at(-1), 'mp:review:approve').id
  await press(fixture, people.reviewer, 'edit')
  await until(slack.state, () => privately(fixture, people.reviewer).includes('Which section'))
  const menu = slack.state.messages(room).findLast(({ ephemeralFor }) => ephemeralFor === people.reviewer)
  const choice = controlIn(menu, 'mp:review:edit')
  const use = { user: people.reviewer, channel: room, ts: menu?.ts ?? '' }
  await slack.act({ ...use, blockId: choice.block, actionId: choice.id, value: candidates[2]?.id ?? '' })
  while (!slack.views.modalOf(people.reviewer)) await new Promise((resolve) => setTimeout(resolve, 10))
  await slack.submitView({
    user: people.reviewer,
    values: {
      title: 'Judgement from two actions',
      tag: 'Agent',
      text: 'Imitation shows no bad action.',
      takeaways: '',
    },
  })
  await again.logged('a draft was changed')
  await until(slack.state, () => JSON.stringify(messages(fixture)).includes('Judgement from two actions'))
  expect(controlIn(messages(fixture).at(-1), 'mp:review:approve').id).not.toBe(before)

  await press(fixture, people.reviewer, 'approve')
  for (const name of names) await again.logged('posted', { delivery: `${name}@main/${today}`, part: 'section-04' })
  expect(messages(fixture)).toHaveLength(1)
  await until(slack.state, () => /approved by \S+ at/.test(messages(fixture)[0]?.text ?? ''))
  const posted = [slack.state.messages(places.slack), discord.state.messages(places.discord)].map((each) =>
    JSON.stringify(each),
  )
  for (const channel of posted) {
    expect(channel).toMatch(/Flexi-UNet.*the quality of images at high resolution remains open/s)
    expect(channel).toContain('Imitation shows no bad action.')
    expect(channel).not.toContain('unverified')
  }
  expect(await readFile(join(folder, `digests/${today}.md`), 'utf8')).toContain('edited by a person')
  expect((await again.stop()).code).toBe(0)
  const { candidates: kept, reviews, close } = await databaseIn({ dataFolder: join(folder, 'data') }).open()
  expect((await kept.list('main', 0)).map(({ state }) => state)).toEqual(['used', 'used', 'used', 'used'])
  expect(await reviews.review(`main/${today}` as DigestId)).toMatchObject({ state: 'published' })
  await close()
  expect([...slack.protocolErrors, ...discord.protocolErrors]).toEqual([])
})
