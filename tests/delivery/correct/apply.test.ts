import { beforeEach, describe, expect, test } from 'vitest'
import type { Destination } from '../../../src/domain/destination.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { ConfigurationError } from '../../../src/domain/errors.ts'
import { day, partKey, text } from '../../builders.ts'
import { MemoryPlatform } from '../../memory-platform.ts'
import { DeliveryFixture, monday, news, papers } from '../delivery-fixture.ts'

let room: DeliveryFixture

async function open(rest: Partial<Destination> = {}, platform = new MemoryPlatform()): Promise<void> {
  room = await DeliveryFixture.open(rest, platform)
  await room.post()
}

beforeEach(() => () => room.store.close())

const retitled = (title: string) => ({ ...monday, sections: [news, { ...papers, title: [text(title)] }] })

describe('what changed', () => {
  test('is edited in place and says so; nothing is posted, and what did not change is left alone', async () => {
    await open()
    expect(await room.change(retitled('Theses'))).toBe('done')
    expect(room.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Theses (corrected +0 -0)'])
    expect([room.platform.posts, room.platform.edits]).toEqual([3, 2])
    expect(await room.delivery()).toMatchObject({ state: 'posted', correctedAt: room.now })
    expect((await room.parts())[2]).toMatchObject({ key: 'section-02', editedAt: room.now })
  })

  test('is corrected once', async () => {
    await open()
    await room.change(retitled('Theses'))
    await room.change(retitled('Theses'))
    await room.restart()
    expect(room.platform.edits).toBe(2)
  })

  test('is corrected again when it changes again', async () => {
    await open()
    await room.change(retitled('Theses'))
    await room.change(monday)
    expect(room.transcript.at(-1)).toBe('Papers (corrected +0 -0)')
  })

  test('while the bot was down is found when it starts', async () => {
    await open()
    room.digest = retitled('Theses')
    await room.restart()
    expect(room.transcript.at(-1)).toBe('Theses (corrected +0 -0)')
  })

  test('of a digest of long ago is not looked for at the start, but corrected when it changes', async () => {
    await open()
    room.now += 41 * 86_400_000
    room.digest = retitled('Theses')
    await room.restart()
    expect(room.platform.edits).toBe(0)
    await room.change(retitled('Dissertations'))
    expect(room.transcript.at(-1)).toBe('Dissertations (corrected +0 -0)')
  })

  test('is told in the log, with the part and its link', async () => {
    await open()
    await room.change(retitled('Theses'))
    const lines = room.log.lines.filter(({ message }) => message === 'corrected')
    expect(lines.map(({ fields }) => fields)).toEqual([
      { delivery: 'team@main/2026-01-05', part: 'overview', link: 'https://memory.example/1' },
      { delivery: 'team@main/2026-01-05', part: 'section-02', link: 'https://memory.example/3' },
    ])
  })
})

describe('nothing is edited', () => {
  test('for a change that nobody could see', async () => {
    await open()
    await room.change(structuredClone(monday))
    expect(room.platform.edits).toBe(0)
  })

  test('when a new Morning Post writes the same digest differently', async () => {
    await open()
    room.platform.render = () => [{ key: partKey('overview'), body: {}, plain: 'Modern', budget: [] }]
    await room.restart()
    expect(room.platform.edits).toBe(0)
  })

  test('when the destination’s layout, discussions, mention or tags change, and an edit keeps how it was posted', async () => {
    await open({ mention: { kind: 'group', id: 'S1' } })
    room.destination = { ...room.destination, layout: 'overview', discussion: 'off', tags: ['Agent'] }
    await room.restart()
    expect(room.platform.edits).toBe(0)
    const { mention: _, ...rest } = room.destination
    room.destination = { ...rest, tags: [] }
    await room.change(retitled('Theses'))
    expect(room.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Theses (corrected +0 -0)'])
    expect(room.platform.messages.map(({ posting }) => posting.mention?.id)).toEqual(['S1', undefined, undefined])
    expect(room.platform.messages[2]?.posting.part.discuss).toBeDefined()
  })

  test('when the file is gone or cannot be read, and the log says so', async () => {
    await open()
    expect(await room.change(undefined)).toBe('done')
    expect(room.transcript).toEqual(['Monday', 'News', 'Papers'])
    expect(room.log.lines.at(-1)).toMatchObject({ level: 'warn', fields: { digest: 'main/2026-01-05' } })
  })

  test('of what an older Morning Post posted: it did not note what it said', async () => {
    await open()
    await room.store.ledger.setPostedLayout('team@main/2026-01-05' as never, {} as never)
    await room.change(retitled('Theses'))
    expect(room.platform.edits).toBe(0)
  })
})

describe('a digest that is withdrawn', () => {
  const withdrawn = { ...monday, withdrawn: 'The figures were wrong.' }

  test('is replaced by the reason, message by message, and comes back when its author thinks better of it', async () => {
    await open()
    await room.change(withdrawn)
    const reason = 'withdrawn: The figures were wrong.'
    expect(room.transcript).toEqual([reason, reason, reason])
    expect(room.platform.messages[0]?.posting).not.toHaveProperty('mention')
    await room.change(monday)
    expect(room.transcript).toEqual(['Monday', 'News', 'Papers'].map((part) => `${part} (corrected +0 -0)`))
    expect(room.platform.posts).toBe(3)
  })

  test('before it went out is never posted; taken back, it is owed like any other', async () => {
    room = await DeliveryFixture.open()
    room.digest = withdrawn
    expect(await room.post()).toBe('done')
    expect(room.platform.posts).toBe(0)
    expect(await room.delivery()).toMatchObject({
      state: 'skipped',
      reason: { text: expect.stringContaining('The figures') },
    })
    await room.restart()
    expect(await room.delivery()).toMatchObject({ state: 'skipped' })
    await room.change(monday)
    expect(await room.delivery()).toMatchObject({ state: 'pending', started: false })
  })

  test('while it goes out is posted no further, and what was posted is replaced', async () => {
    room = await DeliveryFixture.open()
    room.platform.script.push('ok', new ConfigurationError('no'))
    await room.post()
    room.digest = withdrawn
    await room.store.ledger.retryFailed('main/2026-01-05' as never)
    await room.post()
    await room.restart()
    expect(room.transcript).toEqual(['withdrawn: The figures were wrong.'])
    await room.change(monday)
    expect(await room.delivery()).toMatchObject({ state: 'pending', started: true })
    await room.post()
    expect(room.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Papers'])
  })
})

test('a digest that changes while it goes out is posted on, and what went out before is corrected afterwards', async () => {
  room = await DeliveryFixture.open()
  room.platform.script.push('ok', 'ok', new ConfigurationError('no'))
  await room.post()
  room.digest = { ...retitled('Theses'), title: 'Tuesday' } as Digest
  await room.store.ledger.retryFailed('main/2026-01-05' as never)
  await room.post()
  expect(room.transcript).toEqual(['Monday', 'News', 'Theses'])
  await room.restart()
  expect(room.transcript).toEqual(['Tuesday (corrected +0 -0)', 'News', 'Theses'])
})

test('a digest that changes while it goes out and then changes back shows nothing of what it was in between', async () => {
  room = await DeliveryFixture.open()
  room.platform.script.push('ok', 'ok', new ConfigurationError('no'))
  await room.post()
  room.digest = retitled('Theses')
  await room.store.ledger.retryFailed('main/2026-01-05' as never)
  await room.post()
  expect(room.transcript).toEqual(['Monday', 'News', 'Theses'])
  room.digest = monday
  await room.restart()
  expect(room.transcript.at(-1)).toBe('Papers (corrected +0 -0)')
})

test('sections that are numbered anew while they go out stand there once each', async () => {
  room = await DeliveryFixture.open()
  room.platform.script.push('ok', 'ok', new ConfigurationError('no'))
  await room.post()
  const headlines = { ...papers, number: '01', title: [text('Headlines')], takeaways: [] }
  const renumbered = [headlines, { ...news, number: '02' }, { ...papers, number: '03' }]
  room.digest = { ...monday, sections: renumbered }
  await room.store.ledger.retryFailed('main/2026-01-05' as never)
  // Both come by before it is finished, as they do after a start.
  await room.restart()
  await room.post()
  await room.look()
  const shown = room.transcript.map((line) => line.replace(/ \(.*/, '').replace('  ↳ ', ''))
  expect(shown.filter((line) => line !== 'removed').toSorted()).toEqual(['Headlines', 'Monday', 'News', 'Papers'])
})

test('a digest of another day is no concern of this one', async () => {
  await open()
  await room.look()
  room.digest = { ...retitled('Theses'), date: day('2026-01-06') }
  await room.look()
  expect(room.platform.edits).toBe(0)
})

test('what was posted under another name of the destination is corrected under its new one', async () => {
  await open()
  room.destination = { ...room.destination, name: 'crew' }
  await room.change(retitled('Theses'))
  expect(room.transcript.at(-1)).toBe('Theses (corrected +0 -0)')
})
