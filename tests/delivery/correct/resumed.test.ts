import { beforeEach, expect, test } from 'vitest'
import { LedgerUnusable, MessageRefused, PlatformUnreachable } from '../../../src/domain/errors.ts'
import { aSection } from '../../builders.ts'
import { DeliveryFixture, monday, news, papers } from '../delivery-fixture.ts'

let fixture: DeliveryFixture

beforeEach(async () => {
  fixture = await DeliveryFixture.open()
  await fixture.post()
  return () => fixture.store.close()
})

const added = (title: string) => ({
  ...monday,
  sections: [news, papers, aSection(title, { number: '03' })],
})

test('a section that was added before its process ended is found, and shows what its author wrote since', async () => {
  const { ledger } = fixture.store
  const recordReceipt = ledger.recordReceipt.bind(ledger)
  Object.assign(ledger, { recordReceipt: async () => Promise.reject(new LedgerUnusable('the process ends')) })
  expect(await fixture.change(added('Theses'))).toBe('retry')
  Object.assign(ledger, { recordReceipt })
  expect((await fixture.parts()).at(-1)).toMatchObject({ key: 'section-03', state: 'intended' })
  fixture.digest = added('Essays')
  expect(await fixture.restart()).toBe('done')
  expect(fixture.transcript.filter((line) => /Theses|Essays/.test(line))).toEqual([expect.stringMatching(/Essays/)])
})

test('of a section that was sent again with another text, it is known what it shows', async () => {
  fixture.platform.script.push('lost-before', new PlatformUnreachable('memory', 'down'))
  expect(await fixture.change(added('Theses'))).toBe('retry')
  const [tried] = (await fixture.parts()).slice(-1)
  fixture.digest = added('Essays')
  expect(await fixture.restart()).toBe('done')
  expect(fixture.transcript.at(-1)).toMatch(/Essays/)
  const [sent] = (await fixture.parts()).slice(-1)
  expect(sent?.shown).toMatchObject({ piece: { key: 'section-03' }, contentHash: expect.any(String) })
  expect(sent?.shown?.contentHash).not.toBe(tried?.shown?.contentHash)
})

test('a section that is sent again as its nonce is known shows what its author wrote since', async () => {
  const { platform } = fixture
  platform.keepsNonces = true
  platform.canSay = false
  platform.script.push('lost-after', 'lost-after', 'lost-after', 'lost-after', 'lost-after')
  expect(await fixture.change(added('Theses'))).toBe('retry')
  fixture.digest = added('Essays')
  expect(await fixture.restart()).toBe('done')
  expect(await fixture.restart()).toBe('done')
  expect(fixture.transcript.filter((line) => /Theses|Essays/.test(line))).toEqual([expect.stringMatching(/Essays/)])
})

test('a section that is refused when it is added is not edited at once', async () => {
  fixture.platform.script.push(new MessageRefused('memory', 'blocked'))
  await fixture.change(added('Theses'))
  expect(fixture.transcript.at(-1)).toBe('  ↳ refused')
  // The overview only.
  expect(fixture.platform.edits).toBe(1)
})
