import { afterEach, expect, test } from 'vitest'
import { serializeAction } from '../../../src/domain/action.ts'
import { sentence } from '../../../src/domain/build.ts'
import type { ActionRequest, FormSubmission, Requester } from '../../../src/domain/interaction.ts'
import { patience } from '../../contracts/adapter-fixture.ts'
import { shareChannel } from '../../simulator/slack/share-channel.ts'
import { openSlackFixture, type SlackFixture } from './slack-fixture.ts'

const otherCompany = 'T0BIRCH0001'
/** A person of it. */
const visitor = 'U2BIRCH0001'
const control = { action: 'pause', destination: 'readers' } as const
const pause = serializeAction(control)
const button = { type: 'button', action_id: pause, text: { type: 'plain_text', text: 'Pause' } }
const blocks = [{ type: 'actions', block_id: 'controls', elements: [button] }]
const field = { type: 'text', name: 'until', label: 'Until', value: '', optional: true } as const

let fixture: SlackFixture
afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

/** What the handler was asked, and by whom. */
async function open() {
  const asked: Requester[] = []
  const answer = (words: string) => async (request: { readonly requester: Requester }) => {
    asked.push(request.requester)
    return sentence(words)
  }
  fixture = await openSlackFixture({
    command: answer('Read this'),
    action: async ({ requester }: ActionRequest) => {
      asked.push(requester)
      return { type: 'form', form: { control, title: 'Pause', submit: 'Pause', fields: [field] } }
    },
    submit: (request: FormSubmission) => answer('Done')(request),
  })
  return asked
}

test('a command, a button and a dialog of another company are answered in a shared channel, as of an outsider', async () => {
  const asked = await open()
  const { simulator, channel } = fixture
  shareChannel(channel, simulator.state, simulator.workspace(otherCompany).state)
  await simulator.command({ user: visitor, channel, command: '/digest', text: '' })
  await expect.poll(() => fixture.whispered(visitor).join('\n'), patience).toContain('Read this')
  const { ts } = simulator.state.post({ channel, user: simulator.state.bot.id, text: 'Good morning', blocks })
  await simulator.act({ user: visitor, channel, ts, blockId: 'controls', actionId: pause })
  await expect.poll(() => simulator.views.modalOf(visitor), patience).toBeDefined()
  await simulator.submitView({ user: visitor, values: { until: 'today' } })
  await expect.poll(() => fixture.whispered(visitor).join('\n'), patience).toContain('Done')
  const outsider = { user: visitor, membership: 'external', managesChannel: false, workspace: 'slack:T0ACME00001' }
  expect(asked).toEqual([1, 2, 3].map(() => expect.objectContaining(outsider)))
})

test('what Slack does not say about a person of another company gives them no rights', async () => {
  const asked = await open()
  const { simulator, channel } = fixture
  simulator.scopes.delete('users:read')
  shareChannel(channel, simulator.state, simulator.workspace(otherCompany).state)
  await simulator.command({ user: visitor, channel, command: '/digest', text: '' })
  await expect.poll(() => asked, patience).toHaveLength(1)
  await simulator.command({ user: fixture.reader, channel, command: '/digest', text: '' })
  await expect.poll(() => asked.map(({ membership }) => membership), patience).toEqual(['external', undefined])
})

test('a person of another company is dropped where the channel is not shared', async () => {
  const asked = await open()
  const { simulator, channel } = fixture
  await simulator.workspace(otherCompany).command({ user: visitor, channel, command: '/digest', text: '' })
  await expect
    .poll(() => fixture.log.lines.map(({ message }) => message), patience)
    .toContain('an interaction from another workspace was dropped')
  expect(asked).toEqual([])
})

test('a guest is known as one, and manages no channel', async () => {
  const asked = await open()
  const { simulator, channel, reader } = fixture
  const { users } = simulator.state
  const robin = users.get(reader)
  if (robin) users.set(reader, { ...robin, guest: 'single-channel' })
  await simulator.command({ user: reader, channel, command: '/digest', text: '' })
  await expect.poll(() => asked, patience).toMatchObject([{ membership: 'guest', managesChannel: false }])
})
