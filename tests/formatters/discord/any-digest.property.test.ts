import { expect, test } from 'vitest'
import { layouts } from '../../../src/domain/destination.ts'
import type { Part } from '../../../src/domain/part.ts'
import { discordEdit, discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { anyParts } from '../any-parts.ts'
import { look } from '../look.ts'
import { destinationOf, linksOf, markdownOf, textsOf } from './content.ts'
import { vocabulary } from './sample.ts'
import { shown } from './shown.ts'

const inAnyLayout = anyParts(40, layouts, (digest, layout) => renderDiscord(digest, layout, vocabulary))
const inSections = anyParts(40, ['sections'], (digest, layout) => renderDiscord(digest, layout, vocabulary))

function postingOf(part: Part) {
  const [marker, mention] = [
    { delivery: 'team@main/2026-03-12', part: part.key },
    { kind: 'role', id: '4242' } as const,
  ]
  return { place: { channel: '1' }, part, marker, mention }
}

test('Discord refuses no part of any digest, in any layout', () => {
  for (const part of inAnyLayout.flatMap(({ parts }) => parts)) {
    const [post, edit] = [
      discordRequest(postingOf(part)),
      discordEdit({ platform: 'discord', channel: '1', message: '2' }, postingOf(part)),
    ]
    expect(validateDiscord(post.method, post.body)).toBeUndefined()
    expect(validateDiscord(edit.method, edit.body)).toBeUndefined()
  }
})

test('every part keeps within its budget', () => {
  for (const { budget } of inAnyLayout.flatMap(({ parts }) => parts)) {
    expect(budget.length).toBeGreaterThan(0)
    for (const { used, budget: allowed, limit } of budget) {
      expect(used).toBeLessThanOrEqual(allowed)
      expect(allowed).toBeLessThan(limit)
    }
  }
})

test('the parts together show every word, in order, as the author wrote it', () => {
  for (const { digest, parts } of inSections) {
    const text = parts.map((part) => shown(withoutContinuedHead(part)).text).join('\n')
    const { missing, scattered } = look(textsOf(digest), text)
    expect(missing).toBeUndefined()
    // Only where a message ends, and only if a word is all that is left to tear.
    expect(scattered).toBeLessThanOrEqual(parts.length)
  }
})

test('nothing the author wrote is read as markup, and no mark of ours shows', () => {
  for (const part of inAnyLayout.flatMap(({ parts }) => parts)) expect(shown(markdownOf(part)).stray).toEqual([])
})

test('no text has a mention, and Discord is asked to read none', () => {
  for (const { body } of inAnyLayout.flatMap(({ parts }) => parts)) {
    const sent = JSON.stringify(body)
    expect(sent).not.toMatch(/@everyone|@here|<@[!&]?\w|<#\w|<!channel/i)
    expect(sent).toContain('"allowed_mentions":{"parse":[]}')
  }
})

test('every link leads where the author wrote', () => {
  for (const { digest, parts } of inSections) {
    const reached = new Set(parts.flatMap((part) => shown(markdownOf(part)).links.map(destinationOf)))
    for (const url of linksOf(digest).map(destinationOf)) expect(reached).toContain(url)
  }
})

test('the same digest gives the same parts, under keys that are its own', () => {
  for (const { digest, layout, parts } of inAnyLayout) {
    expect(renderDiscord(structuredClone(digest), layout, vocabulary)).toEqual(parts)
    expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length)
    expect(parts[0]?.key).toBe('overview')
  }
})

/** The first line of a message that continues another names it, in words that are not the author's. */
function withoutContinuedHead(part: Part): string {
  const markdown = markdownOf(part)
  return /\.\d+$/.test(part.key) ? markdown.replace(/^.*\n/, '') : markdown
}
