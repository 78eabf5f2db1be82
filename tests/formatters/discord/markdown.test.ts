import { expect, test } from 'vitest'
import type { Block, Inline } from '../../../src/domain/digest.ts'
import { blocksMarkdown } from '../../../src/formatters/discord/blocks.ts'
import { inlineMarkdown } from '../../../src/formatters/discord/inlines.ts'
import { code, emphasis, link, list, paragraph, strike, strong, text } from './sample.ts'

const gap = '\u200B'

test.each([
  ['*a* **b** _c_ __d__ ~~e~~', '\\*a\\* \\*\\*b\\*\\* \\_c\\_ \\_\\_d\\_\\_ \\~\\~e\\~\\~'],
  ['||spoiler|| `code` [a](b)', `\\|\\|spoiler\\|\\| \\\`code\\\` \\[a\\]${gap}(b)`],
  ['C:\\new ¯\\_(ツ)_/¯', 'C:\\\\new ¯\\\\\\_(ツ)\\_/¯'],
  ['@everyone and @here', `@${gap}everyone and @${gap}here`],
  ['<@1> <@!2> <@&3> <#4>', `\\<${gap}@1> \\<${gap}@!2> \\<${gap}@&3> \\<${gap}#4>`],
  ['<t:0:R> <:a:1> <a:b:1> </run:1> <id:browse>', '\\<t\\:0:R> \\<\\:a:1> \\<a\\:b:1> \\</run:1> \\<id:browse>'],
  ['a :smile: at 10:30:45', 'a \\:smile: at 10\\:30:45'],
])('%s shows as it stands', (words, written) => {
  expect(inlineMarkdown([text(words)])).toBe(written)
})

test.each([
  ['# no heading', '\\# no heading'],
  ['-# no subtext', '\\-# no subtext'],
  ['> no quote', '\\> no quote'],
  ['- no bullet', '\\- no bullet'],
  ['2026. No number', '2026\\. No number'],
  ['-5 degrees, #1 of 3.14', '-5 degrees, #1 of 3.14'],
])('a line may begin with "%s"', (words, written) => {
  expect(inlineMarkdown([text(words)])).toBe(written)
  expect(inlineMarkdown([text('Above'), { type: 'break' }, text(words)])).toBe(`Above\n${written}`)
})

test('styles stand outside of blanks, where Discord sees them', () => {
  expect(inlineMarkdown([text('a'), strong(text(' b ')), text('c')])).toBe('a **b** c')
  expect(inlineMarkdown([text('这是'), strong(text('重点（注）')), text('内容')])).toBe('这是**重点（注）**内容')
  expect(inlineMarkdown([strong(text(' '))])).toBe(' ')
})

test('styles may meet and contain each other', () => {
  expect(inlineMarkdown([strong(text('a'), emphasis(text('b'))), emphasis(text('c'))])).toBe(
    `**a**${gap}***b***${gap}*c*`,
  )
  expect(inlineMarkdown([strike(strong(text('gone ~')))])).toBe(`~~**gone \\~**~~`)
  expect(inlineMarkdown([strike(text('~'))])).toBe(`~~\\~${gap}~~`)
})

test('code keeps its backticks and asterisks, and ends no style around it', () => {
  expect(inlineMarkdown([code('a`b')])).toBe('``a`b``')
  expect(inlineMarkdown([code('`')])).toBe('`` ` ``')
  expect(inlineMarkdown([code('```')])).toBe(`\`\` \`${gap}\`${gap}\` \`\``)
  expect(inlineMarkdown([strong(text('a '), code('**kwargs'), text(' b'))])).toBe('**a** `**kwargs` **b**')
  expect(inlineMarkdown([code('<@1> @everyone')])).toBe(`\`<${gap}@1> @${gap}everyone\``)
  expect(inlineMarkdown([code('a'), code('b')])).toBe(`\`a\`${gap}\`b\``)
})

test('a formula is code', () => {
  expect(inlineMarkdown([{ type: 'math', value: 'O(n^2)' }])).toBe('`O(n^2)`')
})

