import { beforeEach, expect, test } from 'vitest'
import { MessageRefused, PlatformUnreachable } from '../../../src/domain/errors.ts'
import type { Part } from '../../../src/domain/part.ts'
import { continuedKey } from '../../../src/domain/part-key.ts'
import { aSection, text } from '../../builders.ts'
import { MemoryPlatform } from '../../memory-platform.ts'
import { DeliveryFixture, monday, news, papers } from '../delivery-fixture.ts'

/** Two words a message. A mark takes the room of one. */
class Narrow extends MemoryPlatform {
  override render(...args: Parameters<MemoryPlatform['render']>): Part[] {
    return super.render(...args).flatMap((part) => {
      const [title = '', mark] = part.plain.split(' (')
      const words = [...(mark ? ['corrected:'] : []), ...title.split(' ')]
      return Array.from({ length: Math.ceil(words.length / 2) }, (_, at) => {
        const plain = words.slice(at * 2, at * 2 + 2).join(' ')
        return { ...part, key: continuedKey(part.key, at + 1), plain, body: { plain } }
      })
    })
  }
}

let fixture: DeliveryFixture

beforeEach(async () => {
  fixture = await DeliveryFixture.open({}, new Narrow())
  return () => fixture.store.close()
})

/** What the messages of a piece say together. */
const saidBy = (key: string) =>
  fixture.platform.messages
    .filter(({ posting }) => posting.marker.part.replace(/\.\d+$/, '') === key)
    .toSorted((one, other) => (one.posting.marker.part < other.posting.marker.part ? -1 : 1))
    .map(({ posting }) => posting.part.plain)
    .join(' ')

const retitled = (title: string) => ({ ...monday, sections: [{ ...news, title: [text(title)] }, papers] })
const down = new PlatformUnreachable('memory', 'down')

test('a long section that was added in two goes has each of its words once', async () => {
  await fixture.post()
  fixture.platform.script.push('ok', down)
  const more = { ...monday, sections: [news, papers, aSection('one two three four five six', { number: '03' })] }
  expect(await fixture.change(more)).toBe('retry')
  expect(await fixture.look()).toBe('done')
  expect(saidBy('section-03')).toBe('one two three four five six')
})

test('a long section that was corrected in two goes has each of its words once', async () => {
  fixture.digest = retitled('one two three four')
  await fixture.post()
  fixture.platform.editScript.push('ok', 'ok', down)
  expect(await fixture.change(retitled('one two three four five six'))).toBe('retry')
  fixture.now += 60_000
  expect(await fixture.restart()).toBe('done')
  expect(saidBy('section-01')).toBe('corrected: one two three four five six')
})

test('a long section whose end could not be edited keeps its beginning, and gets its end when it can', async () => {
  fixture.digest = retitled('one two three')
  await fixture.post()
  fixture.platform.editScript.push('ok', 'ok', new MessageRefused('memory', 'too old'))
  await fixture.change(retitled('eins zwei drei'))
  const edits = fixture.platform.edits
  fixture.now += 86_400_000
  await fixture.restart()
  expect(saidBy('section-01')).toBe('corrected: eins zwei drei')
  expect(fixture.platform.edits).toBe(edits + 1)
})

test('a long section that changes in the middle of its own posting has each of its words once', async () => {
  fixture.digest = retitled('one two three four')
  fixture.platform.script.push('ok', 'ok', new MessageRefused('memory', 'no'))
  await fixture.post()
  fixture.digest = retitled('eins zwei drei vier')
  await fixture.store.ledger.retryFailed('main/2026-01-05' as never)
  await fixture.restart()
  await fixture.post()
  await fixture.look()
  expect(saidBy('section-01')).toBe('corrected: eins zwei drei vier')
})
