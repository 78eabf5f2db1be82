import { beforeEach, expect, test } from 'vitest'
import { statusOf } from '../../../src/cli/destination-status.ts'
import type { DeliveryId } from '../../../src/domain/delivery.ts'
import {
  ConfigurationError,
  DestinationRefused,
  ImageRefused,
  MessageRefused,
  PlatformBusy,
  PlatformUnreachable,
  RefusedForNow,
  ThreadGone,
  TokenRefused,
} from '../../../src/domain/errors.ts'
import { failureReason } from '../../../src/i18n/failures.ts'
import { aSection, libraryOf, partKey, text } from '../../builders.ts'
import { DeliveryFixture, monday, news, papers } from '../delivery-fixture.ts'

const retitled = (title: string) => ({ ...monday, sections: [{ ...news, title: [text(title)] }, papers] })
const corrected = ['Monday (corrected +0 -0)', 'Headlines (corrected +0 -0)', 'Papers']
const [id, overview, first] = ['team@main/2026-01-05' as DeliveryId, partKey('overview'), partKey('section-01')]

let fixture: DeliveryFixture

beforeEach(async () => {
  fixture = await DeliveryFixture.open()
  await fixture.post()
  return () => fixture.store.close()
})

const sources = () => ({ ...fixture.store, repository: libraryOf(), destinations: () => [fixture.destination] })
const problems = async () => (await statusOf(fixture.destination, sources(), fixture.now)).problems

test.each(['lost-before', 'lost-after'] as const)(
  'an edit whose answer was lost (%s) is made again',
  async (mishap) => {
    fixture.platform.editScript.push('ok', mishap)
    expect(await fixture.change(retitled('Headlines'))).toBe('retry')
    expect(await fixture.look()).toBe('done')
    expect(fixture.transcript).toEqual(corrected)
    expect(fixture.platform.posts).toBe(3)
  },
)

test.each(['lost-before', 'lost-after'] as const)(
  'a correction whose answer was lost (%s) and that its author takes back leaves nothing of it',
  async (mishap) => {
    fixture.platform.editScript.push(mishap)
    expect(await fixture.change({ ...monday, title: 'Tuesday' })).toBe('retry')
    fixture.digest = monday
    expect(await fixture.restart()).toBe('done')
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Papers'])
  },
)

test('a correction that was certainly not made and is taken back leaves no mark', async () => {
  fixture.platform.editScript.push(new PlatformUnreachable('memory', 'down'))
  expect(await fixture.change({ ...monday, title: 'Tuesday' })).toBe('retry')
  fixture.digest = monday
  expect(await fixture.restart()).toBe('done')
  expect(fixture.transcript).toEqual(['Monday', 'News', 'Papers'])
})

test('a correction goes without the images that the platform cannot fetch', async () => {
  const url = 'https://example.org/1.png'
  fixture.platform.withoutImages = (part, urls) => ({ ...part, plain: `${part.plain} without ${urls.join(', ')}` })
  fixture.platform.editScript.push(new ImageRefused('memory', 'x', [url]))
  expect(await fixture.change({ ...monday, title: 'Tuesday' })).toBe('done')
  expect(fixture.transcript).toEqual([`Tuesday (corrected +0 -0) without ${url}`, 'News', 'Papers'])
  expect(await problems()).toEqual([])
})

test('"slow down" is waited for', async () => {
  fixture.platform.editScript.push(new PlatformBusy('memory', 1_000))
  expect(await fixture.change(retitled('Headlines'))).toBe('done')
  expect(fixture.transcript).toEqual(corrected)
})

test('a long wait is left to a later look', async () => {
  fixture.platform.editScript.push(new PlatformBusy('memory', 60_000))
  expect(await fixture.change(retitled('Headlines'))).toBe('retry')
  expect(await fixture.look()).toBe('done')
  expect(fixture.transcript).toEqual(corrected)
})

test('a platform that is out of reach is tried again, and what was corrected already is left alone', async () => {
  fixture.platform.editScript.push('ok', new PlatformUnreachable('memory', 'down'))
  expect(await fixture.change(retitled('Headlines'))).toBe('retry')
  expect(await fixture.look()).toBe('done')
  expect(fixture.platform.edits).toBe(3)
})

test('a message that can no longer be edited is reported, holds up no other, and is not tried every minute', async () => {
  fixture.platform.editScript.push(new MessageRefused('memory', 'too old'))
  expect(await fixture.change(retitled('Headlines'))).toBe('done')
  expect(fixture.transcript).toEqual(['Monday', ...corrected.slice(1)])
  expect(await problems()).toEqual([
    expect.stringMatching(/^main\/2026-01-05: overview shows an older text .* too old$/),
  ])
  expect(fixture.log.lines).toContainEqual({
    level: 'error',
    fields: { delivery: id, part: overview, reason: 'memory refuses the message: too old' },
    message: 'the message cannot be corrected',
  })
  await fixture.look()
  await fixture.look()
  expect(fixture.platform.edits).toBe(2)
})

