import { expect, test } from 'vitest'
import type { Digest } from '../../src/domain/digest.ts'
import type { Part } from '../../src/domain/part.ts'
import { discordRequest } from '../../src/formatters/discord/api-call.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { withoutImagesOnDiscord } from '../../src/formatters/discord/without-images.ts'
import { slackRequest } from '../../src/formatters/slack/api-call.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { withoutImagesOnSlack } from '../../src/formatters/slack/without-images.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { aDigest, aSection } from '../builders.ts'
import { vocabulary } from './discord/sample.ts'

const urlOf = (name: string) => `https://example.org/${name}.png`
const image = (name: string) => ({ type: 'image', url: urlOf(name), alt: `Chart ${name}` }) as const
const digest: Digest = { ...aDigest(), sections: [aSection('A', { body: [image('one'), image('two')] })] }

const call = (part: Part) => ({
  place: { channel: 'C1' },
  part,
  marker: { delivery: 'team@main/2026-03-12', part: part.key },
})
const imagesIn = ({ body }: Part) =>
  [...JSON.stringify(body).matchAll(/"(?:image_url|media)":(?:{"url":)?"([^"]+)/g)].map(([, url]) => url)
const isLink = ({ body }: Part, name: string) =>
  new RegExp(`"url":"${urlOf(name)}","text":"Chart ${name}"|\\[Chart ${name}\\]\\(<${urlOf(name)}>\\)`).test(
    JSON.stringify(body),
  )

test.each([
  ['Slack', renderSlack(digest, 'sections', vocabulary)[1], withoutImagesOnSlack, slackRequest, validateSlack],
  [
    'Discord',
    renderDiscord(digest, 'sections', vocabulary)[1],
    withoutImagesOnDiscord,
    discordRequest,
    validateDiscord,
  ],
] as const)('%s is sent links in place of the images that it cannot fetch', (_, part, without, request, validate) => {
  if (!part) throw new Error('the digest has a section')
  const some = without(part, [urlOf('one')])
  const none = without(part)
  if (!some || !none) throw new Error('the section has images')
  expect([part, some, none].map(imagesIn)).toEqual([[urlOf('one'), urlOf('two')], [urlOf('two')], []])
  expect(isLink(some, 'one')).toBe(true)
  expect(isLink(some, 'two')).toBe(false)
  expect(isLink(none, 'one') && isLink(none, 'two')).toBe(true)
  for (const form of [some, none]) {
    const { method, body } = request(call(form))
    expect(validate(method, body)).toBeUndefined()
    expect(form).toMatchObject({ key: part.key, plain: part.plain, discuss: part.discuss })
  }
  expect(without(part, ['https://example.org/other.png'])).toBeUndefined()
  expect(without(none)).toBeUndefined()
})
