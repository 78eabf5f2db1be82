import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importPage } from '../../../src/digests/import/import-page.ts'
import { readDigest } from '../../../src/digests/markdown/read-digest.ts'
import { writeDigest } from '../../../src/digests/markdown/write-digest.ts'
import type { Digest, Inline, Note, Section } from '../../../src/domain/digest.ts'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { day, read, splitWords, vocabulary, wordsOf } from './pages.ts'

const words: readonly string[] = [
  ...[
    'model',
    'reward',
    'of',
    'low-res',
    'multi-element',
    '—',
    '1.84x',
    'Three.js',
    '0.5',
    'AgentDoG 1.5',
    'O(N²)',
    'GPT-4',
  ],
  ...[
    '“quoted”',
    'τ=K_t·I',
    'a & b',
    '<b>',
    'SVG/HTML',
    '68.83%',
    '*',
    '_x_',
    '2603.01234',
    'e.g. this',
    'vs. that',
    '模型',
  ],
]
const text = (value: string): Inline => ({ type: 'text', value })
const phrase = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }).map((list) => list.join(' '))
const sentence = fc
  .record({
    start: fc.constantFrom('The', 'Models', 'Nobody', 'RLVR'),
    phrase,
    end: fc.constantFrom(' here.', ' ever?', ' “so.”'),
  })
  .map(({ start, phrase, end }) => `${start} ${phrase}${end}`)
const prose = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '))
const paragraphs = fc.array(
  prose.map((value) => ({ type: 'paragraph' as const, children: [text(value)] })),
  { minLength: 1, maxLength: 3 },
)
const title = phrase.map((value) => [text(`Where ${value}`)])
const point = phrase.map((value) => [text(`Use ${value}`)])
const tag = fc.constantFrom('Training', 'Agent', 'Image Gen', 'AI for Science')
const number = (at: number) => String(at).padStart(2, '0')

const section = fc.record({
  tag,
  title,
  body: paragraphs,
  takeaways: fc.array(point, { minLength: 1, maxLength: 5 }),
  source: fc.tuple(phrase, phrase).map(([one, other]) => [text(`Where ${one}: ${other}?`)]),
})
const note = fc.record({
  tag,
  title: sentence.map((value) => [text(`Why ${value}`)]),
  text: prose.map((value) => [text(value)]),
})
const highlight = fc.record({
  headline: sentence.map((value) => [text(value)]),
  text: prose.map((value) => [text(value)]),
})

const pageDigest: fc.Arbitrary<Digest> = fc
  .record(
    {
      title: phrase.map((value) => `On ${value}`),
      overview: fc.array(highlight, { minLength: 1, maxLength: 5 }),
      sections: fc.array(section, { minLength: 1, maxLength: 5 }),
      notes: fc.array(note, { maxLength: 4 }),
      observation: paragraphs,
    },
    { requiredKeys: ['sections'] },
  )
  .map(({ sections, notes, ...rest }) => ({
    ...rest,
    publication: 'main',
    date: day,
    language: 'en',
    sections: sections.map((one, at): Section => ({ ...one, number: number(at + 1) })),
    ...(notes && { notes: notes.map((one, at): Note => ({ ...one, number: number(sections.length + at + 1) })) }),
    prose: [],
  }))

/** The blocks of a page as it shows them. */
function page(digest: Digest, bullet: string): string[] {
  const { overview, sections, notes, observation } = digest
  const paragraph = (block: Section['body'][number]) => blocksText([block])
  return [
    ...(overview ? ["Today's Overview"] : []),
    ...(overview ?? []).map(({ headline, text }) => `${bullet} ${plainText(headline)} ${plainText(text)}`),
    'Featured',
    ...sections.flatMap(({ number, tag, title, body, takeaways, source }) => [
      `${number} ${tag} ${plainText(title)}`,
      ...body.map(paragraph),
      `Key takeaways: - ${takeaways.map(plainText).join(' - ')}`,
      `Source: ${plainText(source ?? [])}`,
    ]),
    ...(notes ? ['Also Worth Noting'] : []),
    ...(notes ?? []).map(({ number, tag, title, text }) => `${number} ${tag} ${plainText(title)} ${plainText(text)}`),
    ...(observation ? ["Today's Observation", ...observation.map(paragraph)] : []),
  ]
}

