import { afterEach, expect, test } from 'vitest'
import type { Control } from '../../../src/domain/action.ts'
import { controlId } from '../../../src/domain/action.ts'
import type { Card } from '../../../src/domain/card.ts'
import type { Answers, Asker, ControlRequest } from '../../../src/domain/interaction.ts'
import { patience } from '../../contracts/adapter-fixture.ts'
import { openSlackStand, type SlackStand } from './slack-fixture.ts'

const day: Control = { action: 'day' }
const card: Card = {
  title: 'Lighthouses and gardens',
  body: [{ type: 'paragraph', children: [{ type: 'text', value: 'The newest digest' }] }],
  buttons: [],
  menu: { placeholder: 'Another day', control: day, options: [{ label: '11 March', value: 'main/2026-03-11' }] },
}
let stand: SlackStand

afterEach(async () => {
  await stand.close()
  expect(stand.complaints()).toEqual([])
})

const shown = () => JSON.stringify(stand.standIn.views.homeOf(stand.reader)?.view ?? {})

async function atHome(answers: Partial<Answers>) {
  stand = await openSlackStand(answers)
  await stand.standIn.openHome(stand.reader)
}

test('whoever opens the app sees its Home, made for them', async () => {
  const askers: Asker[] = []
  await atHome({
    home: async (asker) => {
      askers.push(asker)
      return [card]
    },
  })
  await expect.poll(shown, patience).toContain('The newest digest')
  expect(askers).toMatchObject([{ user: stand.reader, timezone: 'Europe/London', language: 'en-GB', isDirect: true }])
})

test('a control in the Home is answered in the conversation with the bot', async () => {
  const requests: ControlRequest[] = []
  await atHome({
    home: async () => [card],
    control: async (request) => {
      requests.push(request)
      return { type: 'cards', cards: [{ ...card, title: 'That day' }], show: 'private' }
    },
  })
  await expect.poll(shown, patience).toContain('mp:day')
  const value = 'main/2026-03-11'
  await stand.standIn.actInHome({ user: stand.reader, blockId: 'card-0', actionId: controlId(day), value })
  await expect.poll(() => stand.conversation(stand.reader).join(), patience).toContain('That day')
  expect(requests).toMatchObject([{ control: day, value, asker: { user: stand.reader, isDirect: true } }])
})

test('a Home that cannot be made is noted, and nothing else happens', async () => {
  await atHome({
    home: async () => {
      throw new Error('the disk is full')
    },
  })
  await expect.poll(() => stand.log.lines.map(({ message }) => message), patience).toHaveLength(1)
  expect(shown()).toBe('{}')
})
