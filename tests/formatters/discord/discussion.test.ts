import { expect, test } from 'vitest'
import { layouts } from '../../../src/domain/destination.ts'
import { discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { discordPrompts } from '../../../src/formatters/discord/takeaway-prompt.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { aDigest, aSection } from '../../builders.ts'
import { sample, text, vocabulary } from './sample.ts'

const about = renderDiscord(sample, 'sections', vocabulary).find(({ discuss }) => discuss)?.discuss ?? never()

test.each(layouts)('with discussions off, nothing in the layout %s offers one, and no word is missing', (layout) => {
  const open = renderDiscord(sample, layout, vocabulary, 'on-post')
  const quiet = renderDiscord(sample, layout, vocabulary, 'off')
  expect(open).toEqual(renderDiscord(sample, layout, vocabulary))
  expect(JSON.stringify(open).includes('mp:discuss:')).toBe(layout !== 'overview')
  expect(JSON.stringify(quiet)).not.toContain('mp:discuss:')
  expect(quiet.every(({ discuss }) => discuss === undefined)).toBe(true)
  expect(quiet.map(({ key, plain }) => [key, plain])).toEqual(open.map(({ key, plain }) => [key, plain]))
  expect(JSON.stringify(quiet).includes('"url"')).toBe(JSON.stringify(open).includes('"url"'))
})

test('all takeaways are quoted in one message, numbered, with a question', () => {
  const seed = discordPrompts.renderAllTakeaways(about, 'en')
  expect(seed.key).toBe(`section-${about.section}/all`)
  for (const [at] of about.takeaways.entries()) expect(JSON.stringify(seed.body)).toContain(`> **${at + 1}.** `)
  expect(seed.plain).toMatch(/What do you think\? Say which takeaway you mean\.$/)
  expect(discordPrompts.renderAllTakeaways(about, 'zh').plain).toMatch(/回复时请注明是哪个要点。$/)
})

test('takeaways as long as a book are still a message that Discord takes', () => {
  const takeaways = Array.from({ length: 40 }, () => [text('模型先写程序再画图。'.repeat(100))])
  const part = discordPrompts.renderAllTakeaways({ ...about, takeaways }, 'zh')
  const marker = { delivery: 'team@main/2026-03-12', part: part.key }
  const { method, body } = discordRequest({ place: { channel: '1' }, part, marker })
  expect(validateDiscord(method, body)).toBeUndefined()
  expect(JSON.stringify(body)).toContain('你怎么看')
})

test('a section without takeaways offers to discuss it as a whole, under its title', () => {
  const digest = { ...aDigest(), sections: [aSection('Quiet news', { takeaways: [] })] }
  const [, section] = renderDiscord(digest, 'sections', vocabulary)
  expect(section?.discuss).toBeUndefined()
  expect(JSON.stringify(section?.body)).toMatch(/mp:discuss:main\/2026-01-05:01/)
  expect(JSON.stringify(section?.body)).toContain('Discuss this section')
  const [, quiet] = renderDiscord(digest, 'sections', vocabulary, 'off')
  expect(JSON.stringify(quiet?.body)).not.toContain('Discuss this section')
  expect(JSON.stringify(quiet?.body)).toContain('Report a mistake')
  const seed = discordPrompts.renderAllTakeaways({ ...about, title: 'Quiet news', takeaways: [] }, 'en')
  expect(seed.key).toBe(`section-${about.section}/all`)
  expect(seed.plain).toContain('Quiet news')
  expect(seed.plain).toMatch(/What do you think of this section\?$/)
})

function never(): never {
  throw new Error('a section can be discussed')
}
