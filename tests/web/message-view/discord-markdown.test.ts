import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RenderContext } from '../../../src/web/message-view/context.ts'
import { messageBody } from '../../../src/web/message-view/discord/message.ts'

const context: RenderContext = {
  userName: (id) => (id === '1' ? 'Robin Lee' : id),
  groupName: (id) => (id === '2' ? 'Readers' : id),
  channelName: (id) => (id === '3' ? 'reading' : id),
  local: (url) => (url.endsWith('/3') ? '/?discord=3' : undefined),
  controls: { action: '/discord/act', fields: { channel: '3', message: '9' } },
}

/** Without the direction of each block, which has a test of its own. */
const write = async (content: string) =>
  (await draw(content, [])).replace(/^<div class="content">|<\/div>\s*$/g, '').replaceAll(' dir="auto"', '')
const draw = async (content: string, components: unknown[]) =>
  String(await messageBody({ content, components }, context)).trim()

const anchor = (url: string, words: string) => `<a href="${url}" target="_blank" rel="noopener noreferrer">${words}</a>`

test.each([
  ['שלום', 'p'],
  ['## שלום', 'h4'],
  ['### שלום', 'h5'],
  ['-# שלום', 'p'],
  ['> שלום', 'blockquote'],
  ['- שלום', 'ul'],
  ['1. שלום', 'ol'],
])('%s is drawn in the direction of its letters', async (content, tag) => {
  expect(await draw(content, [])).toMatch(new RegExp(`^<div class="content"><${tag} dir="auto"`))
})

test.each([
  [
    '**bold** *italic* _too_ __under__ ~~gone~~ `code`',
    '<p><strong>bold</strong> <em>italic</em> <em>too</em> <u>under</u> <s>gone</s> <code>code</code></p>',
  ],
  ['***both***', '<p><em><strong>both</strong></em></p>'],
  ['[snake\\_case](https://a.example/)', `<p>${anchor('https://a.example/', 'snake\\_case')}</p>`],
  ['[a_b_c *d*](https://a.example/)', `<p>${anchor('https://a.example/', 'a_b_c <em>d</em>')}</p>`],
  ['[go 🚀](https://a.example/)', '<p>[go 🚀](https://a.example/)</p>'],
  ['[`🚀`](https://a.example/)', `<p>${anchor('https://a.example/', '<code>🚀</code>')}</p>`],
  ['[http://b.example](https://a.example/)', '<p>[http://b.example](https://a.example/)</p>'],
  ['[a](mailto:a@b.example)', '<p>[a](mailto:a@b.example)</p>'],
  ['## C#', '<h4 class="level-2">C</h4>'],
  ['## #1 of 3', '<p>## #1 of 3</p>'],
  ['**# a**', '<p><strong><h4 class="level-1">a</h4></strong></p>'],
  ['1. a\n   - b\n     - c', '<ol start="1"><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ol>'],
  ['1. a\n  - b\n    - c', '<ol start="1"><li>a<ul><li>b</li><li>c</li></ul></li></ol>'],
  ['0. a', '<ol start="1"><li>a</li></ol>'],
  ['**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>'],
  ['snake_case_name and 2 * 3 * 4', '<p>snake_case_name and 2 * 3 * 4</p>'],
  ['\\*not\\* \\_this\\_ \\[or\\](that)', '<p>*not* _this_ [or](that)</p>'],
  ['``a ` b``', '<p><code>a ` b</code></p>'],
  [
    '# One\n## Two\n### Three',
    '<h4 class="level-1">One</h4><h4 class="level-2">Two</h4><h5 class="level-3">Three</h5>',
  ],
  ['#tag is no heading', '<p>#tag is no heading</p>'],
  ['-# small', '<p class="subtext">small</p>'],
  ['> said\n> twice\nanswered', '<blockquote><p>said\ntwice</p></blockquote><p>answered</p>'],
  ['>>> all\nof it', '<blockquote><p>all\nof it</p></blockquote>'],
  ['```js\na < b\n```', '<pre tabindex="0"><code>a &lt; b</code></pre>'],
  ['- one\n  - inner\n- two', '<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>'],
  ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>'],
  ['- one\n  goes on', '<ul><li>one\ngoes on</li></ul>'],
  ['a\n\nb', '<p>a\n\nb</p>'],
  [
    '<@1> <@&2> @everyone',
    '<p><span class="mention">@Robin Lee</span> <span class="mention">@Readers</span> <span class="mention">@everyone</span></p>',
  ],
  ['<#3>', '<p><a class="mention" href="/?discord=3" data-go># reading</a></p>'],
])('%j is drawn as Discord does', async (markdown, html) => {
  expect(await write(markdown)).toBe(html)
})