test.each([
  ['https://example.org/a_(b)', '[a paper](<https://example.org/a_(b)>)'],
  ['https://example.org/a)b', '[a paper](<https://example.org/a%29b>)'],
  ['https://example.org/a>b c', '[a paper](<https://example.org/a%3Eb%20c>)'],
  ['https://example.org/@everyone', '[a paper](<https://example.org/%40everyone>)'],
  ['https://example.org/*a*_b_~c~', '[a paper](<https://example.org/*a*_b_~c~>)'],
  ['mailto:robin@example.org?subject=Hi', 'a paper (robin@example.org?subject=Hi)'],
])('a link to %s leads there', (url, written) => {
  expect(inlineMarkdown([link(url, text('a paper'))])).toBe(written)
})

test('a link whose words are an address is written as the address: Discord would not mask it', () => {
  expect(inlineMarkdown([link('https://example.org/', text('https://example.org'))])).toBe('<https://example.org/>')
  expect(inlineMarkdown([link('https://example.org/a', text('example.org/a'))])).toBe('<https://example.org/a>')
  expect(inlineMarkdown([link('https://example.org', text('https://example.com'))])).toBe(
    'https\\://example.com (<https://example.org>)',
  )
  expect(inlineMarkdown([link('https://example.org')])).toBe('<https://example.org>')
})

test('a link whose words have a bracket too many is beside them', () => {
  expect(inlineMarkdown([link('https://example.org', text('[1'))])).toBe('\\[1 (<https://example.org>)')
  expect(inlineMarkdown([link('https://example.org', text('[Re] a'))])).toBe('[[Re] a](<https://example.org>)')
})

test('an address in the text stays one, whatever is around it', () => {
  expect(inlineMarkdown([text('(see https://example.org/a_b_(c)).')])).toBe('(see <https://example.org/a_b_(c)>).')
  expect(inlineMarkdown([strong(text('see https://example.org/a*b now'))])).toBe(
    '**see** <https://example.org/a*b> **now**',
  )
  expect(inlineMarkdown([text('见https://example.org。')])).toBe('见<https://example.org>。')
})

test('lists nest, count from where they start, and show what is done', () => {
  const ordered: Block = {
    type: 'list',
    ordered: true,
    start: 3,
    items: [
      { checked: true, children: [paragraph(text('a')), list([paragraph(text('b'))])] },
      { checked: false, children: [paragraph(text('c'), { type: 'break' }, text('- d'))] },
      { children: [] },
    ],
  }
  expect(blocksMarkdown([paragraph(text('Above')), ordered])).toBe(
    ['Above', '3. ☑ a', '   - b', '4. ☐ c', '   \\- d', `5. ${gap}`].join('\n'),
  )
})

test('every line of a quote is quoted once', () => {
  const inner: Block = { type: 'quote', children: [paragraph(text('inside'))] }
  const quote: Block = { type: 'quote', children: [paragraph(text('a'), { type: 'break' }, text('b')), inner] }
  expect(blocksMarkdown([quote])).toBe('> a\n> b\n> \n> inside')
})

test('nothing in a code block can end it', () => {
  expect(blocksMarkdown([{ type: 'code', language: 'ts', value: 'a\n```\n@here' }])).toBe(
    `\`\`\`ts\na\n\`${gap}\`${gap}\`\n@${gap}here\n\`\`\``,
  )
  expect(blocksMarkdown([{ type: 'code', language: 'two words', value: 'a' }])).toBe('```\na\n```')
  expect(blocksMarkdown([{ type: 'code', value: '' }])).toBe('')
})

test('a small table is drawn, its columns aligned though some letters are wide', () => {
  const table: Block = {
    type: 'table',
    align: ['left', 'right'],
    header: [[text('模型')], [text('Score')]],
    rows: [[[text('a')], [text('12')]]],
  }
  expect(blocksMarkdown([table])).toBe('```\n模型 │ Score\n─────┼──────\na    │    12\n```')
})

test('a table with links becomes lines, so that they can be followed', () => {
  const table: Block = {
    type: 'table',
    align: ['left', 'left'],
    header: [[text('Model')], [text('Paper')]],
    rows: [[[text('a')], [link('https://example.org', text('here'))]]],
  }
  expect(blocksMarkdown([table])).toBe('**Model · Paper**\n- **a** · Paper: [here](<https://example.org>)')
})

