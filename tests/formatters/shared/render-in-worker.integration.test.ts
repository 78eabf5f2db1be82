import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { paragraph, unstyled } from '../../../src/domain/build.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { discordRenderer } from '../../../src/formatters/discord/renderer.ts'
import { renderInWorker } from '../../../src/formatters/shared/render-in-worker.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { slackRenderer } from '../../../src/formatters/slack/renderer.ts'
import { IdleThread } from '../../../src/lib/idle-thread.ts'
import { aDigest, aSection } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'

const words = (at: number) => `Paragraph ${at} is about rivers, and about the lakes that they fill.`
const body = Array.from({ length: 900 }, (_, at) => paragraph(unstyled(words(at))))
const long = { ...aDigest(), sections: [aSection('Rivers', { number: '01', body })] }
const short = { ...aDigest(), sections: [aSection('Rivers', { number: '01', body: body.slice(0, 3) })] }
const marks = new Map(
  renderSlack(long, 'sections', vocabulary).map(({ key }) => [key, { at: 0, dated: true, added: 1, removed: 0 }]),
)

test.each([
  ['Slack', slackRenderer, renderSlack],
  ['Discord', discordRenderer, renderDiscord],
] as const)(
  'on %s, a long digest is rendered beside everything else, as it would be at once',
  async (_, create, direct) => {
    const { render } = create(vocabulary)
    for (const marked of [undefined, marks]) {
      const [turns, over] = countTurns()
      const parts = await render(long, 'thread', 'off', marked)
      over.abort()
      expect(parts).toEqual(direct(long, 'thread', vocabulary, 'off', marked))
      expect(turns()).toBeGreaterThan(0)
    }
  },
)

test('a digest is rendered once for each layout and discussion mode, with marks each time', async () => {
  const { render } = slackRenderer(vocabulary)
  for (const digest of [short, long]) {
    const [parts, others] = await Promise.all([render(digest, 'sections', 'off'), render(digest, 'sections', 'off')])
    expect(others).toBe(parts)
    expect(await render(digest, 'sections', 'on-click')).not.toEqual(parts)
    expect(await render(digest, 'sections', 'off', marks)).not.toEqual(parts)
  }
})

test('without the thread, a long digest is rendered all the same', async () => {
  const render = renderInWorker(new IdleThread('./no-such-program', import.meta.url), renderSlack, vocabulary)
  expect(await render(long, 'sections')).toEqual(renderSlack(long, 'sections', vocabulary))
})

/** Counts the turns of the event loop until it is aborted. */
function countTurns(): [turns: () => number, over: AbortController] {
  const over = new AbortController()
  let turns = 0
  const count = async () => {
    while (!over.signal.aborted) {
      await turn()
      turns += 1
    }
  }
  void count()
  return [() => turns, over]
}
