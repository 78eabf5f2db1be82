import { beforeEach, expect, test } from 'vitest'
import { statusOf } from '../../../src/cli/commands/status.ts'
import type { DeliveryId } from '../../../src/domain/delivery.ts'
import {
  ConfigurationError,
  DestinationRefused,
  MessageRefused,
  PlatformBusy,
  PlatformUnreachable,
  TokenRefused,
} from '../../../src/domain/errors.ts'
import { aSection, libraryOf, partKey, text } from '../../builders.ts'
import { DeliveryFixture, monday, news, papers } from '../delivery-fixture.ts'

const retitled = (title: string) => ({ ...monday, sections: [{ ...news, title: [text(title)] }, papers] })
const corrected = ['Monday (corrected +0 -0)', 'Headlines (corrected +0 -0)', 'Papers']
const [id, overview, first] = ['team@main/2026-01-05' as DeliveryId, partKey('overview'), partKey('section-01')]

let room: DeliveryFixture

beforeEach(async () => {
  room = await DeliveryFixture.open()
  await room.post()
  return () => room.store.close()
})

const sources = () => ({ ...room.store, repository: libraryOf(), destinations: () => [room.destination] })
const problems = async () => (await statusOf(room.destination, sources(), room.now, true)).problems

test.each(['lost-before', 'lost-after'] as const)(
  'an edit whose answer was lost (%s) is made again',
  async (mishap) => {
    room.platform.editScript.push('ok', mishap)
    expect(await room.change(retitled('Headlines'))).toBe('retry')
    expect(await room.look()).toBe('done')
    expect(room.transcript).toEqual(corrected)
    expect(room.platform.posts).toBe(3)
  },
)

test.each(['lost-before', 'lost-after'] as const)(
  'a correction whose answer was lost (%s) and that its author takes back leaves nothing of it',
  async (mishap) => {
    room.platform.editScript.push(mishap)
    expect(await room.change({ ...monday, title: 'Tuesday' })).toBe('retry')
    room.digest = monday
    expect(await room.restart()).toBe('done')
    expect(room.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Papers'])
  },
)

test('a correction that was certainly not made and is taken back leaves no mark', async () => {
  room.platform.editScript.push(new PlatformUnreachable('memory', 'down'))
  expect(await room.change({ ...monday, title: 'Tuesday' })).toBe('retry')
  room.digest = monday
  expect(await room.restart()).toBe('done')
  expect(room.transcript).toEqual(['Monday', 'News', 'Papers'])
})

test('"slow down" is waited for', async () => {
  room.platform.editScript.push(new PlatformBusy('memory', 1_000))
  expect(await room.change(retitled('Headlines'))).toBe('done')
  expect(room.transcript).toEqual(corrected)
})

test('a long wait is left to a later look', async () => {
  room.platform.editScript.push(new PlatformBusy('memory', 60_000))
  expect(await room.change(retitled('Headlines'))).toBe('retry')
  expect(await room.look()).toBe('done')
  expect(room.transcript).toEqual(corrected)
})

test('a platform that is out of reach is tried again, and what was corrected already is left alone', async () => {
  room.platform.editScript.push('ok', new PlatformUnreachable('memory', 'down'))
  expect(await room.change(retitled('Headlines'))).toBe('retry')
  expect(await room.look()).toBe('done')
  expect(room.platform.edits).toBe(3)
})

test('a message that can no longer be edited is reported, holds up no other, and is not tried every minute', async () => {
  room.platform.editScript.push(new MessageRefused('memory', 'too old'))
  expect(await room.change(retitled('Headlines'))).toBe('done')
  expect(room.transcript).toEqual(['Monday', ...corrected.slice(1)])
  expect(await problems()).toEqual([
    expect.stringMatching(/^main\/2026-01-05: overview shows an older text .* too old$/),
  ])
  expect(room.log.lines).toContainEqual({
    level: 'error',
    fields: { delivery: id, part: overview, reason: 'memory refuses the message: too old' },
    message: 'cannot be corrected',
  })
  await room.look()
  await room.look()
  expect(room.platform.edits).toBe(2)
})

test('it is tried again when the bot starts', async () => {
  room.platform.editScript.push(new MessageRefused('memory', 'too old'))
  await room.change(retitled('Headlines'))
  await room.restart()
  expect(room.transcript).toEqual(corrected)
  expect(await problems()).toEqual([])
})

test('it is forgotten when its author thinks better of it', async () => {
  room.platform.editScript.push(new MessageRefused('memory', 'too old'), new MessageRefused('memory', 'too old'))
  await room.change(retitled('Headlines'))
  expect(await problems()).toHaveLength(2)
  await room.change(monday)
  expect(await problems()).toEqual([])
  expect(room.transcript).toEqual(['Monday', 'News', 'Papers'])
})

test('a message of which nobody said where it is cannot be corrected, and that is reported', async () => {
  const { ledger } = room.store
  await ledger.forgetPart(id, first)
  await ledger.recordIntent(id, first, room.now)
  await ledger.markUncertain(id, first)
  await ledger.confirm(id, first, room.now)
  expect(await room.change(retitled('Headlines'))).toBe('done')
  expect(await problems()).toEqual([expect.stringContaining('section-01 shows an older text')])
})

test('a section that cannot be added is reported under the message that it belongs to', async () => {
  room.platform.script.push(new ConfigurationError('no threads here'))
  const more = { ...monday, sections: [news, papers, aSection('Tools', { number: '03' })] }
  expect(await room.change(more)).toBe('done')
  expect(await problems()).toEqual([expect.stringMatching(/overview shows an older text.*no threads here/)])
  await room.restart()
  expect(room.transcript.at(-1)).toBe('  ↳ Tools')
  expect(await problems()).toEqual([])
})

test('a channel that refuses everything is paused, and corrected once it lets us in', async () => {
  room.platform.editScript.push(new DestinationRefused('Invite the bot.'))
  expect(await room.change(retitled('Headlines'))).toBe('pause')
  expect((await room.store.ledger.pauses()).get('team')?.reason.text).toBe('Invite the bot.')
  expect(await room.look()).toBe('done')
  expect(room.transcript).toEqual(corrected)
})

test('a token that is refused halts the platform, and nothing is forgotten', async () => {
  room.platform.editScript.push(new TokenRefused('Replace the token.'))
  expect(await room.change(retitled('Headlines'))).toBe('halt')
  expect(await room.look()).toBe('done')
  expect(room.transcript).toEqual(corrected)
})

test('a bug of ours is logged with its stack, and not repeated every minute', async () => {
  const render = room.platform.render.bind(room.platform)
  room.platform.render = () => {
    throw new TypeError('our bug')
  }
  expect(await room.change(retitled('Headlines'))).toBe('done')
  expect(room.log.lines.at(-1)).toMatchObject({ level: 'error', fields: { err: new TypeError('our bug') } })
  const lines = room.log.lines.length
  await room.look()
  expect(room.log.lines).toHaveLength(lines)
  room.platform.render = render
  await room.restart()
  expect(room.transcript).toEqual(corrected)
})

test('asked to stop it begins nothing more, and goes on after the start', async () => {
  const stopping = new AbortController()
  const edit = room.platform.edit.bind(room.platform)
  room.platform.edit = (...what) => {
    stopping.abort()
    return edit(...what)
  }
  room.stop = stopping.signal
  await room.change(retitled('Headlines'))
  expect(room.transcript).toEqual([corrected[0], 'News', 'Papers'])
  room.stop = new AbortController().signal
  await room.restart()
  expect(room.transcript).toEqual(corrected)
})
