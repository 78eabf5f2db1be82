import { expect, test } from 'vitest'
import type { RenderContext } from '../../../src/web/message-view/context.ts'
import { messageBody } from '../../../src/web/message-view/slack/message.ts'

const context: RenderContext = {
  userName: (id) => (id === 'U1' ? 'Robin Lee' : id),
  channelName: (id) => (id === 'C1' ? 'reading' : id),
  groupName: (id) => (id === 'S1' ? 'readers' : id),
  local: (url) => (url.startsWith('https://example.slack.com/') ? '/?thread=here' : undefined),
  controls: { action: '/slack/act', fields: { channel: 'C1', ts: '1.2' } },
}

const draw = async (...blocks: unknown[]) => String(await messageBody({ text: '', blocks }, context))
const line = (...elements: unknown[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })
const write = async (text: string) => String(await messageBody({ text }, context))
const plain = (text: string) => ({ type: 'plain_text', text })

test('styles of rich text nest, and its text is literal', async () => {
  const html = await draw(line({ type: 'text', text: '*a* <b>', style: { bold: true, italic: true, code: true } }))
  expect(html).toContain('<strong><em><code>*a* &lt;b&gt;</code></em></strong>')
})

test('a tag has the colour that Slack was asked for, and gray for one it does not know', async () => {
  expect(await draw(line({ type: 'tag', text: 'Agent', color: 'blue' }))).toContain('tag-blue">Agent')
  expect(await draw(line({ type: 'tag', text: 'Agent', color: 'x" onclick="' }))).toContain('tag-gray">Agent')
})

test('a list says how far it is indented and where its numbers begin', async () => {
  const list = { type: 'rich_text_list', style: 'ordered', indent: 1, offset: 2, elements: [line().elements[0]] }
  expect(await draw({ type: 'rich_text', elements: [list] })).toContain('<ol dir="auto" class="indent-1" start="3">')
})

test('quotes, preformatted text, headers, context and dividers are what they are called', async () => {
  const text = [{ type: 'text', text: 'words' }]
  const html = await draw(
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_quote', elements: text },
        { type: 'rich_text_preformatted', elements: text },
      ],
    },
    { type: 'header', level: 2, text: plain('Title') },
    { type: 'context', elements: [plain('By us')] },
    { type: 'divider' },
  )
  expect(html).toContain('<blockquote dir="auto">words</blockquote>')
  expect(html).toContain('<code>words</code></pre>')
  expect(html).toContain('<h4 dir="auto" class="level-2">Title</h4>')
  expect(html).toContain('<p>By us</p>')
  expect(html).toContain('<hr />')
})

test('the first row of a table is its header', async () => {
  const cell = (text: string) => line({ type: 'text', text })
  const rows = [
    [cell('Bridge'), cell('Pitch')],
    [cell('Old'), cell('440')],
  ]
  const html = await draw({ type: 'table', rows, column_settings: [{ align: 'left' }, { align: 'right' }] })
  expect(html).toContain('<th scope="col" class="right">Pitch</th>')
  expect(html).toContain('<td class="right">440</td>')
})

test('a select offers its options and sends what Slack needs to know', async () => {
  const select = {
    type: 'static_select',
    action_id: 'a"1',
    placeholder: plain('Discuss'),
    options: [{ text: plain('One'), value: '1' }],
  }
  const html = await draw({ type: 'actions', block_id: 'b1', elements: [select] })
  for (const [name, value] of Object.entries({ channel: 'C1', ts: '1.2', block: 'b1', action: 'a&quot;1' })) {
    expect(html).toContain(`name="${name}" value="${value}"`)
  }
  expect(html).toContain('<option value="1">One</option>')
})