const address = 'https://example.org/x'

test.each<[string, Inline[], string]>([
  ['an underscore', [text('llama_index')], `[llama_index](<${address}>)`],
  ['stars that pair', [text('f(*a, *b)')], `f(\\*a, \\*b) (<${address}>)`],
  ['stars that do not pair', [text('f(*args)')], `[f(*args)](<${address}>)`],
  ['an emoji at the start', [text('🚀 Launch')], `🚀 [Launch](<${address}>)`],
  ['nothing but an emoji', [text('🚀')], `🚀 (<${address}>)`],
  ['a name between colons', [text('see :tada: now')], `[see](<${address}>) \\:tada: [now](<${address}>)`],
  ['code with an emoji', [code('🚀')], `[\`🚀\`](<${address}>)`],
  ['a mention', [text('@everyone')], `@${gap}everyone (<${address}>)`],
  ['an invitation', [text('discord.gg/abc')], `discord.gg/abc (<${address}>)`],
  ['a number at the start', [text('1. What')], `[1. What](<${address}>)`],
  ['blanks that the client removes', [text('a\u00A0b\u3000c')], `[a b c](<${address}>)`],
  ['two styles', [strong(text('a')), text(' '), emphasis(text('b'))], `[**a** *b*](<${address}>)`],
])('a link with %s in its words', (_, words, written) => {
  expect(inlineMarkdown([link(address, ...words)])).toBe(written)
})

test.each([
  ['C#', `### C#${gap}`],
  ['#1 of 3', '### \\#1 of 3'],
  ['# a', '### \\# a'],
  ['1. First', '### 1\\. First'],
  ['-# small', '### \\-# small'],
])('a heading of "%s" keeps all of it', (words, written) => {
  expect(blocksMarkdown([{ type: 'heading', depth: 1, children: [text(words)] }])).toBe(written)
})

test('a heading in a list is bold: the client draws none there', () => {
  const item = { children: [{ type: 'heading', depth: 1, children: [text('a')] } as const, paragraph(text('b'))] }
  expect(blocksMarkdown([{ type: 'list', ordered: false, start: 1, items: [item] }])).toBe('- **a**\n  b')
})

test.each(['# a', '- a', '1. a', '> a', '-# a'])('a style around "%s" at the start of a line is no block', (words) => {
  expect(inlineMarkdown([strong(text(words))])).toMatch(/^\*\*(\\|1\\)/)
})

test('a list in a list is indented by the width of the mark above it', () => {
  const inner = list([paragraph(text('c'))])
  const middle = list([paragraph(text('b')), inner])
  const outer = (start: number): Block => ({
    type: 'list',
    ordered: true,
    start,
    items: [{ children: [paragraph(text('a')), middle] }],
  })
  expect(blocksMarkdown([outer(1)])).toBe('1. a\n   - b\n     - c')
  expect(blocksMarkdown([outer(10)])).toBe('10. a\n    - b\n      - c')
})

test('two lists in one item stay two, and numbers below 1 are written as words', () => {
  const ordered: Block = { type: 'list', ordered: true, start: 0, items: [{ children: [paragraph(text('b'))] }] }
  expect(blocksMarkdown([list([paragraph(text('a')), ordered, list([paragraph(text('c'))])])])).toBe(
    `- a\n  - 0\\. b\n  ${gap}\n  - c`,
  )
})

test('the same link and block are written again where their style or the quote around them differs', () => {
  const link: Inline = { type: 'link', url: 'https://e.org', children: [{ type: 'text', value: 'Why' }] }
  expect(inlineMarkdown([link])).toBe('[Why](<https://e.org>)')
  expect(inlineMarkdown([{ type: 'strong', children: [link] }])).toBe('[**Why**](<https://e.org>)')
  const quote: Block = { type: 'quote', children: [{ type: 'paragraph', children: [link] }] }
  expect(blocksMarkdown([quote])).toBe('> [Why](<https://e.org>)')
  expect(blocksMarkdown([quote], true)).toBe('[Why](<https://e.org>)')
})
