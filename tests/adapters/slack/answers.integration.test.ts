import { afterEach, expect, test } from 'vitest'
import type { Form } from '../../../src/domain/card.ts'
import type { MessageRef } from '../../../src/domain/delivery.ts'
import { digestId } from '../../../src/domain/digest.ts'
import type { InteractionHandler, Reply, Requester } from '../../../src/domain/interaction.ts'
import { patience } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting } from '../../contracts/digest.ts'
import { found, older } from '../../contracts/replies.ts'
import { postNow } from '../../post-now.ts'
import { openSlackFixture, type SlackFixture } from './slack-fixture.ts'

const said = (value: string): Extract<Reply, { type: 'text' }> => ({ type: 'text', text: [{ type: 'text', value }] })
const form: Form = {
  control: { action: 'pause', destination: 'readers' },
  title: 'Pause',
  submit: 'Pause',
  fields: [{ type: 'text', name: 'until', label: 'Until', value: '', optional: true }],
}
let fixture: SlackFixture

afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

const open = async (handler: Partial<InteractionHandler>) => {
  fixture = await openSlackFixture(handler)
}
const whispered = () => fixture.whispered(fixture.reader).join('\n')
const calls = (method: string) => {
  let count = 0
  const matches = (call: string) => {
    if (call === method) count += 1
    return false
  }
  fixture.faults.inject({ matches, kind: { type: 'reset', when: 'before' }, times: 1 })
  return () => count
}

test('Slack is asked once where a reader is, and again no sooner than in an hour', async () => {
  const askers: Requester[] = []
  await open({
    command: async ({ requester }) => {
      askers.push(requester)
      return said('Heard')
    },
  })
  const asked = calls('users.info')
  for (const text of ['one', 'two']) await fixture.ask(text)
  await expect.poll(() => askers, patience).toHaveLength(2)
  expect(askers.map(({ timezone }) => timezone)).toEqual(['Europe/London', 'Europe/London'])
  expect(asked()).toBe(1)
})

test('a command that Slack sends again is answered once', async () => {
  const asked: string[] = []
  await open({
    command: async ({ text }) => {
      asked.push(text)
      return said(`Heard ${text}`)
    },
  })
  const matches = (call: string) => call === 'EVENT slash_commands'
  fixture.faults.inject({ matches, kind: { type: 'twice' }, times: 1 })
  for (const text of ['one', 'two']) await fixture.ask(text)
  await expect.poll(whispered, patience).toContain('Heard two')
  expect(asked).toEqual(['one', 'two'])
})

test('a reader of whom Slack says nothing is answered all the same', async () => {
  await open({ command: async ({ requester }) => said(`In ${requester.timezone ?? 'no place'}`) })
  fixture.simulator.scopes.delete('users:read')
  await fixture.ask('agent')
  await expect.poll(whispered, patience).toContain('In no place')
})

test.each(['before', 'after'] as const)(
  'a page that is lost on the way is turned all the same, cut %s',
  async (when) => {
    await open({
      command: async () => found('private', 'Lighthouses'),
      action: async () => found('replace', 'Gardens'),
    })
    await fixture.ask('agent')
    await expect.poll(whispered, patience).toContain('Lighthouses')
    const matches = (call: string, { replace_original }: Readonly<Record<string, unknown>>) =>
      call === 'response_url' && replace_original === true
    fixture.faults.inject({ matches, kind: { type: 'reset', when }, times: 1 })
    await fixture.useInPrivate(older)
    await expect.poll(whispered, patience).toContain('Gardens')
    expect(fixture.whispered(fixture.reader)).toHaveLength(1)
    expect(fixture.log.lines.map(({ message }) => message)).not.toContain('an answer did not reach its reader')
  },
)

test('where the bot is no member, it answers and shares through the address that came with the command', async () => {
  await open({
    command: async () => ({ type: 'cards', show: 'shared', cards: [{ title: 'Gardens', body: [], buttons: [] }] }),
  })
  const { state } = fixture.simulator
  state.channels.get(fixture.channel)?.members.delete(state.bot.id)
  await fixture.ask('agent')
  await expect
    .poll(
      () =>
        fixture
          .seen()
          .map(({ words }) => words)
          .join(),
      patience,
    )
    .toContain('Gardens')
})

test('where the bot is no member, a dialog is answered in the conversation with the bot', async () => {
  await open({ command: async () => ({ type: 'form', form }), submit: async () => said('Paused') })
  const { state } = fixture.simulator
  state.channels.get(fixture.channel)?.members.delete(state.bot.id)
  await fixture.ask('pause')
  await expect.poll(() => fixture.dialog()?.title, patience).toBe('Pause')
  await fixture.fillIn({})
  await expect.poll(() => fixture.conversation(fixture.reader).join(), patience).toContain('Paused')
})

