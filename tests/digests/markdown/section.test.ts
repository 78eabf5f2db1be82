import { expect, test } from 'vitest'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { read, readBody, remarks } from './digest-fixture.ts'

function partsOf(body: string) {
  const reading = readBody(body)
  const section = reading.digest?.sections[0]
  return {
    body: section && blocksText(section.body),
    takeaways: section?.takeaways.map(plainText),
    source: section?.source && plainText(section.source),
    remarks: remarks(reading),
  }
}

const points = '- One\n- Two\n'
const expected = { body: 'Text.', takeaways: ['One', 'Two'], source: 'Paper', remarks: [] }

test.each([
  `Text.\n\nKey takeaways:\n\n${points}\nSource: Paper`,
  `Text.\n\nKey takeaways:\n${points}\nSource: Paper`,
  `Text.\n\n- Takeaway: One\n- Key point: Two\n- Source: Paper`,
  `Text.\n\nKey takeaways:\n\n${points}- Source:: Paper`,
  `Text.\nKey takeaways:\n${points}Source: Paper`,
  `Text.\n\nKEY TAKEAWAYS\n\n* One\n* Two\n\nSource: Paper`,
  `Text.\n\n**Key takeaways:**\n\n+ One\n+ Two\n\n**Source:** Paper`,
  `Text.\n\n*Key takeaways*:\n\n1. One\n2. Two\n\n*Source*: Paper`,
  `Text.\n\n#### Key takeaways\n\n${points}\n#### Source\n\nPaper`,
  `Text.\n\n### Key takeaways:\n\n${points}\nSource: Paper`,
  `Text.\n\n关键要点：\n\n${points}\n来源：Paper`,
  `Text.\n\n**关键要点**\n\n${points}\n**原文：** Paper`,
  `Text.\n\nTakeaways:\n\n- One\n\n- Two\n\nsource : Paper`,
  `Text.\n\nSource: Paper\n\nKey takeaways:\n\n${points}`,
  `Text.\n\nKey takeaways:\n\n- One\n* Two\n\n---\n\nSource: Paper\n\n---`,
  `Text.\n\nKey takeaways:\n\n${points}\nSource: Paper\n---`,
  `Text.\n\n> [!tip]- Key takeaways\n> - One\n> - Two\n\nSource: Paper`,
  `Text.\n\n> [!TLDR]\n> - One\n> - Two\n\nSource: Paper`,
  `Text.\n\n**ポイント**\n\n${points}\n引用元: Paper`,
  `Text.\n\nW skrócie:\n\n${points}\nŹródło: Paper`,
  `Text.\n\n**Hovedpointer**\n\n${points}\nKilde: Paper`,
  `Text.\n\nVe zkratce\n\n${points}\nZdroj: Paper`,
  `Text.\n\nLyhyesti:\n\n${points}\nLähde: Paper`,
  `Text.\n\nΜε λίγα λόγια\n\n${points}\nΠηγή: Paper`,
  `Text.\n\n핵심 요약\n\n${points}\n출처: Paper`,
  `Text.\n\n#### Das Wichtigste in Kürze\n\n${points}\nQuelle: Paper`,
  `Text.\n\n**À retenir :**\n\n${points}\nSources : Paper`,
  `Text.\n\n**Ce qu’il faut retenir**\n\n${points}\nSource : Paper`,
  `Text.\n\n**Puntos clave:**\n\n${points}\n**Fuente:** Paper`,
  `Text.\n\nPontos principais:\n${points}\nFonte: Paper`,
  `Text.\n\n**Выводы**\n\n${points}\nИсточник: Paper`,
  `Text.\n\n**أهم النقاط:**\n\n${points}\nالمصدر: Paper`,
  `Text.\n\n**劃重點**\n\n${points}\n來源：Paper`,
])('%j is a text, two takeaways and a source', (body) => {
  const { remarks, ...parts } = partsOf(body)
  expect({ ...parts, remarks: remarks.filter((remark) => !remark.endsWith('rule-under-text')) }).toEqual(expected)
})

test('takeaways keep their styles, and several paragraphs become lines', () => {
  const section = readBody('Key takeaways:\n\n- **One**: `a`\n\n  more\n- Two').digest?.sections[0]
  expect(section?.takeaways).toEqual([
    [
      { type: 'strong', children: [{ type: 'text', value: 'One' }] },
      { type: 'text', value: ': ' },
      { type: 'code', value: 'a' },
      { type: 'break' },
      { type: 'text', value: 'more' },
    ],
    [{ type: 'text', value: 'Two' }],
  ])
})

test('several sources below one word are lines of one source', () => {
  expect(partsOf('Source:\n\n- [A](https://example.org/a)\n- B')).toMatchObject({ source: 'A\nB', remarks: [] })
})

test('a sentence that only mentions a source or takeaways is text', () => {
  const body = 'Open source: a history.\n\nThe key takeaways are these.\n\nMy sources: none.'
  expect(partsOf(body)).toEqual({ body: body.replaceAll('\n\n', '\n'), takeaways: [], source: undefined, remarks: [] })
})

