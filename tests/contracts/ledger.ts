import { expect, test } from 'vitest'
import type { DeliveryId, MessageRef } from '../../src/domain/delivery.ts'
import { DeliveryUndone } from '../../src/domain/errors.ts'
import type { Ledger } from '../../src/domain/ledger.ts'
import { aDelivery, partKey } from '../builders.ts'

const ref: MessageRef = { platform: 'slack', channel: 'C1', message: '17.1', link: 'https://example.org/17' }

/** The contract of every ledger. `reopen` closes it and opens it again, as a restart does. */
export function ledgerContract(
  name: string,
  open: () => Promise<{ ledger: Ledger; restart: () => Promise<Ledger> }>,
): void {
  const { id } = aDelivery()

  test(`${name}: the same delivery cannot be added twice`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery({ createdAt: 1 }))
    await ledger.setState(id, 'posted', 5)
    expect(await ledger.addDelivery(aDelivery({ createdAt: 9 }))).toMatchObject({ state: 'posted', createdAt: 1 })
    expect(await ledger.deliveriesTo('team', 10)).toHaveLength(1)
  })

  test(`${name}: what was intended and recorded is there after a restart`, async () => {
    const { ledger, restart } = await open()
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 100)
    await ledger.recordReceipt(id, partKey('overview'), ref, 120)
    await ledger.recordIntent(id, partKey('section-01'), 130)
    const later = await restart()
    expect(await later.parts(id)).toEqual([
      { key: 'overview', state: 'posted', intendedAt: 100, postedAt: 120, ref },
      { key: 'section-01', state: 'intended', intendedAt: 130, triedAt: 130 },
    ])
    expect((await later.unfinished()).map((delivery) => delivery.id)).toEqual([id])
    expect(await later.findByMessage(ref)).toEqual({ id, key: 'overview' })
  })

  test(`${name}: a delivery keeps its workspace, and follows its destination to another until a part was tried`, async () => {
    const { ledger, restart } = await open()
    await ledger.addDelivery(aDelivery())
    expect(await ledger.delivery(id)).not.toHaveProperty('workspace')
    expect(await ledger.addDelivery(aDelivery({ workspace: 'slack:T2' }))).toMatchObject({ workspace: 'slack:T2' })
    await ledger.recordIntent(id, partKey('overview'), 100)
    await ledger.addDelivery(aDelivery({ workspace: 'slack:T3' }))
    expect(await (await restart()).delivery(id)).toMatchObject({ workspace: 'slack:T2' })
  })

  test(`${name}: a second attempt keeps the time of the first`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 100)
    expect(await ledger.recordIntent(id, partKey('overview'), 900)).toMatchObject({
      intendedAt: 100,
      triedAt: 900,
      state: 'intended',
    })
  })

  test(`${name}: a message shows what it was tried with, until it is edited; of two versions the content is unknown`, async () => {
    const { ledger } = await open()
    const [first, second] = ['a', 'b'].map((contentHash) => ({ contentHash, takeaways: [contentHash] }))
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 100, first)
    await ledger.recordIntent(id, partKey('overview'), 200, second)
    await ledger.recordReceipt(id, partKey('overview'), ref, 220)
    await ledger.recordIntent(id, partKey('notes'), 230)
    await ledger.recordIntent(id, partKey('notes'), 240, second)
    await ledger.recordIntent(id, partKey('notes'), 250, second)
    expect((await ledger.parts(id)).map(({ shown }) => shown)).toEqual([{ takeaways: ['a'] }, second])
    await ledger.recordEdit(id, partKey('overview'), second ?? { takeaways: [] }, 300)
    expect((await ledger.parts(id))[0]).toMatchObject({ shown: second, editedAt: 300 })
    await ledger.recordEditIntent(id, partKey('overview'), { takeaways: [] }, 400)
    expect((await ledger.parts(id))[0]).toMatchObject({ shown: { takeaways: [] }, editedAt: 300, triedAt: 400 })
    await ledger.recordEdit(id, partKey('overview'), second ?? { takeaways: [] }, 410)
    expect((await ledger.parts(id))[0]).not.toHaveProperty('triedAt')
  })

  test(`${name}: a receipt is not undone by another attempt, an undo, a doubt or a resend`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 100)
    await ledger.recordReceipt(id, partKey('overview'), ref, 120)
    await ledger.recordIntent(id, partKey('overview'), 200)
    await ledger.cancelIntent(id, partKey('overview'))
    await ledger.markUncertain(id, partKey('overview'))
    await ledger.allowResend(id, partKey('overview'))
    expect(await ledger.parts(id)).toEqual([{ key: 'overview', state: 'posted', intendedAt: 100, postedAt: 120, ref }])
  })

  test(`${name}: a withdrawn intent is forgotten, a doubted one is not`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 1)
    await ledger.cancelIntent(id, partKey('overview'))
    await ledger.recordIntent(id, partKey('section-01'), 2)
    await ledger.markUncertain(id, partKey('section-01'))
    expect(await ledger.parts(id)).toEqual([{ key: 'section-01', state: 'uncertain', intendedAt: 2, triedAt: 2 }])
  })

  test(`${name}: what was deleted in the channel is forgotten, and may be posted again`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery())
    for (const key of ['section-01/1', 'section-01/2'].map(partKey)) {
      await ledger.recordIntent(id, key, 100)
      await ledger.recordReceipt(id, key, { ...ref, message: key }, 120)
    }
    await ledger.forgetPart(id, partKey('section-01/1'))
    expect((await ledger.parts(id)).map(({ key }) => key)).toEqual(['section-01/2'])
    expect(await ledger.recordIntent(id, partKey('section-01/1'), 300)).toMatchObject({
      state: 'intended',
      intendedAt: 300,
    })
  })

  test(`${name}: one message belongs to one part`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 1)
    await ledger.recordIntent(id, partKey('section-01'), 2)
    await ledger.recordReceipt(id, partKey('overview'), ref, 3)
    await expect(ledger.recordReceipt(id, partKey('section-01'), ref, 4)).rejects.toThrow(/unique/i)
  })

  test(`${name}: a delivery follows its destination to another channel until something was tried`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery({ channel: 'C1' }))
    expect(await ledger.addDelivery(aDelivery({ channel: 'C2' }))).toMatchObject({ channel: 'C2' })
    await ledger.recordIntent(id, partKey('overview'), 1)
    expect(await ledger.addDelivery(aDelivery({ channel: 'C3' }))).toMatchObject({ channel: 'C2' })
  })

  test(`${name}: a failed delivery is pending again when its digest changed, a posted one is not`, async () => {
    const { ledger } = await open()
    const other = aDelivery({ id: 'other@main/2026-01-05' as DeliveryId, destination: 'other' })
    await ledger.addDelivery(aDelivery(), true)
    await ledger.addDelivery(other)
    const reason = {
      code: 'message-refused',
      values: ['Slack', { text: 'too long' }],
      text: 'Slack refuses it: too long',
    }
    await ledger.setState(id, 'failed', 5, reason)
    expect((await ledger.delivery(id))?.reason).toEqual(reason)
    await ledger.setState(other.id, 'posted', 5)
    await ledger.retryFailed('main/2026-01-05' as never)
    expect(await ledger.delivery(id)).toMatchObject({ state: 'pending' })
    expect(await ledger.delivery(id)).not.toHaveProperty('reason')
    expect(await ledger.delivery(other.id)).toMatchObject({ state: 'posted' })
  })

  test(`${name}: a destination is first seen once, paused with a reason, and resumed`, async () => {
    const { ledger } = await open()
    expect(await ledger.firstSeen('team', 5)).toBe(5)
    expect(await ledger.firstSeen('team', 9)).toBe(5)
    await ledger.pause('team', { reason: { text: 'invite the bot' }, at: 7 })
    expect(await ledger.pauses()).toEqual(new Map([['team', { reason: { text: 'invite the bot' }, at: 7 }]]))
    await ledger.resume('team')
    expect(await ledger.pauses()).toEqual(new Map())
  })

  test(`${name}: a correction that went through clears why an earlier one did not`, async () => {
    const { ledger, restart } = await open()
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 1)
    await ledger.recordReceipt(id, partKey('overview'), ref, 2, { contentHash: 'old', takeaways: ['a'] })
    await ledger.markUneditable(id, partKey('overview'), { text: 'It is too old.' })
    expect(await ledger.parts(id)).toMatchObject([
      { shown: { contentHash: 'old', takeaways: ['a'] }, uneditable: { text: 'It is too old.' } },
    ])
    const shown = { piece: { key: partKey('overview'), identity: 'a', messages: 2 }, notice: 'removed', takeaways: [] }
    await ledger.recordEdit(id, partKey('overview'), shown, 9)
    expect(await (await restart()).parts(id)).toEqual([
      { key: 'overview', state: 'posted', intendedAt: 1, postedAt: 2, editedAt: 9, ref, shown },
    ])
  })

  test(`${name}: an uncertain part is listed until it is resolved`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery())
    for (const key of ['overview', 'section-01', 'section-02'].map(partKey)) await ledger.recordIntent(id, key, 1)
    await ledger.confirm(id, partKey('section-02'), 5)
    await ledger.markUncertain(id, partKey('overview'))
    await ledger.markUncertain(id, partKey('section-01'))
    const part = { delivery: id, destination: 'team', digest: 'main/2026-01-05', intendedAt: 1 }
    expect(await ledger.uncertainParts()).toEqual([
      { ...part, key: 'overview' },
      { ...part, key: 'section-01' },
    ])
    await ledger.confirm(id, partKey('overview'), 5)
    await ledger.allowResend(id, partKey('section-01'))
    expect(await ledger.uncertainParts()).toEqual([])
    expect(await ledger.recordIntent(id, partKey('overview'), 9)).toMatchObject({ state: 'confirmed' })
    expect((await ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)).toEqual([
      'overview confirmed',
      'section-02 intended',
    ])
  })

  test(`${name}: a delivery knows when it was due, why it is late, and which digest is there`, async () => {
    const { ledger, restart } = await open()
    await ledger.addDelivery(aDelivery({ createdAt: 9, dueAt: 5 }))
    const delay = { outcome: 'posted', lateMs: 4, reasons: ['asleep', 'slow'], isExplained: true } as const
    await ledger.setDelay(id, delay)
    const layout = {
      layout: 'thread',
      discussion: 'off',
      sections: [{ key: partKey('section-01'), identity: '' }],
    } as const
    await ledger.setPostedLayout(id, layout)
    expect(await ledger.delivery(id)).toMatchObject({ dueAt: 5, delay, postedLayout: layout })
    expect(await ledger.delivery(id)).not.toHaveProperty('correctedAt')
    await ledger.setPostedLayout(id, { ...layout, contentHash: 'second' }, 20)
    expect(await (await restart()).delivery(id)).toMatchObject({
      postedLayout: { ...layout, contentHash: 'second' },
      correctedAt: 20,
    })
  })

  test(`${name}: a beat says when the last one was`, async () => {
    const { ledger, restart } = await open()
    expect(await ledger.recordHeartbeat(10)).toBeUndefined()
    const later = await restart()
    expect(await later.recordHeartbeat(20)).toBe(10)
    expect(await later.gap()).not.toHaveProperty('foundAt')
  })

  test(`${name}: a delivery that is undone gets no intent, and may be posted again afterwards`, async () => {
    const { ledger } = await open()
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 1)
    await ledger.recordReceipt(id, partKey('overview'), ref, 2)
    await ledger.setState(id, 'withdrawing', 3)
    expect((await ledger.undoRequests()).map((delivery) => delivery.id)).toEqual([id])
    await expect(ledger.recordIntent(id, partKey('section-01'), 4)).rejects.toThrow(DeliveryUndone)
    await ledger.recordDeletionIntent(id, partKey('overview'))
    await expect(ledger.recordIntent(id, partKey('overview'), 4)).rejects.toThrow(DeliveryUndone)
    await ledger.recordReceipt(id, partKey('overview'), { ...ref, message: '18.1' }, 4)
    await ledger.recordEdit(id, partKey('overview'), { takeaways: [] }, 4)
    expect(await ledger.parts(id)).toMatchObject([{ state: 'deleting', ref }])
    await ledger.recordDeletion(id, partKey('overview'))
    expect(await ledger.findByMessage(ref)).toBeUndefined()
    await ledger.setState(id, 'posted', 5)
    expect(await ledger.delivery(id)).toMatchObject({ state: 'withdrawing' })
    await ledger.setState(id, 'withdrawn', 6)
    await ledger.reopen(id)
    expect(await ledger.delivery(id)).toMatchObject({ state: 'pending' })
    expect(await ledger.parts(id)).toEqual([])
  })
}
