import { resolveUncertainPart } from '../../src/delivery/resolve.ts'
import { addDays } from '../../src/domain/day.ts'
import { type DeliveryId, deliveryId } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { digestId } from '../../src/domain/digest.ts'
import type { PartKey } from '../../src/domain/part-key.ts'
import { slotOn } from '../../src/scheduler/slots.ts'
import type { DashboardData } from '../../src/web/deliveries/options.ts'
import { startWebServer } from '../../src/web/server.ts'
import { aDestination, aSection, day, libraryOf, partKey, silentLog } from '../builders.ts'
import { vocabulary } from '../contracts/digest.ts'
import { type DashboardFixture, openDashboardFixture } from './dashboard-fixture.ts'

/** A Thursday. In Auckland it is a quarter past one at night already, of the next day. */
export const morning = Date.parse('2026-03-12T12:15:00Z')

/** A page with a ledger behind it. */
export interface DeliveriesFixture extends DashboardFixture {
  readonly url: string
  /** A delivery of the digest of a day, begun three seconds after its time. */
  addDelivery(destination: Destination, date: string): Promise<DeliveryId>
  /** Posts these parts of a delivery, one a second; `late` are minutes. */
  post(destination: Destination, date: string, keys?: readonly PartKey[], late?: number): Promise<DeliveryId>
}

export async function openDeliveriesFixture(
  destinations: readonly Destination[],
  now = morning,
  rest: Partial<DashboardData> = {},
): Promise<DeliveriesFixture> {
  const published = ['2026-02-12', ...Array.from({ length: 11 }, (_, at) => addDays(day('2026-03-02'), at))]
  const repository = libraryOf(
    ...published.map((date) => ({
      publication: 'main',
      date: day(date),
      language: 'en',
      title: `What came on <b>${date}</b>`,
      sections: [aSection('Why do bridges sing?'), aSection('What tunnels remember', { number: '02' })],
      prose: [],
    })),
  )
  const dashboard: DashboardFixture = await openDashboardFixture(destinations, () => now, {
    resolve: async ({ delivery, part, isThere }) => {
      const finding = { delivery: delivery as DeliveryId, part: partKey(part), isThere }
      await resolveUncertainPart(finding, { ledger: dashboard.ledger, destinations, now })
    },
    ...rest,
  })
  const { ledger } = dashboard
  for (const { name } of destinations) await ledger.firstSeen(name, Date.parse('2026-02-20T00:00:00Z'))
  const page = await startWebServer({
    port: 0,
    dashboard: dashboard,
    repository: repository,
    vocabulary,
    log: silentLog,
  })

  const begin = async (destination: Destination, date: string, late: number) => {
    const { name, platform, channel, edition } = destination
    const slot = slotOn(destination, edition === 'yesterday' ? addDays(day(date), 1) : day(date))
    const digest = digestId({ publication: 'main', date: day(date) })
    const id = deliveryId(destination, digest)
    const createdAt = slot.opens + late * 60_000 + 3_000
    await ledger.addDelivery({
      id,
      destination: name,
      digest,
      platform,
      channel,
      createdAt: createdAt,
      dueAt: slot.opens,
    })
    return { id, createdAt }
  }
  return {
    ...dashboard,
    url: page.url,
    addDelivery: async (destination, date) => (await begin(destination, date, 0)).id,
    post: async (
      destination,
      date,
      keys = [partKey('overview'), partKey('section-01'), partKey('section-02')],
      late = 0,
    ) => {
      const { id, createdAt } = await begin(destination, date, late)
      const { platform, channel } = destination
      for (const [at, key] of keys.entries()) {
        const time = createdAt + at * 1_000
        await ledger.recordIntent(id, key, time)
        const ref = { platform, channel, message: `${id} ${key}`, link: `https://chat.example/${date}/${key}` }
        await ledger.recordReceipt(id, key, ref, time + 200)
      }
      await ledger.setState(id, 'posted', createdAt + keys.length * 1_000)
      return id
    },
    close: async () => {
      await page.close()
      await dashboard.close()
    },
  }
}

export const team = aDestination({ name: 'research-slack', timezone: 'Europe/Berlin' })
export const forum = aDestination({
  name: 'community-forum',
  platform: 'discord',
  channel: 'D1',
  timezone: 'America/New_York',
})
export const auckland = aDestination({
  name: 'auckland',
  channel: 'C2',
  timezone: 'Pacific/Auckland',
  edition: 'yesterday',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
})

/** Two weeks of three destinations with every possible state. */
export async function openEventful(): Promise<DeliveriesFixture> {
  const fixture = await openDeliveriesFixture([team, forum, auckland])
  const { ledger, addDelivery, post } = fixture
  for (const date of ['2026-03-02', '2026-03-03', '2026-03-06']) await post(team, date)
  const late = await post(team, '2026-03-04', [partKey('overview')], 124)
  const delay = { lateMs: 7_200_000, reasons: ['not-running'], isExplained: true } as const
  await ledger.setDelay(late, { outcome: 'posted', ...delay })
  const corrected = await post(team, '2026-03-05')
  const correctedAt = Date.parse('2026-03-05T13:40:00Z')
  await ledger.recordEdit(corrected, partKey('section-01'), { contentHash: 'new', takeaways: [] }, correctedAt)
  await ledger.markUneditable(corrected, partKey('section-02'), { text: 'It is too old to be edited.' })
  const layout = { layout: 'sections', discussion: 'off', sections: [] } as const
  await ledger.setPostedLayout(corrected, layout, correctedAt)
  const doubtful = await addDelivery(team, '2026-03-10')
  await ledger.recordIntent(doubtful, partKey('overview'), Date.parse('2026-03-10T07:30:04Z'))
  await ledger.recordReceipt(doubtful, partKey('overview'), { platform: 'slack', channel: 'C1', message: '1' }, 1)
  await ledger.recordIntent(doubtful, partKey('section-01'), Date.parse('2026-03-10T07:30:05Z'))
  await ledger.markUncertain(doubtful, partKey('section-01'))
  await ledger.setState(await addDelivery(forum, '2026-03-03'), 'failed', morning, {
    text: 'Discord refuses the message: no tag.',
  })
  await ledger.setState(await addDelivery(forum, '2026-03-04'), 'superseded', morning, {
    text: 'The digest of 2026-03-05 took its place.',
  })
  await ledger.setState(await addDelivery(forum, '2026-03-05'), 'skipped', morning, {
    text: 'None of its sections has a tag for it.',
  })
  await ledger.pause('community-forum', { reason: { text: 'Let the bot post in the forum.' }, at: morning })
  return fixture
}
