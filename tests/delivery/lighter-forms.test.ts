import { beforeEach, expect, test } from 'vitest'
import type { PostingContext } from '../../src/delivery/context.ts'
import { postPartOnce } from '../../src/delivery/post-part.ts'
import { Ambiguous, ImageRefused, MessageRefused, MessageTooLarge, ServerFailed } from '../../src/domain/errors.ts'
import type { Posting } from '../../src/domain/platform.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDigest, partKey, silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const { id } = aDelivery()
const key = partKey('overview')

let platform: MemoryPlatform
let ledger: SqlLedger
let posting: Posting

beforeEach(async () => {
  platform = new MemoryPlatform()
  ledger = openLedgerFile(':memory:').ledger
  await ledger.addDelivery(aDelivery())
  const [part] = platform.render(aDigest('News'), 'sections')
  if (!part) throw new Error('a digest has an overview')
  posting = { place: { channel: 'C1' }, part, marker: { delivery: id, part: key } }
  return () => ledger.close()
})

function tools(): PostingContext {
  const clock = { now: () => Date.parse('2026-01-06'), wait: async () => {} }
  return { platform, ledger, clock, log: silentLog, signal: new AbortController().signal }
}

test('a part that is too large is posted once in a lighter form, under its key', async () => {
  const tooLarge = () => new MessageTooLarge('memory', 'msg_blocks_too_long')
  const forms = ['full', 'lighter', 'plain']
  platform.lighten = (part) => {
    const next = forms[forms.indexOf(part.plain) + 1]
    return next === undefined ? undefined : { ...part, plain: next }
  }
  posting = { ...posting, part: { ...posting.part, plain: 'full' } }
  platform.script.push(tooLarge(), tooLarge())
  await postPartOnce(id, posting, tools())
  expect(platform.transcript).toEqual(['plain'])
  expect(await ledger.parts(id)).toMatchObject([{ key, state: 'posted' }])
  await postPartOnce(id, posting, tools())
  expect(platform.transcript).toHaveLength(1)
})

test('a part that is too large in every form is refused, and nothing is left in the ledger', async () => {
  platform.script.push(new MessageTooLarge('memory', 'msg_blocks_too_long'))
  await expect(postPartOnce(id, posting, tools())).rejects.toThrow(MessageRefused)
  expect(await ledger.parts(id)).toEqual([])
})

test.each([
  ['fails twice at a heavy part', [ServerFailed, ServerFailed], 7_000, ['lighter']],
  ['fails once at a heavy part', [ServerFailed], 7_000, ['full']],
  ['fails three times at a light part', [ServerFailed, ServerFailed, ServerFailed], 100, ['full']],
  ['is not reached three times', [Ambiguous, Ambiguous, Ambiguous], 7_000, ['full']],
  ['fails at every form', [ServerFailed, ServerFailed, ServerFailed, ServerFailed], 7_000, ['lighter']],
])('a platform that %s gets it in the form that passes', async (_, errors, bytes, transcript) => {
  platform.lighten = (part) => (part.plain === 'lighter' ? undefined : { ...part, plain: 'lighter' })
  const body = { ...posting.part.body, text: 'x'.repeat(bytes) }
  posting = { ...posting, part: { ...posting.part, plain: 'full', body } }
  platform.script.push(...errors.map((Failed) => new Failed('memory', 'HTTP 500')))
  await postPartOnce(id, posting, tools())
  expect(platform.transcript).toEqual(transcript)
  expect(await ledger.parts(id)).toMatchObject([{ key, state: 'posted' }])
})

test('a lighter form whose answer is lost is looked for before it is sent again', async () => {
  platform.lighten = (part) => (part.plain === 'lighter' ? undefined : { ...part, plain: 'lighter' })
  platform.script.push(new MessageTooLarge('memory', 'msg_blocks_too_long'), 'lost-after')
  await postPartOnce(id, posting, tools())
  expect(platform.transcript).toEqual(['lighter'])
})

test('images that the platform cannot fetch are left out, and no others', async () => {
  const [one, two] = ['https://example.org/1.png', 'https://example.org/2.png']
  platform.withoutImages = (part, urls) => ({ ...part, plain: `${part.plain} without ${urls.join(', ')}` })
  posting = { ...posting, part: { ...posting.part, plain: 'text' } }
  platform.script.push(new ImageRefused('memory', 'x', [one]), new ImageRefused('memory', 'x', [two]))
  await postPartOnce(id, posting, tools())
  expect(platform.transcript).toEqual([`text without ${one} without ${two}`])
  expect(await ledger.parts(id)).toMatchObject([{ key, state: 'posted' }])
})

test('a part that is refused for an image it does not have is refused', async () => {
  platform.script.push(new ImageRefused('memory', 'x', ['https://example.org/1.png']))
  await expect(postPartOnce(id, posting, tools())).rejects.toThrow(MessageRefused)
})
