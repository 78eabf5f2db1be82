import type { Day } from '../../../src/domain/day.ts'
import type { Block, Digest, Inline } from '../../../src/domain/digest.ts'
import type { Vocabulary } from '../../../src/domain/vocabulary.ts'

export const vocabulary: Vocabulary = {
  tags: [
    { names: ['Agent'], color: 'blue' },
    { names: ['Training', '训练优化'], color: 'orange' },
  ],
  headings: { overview: [], featured: [], notes: [], observation: [], takeaways: [], source: [] },
}

export const text = (value: string): Inline => ({ type: 'text', value })
export const strong = (...children: Inline[]): Inline => ({ type: 'strong', children })
export const emphasis = (...children: Inline[]): Inline => ({ type: 'emphasis', children })
export const strike = (...children: Inline[]): Inline => ({ type: 'strike', children })
export const code = (value: string): Inline => ({ type: 'code', value })
export const link = (url: string, ...children: Inline[]): Inline => ({ type: 'link', url, children })
export const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children })
export const list = (...items: Block[][]): Block => ({
  type: 'list',
  ordered: false,
  start: 1,
  items: items.map((children) => ({ children })),
})

/** A day's digest with something of everything. */
export const sample: Digest = {
  publication: 'main',
  date: '2026-03-12' as Day,
  title: 'Patience pays, and so does asking',
  language: 'en',
  url: 'https://example.org/daily/2026-03-12.html',
  overview: [
    { headline: [text('Agents that ask first finish sooner.')], text: [text('One question saves four wrong tries.')] },
    { headline: [text('Long warm-ups are a habit, not a need.')], text: [text('The gain is gone after 2,000 steps.')] },
  ],
  sections: [
    {
      number: '01',
      tag: 'Agent',
      title: [text('Why should an agent ask before it acts?')],
      body: [
        paragraph(
          text('Most agents '),
          strong(text('guess')),
          text(' when an order is vague. This one asks, '),
          emphasis(text('once')),
          text(', and keeps the answer in '),
          code('memory.json'),
          text('.'),
        ),
        {
          type: 'table',
          align: ['left', 'right', 'right'],
          header: [[text('Agent')], [text('Solved')], [text('Steps')]],
          rows: [
            [[text('guesses')], [text('41 %')], [text('18')]],
            [[text('asks')], [text('67 %')], [text('11')]],
          ],
        },
        { type: 'rule' },
        paragraph(text('What it asks about:')),
        list(
          [paragraph(text('files it would overwrite')), list([paragraph(text('also those of others'))])],
          [paragraph(text('money it would spend'))],
        ),
        { type: 'code', language: 'ts', value: "if (vague(order)) await ask('Which of the two?')" },
      ],
      takeaways: [
        [text('Asking costs a second; guessing costs minutes.')],
        [text('One question is enough in '), strong(text('nine of ten')), text(' cases.')],
      ],
      source: [link('https://example.org/papers/ask', text('Ask, Then Act'))],
    },
    {
      number: '02',
      tag: 'Training',
      title: [text('How long must a warm-up be?')],
      body: [
        paragraph(text('Shorter than thought, as the authors show on three sizes of model.')),
        { type: 'quote', children: [paragraph(text('We could not find a run that needed more.'))] },
        { type: 'math', value: '\\eta_t = \\eta \\cdot \\min(1, t / T)' },
      ],
      takeaways: [[text('2,000 steps are plenty.')]],
      source: [text('A Short Note on Warm-ups')],
    },
  ],
  notes: [
    {
      number: '03',
      tag: 'Code',
      title: [text('A linter for prompts.')],
      text: [text('Finds what contradicts itself. '), link('https://example.org/lint', text('Link'))],
    },
    { title: [text('A table of tables.')], text: [] },
  ],
  observation: [
    paragraph(text('Both papers say the same: measure before you add.')),
    paragraph(text('Try leaving something out tomorrow.')),
  ],
  prose: [{ before: 'end', title: [text('Corrections')], blocks: [paragraph(text('None today.'))] }],
}