test('buttons, link buttons and overflow menus can be used', async () => {
  const elements = [
    { type: 'button', action_id: 'go', text: plain('Go on'), style: 'primary' },
    { type: 'button', action_id: 'open', text: plain('Read'), url: 'https://papers.example/1' },
    { type: 'overflow', action_id: 'more', options: [{ text: plain('Pause'), value: 'pause' }] },
  ]
  const html = await draw({ type: 'actions', block_id: 'b1', elements })
  expect(html).toContain('<button class="slack-button primary" >Go on</button>')
  expect(html).toContain(
    '<a class="slack-button" href="https://papers.example/1" target="_blank" rel="noopener noreferrer">Read</a>',
  )
  expect(html).toContain('value="pause"')
})

test('nothing can be pressed in a message that is only shown', async () => {
  const { controls: _, ...shown } = context
  const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go on') }] }]
  const html = String(await messageBody({ text: '', blocks }, shown))
  expect(html).toMatch(/<button [^>]*disabled/)
  expect(html).not.toContain('<form')
})

test('what the page cannot draw is named instead of left out', async () => {
  expect(await draw({ type: 'carousel' })).toContain('Unsupported: <code>block of type carousel</code>')
  expect(await draw(line({ type: 'emoji' }))).toContain('Unsupported element: emoji')
  expect(await draw({ type: 'actions', elements: [{ type: 'datepicker' }] })).toContain(
    'Unsupported element: datepicker',
  )
  expect(await draw({}, null, 7)).toContain('Unsupported: <code>block of type')
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'java\nscript:alert(1)', 'file:///etc/passwd'])(
  '%s is no link',
  async (url) => {
    const html = await draw(line({ type: 'link', url, text: 'Read' }), {
      type: 'actions',
      elements: [{ type: 'button', text: plain('Open'), url, action_id: 'o' }],
    })
    expect(html).not.toContain('href')
    expect(html).toContain('Read')
  },
)

test('a link to the workspace leads to the thread on this page', async () => {
  expect(await draw(line({ type: 'link', url: 'https://example.slack.com/archives/C1/p1', text: 'there' }))).toContain(
    'href="/?thread=here"',
  )
})

test.each([
  ['*bold* _italic_ ~gone~ `code`', '<p><strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code></p>'],
  ['snake_case_name 2*3*4', '<p>snake_case_name 2*3*4</p>'],
  ['&lt;b&gt; &amp;amp;', '<p>&lt;b&gt; &amp;amp;</p>'],
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['&gt; said\nanswered', '<blockquote>said</blockquote><p>answered</p>'],
  ['```\na < b\n```', '<pre tabindex="0"><code>a &lt; b\n</code></pre>'],
  [
    '<@U1> <#C1> <!here> <!subteam^S1>',
    '<p><span class="mention">@Robin Lee</span> <span class="mention">#reading</span> <span class="mention">@here</span> <span class="mention">@readers</span></p>',
  ],
])('%s is drawn as Slack does', async (text, html) => {
  expect(await write(text)).toBe(html)
})

test('a link in text keeps its address and its words', async () => {
  expect(await write('<https://a.example/?a=1&amp;b=2|the &lt;page&gt;>')).toContain(
    '<a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">the &lt;page&gt;</a>',
  )
  expect(await write('<javascript:alert(1)|click>')).not.toContain('href')
})

test('a date is written out for the reader', async () => {
  const noon = Date.UTC(2026, 2, 12, 12) / 1000
  expect(await write(`<!date^${noon}^{date_short}|12 March>`)).toContain('>Mar 12, 2026</time>')
  expect(await draw(line({ type: 'date', timestamp: noon, format: '{date_short} {time}', fallback: '' }))).toMatch(
    /<time [^>]*>Mar 12, 2026 \d+:00 [AP]M<\/time>/,
  )
})

test('a button with the address of a message of this workspace leads to it on the page', async () => {
  const button = (url: string) => ({ type: 'button', action_id: 'open', text: plain('Open'), url })
  const html = await draw({ type: 'actions', elements: [button('https://example.slack.com/archives/C1/p1')] })
  expect(html).toContain('<a class="slack-button" href="/?thread=here" data-go>Open</a>')
  expect(await draw({ type: 'actions', elements: [button('https://elsewhere.example/')] })).toContain('target="_blank"')
})