const escapeHtml = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const styled = (inlines: readonly Inline[] = []) => escapeHtml(plainText(inlines))

function html({ title, overview, sections, notes, observation }: Digest): string {
  const paragraph = (block: Section['body'][number]) => `<p>${escapeHtml(blocksText([block]))}</p>`
  const list = (items: readonly string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>`
  return [
    `<!doctype html><html><body>${title ? `<h1>${escapeHtml(title)}</h1>` : ''}`,
    ...(overview
      ? [
          "<h2>Today's Overview</h2>",
          list(overview.map(({ headline, text }) => `<b>${styled(headline)}</b> ${styled(text)}`)),
        ]
      : []),
    '<h2>Featured</h2>',
    ...sections.flatMap(({ number, tag, title, body, takeaways, source }) => [
      `<h3><span class="paper-num">${number}</span> <a class="paper-tag" href="/t">${tag}</a> ${styled(title)}</h3>`,
      ...body.map(paragraph),
      `<p>Key takeaways:</p>${list(takeaways.map(styled))}<p>Source: ${styled(source)}</p>`,
    ]),
    ...(notes ? ['<h2>Also Worth Noting</h2>'] : []),
    ...(notes ?? []).map(
      ({ number, tag, title, text }) =>
        `<div class="notable-item"><span class="paper-num">${number}</span><strong>${styled(title)}</strong><a class="paper-tag">${tag}</a><span class="notable-desc">${styled(text)}</span></div>`,
    ),
    ...(observation ? ["<h2>Today's Observation</h2>", ...observation.map(paragraph)] : []),
    '</body></html>',
  ].join('\n')
}

const withoutTitle = ({ title: _, ...digest }: Digest): Digest => digest

test('any digest shown as a flat page is imported as the same digest', () => {
  fc.assert(
    fc.property(pageDigest, (digest) => {
      expect(read(page(digest, '-').join('\n')).digest).toEqual(withoutTitle(digest))
    }),
  )
})

test('any digest shown as a spaced page is imported as the same digest', () => {
  fc.assert(
    fc.property(pageDigest, (digest) => {
      const lines = [...(digest.title ? [digest.title] : []), ...page(digest, '  •')]
      expect(read(lines.join('\n\n')).digest).toEqual(digest)
    }),
  )
})

test('any digest shown as HTML is imported as the same digest', () => {
  fc.assert(
    fc.property(pageDigest, (digest) => {
      expect(read(html(digest)).digest).toEqual(digest)
    }),
  )
})

const unique = fc.array(fc.stringMatching(/^w[a-z]{7}$/), { minLength: 1, maxLength: 4 }).map((list) => list.join(' '))
const front = fc.constantFrom(
  '',
  '',
  '- ',
  '• ',
  '01 ',
  '02 ',
  '03 Agent ',
  '1 Training ',
  'Key takeaways: - ',
  'Key takeaways: ',
  'Source: ',
  '来源：',
  '# ',
  '### ',
  '07 ',
)
const line = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(front, unique, fc.constantFrom('', '.', ' - Wxyz', '. Wabc.')).map((parts) => parts.join('')),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "Today's Overview",
      'Featured',
      'Also Worth Noting',
      "Today's Observation",
      '今日观察',
      'Key takeaways:',
      'Source:',
      '',
    ),
  },
)

test('however disordered a page is, no word of it is lost on the way to Markdown and back', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 2, maxLength: 25 }), (lines) => {
      const { digest } = importPage(lines.join('\n'), { date: day, publication: 'main', vocabulary, file: 'page.txt' })
      fc.pre(digest !== undefined)
      const own = (words: readonly string[]) => words.filter((word) => /^w/i.test(word) && word !== 'Worth').toSorted()
      expect(own(wordsOf(digest as Digest))).toEqual(own(splitWords(lines.join(' '))))
      const bytes = new TextEncoder().encode(writeDigest(digest as Digest, vocabulary))
      const written = readDigest({ file: `${day}.md`, publication: 'main', bytes }, vocabulary)
      // A label of takeaways with none below it is an error, which its author sees.
      fc.pre(!written.problems.some(({ rule }) => rule === 'empty-takeaways'))
      expect(own(written.digest ? wordsOf(written.digest) : [])).toEqual(own(splitWords(lines.join(' '))))
    }),
    { numRuns: 300 },
  )
})
