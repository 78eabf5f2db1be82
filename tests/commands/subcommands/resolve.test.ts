import { afterEach, beforeEach, expect, test } from 'vitest'
import { partId } from '../../../src/commands/subcommands/resolve.ts'
import type { Action } from '../../../src/domain/action.ts'
import { deliveryId } from '../../../src/domain/delivery.ts'
import { aDestination, partKey } from '../../builders.ts'
import { CommandsFixture, newestId, said } from '../commands-fixture.ts'

const research = aDestination({ name: 'research', channel: 'C9' })
const delivery = deliveryId(research, newestId)
const key = partKey('section-01')

let rig: CommandsFixture
beforeEach(async () => {
  rig = await CommandsFixture.open()
  rig.configured = [research]
  rig.alertChannels = [{ platform: 'slack', channel: 'C1' }]
  const { ledger } = rig.context
  await ledger.addDelivery({
    id: delivery,
    destination: 'research',
    digest: newestId,
    platform: 'slack',
    channel: 'C9',
    createdAt: 0,
  })
  await ledger.recordIntent(delivery, key, rig.now)
  await ledger.markUncertain(delivery, key)
})
afterEach(() => rig.close())

const settle = (isThere: boolean): Action => ({ action: 'settle', part: partId({ delivery, key }), isThere })
const state = async () => (await rig.context.ledger.parts(delivery)).map((part) => part.state)

test('whoever looked says that the part is there, and the rest goes on at once', async () => {
  expect(said(await rig.use(settle(true)))).toMatch(/^Noted: section-01 of .+ is there\./)
  expect(await state()).toEqual(['confirmed'])
  expect(rig.wakes).toBe(1)
})

test('the answer is in the language of the person who looked', async () => {
  expect(said(await rig.use(settle(true), { language: 'zh-CN' }))).toMatch(
    /^已记录：.+ 的 section-01 已送达。机器人会继续/,
  )
})

test('or that it is not, and it is sent', async () => {
  expect(said(await rig.use(settle(false)))).toMatch(/^Noted: section-01 of .+ is not there\. The bot sends it/)
  expect(await state()).toEqual([])
  expect(rig.wakes).toBe(1)
})

test('whoever may not manage the channel settles nothing', async () => {
  expect(said(await rig.use(settle(true), { managesChannel: false }))).toMatch(/^Only people who manage this channel/)
  rig.managers = { slack: ['U7'] }
  expect(said(await rig.use(settle(false)))).toMatch(/^Only people who manage this channel/)
  expect(await state()).toEqual(['uncertain'])
  await rig.use(settle(true), { user: 'U7' })
  expect(await state()).toEqual(['confirmed'])
})

test('a control of the alerts does nothing in a channel that has nothing to do with the part', async () => {
  const forged = { channel: 'C7', managesChannel: true }
  expect(said(await rig.use(settle(false), forged))).toMatch(/^Only people who manage this channel/)
  expect(said(await rig.use(settle(false), { platform: 'discord' }))).toMatch(/^Only people who manage this channel/)
  expect(await state()).toEqual(['uncertain'])
  await rig.use(settle(true), { channel: 'C9' })
  expect(await state()).toEqual(['confirmed'])
})

test('a second press says that it is resolved already', async () => {
  await rig.use(settle(true))
  expect(said(await rig.use(settle(false)))).toBe('This is resolved already.')
  expect(await state()).toEqual(['confirmed'])
})
