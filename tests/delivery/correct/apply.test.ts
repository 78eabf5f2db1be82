import { beforeEach, describe, expect, test } from 'vitest'
import type { Destination } from '../../../src/domain/destination.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { ConfigurationError } from '../../../src/domain/errors.ts'
import { day, partKey, text } from '../../builders.ts'
import { MemoryPlatform } from '../../memory-platform.ts'
import { DeliveryFixture, monday, news, papers } from '../delivery-fixture.ts'

let fixture: DeliveryFixture

async function open(rest: Partial<Destination> = {}, platform = new MemoryPlatform()): Promise<void> {
  fixture = await DeliveryFixture.open(rest, platform)
  await fixture.post()
}

beforeEach(() => () => fixture.store.close())

const retitled = (title: string) => ({ ...monday, sections: [news, { ...papers, title: [text(title)] }] })

describe('what changed', () => {
  test('is edited in place and says so; nothing is posted, and what did not change is left alone', async () => {
    await open()
    expect(await fixture.change(retitled('Theses'))).toBe('done')
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Theses (corrected +0 -0)'])
    expect([fixture.platform.posts, fixture.platform.edits]).toEqual([3, 2])
    expect(await fixture.delivery()).toMatchObject({ state: 'posted', correctedAt: fixture.now })
    expect((await fixture.parts())[2]).toMatchObject({ key: 'section-02', editedAt: fixture.now })
  })

  test('is corrected once', async () => {
    await open()
    await fixture.change(retitled('Theses'))
    await fixture.change(retitled('Theses'))
    await fixture.restart()
    expect(fixture.platform.edits).toBe(2)
  })

  test('is corrected again when it changes again', async () => {
    await open()
    await fixture.change(retitled('Theses'))
    await fixture.change(monday)
    expect(fixture.transcript.at(-1)).toBe('Papers (corrected +0 -0)')
  })

  test('while the bot was down is found when it starts', async () => {
    await open()
    fixture.digest = retitled('Theses')
    await fixture.restart()
    expect(fixture.transcript.at(-1)).toBe('Theses (corrected +0 -0)')
  })

  test('of a digest of long ago is not looked for at the start, but corrected when it changes', async () => {
    await open()
    fixture.now += 41 * 86_400_000
    fixture.digest = retitled('Theses')
    await fixture.restart()
    expect(fixture.platform.edits).toBe(0)
    await fixture.change(retitled('Dissertations'))
    expect(fixture.transcript.at(-1)).toBe('Dissertations (corrected +0 -0)')
  })

  test('is logged, with the part and its link', async () => {
    await open()
    await fixture.change(retitled('Theses'))
    const lines = fixture.log.lines.filter(({ message }) => message === 'corrected')
    expect(lines.map(({ fields }) => fields)).toEqual([
      { delivery: 'team@main/2026-01-05', part: 'overview', link: 'https://memory.example/1' },
      { delivery: 'team@main/2026-01-05', part: 'section-02', link: 'https://memory.example/3' },
    ])
  })
})

describe('nothing is edited', () => {
  test('for a change that is not visible', async () => {
    await open()
    await fixture.change(structuredClone(monday))
    expect(fixture.platform.edits).toBe(0)
  })

  test('when a new Morning Post writes the same digest differently', async () => {
    await open()
    fixture.platform.render = () => [{ key: partKey('overview'), body: {}, plain: 'Modern', budget: [] }]
    await fixture.restart()
    expect(fixture.platform.edits).toBe(0)
  })

  test('when the destination’s layout, discussions, mention or tags change, and an edit keeps how it was posted', async () => {
    await open({ mention: { kind: 'group', id: 'S1' } })
    fixture.destination = { ...fixture.destination, layout: 'overview', discussion: 'off', tags: ['Agent'] }
    await fixture.restart()
    expect(fixture.platform.edits).toBe(0)
    const { mention: _, ...rest } = fixture.destination
    fixture.destination = { ...rest, tags: [] }
    await fixture.change(retitled('Theses'))
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Theses (corrected +0 -0)'])
    expect(fixture.platform.messages.map(({ posting }) => posting.mention?.id)).toEqual(['S1', undefined, undefined])
    expect(fixture.platform.messages[2]?.posting.part.discuss).toBeDefined()
  })

  test('when the file is gone or cannot be read, and the log says so', async () => {
    await open()
    expect(await fixture.change(undefined)).toBe('done')
    expect(fixture.transcript).toEqual(['Monday', 'News', 'Papers'])
    expect(fixture.log.lines.at(-1)).toMatchObject({ level: 'warn', fields: { digest: 'main/2026-01-05' } })
  })

  test('of what an older Morning Post posted: it did not note what it said', async () => {
    await open()
    await fixture.store.ledger.setPostedLayout('team@main/2026-01-05' as never, {} as never)
    await fixture.change(retitled('Theses'))
    expect(fixture.platform.edits).toBe(0)
  })
})

