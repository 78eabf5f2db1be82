import { expect, test } from 'vitest'
import { isMessageOf } from '../../../src/adapters/discord/find.ts'
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

test('nor is that of another day, nor what somebody wrote', () => {
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