test.each([
  ['[the page](https://a.example/x_y)', 'https://a.example/x_y', 'the page'],
  ['[the **page**](<https://a.example/(x)>)', 'https://a.example/(x)', 'the <strong>page</strong>'],
  ['<https://a.example/>', 'https://a.example/', 'https://a.example/'],
  ['see https://a.example/x.', 'https://a.example/x', 'https://a.example/x'],
])('%s leads where it says', async (markdown, url, label) => {
  expect(await write(markdown)).toContain(`<a href="${url}" target="_blank" rel="noopener noreferrer">${label}</a>`)
})

test.each(['[x](javascript:alert(1))', '[x](data:text/html,y)', '<javascript:alert(1)>', '[x](//evil.example)'])(
  '%s is no link',
  async (markdown) => {
    expect(await write(markdown)).not.toContain('href')
  },
)

test('a timestamp is written out for the reader', async () => {
  expect(await write(`<t:${Date.UTC(2026, 2, 12, 12) / 1000}:D>`)).toContain('>12 March 2026</time>')
})

test('the client draws 200 nodes and then stops', async () => {
  expect(await write('**a** '.repeat(200))).toContain('<strong>a</strong></p>')
  const html = await write(`${'**a** '.repeat(201)}the end`)
  expect(html.match(/<strong>/g)).toHaveLength(200)
  expect(html).toContain('...')
  expect(html).not.toContain('the end')
})

const marks = fc.constantFrom(
  '*',
  '**',
  '_',
  '__',
  '~~',
  '||',
  '`',
  '```',
  '\\',
  '[',
  '](',
  ')',
  '<',
  '>',
  '<t:',
  '<@',
  '# ',
  '- ',
  '1. ',
  '> ',
  '\n',
  'https://a.example/',
  'javascript:',
  '"',
  "'",
  '&',
  '<img src=x onerror=y>',
  '字',
  'a ',
)

test('whatever is written, it is drawn without markup of its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(marks, { maxLength: 60 }), async (pieces) => {
      const html = await write(pieces.join(''))
      expect(html).not.toMatch(/<(img|script)|href="(?!https?:|\/|mailto:)/)
      expect(html.match(/<\/?[a-z0-9]+/g)?.filter((tag) => !known.test(tag)) ?? []).toEqual([])
    }),
  )
})

const known = /^<\/?(p|h4|h5|ul|ol|li|blockquote|pre|code|strong|em|u|s|span|a|time|div)$/

test('a long run of marks is drawn at once', async () => {
  for (const mark of ['*', '_', '[', '`', '~~', '||', '<', '\\', '> ', '**a ']) {
    expect(await write(mark.repeat(2000 / mark.length))).toBeTruthy()
  }
})

test('a container has its accent colour, its text and its controls', async () => {
  const select = { type: 3, custom_id: 'pick"', placeholder: 'Discuss', options: [{ label: 'One', value: '1' }] }
  const html = await draw('', [
    {
      type: 17,
      accent_color: 0xff8800,
      components: [
        { type: 10, content: '## Title' },
        { type: 14, divider: true, spacing: 1 },
        { type: 1, components: [{ type: 2, style: 5, label: 'Read', url: 'https://a.example/' }] },
        { type: 1, components: [{ type: 2, style: 1, label: 'Go on', custom_id: 'go' }] },
        { type: 1, components: [select] },
      ],
    },
  ])
  expect(html).toContain('fill="#ff8800"')
  expect(html).toContain('<h4 dir="auto" class="level-2">Title</h4>')
  expect(html).toContain('<hr class="small" />')
  expect(html).toContain(
    '<a class="discord-button secondary" href="https://a.example/" target="_blank" rel="noopener noreferrer">Read',
  )
  expect(html).toContain('<button class="discord-button primary" >Go on</button>')
  expect(html).toContain('name="control" value="pick&quot;"')
  expect(html).toContain('<option value="1">One</option>')
})

test('what the page cannot draw is named instead of left out', async () => {
  expect(await draw('', [{ type: 99 }])).toContain('Unsupported: <code>component of type 99</code>')
  expect(await draw('', [{ type: 1, components: [{ type: 5 }] }])).toContain('component of type 5')
})

test('a button with the address of a channel of this server leads there on the page', async () => {
  const button = (url: string) => ({ type: 1, components: [{ type: 2, style: 5, label: 'Open', url }] })
  expect(await draw('', [button('https://discord.com/channels/1/3')])).toMatch(
    /<a [^>]*href="\/\?discord=3" data-go>Open/,
  )
  expect(await draw('', [button('https://elsewhere.example/')])).toContain('target="_blank"')
})

test.each(['# ', '-# ', '> ', '>>> ', '- ', '1. ', ''])(
  'a line after "%s" that holds another kind of line break is drawn like any other',
  async (mark) => {
    for (const separator of ['\u2028', '\u2029', '\u0085', '\v']) {
      expect((await draw(`${mark}one${separator}two`, [])).replace(/<[^>]*>/g, '')).toContain(`one${separator}two`)
    }
  },
)
