import { expect, test } from 'vitest'
import { readDigest } from '../../src/digests/markdown/read-digest.ts'
import { renderHtml } from '../../src/formatters/html/render.ts'
import { messagesFor } from '../../src/i18n/messages.ts'
import { platforms } from '../../src/platforms/registry.ts'
import { contentOf } from '../../src/review/content.ts'
import { createDraftRenderer, openDraftStore } from '../../src/review/files.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { aDraft, aSectionDraft, aSentence } from './sample-drafts.ts'

const long = aSentence('A long sentence that says what it does. '.repeat(200))

test.each(['en', 'zh'])(
  'in %s, what is posted without a review says so first, in every layout and in the feeds',
  async (language) => {
    const sections = [1, 2, 3].map((number) => aSectionDraft(number, { body: [long] }))
    const observation = [aSentence('They have a lot in common.')]
    const drafts = openDraftStore('/nowhere', vocabulary)
    const given = { drafts, render: createDraftRenderer(vocabulary), repeatedStories: async () => [] }
    const { markdown } = await contentOf(aDraft({ language, sections, observation }), given, true)
    const bytes = new TextEncoder().encode(markdown)
    const { digest } = readDigest({ file: '2026-03-12.md', publication: 'main', bytes }, vocabulary)
    if (!digest) throw new Error('the digest cannot be read')
    const { unreviewed } = messagesFor(language).review
    expect(renderHtml(digest)).toContain(unreviewed)
    for (const { name, layouts, renderer } of platforms) {
      for (const layout of layouts) {
        const [first] = await renderer(vocabulary).render(digest, layout, 'on-click')
        expect([name, layout, JSON.stringify(first?.body)]).toEqual([name, layout, expect.stringContaining(unreviewed)])
        expect([name, layout, first?.plain]).toEqual([name, layout, expect.stringContaining(unreviewed)])
      }
    }
  },
)
