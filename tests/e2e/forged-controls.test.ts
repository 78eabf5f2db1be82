import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { loadConfig, shippedConfigFile } from '../../src/config/load.ts'
import { writeDigest } from '../../src/digests/markdown/write-digest.ts'
import { type Action, serializeAction } from '../../src/domain/action.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import { reviewVerbs } from '../../src/domain/review-action.ts'
import { saveDraft } from '../../src/drafts/files.ts'
import { createDataFolder } from '../../src/storage/data-folder.ts'
import { databaseIn } from '../../src/storage/open-database.ts'
import { day, partKey } from '../builders.ts'
import { aDraft, id } from '../review/sample-drafts.ts'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { controlIn } from './shown.ts'

const { timezone, today, yesterday } = noon()

/** The publication of a channel whose digests and drafts are only for its members. */
const closed = {
  slack: { publication: 'board', channel: 'C0BOARD0001', reviewer: 'U0ROBIN0001' },
  discord: { publication: 'club', channel: '1100000000000000012', reviewer: '1100000000000000030' },
} as const
type Platform = keyof typeof closed
const platforms = ['slack', 'discord'] as const

/** People who are not in that channel, review nothing and manage nothing. */
const stranger = { slack: 'U0KENJI0001', discord: '1100000000000000032' } as const

/** What a stranger does on a platform, and what is seen there. */
interface Side {
  /** Uses a copy of the control in a message of the bot in a channel that they read. */
  click(control: Action, value: string): Promise<void>
  /** Submits a dialog with this control; on Slack it says that it was opened in the closed channel. */
  submit(control: Action): Promise<void>
  /** Uses the control in its own message, in the closed channel. */
  press(beginning: string): Promise<void>
  /** The private answers to them. */
  heard(): readonly string[]
  /** What everybody sees in the closed channel. */
  shown(): readonly string[]
}

const typed = { words: 'Forged', title: 'Forged', text: 'Forged.', when: '09:00 UTC', publication: 'main', until: '' }
const isPublic = ({ ephemeralFor }: { readonly ephemeralFor?: string }) => ephemeralFor === undefined
const json = (message: object) => JSON.stringify(message)

function onSlack({ slack }: BotFixture): Side {
  const { state, views } = slack
  const { channel } = closed.slack
  const user = stranger.slack
  const place = { user, channel: places.slack, blockId: 'forged' }
  return {
    click: async (control, value) => {
      const action_id = serializeAction(control)
      const text = { type: 'plain_text', text: 'Press' }
      const element = value
        ? { type: 'static_select', action_id, options: [{ text, value }] }
        : { type: 'button', action_id, text }
      const blocks = [{ type: 'actions', block_id: place.blockId, elements: [element] }]
      const { ts } = state.post({ channel: place.channel, user: state.bot.id, text: 'A copy', blocks })
      await slack.act({ ...place, ts, actionId: action_id, value })
    },
    submit: async (control) => {
      const blocks = Object.keys(typed).map((name) => ({
        ...{ type: 'input', block_id: name, optional: true },
        element: { type: 'plain_text_input', action_id: name },
      }))
      // As the bot wrote it in the dialog of somebody else.
      const { seal = '' } = JSON.parse(String(views.modalOf(closed.slack.reviewer)?.view.private_metadata))
      const private_metadata = json({ channel, seal })
      views.open(user, { type: 'modal', callback_id: serializeAction(control), private_metadata, blocks })
      await slack.submitView({ user, values: typed })
    },
    press: async (beginning) => {
      const message = state.messages(channel).findLast((each) => json(each).includes(beginning))
      const { id: actionId, block: blockId } = controlIn(message, beginning)
      await slack.act({ user, channel, ts: message?.ts ?? '', blockId, actionId })
    },
    heard: () =>
      [...state.channels.values()]
        .flatMap((each) => state.messages(each.id).filter((one) => one.ephemeralFor === user || each.with === user))
        .map(json),
    shown: () => state.messages(channel).filter(isPublic).map(json),
  }
}

