import { expect, test } from 'vitest'
import type { Block, Digest } from '../../src/domain/digest.ts'
import { discordRequest } from '../../src/formatters/discord/api-call.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { renderPlain } from '../../src/formatters/plain/render.ts'
import { slackRequest } from '../../src/formatters/slack/api-call.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { aDigest, aSection, text } from '../builders.ts'
import { vocabulary } from './discord/sample.ts'

const image = (name: string): Block => ({ type: 'image', url: `https://example.org/${name}.png`, alt: `Chart ${name}` })
const paragraph = (words: string): Block => ({ type: 'paragraph', children: [text(words)] })
const digestOf = (...body: Block[]): Digest => ({ ...aDigest(), sections: [aSection('A', { body })] })

function slackBlocksOf(...body: Block[]): { readonly type: string }[] {
  return renderSlack(digestOf(...body), 'sections', vocabulary)
    .slice(1)
    .flatMap(({ body: { blocks } }) => blocks as { readonly type: string }[])
}

function discordComponentsOf(...body: Block[]): { readonly type: number }[] {
  return renderDiscord(digestOf(...body), 'sections', vocabulary)
    .slice(1)
    .flatMap(({ body: { components } }) => components as { readonly components: { readonly type: number }[] }[])
    .flatMap(({ components }) => components)
}

test('Slack shows an image between the texts around it', () => {
  const blocks = slackBlocksOf(paragraph('Before.'), image('one'), paragraph('After.'))
  const at = blocks.findIndex(({ type }) => type === 'image')
  expect(blocks[at]).toEqual({ type: 'image', image_url: 'https://example.org/one.png', alt_text: 'Chart one' })
  expect(JSON.stringify(blocks[at - 1])).toContain('Before.')
  expect(JSON.stringify(blocks[at + 1])).toContain('After.')
})

test('Discord shows images side by side as one gallery, ten at most', () => {
  const many = Array.from({ length: 11 }, (_, at) => image(String(at)))
  const galleries = discordComponentsOf(paragraph('Before.'), ...many, paragraph('After.'), image('last')).filter(
    ({ type }) => type === 12,
  )
  expect(galleries).toMatchObject([
    { items: Array.from({ length: 10 }, (_, at) => ({ description: `Chart ${at}` })) },
    { items: [{ description: 'Chart 10' }] },
    { items: [{ description: 'Chart last' }] },
  ])
})

test.each([60, 120])('%s images fit messages that the platforms take, each once', (count) => {
  const digest = digestOf(...Array.from({ length: count }, (_, at) => [image(String(at)), paragraph('x')]).flat())
  const rest = { place: { channel: 'C1' }, marker: { delivery: 'team@main/2026-03-12', part: 'section-01' } }
  for (const [parts, request, validate] of [
    [renderSlack(digest, 'sections', vocabulary), slackRequest, validateSlack],
    [renderDiscord(digest, 'sections', vocabulary), discordRequest, validateDiscord],
  ] as const) {
    const calls = parts.map((part) => request({ ...rest, part }))
    expect(calls.map(({ method, body }) => validate(method, body))).toEqual(calls.map(() => undefined))
    const sent = JSON.stringify(calls)
    for (let at = 0; at < count; at++) expect(sent.split(`example.org/${at}.png`)).toHaveLength(2)
  }
})

test('notifications, screen readers and terminals have the words of an image', () => {
  const digest = digestOf(image('one'))
  const [, slack] = renderSlack(digest, 'sections', vocabulary)
  const [, discord] = renderDiscord(digest, 'sections', vocabulary)
  const [, plain] = renderPlain(digest)
  expect(slack?.body.text).toContain('Chart one')
  expect(discord?.plain).toContain('Chart one')
  expect(plain?.plain).toContain('Chart one <https://example.org/one.png>')
})

test('inside a list, where no platform has a place for it, an image is a link', () => {
  const list: Block = { type: 'list', ordered: false, start: 1, items: [{ children: [image('one')] }] }
  expect(JSON.stringify(slackBlocksOf(list))).toContain('"url":"https://example.org/one.png"')
  expect(JSON.stringify(discordComponentsOf(list))).toContain('[Chart one](<https://example.org/one.png>)')
})
