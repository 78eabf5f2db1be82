import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Action } from '../../../src/domain/action.ts'
import type { MessageRef } from '../../../src/domain/delivery.ts'
import type { Destination } from '../../../src/domain/destination.ts'
import {
  Ambiguous,
  DestinationRefused,
  MessageRefused,
  PlatformBusy,
  PlatformUnreachable,
} from '../../../src/domain/errors.ts'
import { aDestination, partKey } from '../../builders.ts'
import { CommandsFixture, newestId, said } from '../commands-fixture.ts'
import { linksOf } from '../reply-content.ts'

const control: Action = { action: 'discuss', digest: newestId, section: '01' }

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

async function posted(rest: Partial<Destination> = {}): Promise<Destination> {
  const destination = aDestination(rest)
  chat.configured = [destination]
  await chat.deliver(destination)
  return destination
}

const choose = (point: number, message: Partial<MessageRef> = {}) => chat.use(control, {}, String(point), message)
const prompts = () => chat.slack.messages.filter(({ posting }) => posting.part.key.includes('/'))
const keys = () => prompts().map(({ posting }) => posting.part.key)

test('a takeaway is put up once under its section, and the reader is led to it', async () => {
  await posted()
  const reply = await choose(2, { message: '2' })
  expect(said(reply)).toBe('Takeaway 2 is up for discussion: open the thread')
  expect(linksOf(reply)).toEqual([prompts()[0]?.ref.link])
  expect(keys()).toEqual(['section-01/2'])
  expect(prompts()[0]?.ref.thread).toBe('2')
})

test('under a section whose receipt is still to come nothing is opened, least of all somewhere else', async () => {
  await posted()
  const { ledger } = chat.context
  const [delivery] = await ledger.deliveriesTo('team', 1)
  if (!delivery) throw new Error('nothing was posted')
  await ledger.forgetPart(delivery.id, partKey('section-01'))
  await ledger.recordIntent(delivery.id, partKey('section-01'), 1)
  expect(said(await choose(2))).toBe('This section is still being posted here. Please try again in a minute.')
  expect(keys()).toEqual([])
})

test('choosing it again gives the same link and posts nothing', async () => {
  await posted()
  const first = await choose(2)
  chat.restart()
  expect(await choose(2)).toEqual(first)
  expect(keys()).toEqual(['section-01/2'])
})

test('two readers at the same moment see one prompt', async () => {
  await posted()
  const post = chat.slack.post.bind(chat.slack)
  chat.slack.post = async (posting) => {
    // As on a real network, other work runs before the answer arrives.
    for (let turn = 0; turn < 20; turn += 1) await setImmediate()
    return post(posting)
  }
  const replies = await Promise.all([choose(1), choose(1), choose(1)])
  expect(new Set(replies.flatMap(linksOf)).size).toBe(1)
  expect(keys()).toEqual(['section-01/1'])
})

test('a section that took several messages is discussed under its last one', async () => {
  await posted()
  const id = (await chat.context.ledger.deliveriesOf([newestId]))[0]?.id
  if (!id) throw new Error('nothing was delivered')
  const ref = { platform: 'slack', channel: 'C1', message: '77' } as const
  await chat.context.ledger.recordIntent(id, partKey('section-01.2'), 1)
  await chat.context.ledger.recordReceipt(id, partKey('section-01.2'), ref, 1)
  await choose(1)
  expect(prompts()[0]?.ref.thread).toBe('77')
})

test('in a digest that is a thread, the discussion goes on in that thread', async () => {
  await posted({ layout: 'thread' })
  await choose(1, { message: '2' })
  expect(prompts()[0]?.ref.thread).toBe('1')
})

test('of a digest in one message, a section that was read on demand is discussed under that message', async () => {
  await posted({ layout: 'overview' })
  await choose(1, { message: 'only the reader sees this' })
  expect(prompts()[0]?.ref.thread).toBe('1')
})

test('in a forum, a section that was read inside the post is discussed there', async () => {
  const destination = aDestination({ name: 'forum', platform: 'discord', channel: '100', layout: 'forum' })
  chat.configured = [destination]
  await chat.deliver(destination)
  const post = chat.discord.messages[1]?.ref.thread ?? ''
  const inside = { platform: 'discord', channel: post } as const
  expect(linksOf(await chat.use(control, inside, '1'))).toHaveLength(1)
  expect(chat.discord.messages.at(-1)?.ref.thread).toBe(post)
})

test('the discussion stays in the channel of the reader', async () => {
  await chat.deliver(aDestination({ name: 'elsewhere', channel: 'C2' }))
  await posted()
  await choose(1)
  expect(prompts()[0]?.ref.channel).toBe('C1')
})

test('where the digest was never posted there is nothing to discuss it under', async () => {
  expect(said(await choose(1))).toMatch(/never posted in this channel/)
})

test.each(['0', '99', 'all'])('a takeaway %j that is not there is said to be gone', async (value) => {
  await posted()
  expect(said(await chat.use(control, {}, value))).toMatch(/no longer exists/)
  expect(keys()).toEqual([])
})