test.each([
  ['message', new MessageRefused('memory', failureReason('deleted', '10008', ''))],
  ['thread', new ThreadGone('memory')],
])('of a %s that a moderator deleted, status says so and what to do', async (_, refusal) => {
  fixture.platform.editScript.push('ok', refusal)
  expect(await fixture.change(retitled('Headlines'))).toBe('done')
  expect(await problems()).toEqual([
    expect.stringMatching(
      /^main\/2026-01-05: section-01, or its thread, was deleted in \w+, so it is not corrected\. If .*post --undo team@main\/2026-01-05`, and post it again\.$/,
    ),
  ])
})

test('it is tried again when the bot starts', async () => {
  fixture.platform.editScript.push(new MessageRefused('memory', 'too old'))
  await fixture.change(retitled('Headlines'))
  await fixture.restart()
  expect(fixture.transcript).toEqual(corrected)
  expect(await problems()).toEqual([])
})

test('it is forgotten when its author thinks better of it', async () => {
  fixture.platform.editScript.push(new MessageRefused('memory', 'too old'), new MessageRefused('memory', 'too old'))
  await fixture.change(retitled('Headlines'))
  expect(await problems()).toHaveLength(2)
  await fixture.change(monday)
  expect(await problems()).toEqual([])
  expect(fixture.transcript).toEqual(['Monday', 'News', 'Papers'])
})

test('a message that was confirmed without a link cannot be corrected, and that is reported', async () => {
  const { ledger } = fixture.store
  await ledger.forgetPart(id, first)
  await ledger.recordIntent(id, first, fixture.now)
  await ledger.markUncertain(id, first)
  await ledger.confirm(id, first, fixture.now)
  expect(await fixture.change(retitled('Headlines'))).toBe('done')
  expect(await problems()).toEqual([expect.stringContaining('section-01 shows an older text')])
})

test('a section that cannot be added is reported under the message that it belongs to', async () => {
  fixture.platform.script.push(new ConfigurationError('no threads here'))
  const more = { ...monday, sections: [news, papers, aSection('Tools', { number: '03' })] }
  expect(await fixture.change(more)).toBe('done')
  expect(await problems()).toEqual([expect.stringMatching(/overview shows an older text.*no threads here/)])
  await fixture.restart()
  expect(fixture.transcript.at(-1)).toBe('  ↳ Tools')
  expect(await problems()).toEqual([])
})

test('a message whose edit is refused for an unknown reason delays no other', async () => {
  const title = (word: string) => [text(word)]
  const sections = [
    { ...news, title: title('Headlines') },
    { ...papers, title: title('Articles') },
  ]
  const refusal = () => new RefusedForNow('memory', 'totally_new_code')
  fixture.platform.editScript.push('ok', refusal())
  expect(await fixture.change({ ...monday, sections })).toBe('retry')
  expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Articles (corrected +0 -0)'])
  expect(await fixture.look()).toBe('done')
  expect(fixture.transcript.slice(1)).toEqual(['Headlines (corrected +0 -0)', 'Articles (corrected +0 -0)'])
})

test('a channel that refuses everything is paused, and corrected once it lets us in', async () => {
  fixture.platform.editScript.push(new DestinationRefused('Invite the bot.'))
  expect(await fixture.change(retitled('Headlines'))).toBe('pause')
  expect((await fixture.store.ledger.pauses()).get('team')?.reason.text).toBe('Invite the bot.')
  expect(await fixture.look()).toBe('done')
  expect(fixture.transcript).toEqual(corrected)
})

test('a channel in which the destination posted before does not pause it', async () => {
  fixture.destination = { ...fixture.destination, channel: 'C2' }
  fixture.platform.editScript.push(new DestinationRefused('The channel is archived.'))
  expect(await fixture.change(retitled('Headlines'))).toBe('done')
  expect(await fixture.store.ledger.pauses()).toEqual(new Map())
  expect(await fixture.restart()).toBe('done')
  expect(fixture.transcript).toEqual(corrected)
})

test('a token that is refused halts the platform, and nothing is forgotten', async () => {
  fixture.platform.editScript.push(new TokenRefused('Replace the token.'))
  expect(await fixture.change(retitled('Headlines'))).toBe('halt')
  expect(await fixture.look()).toBe('done')
  expect(fixture.transcript).toEqual(corrected)
})

test('a bug of ours is logged with its stack, and not repeated every minute', async () => {
  const render = fixture.platform.render.bind(fixture.platform)
  fixture.platform.render = () => {
    throw new TypeError('our bug')
  }
  expect(await fixture.change(retitled('Headlines'))).toBe('done')
  expect(fixture.log.lines.at(-1)).toMatchObject({ level: 'error', fields: { err: new TypeError('our bug') } })
  const lines = fixture.log.lines.length
  await fixture.look()
  expect(fixture.log.lines).toHaveLength(lines)
  fixture.platform.render = render
  await fixture.restart()
  expect(fixture.transcript).toEqual(corrected)
})

test('asked to stop it begins nothing more, and goes on after the start', async () => {
  const stopping = new AbortController()
  const edit = fixture.platform.edit.bind(fixture.platform)
  fixture.platform.edit = (...what) => {
    stopping.abort()
    return edit(...what)
  }
  fixture.stop = stopping.signal
  await fixture.change(retitled('Headlines'))
  expect(fixture.transcript).toEqual([corrected[0], 'News', 'Papers'])
  fixture.stop = new AbortController().signal
  await fixture.restart()
  expect(fixture.transcript).toEqual(corrected)
})

test('an uncertain part is not said to be uncorrectable, and is corrected once it is found', async () => {
  fixture = await DeliveryFixture.open()
  fixture.platform.canSay = false
  fixture.platform.script.push('lost-after')
  expect(await fixture.post()).toBe('retry')
  expect(await fixture.change(retitled('Headlines'))).toBe('done')
  expect((await fixture.parts()).map(({ state }) => state)).toEqual(['uncertain'])
  expect((await fixture.parts())[0]).not.toHaveProperty('uneditable')
  expect(fixture.log.lines.filter(({ message }) => message === 'the message cannot be corrected')).toEqual([])
  fixture.platform.canSay = true
  expect(await fixture.post()).toBe('done')
  await fixture.look()
  expect(fixture.transcript).toEqual(corrected.with(1, 'Headlines'))
})
