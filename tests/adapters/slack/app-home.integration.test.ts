import { afterEach, expect, test } from 'vitest'
import type { Action } from '../../../src/domain/action.ts'
import { serializeAction } from '../../../src/domain/action.ts'
import type { Card } from '../../../src/domain/card.ts'
import type { ActionRequest, InteractionHandler, Requester } from '../../../src/domain/interaction.ts'
import { patience } from '../../contracts/adapter-fixture.ts'
import { openSlackFixture, type SlackFixture } from './slack-fixture.ts'

const day: Action = { action: 'day' }
const card: Card = {
  title: 'Lighthouses and gardens',
  body: [{ type: 'paragraph', children: [{ type: 'text', value: 'The newest digest' }] }],
  buttons: [],
  menu: { placeholder: 'Another day', control: day, options: [{ label: '11 March', value: 'main/2026-03-11' }] },
}
let fixture: SlackFixture

afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

const shown = () => JSON.stringify(fixture.simulator.views.homeOf(fixture.reader)?.view ?? {})

async function atHome(handler: Partial<InteractionHandler>) {
  fixture = await openSlackFixture(handler)
  await fixture.simulator.openHome(fixture.reader)
}

test('a person who opens the app sees its Home, made for them', async () => {
  const askers: Requester[] = []
  await atHome({
    home: async (requester) => {
      askers.push(requester)
      return [card]
    },
  })
  await expect.poll(shown, patience).toContain('The newest digest')
  expect(askers).toMatchObject([{ user: fixture.reader, timezone: 'Europe/London', language: 'en-GB', isDirect: true }])
})

test('a control in the Home is answered in the conversation with the bot', async () => {
  const requests: ActionRequest[] = []
  await atHome({
    home: async () => [card],
    action: async (request) => {
      requests.push(request)
      return { type: 'cards', cards: [{ ...card, title: 'That day' }], show: 'private' }
    },
  })
  await expect.poll(shown, patience).toContain('mp:day')
  const value = 'main/2026-03-11'
  await fixture.simulator.actInHome({ user: fixture.reader, blockId: 'card-0', actionId: serializeAction(day), value })
  await expect.poll(() => fixture.conversation(fixture.reader).join(), patience).toContain('That day')
  expect(requests).toMatchObject([{ control: day, value, requester: { user: fixture.reader, isDirect: true } }])
})

test('a Home that cannot be made is noted, and nothing else happens', async () => {
  await atHome({
    home: async () => {
      throw new Error('the disk is full')
    },
  })
  await expect.poll(() => fixture.log.lines.map(({ message }) => message), patience).toHaveLength(1)
  expect(shown()).toBe('{}')
})

test('only the direct message of which Slack says that it is the bot’s own counts as one', async () => {
  const asked: Requester[] = []
  const command: InteractionHandler['command'] = async ({ requester }) => {
    asked.push(requester)
    return { type: 'text', text: [{ type: 'text', value: 'Heard' }] }
  }
  fixture = await openSlackFixture({ command, home: async () => [card] })
  await fixture.askDirectly('agent')
  await expect.poll(() => asked, patience).toMatchObject([{ isDirect: true, isWithBot: false }])
  await fixture.simulator.openHome(fixture.reader)
  await expect.poll(shown, patience).toContain('The newest digest')
  await fixture.askDirectly('agent')
  await expect.poll(() => asked, patience).toMatchObject([{}, { isDirect: true, isWithBot: true }])
})