test.each([
  ['Key takeaways:', '9:1 error empty-takeaways'],
  ['Text.\n\nKey takeaways:\n\n-\n-', '11:1 error empty-takeaways'],
  ['#### Key takeaways\n\nSource: Paper', '9:1 error empty-takeaways'],
])('%j promises takeaways and has none, which is an error', (body, remark) => {
  expect(partsOf(body)).toMatchObject({ body: undefined, remarks: expect.arrayContaining([remark]) })
})

test('what is behind the takeaways or the source closes the text, with a warning at its place', () => {
  const body = `Text.\n\nKey takeaways:\n\n- One\n  - Deep\n- Two\n\nLate.\n\nSource: Paper\n\nLater.\n\nSource: Other`
  expect(partsOf(body)).toEqual({
    body: 'Text.\nDeep\nLate.\nLater.\nSource: Other',
    takeaways: ['One', 'Two'],
    source: 'Paper',
    remarks: [
      '14:3 warning carried-as-prose',
      '17:1 warning carried-as-prose',
      '21:1 warning carried-as-prose',
      '23:1 warning carried-as-prose',
    ],
  })
})

test.each([
  ['Text.\n\nTL;DR: It works.', ['It works.'], 'Text.'],
  ['Text.\n\n**TL;DR:** It works.\n- Well\n', ['It works.', 'Well'], 'Text.'],
  ['Text.\n\n**TLDR** — it works.', ['it works.'], 'Text.'],
  ['Text.\n\n**TL;DR** It works.', ['It works.'], 'Text.'],
  ['Text.\n\nTL;DR - it works.', ['it works.'], 'Text.'],
  ['Text.\n\nTLDR;\n- One', ['One'], 'Text.'],
  ['Text.\n\n> **TL;DR:** It works.', ['It works.'], 'Text.'],
  ['Text.\n\n> Key points\n> - One\n> - Two', ['One', 'Two'], 'Text.'],
  ['Text.\n**TL;DR:** It works.', ['It works.'], 'Text.'],
  ['Text.\n\n**Key takeaways (2):** 🔑\n\n- One\n- Two', ['One', 'Two'], 'Text.'],
  ['Text.\n\n**Takeaway #1:** One.\n\n**Takeaway #2:** Two.', ['One.', 'Two.'], 'Text.'],
  ['Text.\n\n**Key insight:** One.', ['One.'], 'Text.'],
  ['Text.\n\n**Why it matters:** One.', [], 'Text.\nWhy it matters: One.'],
  ['Text.\n\nLessons learned\n\n- One\n- Two', ['One', 'Two'], 'Text.'],
  ['Text.\n\n2 takeaways:\n\n- One\n- Two', ['One', 'Two'], 'Text.'],
  ['正文。\n\n两点启示\n\n- 一\n- 二', ['一', '二'], '正文。'],
  ['Text.\n\nIn short - and it matters - it works.', [], 'Text.\nIn short - and it matters - it works.'],
  ['> The gist is this.\n\nText.', [], 'The gist is this.\nText.'],
  ['TL;DR: It works.\n\nText.\n\nMore.', ['It works.'], 'Text.\nMore.'],
  ['Key takeaways:\n\nA paragraph.\n\nText.', ['A paragraph.'], 'Text.'],
  ['Text.\n\n#### Main findings\n\nOne.\n\nTwo.', ['One.', 'Two.'], 'Text.'],
  ['Text.\n\n**Bottom line**\n\n- One', ['One'], 'Text.'],
  ['太长不看：有用。\n\n正文。', ['有用。'], '正文。'],
  ['Text.\n\n要点：\n\n- 一', ['一'], 'Text.'],
])('%j has takeaways of another name or form', (body, takeaways, text) => {
  expect(partsOf(body)).toMatchObject({ takeaways, body: text })
})

test('takeaways on one line are no list and stay in the text', () => {
  expect(partsOf('Key takeaways: - One - Two')).toEqual({
    body: 'Key takeaways: - One - Two',
    takeaways: [],
    source: undefined,
    remarks: [],
  })
})