describe('a digest that is withdrawn', () => {
  const withdrawn = { ...monday, withdrawn: 'The figures were wrong.' }

  test('is replaced by the reason, message by message, and comes back when its author thinks better of it', async () => {
    await open()
    await fixture.change(withdrawn)
    const reason = 'withdrawn: The figures were wrong.'
    expect(fixture.transcript).toEqual([reason, reason, reason])
    expect(fixture.platform.messages[0]?.posting).not.toHaveProperty('mention')
    await fixture.change(monday)
    expect(fixture.transcript).toEqual(['Monday', 'News', 'Papers'].map((part) => `${part} (corrected +0 -0)`))
    expect(fixture.platform.posts).toBe(3)
  })

  test('before it was posted is never posted; if the withdrawal is taken back, it is due again', async () => {
    fixture = await DeliveryFixture.open()
    fixture.digest = withdrawn
    expect(await fixture.post()).toBe('done')
    expect(fixture.platform.posts).toBe(0)
    expect(await fixture.delivery()).toMatchObject({
      state: 'skipped',
      reason: { text: expect.stringContaining('The figures') },
    })
    await fixture.restart()
    expect(await fixture.delivery()).toMatchObject({ state: 'skipped' })
    await fixture.change(monday)
    expect(await fixture.delivery()).toMatchObject({ state: 'pending', started: false })
  })

  test('while it goes out is posted no further, and what was posted is replaced', async () => {
    fixture = await DeliveryFixture.open()
    fixture.platform.script.push('ok', new ConfigurationError('no'))
    await fixture.post()
    fixture.digest = withdrawn
    await fixture.store.ledger.retryFailed('main/2026-01-05' as never)
    await fixture.post()
    await fixture.restart()
    expect(fixture.transcript).toEqual(['withdrawn: The figures were wrong.'])
    await fixture.change(monday)
    expect(await fixture.delivery()).toMatchObject({ state: 'pending', started: true })
    await fixture.post()
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Papers'])
  })
})

test('a digest that changes while it goes out is posted on, and what went out before is corrected afterwards', async () => {
  fixture = await DeliveryFixture.open()
  fixture.platform.script.push('ok', 'ok', new ConfigurationError('no'))
  await fixture.post()
  fixture.digest = { ...retitled('Theses'), title: 'Tuesday' } as Digest
  await fixture.store.ledger.retryFailed('main/2026-01-05' as never)
  await fixture.post()
  expect(fixture.transcript).toEqual(['Monday', 'News', 'Theses'])
  await fixture.restart()
  expect(fixture.transcript).toEqual(['Tuesday (corrected +0 -0)', 'News', 'Theses'])
})

test('a digest that changes while it goes out and then changes back shows nothing of what it was in between', async () => {
  fixture = await DeliveryFixture.open()
  fixture.platform.script.push('ok', 'ok', new ConfigurationError('no'))
  await fixture.post()
  fixture.digest = retitled('Theses')
  await fixture.store.ledger.retryFailed('main/2026-01-05' as never)
  await fixture.post()
  expect(fixture.transcript).toEqual(['Monday', 'News', 'Theses'])
  fixture.digest = monday
  await fixture.restart()
  expect(fixture.transcript.at(-1)).toBe('Papers (corrected +0 -0)')
})

test('sections that are renumbered during the post are posted once each', async () => {
  fixture = await DeliveryFixture.open()
  fixture.platform.script.push('ok', 'ok', new ConfigurationError('no'))
  await fixture.post()
  const headlines = { ...papers, number: '01', title: [text('Headlines')], takeaways: [] }
  const renumbered = [headlines, { ...news, number: '02' }, { ...papers, number: '03' }]
  fixture.digest = { ...monday, sections: renumbered }
  await fixture.store.ledger.retryFailed('main/2026-01-05' as never)
  // Both come by before it is finished, as they do after a start.
  await fixture.restart()
  await fixture.post()
  await fixture.look()
  const shown = fixture.transcript.map((line) => line.replace(/ \(.*/, '').replace('  ↳ ', ''))
  expect(shown.filter((line) => line !== 'removed').toSorted()).toEqual(['Headlines', 'Monday', 'News', 'Papers'])
})

test('a digest of another day is no concern of this one', async () => {
  await open()
  await fixture.look()
  fixture.digest = { ...retitled('Theses'), date: day('2026-01-06') }
  await fixture.look()
  expect(fixture.platform.edits).toBe(0)
})

test('what was posted under another name of the destination is corrected under its new one', async () => {
  await open()
  fixture.destination = { ...fixture.destination, name: 'crew' }
  await fixture.change(retitled('Theses'))
  expect(fixture.transcript.at(-1)).toBe('Theses (corrected +0 -0)')
})
