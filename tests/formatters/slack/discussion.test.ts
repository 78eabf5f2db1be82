import { expect, test } from 'vitest'
import { slackRequest } from '../../../src/formatters/slack/api-call.ts'
import { renderSlack, slackLayouts } from '../../../src/formatters/slack/render.ts'
import { slackPrompts } from '../../../src/formatters/slack/takeaway-prompt.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { aDigest, aSection } from '../../builders.ts'
import { everyday, vocabulary } from './digests.ts'

const about = renderSlack(everyday, 'sections', vocabulary).find(({ discuss }) => discuss)?.discuss ?? never()

test.each(slackLayouts)(
  'with discussions off, nothing in the layout %s offers one, and no word is missing',
  (layout) => {
    const open = renderSlack(everyday, layout, vocabulary, 'on-post')
    const quiet = renderSlack(everyday, layout, vocabulary, 'off')
    expect(open).toEqual(renderSlack(everyday, layout, vocabulary))
    expect(JSON.stringify(open).includes('mp:discuss:')).toBe(layout !== 'overview')
    expect(JSON.stringify(quiet)).not.toContain('mp:discuss:')
    expect(quiet.every(({ discuss }) => discuss === undefined)).toBe(true)
    expect(quiet.map(({ key, plain }) => [key, plain])).toEqual(open.map(({ key, plain }) => [key, plain]))
    expect(JSON.stringify(quiet).includes('"url"')).toBe(JSON.stringify(open).includes('"url"'))
  },
)

test('all takeaways are quoted in one message, numbered, with a question', () => {
  const seed = slackPrompts.renderAllTakeaways(about, 'en')
  expect(seed.key).toBe(`section-${about.section}/all`)
  const points = about.takeaways.map((_, at) => `${at + 1}. `)
  for (const point of points) expect(seed.plain).toContain(point)
  expect(seed.plain).toMatch(/What do you think\? Say which takeaway you mean\.$/)
  expect(slackPrompts.renderAllTakeaways(about, 'zh').plain).toMatch(/回复时请注明是哪个要点。$/)
})

test('takeaways as long as a book are still a message that Slack takes', () => {
  const takeaways = Array.from({ length: 40 }, () => [
    { type: 'text', value: 'Plan before painting. '.repeat(200) } as const,
  ])
  const part = slackPrompts.renderAllTakeaways({ ...about, takeaways }, 'en')
  const marker = { delivery: 'team@main/2026-03-12', part: part.key }
  const { method, body } = slackRequest({ place: { channel: 'C0123' }, part, marker })
  expect(validateSlack(method, body)).toBeUndefined()
  expect(JSON.stringify(body)).toContain('What do you think?')
})

test('a section without takeaways offers to discuss it as a whole, under its title', () => {
  const digest = { ...aDigest(), sections: [aSection('Quiet news', { takeaways: [] })] }
  const [, section] = renderSlack(digest, 'sections', vocabulary)
  expect(section?.discuss).toBeUndefined()
  expect(JSON.stringify(section?.body)).toMatch(/mp:discuss:main\/2026-01-05:01/)
  expect(JSON.stringify(section?.body)).toContain('Discuss this section')
  const [, quiet] = renderSlack(digest, 'sections', vocabulary, 'off')
  expect(JSON.stringify(quiet?.body)).not.toContain('Discuss this section')
  expect(JSON.stringify(quiet?.body)).toContain('Report a mistake')
  const seed = slackPrompts.renderAllTakeaways({ ...about, title: 'Quiet news', takeaways: [] }, 'en')
  expect(seed.key).toBe(`section-${about.section}/all`)
  expect(seed.plain).toContain('Quiet news')
  expect(seed.plain).toMatch(/What do you think of this section\?$/)
})

function never(): never {
  throw new Error('a section can be discussed')
}