function onDiscord({ discord }: BotFixture): Side {
  const { state, dialogs } = discord
  const { channel } = closed.discord
  const user = stranger.discord
  const use = async (component: object, customId: string, values?: string[]) => {
    const components = [{ type: 1, components: [{ ...component, custom_id: customId }] }]
    const place = { channelId: places.discord, author: state.bot }
    const { id: messageId, channelId } = state.post({ ...place, content: 'A copy', components })
    await discord.act({ user, channelId, messageId, customId, ...(values && { values }) })
  }
  const button = { type: 2, style: 2, label: 'Press' }
  return {
    click: (control, value) =>
      value
        ? use({ type: 3, options: [{ label: 'Press', value }] }, serializeAction(control), [value])
        : use(button, serializeAction(control)),
    submit: async (control) => {
      await use(button, serializeAction({ action: 'report', digest: `main/${yesterday}` as DigestId, section: '01' }))
      Object.assign(dialogs.dialogOf(user) ?? {}, { custom_id: serializeAction(control) })
      await discord.submit({ user, values: typed })
    },
    press: async (beginning) => {
      const message = state.messages(channel).findLast((each) => json(each).includes(beginning))
      const { id: customId } = controlIn(message, beginning)
      await discord.act({ user, channelId: channel, messageId: message?.id ?? '', customId })
    },
    heard: () =>
      [...state.channels.keys()]
        .flatMap((each) => state.messages(each).filter(({ ephemeralFor }) => ephemeralFor === user))
        .map(json),
    shown: () => state.messages(channel).filter(isPublic).map(json),
  }
}

/** Each control with something of the closed channel, and what is chosen in it. A new control does not compile until it is here. */
function forgeries(platform: Platform, hash: string, destination: string): readonly (readonly [Action, string?])[] {
  const { publication } = closed[platform]
  const digest = `${publication}/${yesterday}` as DigestId
  const draft = { digest: `${publication}/${today}` as DigestId, hash }
  const each: Record<Action['action'], readonly (readonly [Action, string?])[]> = {
    discuss: [[{ action: 'discuss', digest, section: '01' }, '1']],
    report: [[{ action: 'report', digest, section: '01' }]],
    read: [[{ action: 'read', digest }, 'section-01']],
    open: [[{ action: 'open', digest, piece: partKey('section-01') }]],
    day: [[{ action: 'day' }, digest]],
    page: [[{ action: 'page', question: '1', offset: 0 }]],
    share: [[{ action: 'share', question: '1', offset: 0 }]],
    settle: [[{ action: 'settle', part: '0123456789abcdef', isThere: false }]],
    unshare: [[{ action: 'unshare', share: '1' }]],
    confirm: [[{ action: 'confirm', token: 'forged' }]],
    command: [[{ action: 'command', name: 'unsubscribe' }]],
    subscribe: [[{ action: 'subscribe', destination }]],
    save: [[{ action: 'save', destination }], [{ action: 'save', destination: '' }]],
    pause: [[{ action: 'pause', destination }]],
    resume: [[{ action: 'resume', destination }]],
    unsubscribe: [[{ action: 'unsubscribe', destination }]],
    review: reviewVerbs.map((verb) => [{ action: 'review', verb, ...draft, section: id(1) }, id(1)]),
  }
  return Object.values(each).flat()
}

async function openChannels(fixture: BotFixture): Promise<void> {
  const { slack, folder } = fixture
  const members = new Set([closed.slack.reviewer, slack.state.bot.id])
  const room = { id: closed.slack.channel, name: 'board', topic: '', isPrivate: true, isArchived: false, members }
  slack.state.channels.set(room.id, room)
  const publications: Record<string, object> = {}
  const destinations: object[] = []
  for (const platform of platforms) {
    const { publication, channel, reviewer } = closed[platform]
    const review = { [platform]: channel, reviewers: { people: [reviewer] } }
    publications[publication] = { visibility: 'where-posted', review }
    destinations.push({ name: publication, publication, platform, channel, timezone, at: '06:00' })
    await fixture.publish(`${publication}/${yesterday}`, markdownOf('Closed', 'Salaries'))
  }
  await fixture.write('config/morning-post.yaml', stringify({ quietSeconds: 0.3, publications, destinations }))
  await fixture.publish(yesterday, markdownOf('Open', 'Alpha'))
  const shipped = loadConfig(shippedConfigFile)
  if ('problems' in shipped) throw new Error('the shipped configuration is broken')
  const { vocabulary } = shipped.config
  for (const { publication } of Object.values(closed))
    saveDraft(folder, aDraft({ publication, date: day(today) }), (digest) => writeDigest(digest, vocabulary))
  createDataFolder(join(folder, 'data'))
}

