import type { Day } from '../../../src/domain/day.ts'
import type { Block, Digest, Inline, Section } from '../../../src/domain/digest.ts'
import type { Vocabulary } from '../../../src/domain/vocabulary.ts'

/** Digests whose messages are kept as files. */

export const vocabulary: Vocabulary = {
  tags: [
    { names: ['Training', '训练优化'], color: 'orange' },
    { names: ['Agent'], color: 'blue' },
  ],
  headings: { overview: [], featured: [], notes: [], observation: [], takeaways: [], source: [] },
}

export function text(value: string): Inline[] {
  return [{ type: 'text', value }]
}

export function paragraph(...children: readonly (string | Inline)[]): Block {
  return {
    type: 'paragraph',
    children: children.flatMap((child) => (typeof child === 'string' ? text(child) : [child])),
  }
}

export function link(url: string, label: string): Inline {
  return { type: 'link', url, children: text(label) }
}

const strong = (value: string): Inline => ({ type: 'strong', children: text(value) })
const code = (value: string): Inline => ({ type: 'code', value })

export function sectionOf(number: string, title: string, rest: Partial<Section> = {}): Section {
  return { number, title: text(title), body: [paragraph('A paragraph of its own.')], takeaways: [], ...rest }
}

export function digestOf(sections: readonly Section[], rest: Partial<Digest> = {}): Digest {
  return { publication: 'main', date: '2026-03-12' as Day, language: 'en', sections, prose: [], ...rest }
}

/** Everything a digest may hold, in ordinary amounts. */
export const everyday = digestOf(
  [
    sectionOf('01', 'Do longer warm-ups pay off?', {
      tag: 'Training',
      body: [
        paragraph(
          'Most recipes warm up for a fixed ',
          code('2 %'),
          ' of the steps. ',
          strong('Nobody had checked why.'),
        ),
        paragraph(
          'The authors sweep the length over four model sizes & find a plateau at x < 1 %. ',
          link('https://example.org/warm-up?a=1&b=2', 'Their plots'),
          ' are worth a look.',
        ),
      ],
      takeaways: [
        text('A short warm-up is enough'),
        text('The plateau moves with the batch size, not with the model'),
        text('Check the optimiser first'),
      ],
      source: [link('https://example.org/papers/warm-up', 'How Long Should a Warm-up Be?')],
    }),
    sectionOf('02', 'An agent that asks before it acts', {
      tag: 'Agent',
      body: [paragraph('It stops and asks when two plans look equally good. Users answered in nine cases out of ten.')],
      takeaways: [text('Asking costs one turn and saves four')],
      source: text('Ask First'),
    }),
    sectionOf('03', 'A section without a tag, points or source'),
  ],
  {
    title: 'Short warm-ups and an agent that asks',
    url: 'https://example.org/daily/2026-03-12.html',
    overview: [
      { headline: text('Short warm-ups are enough.'), text: text('One per cent of the steps will do.') },
      { headline: text('Asking beats guessing.'), text: text('Four turns saved for each question.') },
      { headline: [], text: text('And a third story, with no headline of its own.') },
    ],
    notes: [
      {
        number: '04',
        tag: 'Agent',
        title: text('A benchmark of interruptions.'),
        text: [...text('Sixty tasks. '), link('https://example.org/interruptions', 'Paper')],
      },
      { title: text('A note without a number.'), text: [] },
    ],
    observation: [
      paragraph('Two of today’s papers measure what everybody assumed.'),
      paragraph('If you keep a habit, measure it.'),
    ],
    prose: [
      { before: 'end', title: text('Corrections'), blocks: [paragraph('Yesterday’s chart had its axes swapped.')] },
    ],
  },
)

/** A body with every kind of block. */
export const everyBlock = digestOf([
  sectionOf('01', 'Every kind of block', {
    body: [
      { type: 'heading', depth: 1, children: text('A heading inside') },
      paragraph(
        'Text with ',
        strong('bold'),
        ', ',
        { type: 'emphasis', children: [...text('italic and '), strong('both')] },
        ', ',
        { type: 'strike', children: text('struck') },
        ', ',
        code('code'),
        ' and ',
        { type: 'math', value: '\\tau = K_t' },
        '.',
        { type: 'break' },
        'A second line.',
      ),
      {
        type: 'list',
        ordered: true,
        start: 3,
        items: [
          {
            children: [
              paragraph('Third'),
              {
                type: 'list',
                ordered: false,
                start: 1,
                items: [
                  { children: [paragraph('deeper')] },
                  { checked: true, children: [paragraph('done')] },
                  { checked: false, children: [paragraph('to do')] },
                ],
              },
            ],
          },
          {
            children: [paragraph('Fourth'), paragraph('with a second paragraph'), { type: 'code', value: 'and code' }],
          },
          { children: [paragraph('Fifth')] },
        ],
      },
      {
        type: 'quote',
        children: [
          paragraph('Quoted.'),
          paragraph('Twice.'),
          { type: 'list', ordered: false, start: 1, items: [{ children: [paragraph('a quoted item')] }] },
        ],
      },
      { type: 'code', language: 'ts', value: 'const answer = 42\nconsole.log(answer)' },
      { type: 'math', value: 'E = mc^2' },
      { type: 'rule' },
      {
        type: 'table',
        align: ['left', 'right'],
        header: [text('Model'), text('Score')],
        rows: [
          [[link('https://example.org/small', 'Small')], text('71.2')],
          [text('Large'), [strong('83.9')]],
          [text('Not run'), []],
        ],
      },
      {
        type: 'table',
        align: ['left', 'right'],
        header: [text('A second'), text('table')],
        rows: [[[link('https://example.org/x', '模型')], text('1')]],
      },
      paragraph('The end.'),
    ],
  }),
])

export const chinese = digestOf(
  [
    sectionOf('01', '预热到底要多久？', {
      tag: '训练优化',
      body: [paragraph('多数方法固定预热', strong('百分之二'), '的步数，却没人验证过原因。')],
      takeaways: [text('短预热就够了'), text('平台随批大小移动')],
      source: [link('https://example.org/papers/warm-up', '预热应该多长')],
    }),
  ],
  { publication: 'zh', language: 'zh', notes: [] },
)

/** Text that would notify people if it were taken for markup. */
const mentions =
  '@everyone @here @Channel <!channel> <!here|here> <@U0123456> <#C0123456|general> <!subteam^S0123> &lt;!channel&gt; :smile:'

export const hostile = digestOf(
  [
    sectionOf('01', mentions, {
      tag: '<!here>',
      body: [paragraph(mentions, ' ', code('<!channel>'), ' ', link('https://example.org/<!channel>', '<!channel|x>'))],
      takeaways: [text(mentions)],
      source: [link('https://example.org/|<!here>', mentions)],
    }),
  ],
  { title: mentions, overview: [{ headline: text(mentions), text: text(mentions) }] },
)
