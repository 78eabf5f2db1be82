import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { configFileSchema } from '../../../src/config/schema.ts'
import type { Requester } from '../../../src/domain/interaction.ts'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, cardsText, said } from '../commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test('export is the destinations of a configuration file, those of the file and those made in chat', async () => {
  chat.configured = [
    aDestination({
      name: 'research',
      publication: 'main',
      channel: 'C1',
      mention: { kind: 'group', id: 'S876' },
      mute: ['Robotics'],
      skip: new Set(['2026-12-25' as never]),
    }),
  ]
  chat.configured.push(
    aDestination({ name: 'elsewhere', channel: 'C9' }),
    aDestination({ name: 'server', platform: 'discord', channel: '123456789012345678' }),
  )
  await chat.type('subscribe at:07:05 tag:agent publication:zh')
  const reply = await chat.type('export')
  const [card] = reply.type === 'cards' ? reply.cards : []
  const yaml = card?.body.find((block) => block.type === 'code')
  expect(yaml?.type === 'code' && yaml.value).toContain('at: "07:05"')
  expect(yaml?.type === 'code' && yaml.value).toContain('days: [ mon, tue, wed, thu, fri, sat, sun ]')
  const { destinations } = configFileSchema.parse(parse(yaml?.type === 'code' ? yaml.value : ''))
  expect(destinations).toMatchObject([
    {
      name: 'research',
      channel: 'C1',
      mention: 'S876',
      mute: ['Robotics'],
      skip: ['2026-12-25'],
    },
    { name: 'chat-slack-c1', at: '07:05', publication: 'zh', tags: ['Agent', '智能体'], discussion: 'on-click' },
  ])
})

test('what a person made in chat is not shown to them in a channel that they no longer manage', async () => {
  await chat.type('subscribe at:07:05')
  const home = async (who: Partial<Requester>) => cardsText(await chat.home(who))
  expect(await home({ managesChannel: false })).toContain('None is known here')
  expect(await home({})).toMatch(/C1 · main/)
  expect(await home({ channel: 'D1', isDirect: true, managesChannel: false })).toMatch(/C1 · main/)
})

test('a named manager exports all of their platform', async () => {
  chat.configured = [
    aDestination({ name: 'elsewhere', channel: 'C9' }),
    aDestination({ name: 'server', platform: 'discord', channel: '123456789012345678' }),
  ]
  chat.managers = { slack: ['U1'] }
  const text = said(await chat.type('export'))
  expect(text).toContain('name: elsewhere')
  expect(text).not.toContain('name: server')
  expect(said(await chat.type('export', { user: 'U2' }))).toMatch(/^Only people who manage this channel/)
})

test('where nothing is managed, the export has nothing', async () => {
  chat.configured = [aDestination({ name: 'elsewhere', channel: 'C9' })]
  expect(said(await chat.type('export'))).toMatch(/^No morning post comes to this channel/)
})
