import { beforeEach, describe, expect, test } from 'vitest'
import type { Destination } from '../../../src/domain/destination.ts'
import {
  DestinationRefused,
  DiscussionRefused,
  MessageRefused,
  PlatformUnreachable,
} from '../../../src/domain/errors.ts'
import type { Part } from '../../../src/domain/part.ts'
import { continuedKey } from '../../../src/domain/part-key.ts'
import { aSection, text } from '../../builders.ts'
import { MemoryPlatform } from '../../memory-platform.ts'
import { DeliveryFixture, monday, news, papers } from '../delivery-fixture.ts'

let fixture: DeliveryFixture

async function open(rest: Partial<Destination> = {}, platform = new MemoryPlatform()): Promise<void> {
  fixture = await DeliveryFixture.open(rest, platform)
  await fixture.post()
}

beforeEach(() => () => fixture.store.close())

describe('sections', () => {
  const third = aSection('Tools', { number: '03' })

  test('added in the channel’s own layout come quietly, in the thread of the overview, which says so', async () => {
    await open()
    await fixture.change({ ...monday, sections: [...monday.sections, third] })
    expect(fixture.transcript).toEqual(['Monday (corrected +1 -0)', 'News', 'Papers', '  ↳ Tools'])
    expect(fixture.platform.messages[3]?.ref.thread).toBe('1')
    await fixture.change({ ...monday, title: 'Tuesday', sections: [...monday.sections, third] })
    expect(fixture.transcript[0]).toBe('Tuesday (corrected +1 -0)')
  })

  test('added to a digest in the thread layout come at its end', async () => {
    await open({ layout: 'thread' })
    await fixture.change({ ...monday, sections: [...monday.sections, third] })
    expect(fixture.transcript).toEqual(['Monday (corrected +1 -0)', '  ↳ News', '  ↳ Papers', '  ↳ Tools'])
  })

  test('added where only the overview was posted are in its menu, and it says so', async () => {
    await open({ layout: 'overview' })
    await fixture.change({ ...monday, sections: [...monday.sections, third] })
    expect(fixture.transcript).toEqual(['Monday (corrected +1 -0)'])
    await fixture.change({ ...monday, sections: [news] })
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -1)'])
  })

  test('put before the others where only the overview was posted are counted, however they are numbered', async () => {
    await open({ layout: 'overview' })
    const renumbered = [aSection('Headlines'), { ...news, number: '02' }, { ...papers, number: '03' }]
    await fixture.change({ ...monday, sections: renumbered })
    expect(fixture.transcript).toEqual(['Monday (corrected +1 -0)'])
  })

  test('added with their takeaways up for discussion are discussed like the others', async () => {
    await open({ discussion: 'on-post' })
    await fixture.change({ ...monday, sections: [...monday.sections, third] })
    expect(fixture.transcript.slice(-2)).toEqual(['  ↳ Tools', '  ↳ First point / Second point'])
  })

  test.each([
    ['a thread', 'retry', 'threads', [new PlatformUnreachable('memory', 'down')]],
    ['a thread', 'pause', 'threads', [new DestinationRefused('The channel is archived.')]],
    ['their takeaways', 'pause', 'script', ['ok', new DestinationRefused('The channel is archived.')]],
  ] as const)('added while %s could not be posted (%s) get it later', async (_, outcome, script, steps) => {
    await open({ discussion: 'on-post' })
    if (script === 'threads') fixture.platform.threads.push('ok', ...steps)
    else fixture.platform.script.push(...steps)
    expect(await fixture.change({ ...monday, sections: [...monday.sections, third] })).toBe(outcome)
    expect(await fixture.look()).toBe('done')
    expect(fixture.transcript.slice(-2)).toEqual(['  ↳ Tools', '  ↳ First point / Second point'])
    const { posts } = fixture.platform
    await fixture.restart()
    expect(fixture.platform.posts).toBe(posts)
  })

  test('get the takeaways that were refused, or that they had not yet, with the next correction', async () => {
    const bare = { ...papers, takeaways: [] }
    fixture = await DeliveryFixture.open({ discussion: 'on-post' })
    fixture.digest = { ...monday, sections: [news, bare] }
    fixture.platform.threads.push(new DiscussionRefused('Allow the bot to create threads.'))
    await fixture.post()
    expect(fixture.transcript).toEqual(['Monday', 'News', 'Papers'])
    await fixture.change({ ...monday, title: 'Tuesday' })
    expect(fixture.transcript.filter((line) => line.startsWith('  ↳'))).toEqual([
      '  ↳ Much is new / Little is old',
      '  ↳ Much is written / Little is read',
    ])
  })

  test('that a line replaces are not put up for discussion', async () => {
    await open({ discussion: 'on-post' })
    fixture.platform.script.push(new MessageRefused('memory', 'harmful link'))
    await fixture.change({ ...monday, sections: [...monday.sections, third] })
    expect(fixture.transcript.slice(-2)).toEqual(['  ↳ Much is written / Little is read', '  ↳ refused'])
  })

  test('removed are replaced by a line, and come back in their place', async () => {
    await open()
    await fixture.change({ ...monday, sections: [papers] })
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -1)', 'removed', 'Papers'])
    await fixture.change(monday)
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News (corrected +0 -0)', 'Papers'])
    expect(fixture.platform.posts).toBe(3)
  })

  test('keep their messages when another is put before them and all are renumbered', async () => {
    await open()
    const renumbered = [aSection('Headlines'), { ...news, number: '02' }, { ...papers, number: '03' }]
    await fixture.change({ ...monday, sections: renumbered })
    expect(fixture.transcript).toEqual([
      'Monday (corrected +1 -0)',
      'News (corrected +0 -0)',
      'Papers (corrected +0 -0)',
      '  ↳ Headlines',
    ])
    expect((await fixture.parts()).map(({ key }) => key)).toEqual([
      'overview',
      'section-01',
      'section-02',
      'section-01~2',
    ])
    // And so they do when they are numbered as before.
    await fixture.change(monday)
    expect(fixture.transcript).toEqual([
      'Monday (corrected +0 -0)',
      'News (corrected +0 -0)',
      'Papers (corrected +0 -0)',
      '  ↳ removed',
    ])
  })

  test('in another order stay where they are; the overview has the new order', async () => {
    await open()
    await fixture.change({ ...monday, sections: [papers, news] })
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Papers'])
  })

  test('that get another tag come and go where only some are wanted', async () => {
    fixture = await DeliveryFixture.open({ tags: ['Agent'] })
    const tagged = (first: string, second: string) => ({
      ...monday,
      sections: [
        { ...news, tag: first },
        { ...papers, tag: second },
      ],
    })
    fixture.digest = tagged('Agent', 'Training')
    await fixture.post()
    expect(fixture.transcript).toEqual(['Monday', 'News'])
    await fixture.change(tagged('Training', 'Agent'))
    expect(fixture.transcript).toEqual(['Monday (corrected +1 -1)', 'unwanted', '  ↳ Papers'])
    await fixture.change(tagged('Training', 'Training'))
    expect(fixture.transcript).toEqual(['unwanted', 'unwanted', '  ↳ unwanted'])
    await fixture.change(tagged('Agent', 'Training'))
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News (corrected +0 -0)', '  ↳ unwanted'])
  })
})

