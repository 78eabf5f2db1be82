import { afterEach, beforeEach, expect, test } from 'vitest'
import { partId } from '../../../src/commands/subcommands/resolve.ts'
import type { Action } from '../../../src/domain/action.ts'
import { deliveryId } from '../../../src/domain/delivery.ts'
import { aDestination, partKey } from '../../builders.ts'
import { CommandsFixture, newestId, said } from '../commands-fixture.ts'

const research = aDestination({ name: 'research', channel: 'C9' })
const delivery = deliveryId(research, newestId)
const key = partKey('section-01')

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
  chat.configured = [research]
  chat.alertChannels = [{ platform: 'slack', channel: 'C1' }]
  const { ledger } = chat.context
  await ledger.addDelivery({
    id: delivery,
    destination: 'research',
    digest: newestId,
    platform: 'slack',
    channel: 'C9',
    createdAt: 0,
  })
  await ledger.recordIntent(delivery, key, chat.now)
  await ledger.markUncertain(delivery, key)
})
afterEach(() => chat.close())

const settle = (isThere: boolean): Action => ({ action: 'settle', part: partId({ delivery, key }), isThere })
const state = async () => (await chat.context.ledger.parts(delivery)).map((part) => part.state)

test('an operator says that the part is there, and the rest goes on at once', async () => {
  expect(said(await chat.use(settle(true)))).toMatch(/^Noted: section-01 of .+ is there\./)
  expect(await state()).toEqual(['confirmed'])
  expect(chat.wakes).toBe(1)
})

test('the answer is in the language of the person who looked', async () => {
  expect(said(await chat.use(settle(true), { language: 'zh-CN' }))).toMatch(
    /^已记录：.+ 的 section-01 已送达。机器人会继续/,
  )
})

test('or that it is not, and it is sent', async () => {
  expect(said(await chat.use(settle(false)))).toMatch(/^Noted: section-01 of .+ is not there\. The bot sends it/)
  expect(await state()).toEqual([])
  expect(chat.wakes).toBe(1)
})

test('who may not manage the channel resolves nothing', async () => {
  expect(said(await chat.use(settle(true), { managesChannel: false }))).toMatch(/^Only people who manage this channel/)
  chat.managers = { slack: ['U7'] }
  expect(said(await chat.use(settle(false)))).toMatch(/^Only people who manage this channel/)
  expect(await state()).toEqual(['uncertain'])
  await chat.use(settle(true), { user: 'U7' })
  expect(await state()).toEqual(['confirmed'])
})

test('a control of the alerts does nothing in a channel that has nothing to do with the part', async () => {
  const forged = { channel: 'C7', managesChannel: true }
  expect(said(await chat.use(settle(false), forged))).toMatch(/^Only people who manage this channel/)
  expect(said(await chat.use(settle(false), { platform: 'discord' }))).toMatch(/^Only people who manage this channel/)
  expect(await state()).toEqual(['uncertain'])
  await chat.use(settle(true), { channel: 'C9' })
  expect(await state()).toEqual(['confirmed'])
})

test.each(['C9', 'C7'])(
  'who manages %s and presses for a part that is gone learns that it is resolved',
  async (channel) => {
    await chat.use(settle(true), { channel: 'C9' })
    expect(said(await chat.use(settle(false), { channel }))).toBe('This is resolved already.')
    expect(said(await chat.use(settle(false), { channel, managesChannel: false }))).toMatch(/^Only people who manage/)
    expect(await state()).toEqual(['confirmed'])
  },
)

test('a second press says that it is resolved already', async () => {
  await chat.use(settle(true))
  expect(said(await chat.use(settle(false)))).toBe('This is resolved already.')
  expect(await state()).toEqual(['confirmed'])
})
