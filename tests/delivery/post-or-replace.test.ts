import { beforeEach, expect, test } from 'vitest'
import { MessageRefused, PlatformUnreachable } from '../../src/domain/errors.ts'
import { aSection, partKey } from '../builders.ts'
import { DeliveryFixture, monday, news, papers } from './delivery-fixture.ts'

const refused = () => new MessageRefused('memory', 'a link is held for harmful')
let fixture: DeliveryFixture

beforeEach(async () => {
  fixture = await DeliveryFixture.open()
  return () => fixture.store.close()
})

const entryOf = async (key: string) => (await fixture.parts()).find((part) => part.key === key)

test('a refused section is replaced by a line, and the rest goes on', async () => {
  fixture.platform.script.push('ok', refused())
  expect(await fixture.post()).toBe('done')
  expect(fixture.transcript).toEqual(['Monday', 'refused', 'Papers'])
  expect(await fixture.delivery()).toMatchObject({ state: 'posted' })
  expect(await entryOf('section-01')).toMatchObject({
    state: 'posted',
    uneditable: { text: 'memory refuses the message: a link is held for harmful' },
  })
})

test('the line is recorded as refused, and its reason is found until a correction replaces it', async () => {
  fixture.platform.script.push('ok', refused())
  await fixture.post()
  const { inspector } = fixture.store
  expect(await inspector.refusedParts(0)).toEqual([
    {
      delivery: 'team@main/2026-01-05',
      destination: 'team',
      digest: 'main/2026-01-05',
      key: partKey('section-01'),
      reason: expect.objectContaining({ text: 'memory refuses the message: a link is held for harmful' }),
    },
  ])
  expect(await inspector.refusedParts(1)).toEqual([])
  await fixture.change({ ...monday, sections: [aSection('Harmless news', { takeaways: [] }), papers] })
  expect(fixture.transcript[1]).toMatch(/^Harmless news/)
  expect(fixture.transcript).toHaveLength(3)
  expect(await inspector.refusedParts(0)).toEqual([])
})

test('a correction that is refused as well leaves the line', async () => {
  fixture.platform.script.push('ok', refused())
  await fixture.post()
  // The bot looks once after its start; then the overview and the section are corrected.
  fixture.platform.editScript.push(refused(), 'ok', refused())
  await fixture.change({ ...monday, sections: [aSection('Still harmful'), papers] })
  expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'refused', 'Papers'])
  expect((await entryOf('section-01'))?.uneditable?.text).toMatch(/harmful/)
})

test('a new section that is refused in a correction is replaced by a line, too', async () => {
  await fixture.post()
  fixture.platform.script.push(refused())
  await fixture.change({ ...monday, sections: [news, papers, aSection('Third', { number: '03' })] })
  expect(fixture.transcript.at(-1)).toBe('  ↳ refused')
})

test('after a restart it is tried again, in the place of the line', async () => {
  fixture.platform.script.push('ok', refused())
  await fixture.post()
  await fixture.restart()
  expect(fixture.transcript[1]).toMatch(/^News/)
  expect(fixture.transcript).toHaveLength(3)
})

test('a refused overview keeps its place: the rest is posted under the line', async () => {
  fixture = await DeliveryFixture.open({ layout: 'thread' })
  fixture.platform.script.push(refused())
  expect(await fixture.post()).toBe('done')
  expect(fixture.transcript).toEqual(['refused', '  ↳ News', '  ↳ Papers'])
})

test('no takeaways are put up for discussion under a line', async () => {
  fixture = await DeliveryFixture.open({ discussion: 'on-post' })
  fixture.platform.script.push('ok', refused())
  await fixture.post()
  expect(fixture.transcript).toEqual(['Monday', 'refused', 'Papers', '  ↳ Much is written / Little is read'])
})

test.each([
  ['arrived', 'lost-after'],
  ['was lost', 'lost-before'],
] as const)('a line of which the answer is missing and that %s is there once after a restart', async (_, fate) => {
  const died = new PlatformUnreachable('memory', 'the process ended')
  fixture.platform.script.push('ok', refused(), fate)
  const find = fixture.platform.find.bind(fixture.platform)
  fixture.platform.find = async () => {
    throw died
  }
  expect(await fixture.post()).toBe('retry')
  expect(await entryOf('section-01')).toMatchObject({ state: 'intended', shown: { notice: 'refused' } })
  fixture.platform.find = find
  expect(await fixture.post()).toBe('done')
  expect(fixture.transcript).toEqual(['Monday', 'refused', 'Papers'])
  expect((await entryOf('section-01'))?.uneditable).toBeTruthy()
})

test('what may have arrived before it was refused is not replaced before it was looked for', async () => {
  fixture.platform.script.push('ok', 'lost-before', refused())
  expect(await fixture.post()).toBe('done')
  expect(fixture.transcript).toEqual(['Monday', 'refused', 'Papers'])
  expect(await entryOf('section-01')).toMatchObject({ shown: { notice: 'refused' } })
})

test('a line that is refused with its link is sent without; one that is refused anyway ends the delivery', async () => {
  fixture.digest = { ...monday, url: 'https://bad.example' }
  fixture.platform.script.push('ok', refused(), refused())
  expect(await fixture.post()).toBe('done')
  expect(fixture.transcript).toEqual(['Monday', 'refused', 'Papers'])

  const other = await DeliveryFixture.open()
  other.platform.script.push('ok', refused(), refused())
  expect(await other.post()).toBe('fail')
  expect(await other.delivery()).toMatchObject({
    state: 'failed',
    reason: { text: expect.stringContaining('harmful') },
  })
  await other.store.close()
})

test('what is not about the message is no reason for a line', async () => {
  fixture.platform.script.push('ok', new PlatformUnreachable('memory', 'down'))
  expect(await fixture.post()).toBe('retry')
  expect(fixture.transcript).toEqual(['Monday'])
})
