import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bullets, paragraph, strong, unstyled } from '../../../src/domain/build.ts'
import type { Block, Inline } from '../../../src/domain/digest.ts'
import { blocksText } from '../../../src/domain/text.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { isLongerThan } from '../../../src/formatters/shared/long-text.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { arbitraryDigest } from '../../arbitrary.ts'
import { aDigest, aSection } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'

test('blocks of few words are never called long', () => {
  fc.assert(
    fc.property(arbitraryDigest, fc.nat(400), ({ sections }, max) => {
      const blocks = sections.flatMap(({ body }) => body)
      if (isLongerThan(blocks, max)) expect(blocksText(blocks).length).toBeGreaterThan(max)
    }),
  )
})

test.each<[string, Block]>([
  ['a paragraph', paragraph(unstyled('12345'), strong(unstyled('67890')))],
  ['a list', bullets([[unstyled('12345')], [unstyled('67890')]])],
  ['a quote', { type: 'quote', children: [paragraph(unstyled('1234567890'))] }],
  ['code', { type: 'code', value: '1234567890' }],
  ['a table', { type: 'table', align: ['left'], header: [[unstyled('12345')]], rows: [[[unstyled('67890')]]] }],
])('%s is long when its words are', (_, block) => {
  expect([9, 10].map((max) => isLongerThan([block], max))).toEqual([true, false])
})

test('the end of a long text is not written for each message before it', () => {
  let reads = 0
  const end: Inline = Object.defineProperty(unstyled('The end.'), 'value', {
    enumerable: true,
    get: () => {
      reads += 1
      return 'The end.'
    },
  })
  const words = Array.from(
    { length: 3_000 },
    (_, at): Inline => (at % 2 ? { type: 'code', value: `n${at}` } : unstyled(` in words ${at}, and more of them `)),
  )
  const section = aSection('Long', { number: '01', body: [paragraph(...words, end)] })
  const parts = renderDiscord({ ...aDigest(), sections: [section] }, 'sections', vocabulary)
  expect(parts.length).toBeGreaterThan(12)
  expect(reads).toBeLessThan(parts.length)
})

test.each<[string, (paragraphs: readonly Block[]) => Block]>([
  ['a quote', (children) => ({ type: 'quote', children })],
  [
    'a list in a list',
    (paragraphs) => listOf([paragraph(unstyled('above')), listOf(...paragraphs.map((one) => [one]))]),
  ],
  ['an item', (paragraphs) => listOf(paragraphs)],
])('the end of %s is not written for each message before it', (_, around) => {
  let readings = 0
  const end: Block = Object.defineProperty(paragraph(unstyled('The end.')), 'type', {
    enumerable: true,
    get: () => {
      readings += 1
      return 'paragraph'
    },
  })
  const words = Array.from({ length: 3_000 }, (_, at) => paragraph(unstyled(`in words ${at}, and more of them`)))
  const section = aSection('Long', { number: '01', body: [around([...words, end])] })
  const digest = { ...aDigest(), sections: [section] }
  for (const render of [renderSlack, renderDiscord]) {
    readings = 0
    const parts = render(digest, 'sections', vocabulary)
    expect(parts.length).toBeGreaterThan(12)
    expect(readings).toBeLessThan(3 * parts.length)
  }
})

function listOf(...items: readonly (readonly Block[])[]): Block {
  return { type: 'list', ordered: false, start: 1, items: items.map((children) => ({ children })) }
}