async function subscribe({ slack, discord }: BotFixture): Promise<void> {
  const command = { user: closed.slack.reviewer, channel: closed.slack.channel, command: '/digest' }
  await slack.command({ ...command, text: 'subscribe publication:main' })
  const options = [{ type: 3, name: 'about', value: 'subscribe publication:main' }]
  const { reviewer: user, channel: channelId } = closed.discord
  await discord.command({ user, channelId, name: 'digest', options })
}

test('no control that a stranger forges, replays or uses shows or changes what is not theirs', async (context) => {
  const fixture = await openBotFixture(context)
  const { slack, folder } = fixture
  await openChannels(fixture)
  const bot = fixture.start()
  for (const platform of platforms) {
    const { publication } = closed[platform]
    await bot.logged('posted', { delivery: `${publication}@${publication}/${yesterday}`, part: 'observation' })
    await bot.logged('the review of a draft is asked for', { platform })
  }
  await subscribe(fixture)
  const names = platforms.map((platform) => `chat-${platform}-${closed[platform].channel.toLowerCase()}`)
  for (const name of names) await bot.logged('posted', { delivery: `${name}@main/${yesterday}`, part: 'observation' })
  const command = { user: closed.slack.reviewer, channel: closed.slack.channel, command: '/digest' }
  await slack.command({ ...command, text: 'subscribe' })
  await expect.poll(() => slack.views.modalOf(closed.slack.reviewer)).toBeDefined()

  for (const [at, side] of [onSlack(fixture), onDiscord(fixture)].entries()) {
    const platform = platforms[at] ?? 'slack'
    const before = side.shown()
    const hash = /mp:review:approve:[^"]*:([0-9a-f]{12})/.exec(before.join())?.[1] ?? ''
    const answered = async (what: string, use: () => Promise<void>) => {
      const heard = side.heard().length
      await use()
      await expect.poll(() => side.heard().length, { message: what }).toBeGreaterThan(heard)
    }
    for (const [control, value = ''] of forgeries(platform, hash, names[at] ?? '')) {
      await answered(`a click on ${serializeAction(control)}`, () => side.click(control, value))
      await answered(`a submission of ${serializeAction(control)}`, () => side.submit(control))
    }
    for (const verb of ['approve', 'hold', 'edit', 'drop', 'replace'])
      await answered(verb, () => side.press(`mp:review:${verb}`))
    expect(side.shown()).toEqual(before)
    const said = side.heard().join('\n')
    expect(said).not.toMatch(/Salaries|Paper \d|Thank you|Subscribed|will come|Approved|Held/)
  }
  expect((await bot.stop()).code).toBe(0)
  expect(bot.lines.filter(({ level }) => level === 'error')).toEqual([])

  const { reviews, subscriptions, close } = await databaseIn({ dataFolder: join(folder, 'data') }).open()
  for (const { publication } of Object.values(closed))
    expect(await reviews.review(`${publication}/${today}` as DigestId)).toMatchObject({ state: 'waiting' })
  const kept = subscriptions
    .all()
    .toSorted((one, other) => names.indexOf(one.destination.name) - names.indexOf(other.destination.name))
  expect(kept).toMatchObject(
    platforms.map((platform, at) => ({
      madeBy: closed[platform].reviewer,
      destination: { name: names[at], at: '08:30' },
    })),
  )
  expect(kept.map(({ pausedUntil }) => pausedUntil)).toEqual([undefined, undefined])
  await close()
  expect([...slack.protocolErrors, ...fixture.discord.protocolErrors]).toEqual([])
})
