import { expect, test } from 'vitest'
import type { Part } from '../../src/domain/part.ts'
import { discordRequest } from '../../src/formatters/discord/api-call.ts'
import { lightenOnDiscord } from '../../src/formatters/discord/lighten.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { slackRequest } from '../../src/formatters/slack/api-call.ts'
import { lightenOnSlack } from '../../src/formatters/slack/lighten.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { sample, vocabulary } from './discord/sample.ts'

function formsOf(part: Part, lighten: (part: Part) => Part | undefined): Part[] {
  const next = lighten(part)
  return next ? [part, ...formsOf(next, lighten)] : [part]
}

const call = (part: Part) => ({
  place: { channel: 'C1' },
  part,
  marker: { delivery: 'team@main/2026-03-12', part: part.key },
  mention: { kind: 'group', id: 'S0123' } as const,
})
const sizeOf = ({ body }: Part) => JSON.stringify(body).length
const platforms = [
  ['Slack', renderSlack(sample, 'sections', vocabulary), lightenOnSlack, slackRequest, validateSlack],
  ['Discord', renderDiscord(sample, 'sections', vocabulary), lightenOnDiscord, discordRequest, validateDiscord],
] as const

test.each(platforms)(
  'each form of a part is lighter than the one before, with its key, and %s takes it',
  (_, parts, lighten, request, validate) => {
    for (const part of parts) {
      const forms = formsOf(part, lighten)
      expect(forms.map(({ key }) => key)).toEqual(forms.map(() => part.key))
      expect(forms.map(sizeOf)).toEqual(forms.map(sizeOf).toSorted((a, b) => b - a))
      for (const form of forms) {
        const { method, body } = request(call(form))
        expect(validate(method, body)).toBeUndefined()
      }
    }
    expect(parts.some((part) => formsOf(part, lighten).length > 2)).toBe(true)
  },
)

test('the last form on Slack has every word and address, and no blocks', () => {
  const [, section] = renderSlack(sample, 'sections', vocabulary)
  const last = section && formsOf(section, lightenOnSlack).at(-1)
  expect(last?.body.blocks).toBeUndefined()
  for (const word of (section?.plain ?? '').split(/[\s•]+/)) expect(String(last?.body.text)).toContain(word)
  expect(String(last?.body.text)).toContain('https://')
})

test('the last form on Discord is one text without controls', () => {
  const [, section] = renderDiscord(sample, 'sections', vocabulary)
  const last = section && formsOf(section, lightenOnDiscord).at(-1)
  expect(last?.body.components).toMatchObject([{ type: 10 }])
})