test('with all takeaways in the thread already, the reader is led to them', async () => {
  await posted({ discussion: 'on-post' })
  const before = chat.slack.posts
  expect(said(await choose(2))).toBe('All takeaways of this section are up for discussion: open the thread')
  expect(chat.slack.posts).toBe(before)
})

test('with discussions off, an old select says so', async () => {
  const destination = await posted()
  chat.configured = [{ ...destination, discussion: 'off' }]
  expect(said(await choose(1))).toBe('Discussions are turned off in this channel.')
  expect(keys()).toEqual([])
})

test('with discussions off, a section that is read offers none', async () => {
  await posted({ discussion: 'off' })
  const reply = await chat.use({ action: 'open', digest: newestId, piece: partKey('section-01') })
  expect(reply).toMatchObject({ type: 'parts', parts: [expect.not.objectContaining({ discuss: expect.anything() })] })
})

test('a deleted discussion is opened again', async () => {
  await posted()
  await choose(1)
  chat.slack.messages.pop()
  const reply = await choose(1)
  expect(keys()).toEqual(['section-01/1'])
  expect(linksOf(reply)).toEqual([prompts()[0]?.ref.link])
})

test('a discussion whose thread was deleted is opened again', async () => {
  await posted()
  const first = await choose(1)
  chat.slack.canSay = false
  chat.slack.replies.set('2', 0)
  expect(linksOf(await choose(1))).not.toEqual(linksOf(first))
  expect(keys()).toEqual(['section-01/1', 'section-01/1'])
})

test('a discussion that cannot be looked into but has replies is there', async () => {
  await posted()
  const first = await choose(1)
  chat.slack.canSay = false
  chat.slack.keepsNonces = true
  chat.slack.replies.set('2', 3)
  expect(await choose(1)).toEqual(first)
  chat.slack.find = async () => {
    throw new PlatformUnreachable('Slack', 'down')
  }
  expect(await choose(1)).toEqual(first)
})

test.each([
  [new DestinationRefused('The bot needs the right to create threads here.'), /right to create threads/],
  [new MessageRefused('Discord', 'its thread is locked'), /thread is locked/],
  [new DestinationRefused('This server has as many open threads as Discord allows: close some'), /close some/],
])('%s is told to the reader, and the click works once it is mended', async (error, words) => {
  await posted()
  chat.slack.threads.push(error)
  expect(said(await choose(1))).toMatch(words)
  expect(linksOf(await choose(1))).toHaveLength(1)
  expect(keys()).toEqual(['section-01/1'])
})

test('a click whose post was refused is not lost either', async () => {
  await posted()
  chat.slack.script.push(new MessageRefused('Slack', 'its thread is locked'))
  expect(said(await choose(1))).toMatch(/locked/)
  expect(linksOf(await choose(1))).toHaveLength(1)
})

test('a post whose answer was lost is found by the next click', async () => {
  await posted()
  chat.slack.canSay = false
  chat.slack.script.push('lost-after')
  expect(said(await choose(1))).toMatch(/does not let the bot see/)
  chat.slack.canSay = true
  expect(linksOf(await choose(1))).toHaveLength(1)
  expect(keys()).toEqual(['section-01/1'])
})

test('a reader who has to wait reads for how long', async () => {
  await posted()
  chat.slack.threads.push(new PlatformBusy('Discord', 12_300))
  expect(said(await choose(1))).toBe('Too much is being posted right now. Please try again in 13 seconds.')
})

test('a bug is a sentence to the reader, without its details', async () => {
  await posted()
  chat.slack.threads.push(new TypeError('secret of the server'))
  expect(said(await choose(1))).toMatch(/went wrong/)
  chat.slack.threads.push(new Ambiguous('Slack', 'connection reset'))
  expect(said(await choose(1, {}))).toMatch(/may or may not/)
})

test('an expected error is described in the reader’s language, with its details', async () => {
  await posted()
  chat.slack.threads.push(new Ambiguous('Slack', 'connection reset'))
  expect(said(await chat.use(control, { language: 'zh-CN' }, '1'))).toMatch(/^Slack 没有确认消息（connection reset）/)
})

test('the answer is in the reader’s language', async () => {
  await posted()
  expect(said(await chat.use(control, { language: 'zh-CN' }, '1'))).toBe('要点 1 已开启讨论：打开讨论串')
})

test('a section without takeaways is discussed as a whole, once', async () => {
  const { repository } = chat.context
  const get = repository.get.bind(repository)
  repository.get = async (id) => {
    const digest = await get(id)
    return digest && { ...digest, sections: digest.sections.map((section) => ({ ...section, takeaways: [] })) }
  }
  await posted()
  const whole = () => chat.use(control, {}, '', { message: '2' })
  const [reply, again] = [await whole(), await whole()]
  expect(said(reply)).toBe('This section is up for discussion: open the thread')
  expect(again).toEqual(reply)
  expect(prompts().map(({ posting }) => [posting.part.key, posting.part.plain])).toEqual([
    ['section-01/all', 'The ceiling of a self-graded exam'],
  ])
  expect(said(await choose(1))).toMatch(/no longer exists/)
  expect(said(await chat.type('discussed'))).toContain('self-graded exam')
})
