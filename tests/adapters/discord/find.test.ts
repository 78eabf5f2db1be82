import { expect, test } from 'vitest'
import type { DiscordApi } from '../../../src/adapters/discord/api.ts'
import { findInChannel, isMessageOf } from '../../../src/adapters/discord/find.ts'
import { CannotSay } from '../../../src/domain/errors.ts'
import { discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { aDigest } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'

type Body = { readonly content: string; readonly components?: readonly { readonly id: number }[] }

/** The overview as a delivery sends it. */
function overviewOf(digest: ReturnType<typeof aDigest>, delivery = 'team@main/2026-01-05'): Body {
  const [part] = renderDiscord(digest, 'sections', vocabulary)
  if (!part) throw new Error('nothing was rendered')
  return discordRequest({ place: { channel: '1' }, part, marker: { delivery, part: part.key } }).body as unknown as Body
}

const seen = ({ content, components = [] }: Body) => ({
  id: '1',
  author: { id: '2' },
  content,
  components: [...components],
})

const monday = aDigest('Alpha', 'Beta')

test('an overview is known again although its author has changed every word of it meanwhile', () => {
  const other = { ...aDigest('Gamma'), title: 'Tuesday', language: 'zh' }
  expect(isMessageOf(seen(overviewOf(monday)), overviewOf(other), 0)).toBe(true)
})

test('it is known again although its button came or went', () => {
  const linked = { ...monday, url: 'https://example.org/monday' }
  expect(isMessageOf(seen(overviewOf(linked)), overviewOf(monday), 0)).toBe(true)
  expect(isMessageOf(seen(overviewOf(monday)), overviewOf(linked), 0)).toBe(true)
})

test('the overview of another delivery is not taken for it, though it says the same', () => {
  const other = overviewOf(monday, 'others@main/2026-01-05')
  expect(isMessageOf(seen(other), overviewOf(monday), 0)).toBe(false)
})

test('nor is that of another day, nor a message of a person', () => {
  const tuesday = overviewOf({ ...monday, date: '2026-01-06' as never }, 'team@main/2026-01-06')
  expect(isMessageOf(seen(tuesday), overviewOf(monday), 0)).toBe(false)
  expect(isMessageOf(seen({ content: 'Monday' }), overviewOf(monday), 0)).toBe(false)
})

test('the whole digest’s overview is that of a destination that wanted only a part of it', () => {
  const wanted = { ...monday, sections: monday.sections.slice(1) }
  expect(isMessageOf(seen(overviewOf(wanted)), overviewOf(monday), 0)).toBe(true)
})

test('words without a mark are known again from then on, and not when they were said long before', () => {
  const line = { content: 'A takeaway was corrected.' }
  const at = (moment: number) => ({ ...seen(line), id: String(BigInt(moment - 1_420_070_400_000) << 22n) })
  const since = Date.parse('2026-01-05T08:30:00Z')
  expect(isMessageOf(at(since + 1000), line, since)).toBe(true)
  expect(isMessageOf(at(since - 3_600_000), line, since)).toBe(false)
})

/** A channel with this many messages of others after ours, and the bot's own user. */
function channelOf(count: number, ours?: Body & { readonly at: number }) {
  const requests: (string | undefined)[] = []
  const idOf = (nth: number) => String((BigInt(since - 1_420_070_400_000) << 22n) + BigInt(nth))
  const all = Array.from({ length: count }, (_, nth) => ({
    id: idOf(nth),
    author: { id: '7' },
    content: 'Good morning',
  }))
  const messages = ours ? all.map((each, nth) => (nth === ours.at ? { ...seen(ours), id: each.id } : each)) : all
  const call = async (_: string, __: string, options: { readonly query?: Readonly<Record<string, string>> } = {}) => {
    const { after = '0', limit = '50' } = options.query ?? {}
    requests.push(after)
    // As Discord does: those next after the id, newest first.
    return messages
      .filter(({ id }) => BigInt(id) > BigInt(after))
      .slice(0, Number(limit))
      .toReversed()
  }
  const api = { ownId: async () => '2', call } as unknown as DiscordApi
  return { api, requests, idOf }
}

const since = Date.parse('2026-01-05T08:30:00Z')
const call = () => ({ method: 'POST /channels/{channel.id}/messages', body: { ...overviewOf(monday) } })
const where = { channel: '1', isThread: false }
const search = { since, others: new Set<string>() }

test.each([0, 99, 100, 101, 250, 999])('a message is found behind %i others', async (at) => {
  const { api, idOf } = channelOf(1_000, { ...overviewOf(monday), at })
  expect(await findInChannel(call(), where, search, api)).toBe(idOf(at))
})

test.each([
  [99, 1],
  [100, 2],
  [250, 3],
])('a channel with %i messages since is read to its end before a message is missing', async (count, pages) => {
  const { api, requests } = channelOf(count)
  expect(await findInChannel(call(), where, search, api)).toBeUndefined()
  expect(requests).toHaveLength(pages)
})

test('a message that is known to be another is passed over', async () => {
  const { api, idOf } = channelOf(250, { ...overviewOf(monday), at: 120 })
  const others = new Set([idOf(120)])
  expect(await findInChannel(call(), where, { since, others }, api)).toBeUndefined()
})

test('a channel with more messages than are read leaves the question open', async () => {
  const { api } = channelOf(5_000)
  await expect(findInChannel(call(), where, search, api)).rejects.toThrow(CannotSay)
})
