import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseAction, serializeAction } from '../../src/domain/action.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { Draft, DraftSource } from '../../src/domain/draft.ts'
import type { Posting } from '../../src/domain/platform.ts'
import { reviewVerbs, serializeReviewAction } from '../../src/domain/review-action.ts'
import { digestOfDraft } from '../../src/drafts/digest-of-draft.ts'
import { writeDraft } from '../../src/drafts/write-draft.ts'
import { discordModal } from '../../src/formatters/discord/modal.ts'
import { slackModal } from '../../src/formatters/slack/modal.ts'
import { platforms } from '../../src/platforms/registry.ts'
import { reviewCardPart } from '../../src/review/card.ts'
import { editableText, editForm } from '../../src/review/edit-form.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { day, partKey } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { aDraft, aSectionDraft, aSentence, failedSentence, id, sevenOClock } from './sample-drafts.ts'

const abstracts = JSON.parse(readFileSync(new URL('../fixtures/seed-day/candidates.json', import.meta.url), 'utf8'))
const sources: DraftSource[] = abstracts.map((each: DraftSource, at: number) => ({
  ...each,
  id: String(at + 1).padStart(16, '0'),
  source: 'arxiv:cs.LG',
  authors: [],
}))
const seed = (await writeDraft(
  { publication: 'main', date: day('2026-03-12'), candidates: sources, sections: 4, now: sevenOClock },
  { language: 'en', names: [], tags: [] },
)) as Draft

const digest = `${'p'.repeat(40)}/2026-03-12` as DigestId

const many = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const long = many(40).map((at) =>
  aSentence(`Sentence ${at} has a good deal to say about how this was made and measured.`),
)
const drafts: Readonly<Record<string, Draft>> = {
  'the day of four papers': seed,
  'a long one': aDraft({ sections: many(12).map((at) => aSectionDraft(at, { body: long })), observation: long }),
  'one full of failures': aDraft({
    sections: many(25).map((at) => aSectionDraft(at, { body: many(12).map(() => failedSentence) })),
  }),
  'a Chinese one': aDraft({
    language: 'zh',
    sections: many(9).map((at) =>
      aSectionDraft(at, { body: many(30).map(() => aSentence('这一句话说明了方法和结果。')) }),
    ),
  }),
}

describe.each(platforms)('on $name', ({ renderer, request, load }) => {
  test.each(Object.entries(drafts))('%s is one message that is accepted, with all its buttons', async (_, draft) => {
    const view = {
      draft,
      digest: digestOfDraft(draft),
      hash: '0123456789ab',
      post: undefined,
      repeated: [],
      isEditedByHand: false,
      now: sevenOClock,
    }
    const part = reviewCardPart(partKey('review'), view, renderer(vocabulary))
    if (!part) throw new Error('nothing is shown')
    const posting: Posting = {
      place: { channel: 'C0123456789' },
      part,
      marker: { delivery: 'review@x', part: 'review' },
    }
    const { explain } = await load.validator()
    expect(explain(request(posting))).toBeUndefined()
    const shown = JSON.stringify(part.body)
    for (const verb of ['approve', 'edit', 'drop', 'replace', 'hold']) expect(shown).toContain(`mp:review:${verb}:`)
    for (const { used, budget } of part.budget) expect(used).toBeLessThanOrEqual(budget)
  })

  test('a failed sentence is shown even where the text is cut', () => {
    const failing = aSectionDraft(1, { body: [...long, failedSentence] })
    const draft = aDraft({ sections: [failing, ...many(5).map((at) => aSectionDraft(at + 1, { body: long }))] })
    const view = {
      draft,
      digest: digestOfDraft(draft),
      hash: '0123456789ab',
      post: undefined,
      repeated: [],
      isEditedByHand: false,
      now: sevenOClock,
    }
    const part = reviewCardPart(partKey('review'), view, renderer(vocabulary))
    expect(part?.plain).toMatch(/It is 99% faster\.” the number 99% is not in the sentences/)
    expect(part?.plain).toContain('Shortened')
  })
})

test.each(['en', 'zh'])('the dialog of a section is accepted by both platforms, with its text, in %s', (language) => {
  const control = { action: 'review', verb: 'edit', digest, hash: '0123456789ab', section: id(1) } as const
  const value = editableText(aDraft(), id(1))
  if (!value) throw new Error('there is no such section')
  const form = editForm(control, value, language)
  const view = slackModal(form, '{}')
  expect(validateSlack('views.open', { view, trigger_id: '1.2' })).toBeUndefined()
  const data = discordModal(form)
  expect(validateDiscord('POST /interactions/{id}/{token}/callback', { type: 9, data })).toBeUndefined()
  for (const dialog of [view, data]) expect(JSON.stringify(dialog)).toContain('How paper 1 does it.')
  expect(serializeReviewAction({ ...control, verb: 'save' }).length).toBeLessThanOrEqual(100)
})

test('the id of a control is read back, and no other text is one', () => {
  for (const verb of reviewVerbs) {
    const control = { action: 'review', verb, digest, hash: '0123456789ab', section: id(1) } as const
    expect(parseAction(serializeAction(control))).toEqual(control)
    const { section: _, ...whole } = control
    expect(parseAction(serializeAction(whole))).toEqual(whole)
  }
  const forged = ['approve:main/2026-03-12', 'approve:main/2026-03-12:zz', 'post:main/2026-03-12:0123456789ab']
  for (const text of [...forged, 'approve:../2026-03-12:0123456789ab', 'edit:main/2026-03-12:0123456789ab:../x'])
    expect(parseAction(`mp:review:${text}`)).toBeUndefined()
})