describe('a piece that takes', () => {
  /** Splits a title at each bar, as long texts are split. */
  class Splitting extends MemoryPlatform {
    override render(...args: Parameters<MemoryPlatform['render']>): Part[] {
      return super.render(...args).flatMap((part) =>
        part.plain.split('|').map((plain, at) => ({
          ...part,
          key: continuedKey(part.key, at + 1),
          plain,
          body: { plain },
        })),
      )
    }
  }

  test('more messages than before goes on in the thread of its first', async () => {
    await open({}, new Splitting())
    await fixture.change({ ...monday, sections: [{ ...news, title: [text('News|more|and more')] }, papers] })
    expect(fixture.transcript).toEqual([
      'Monday (corrected +0 -0)',
      'News',
      'Papers',
      '  ↳ more',
      '  ↳ and more (corrected +0 -0)',
    ])
    expect(fixture.platform.messages[3]?.ref.thread).toBe('2')
  })

  test('more messages than before has all of them, though some came later', async () => {
    await open({}, new Splitting())
    fixture.platform.script.push('ok', new PlatformUnreachable('memory', 'down'))
    const longer = { ...monday, sections: [{ ...news, title: [text('News|more|and more')] }, papers] }
    expect(await fixture.change(longer)).toBe('retry')
    expect(await fixture.restart()).toBe('done')
    expect(fixture.transcript.slice(3)).toEqual(['  ↳ more', '  ↳ and more (corrected +0 -0)'])
  })

  test('as many as before is corrected where that failed, and not where it did not', async () => {
    fixture = await DeliveryFixture.open({}, new Splitting())
    const twoParts = (more: string) => ({ ...monday, sections: [{ ...news, title: [text(`News|${more}`)] }, papers] })
    fixture.digest = twoParts('more')
    await fixture.post()
    fixture.platform.editScript.push('ok', 'ok', new MessageRefused('memory', 'too old'))
    await fixture.change(twoParts('even more'))
    expect(fixture.transcript.slice(1, 3)).toEqual(['News', 'more'])
    await fixture.restart()
    expect(fixture.transcript.slice(1, 3)).toEqual(['News', 'even more (corrected +0 -0)'])
    expect(fixture.platform.edits).toBe(4)
  })

  test('fewer messages leaves a line that says where it went', async () => {
    fixture = await DeliveryFixture.open({}, new Splitting())
    fixture.digest = { ...monday, sections: [{ ...news, title: [text('News|more')] }, papers] }
    await fixture.post()
    await fixture.change(monday)
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News (corrected +0 -0)', 'moved', 'Papers'])
    await fixture.restart()
    expect(fixture.platform.edits).toBe(3)
  })
})