test('a dialog may lead to another one', async () => {
  await open({
    command: async () => ({ type: 'form', form }),
    submit: async () => ({ type: 'form', form: { ...form, title: 'Really?' } }),
  })
  await fixture.ask('pause')
  await expect.poll(() => fixture.dialog()?.title, patience).toBe('Pause')
  await fixture.fillIn({ until: 'friday' })
  await expect.poll(() => fixture.dialog()?.title, patience).toBe('Really?')
})

test('an answer that can no longer be given is one line in the log, without its words', async () => {
  await open({ command: async () => said('Lighthouses') })
  // As after half an hour: Slack rejects everything at that address.
  fixture.faults.inject({
    matches: (call) => call === 'response_url',
    kind: { type: 'error', status: 404, when: 'before' },
    times: 1,
  })
  await fixture.ask('agent')
  const lines = () => fixture.log.lines.filter(({ message }) => message.includes('did not reach'))
  await expect.poll(() => lines().length, patience).toBe(1)
  await fixture.ask('again')
  await expect.poll(whispered, patience).toContain('Lighthouses')
  expect(lines()).toHaveLength(1)
  expect(fixture.whispered(fixture.reader)).toHaveLength(1)
  expect(JSON.stringify(fixture.log.lines)).not.toMatch(/Lighthouses|xoxb|xapp|\/actions\//)
})

test('a dialog that was opened in a thread is answered there, and knows the message', async () => {
  const messages: (MessageRef | undefined)[] = []
  await open({
    action: async () => ({ type: 'form', form }),
    submit: async ({ message }) => {
      messages.push(message)
      return said('Heard')
    },
  })
  const { platform, channel, simulator } = fixture
  const [overview, section] = await platform.renderer.render(aDigest, 'thread')
  if (!overview || !section) throw new Error('the digest has no section')
  const under = await postNow(platform.client, aPosting(channel, overview))
  const ref = await postNow(platform.client, { ...aPosting(channel, section), place: { channel, under } })
  await fixture.use(ref, { action: 'report', digest: digestId(aDigest), section: '01' }, 'report')
  await expect.poll(() => fixture.dialog(), patience).toBeDefined()
  await fixture.fillIn({ until: 'today' })
  await expect.poll(whispered, patience).toContain('Heard')
  const answer = simulator.state.messages(channel).find(({ ephemeralFor }) => ephemeralFor === fixture.reader)
  expect(answer?.threadTs).toBe(under.message)
  expect(messages).toEqual([{ platform: 'slack', channel, message: ref.message, thread: under.message }])
})

test('what comes from another workspace gets no answer but that the app is not installed there', async () => {
  await open({ command: async () => said('Heard') })
  const { state } = fixture.simulator
  Object.assign(state, { teams: ['T0STRANGE01'] })
  await fixture.ask('agent')
  await expect.poll(whispered, patience).toContain('Morning Post is not installed in this workspace')
  expect(whispered()).not.toContain('Heard')
  const messages = fixture.log.lines.map(({ message }) => message)
  expect(messages).toContain('an interaction from another workspace was dropped')
})

test('what is wrong with an entry is shown at its field, and the dialog stays open', async () => {
  const problem: Reply = { ...said('That is no day'), field: 'until' }
  const replies = [problem, said('Paused')]
  await open({ command: async () => ({ type: 'form', form }), submit: async () => replies.shift() ?? said('') })
  await fixture.ask('pause')
  await expect.poll(() => fixture.dialog()?.title, patience).toBe('Pause')
  const values = { until: 'whenever' }
  expect(await fixture.simulator.submitView({ user: fixture.reader, values })).toEqual({ until: 'That is no day' })
  expect(fixture.dialog()?.title).toBe('Pause')
  expect(await fixture.simulator.submitView({ user: fixture.reader, values })).toEqual({})
  await expect.poll(whispered, patience).toContain('Paused')
  expect(fixture.dialog()).toBeUndefined()
})

test('what is wrong with an entry is said in the channel when the dialog was closed while it was claimed', async () => {
  const handler = {
    command: async () => ({ type: 'form', form }) as const,
    submit: async () => ({ ...said('That is no day'), field: 'until' }),
  }
  const claimed = Promise.withResolvers<boolean>()
  let isOpen = false
  const claim = async (name: string) => !(isOpen && name.startsWith('response')) || claimed.promise
  fixture = await openSlackFixture(handler, undefined, claim)
  await fixture.ask('pause')
  await expect.poll(() => fixture.dialog()?.title, patience).toBe('Pause')
  isOpen = true
  expect(await fixture.simulator.submitView({ user: fixture.reader, values: { until: 'whenever' } })).toEqual({})
  claimed.resolve(true)
  await expect.poll(whispered, patience).toContain('That is no day')
})