test.each([
  ['Text.\n\n[Read more](https://e.org/a)', 'Text.', 'Read more'],
  ['Text.\n\n→ [Read the full paper →](https://e.org/a)', 'Text.', '→ Read the full paper →'],
  ['正文。\n\n[阅读原文](https://e.org/a)', '正文。', '阅读原文'],
  ['Text.\n\nSources: [A](https://e.org/a), [B](https://e.org/b)', 'Text.', 'A, B'],
  ['Text.\n\n**Sources**\n\n- [A](https://e.org/a)\n- [B](https://e.org/b)', 'Text.', 'A\nB'],
  ['Text.\n\nReferences:\n\n- [A](https://e.org/a)\n- [B](https://e.org/b)', 'Text.', 'A\nB'],
  ['Text.\n\nh/t [A](https://e.org/a)', 'Text.', 'h/t A'],
  ['Text.\n\n[Read in 5 minutes](https://e.org/a)', 'Text.', 'Read in 5 minutes'],
  ['正文。\n\n详见：[甲](https://e.org/a)', '正文。', '甲'],
  ['Text.\n\nLink: https://e.org/a', 'Text.', 'https://e.org/a'],
  ['Text.\n\n链接：https://e.org/a', 'Text.', 'https://e.org/a'],
  ['Text.\n\n(Source: [A](https://e.org/a))', 'Text.', '(Source: A)'],
  ['Text.\n\nPaper: https://e.org/a', 'Text.', 'Paper: https://e.org/a'],
  ['Text.\n\nvia [A](https://e.org/a)', 'Text.', 'via A'],
  ['Text.\n\n📄 [Paper](https://e.org/a) | 💻 [Code](https://e.org/b)', 'Text.', '📄 Paper | 💻 Code'],
  ['[Paper](https://e.org/a) | [Code](https://e.org/b)\n\nText.', 'Text.', 'Paper | Code'],
  ['Text.\n\n<https://e.org/a>', 'Text.', 'https://e.org/a'],
  ['**Authors:** A\n**Link:** https://e.org/a\n\nText.', 'Authors: A\nText.', 'https://e.org/a'],
  ['https://e.org/a', 'https://e.org/a', undefined],
  ['Text.\n\nThe paper: [A](https://e.org/a) is good', 'Text.\nThe paper: A is good', undefined],
  ['Text.\n\n[A word](https://e.org/a)', 'Text.', 'A word'],
  ['Text.\n\n[A word](https://e.org/a)\n\n[Subscribe now](https://e.org/b)', 'Text.\nSubscribe now', 'A word'],
  ['Text.\n\n[A](https://e.org/a)\n\n[B](https://e.org/b)', 'Text.\nA\nB', undefined],
  ['Text.\n\n[A](https://e.org/a)\n\nMore.', 'Text.\nA\nMore.', undefined],
  ['Text.\n\n↳ [A title](https://e.org/a)', 'Text.', '↳ A title'],
  ['Text.\n→ [A title](https://e.org/a)', 'Text.', '→ A title'],
  ['Text.\n→ [A](https://e.org/a)\n→ [B](https://e.org/b)', 'Text. → A → B', undefined],
  ['Text.\n\n(via @ida, [the thread](https://e.org/a))', 'Text.', '(via @ida, the thread)'],
  ['It works. (via [A](https://e.org/a))', 'It works.', 'A'],
  ['It works (h/t [A](https://e.org/a)).', 'It works.', 'A'],
  ['It works (via [A](https://e.org/a), [B](https://e.org/b)).', 'It works.', 'A, B'],
  ['It went via [A](https://e.org/a) to B.', 'It went via A to B.', undefined],
  ['It works (as [A](https://e.org/a) says).', 'It works (as A says).', undefined],
  ['Text.\n\nSource | [A](https://e.org/a)', 'Text.', 'A'],
  ['正文。\n\n来源｜路透社 https://e.org/a', '正文。', '路透社 https://e.org/a'],
  ['Text.\n\nRead more', 'Text.\nRead more', undefined],
])('%j names its source', (body, text, source) => {
  expect(partsOf(body)).toMatchObject({ body: text, source })
})

test('a title that is a link is its own source, unless the section names one', () => {
  const section = (body: string) =>
    read(`## Featured\n\n### 01 [Agent] [Title](https://e.org/a)\n\n${body}\n`).digest?.sections[0]
  expect(section('Text.')?.source).toEqual(section('Text.')?.title)
  expect(plainText(section('Source: Paper')?.source ?? [])).toBe('Paper')
})

test.each([
  ['It works. [Paper](https://example.org/p)', 'It works.', 'Paper'],
  ['It works. ([link](https://example.org/p))', 'It works.', 'link'],
  ['It works! [Paper](https://example.org/p) | [Code](https://example.org/c).', 'It works!', 'Paper | Code.'],
  ['它有效。[论文](https://example.org/p)', '它有效。', '论文'],
  ['It works. [Read more →](https://example.org/p)', 'It works.', 'Read more →'],
  ['See the [paper](https://example.org/p)', 'See the paper', undefined],
  ['It works. [Anna](https://example.org/p) wrote it.', 'It works. Anna wrote it.', undefined],
  ['It works. [Anna Brook](https://example.org/p)', 'It works. Anna Brook', undefined],
  ['It works. [Paper](/p)', 'It works. Paper', undefined],
])('in a file of any form, the links behind the last sentence of %j are its source', (text, body, source) => {
  const [section] = read(`## One\n\n${text}\n\n## Two\n\nText.\n`).digest?.sections ?? []
  expect([section && blocksText(section.body), section?.source && plainText(section.source)]).toEqual([body, source])
})

test.each([
  'Lire l’article : https://example.org/p',
  'Leia mais: [projeto](https://example.org/p)',
  'Mehr dazu: https://example.org/p',
  '[続きを読む](https://example.org/p)',
  '[더 보기](https://example.org/p)',
  'Ссылки: [проект](https://example.org/p)',
])('%j is a source', (line) => {
  const [section] = read(`## One\n\nText.\n\n${line}\n\n## Two\n\nText.\n`).digest?.sections ?? []
  expect(JSON.stringify(section?.source)).toContain('https://example.org/p')
})
