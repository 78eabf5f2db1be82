import { expect, test } from 'vitest'
import { importDocument } from '../../../src/digests/import/import-document.ts'
import { writeDigest } from '../../../src/digests/markdown/write-digest.ts'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { describeProblem } from '../../../src/i18n/problems.ts'
import { day } from '../../builders.ts'
import { inEnglish } from '../../in-english.ts'
import { vocabulary } from './pages.ts'

const stories = [
  [
    'Glass that remembers light',
    'A team in Graz stores holograms in glass for longer than a year. The trick is a second laser that fixes what the first one wrote, and it works at room temperature.',
  ],
  [
    'A compiler for knitting',
    'Patterns become instructions for machines, and the compiler proves that no stitch is dropped. Three factories try it this spring, on socks first and on sweaters later.',
  ],
  [
    'Why rivers bend twice',
    'Sand from the first bend decides where the second one starts, says a model of forty rivers. It fails where people have built walls along both banks.',
  ],
] as const
const footers = [
  'You are receiving this email because you signed up at our site.',
  'Lantern Press Ltd, 12 Mill Lane, Cambridge, CB1 2AB',
  '<a href="https://l.example/u">Unsubscribe</a> | <a href="https://l.example/p">Update your preferences</a>',
]

type Heading = (title: string) => string
const headings: Record<string, Heading> = {
  headings: (title) => `<h2>${title}</h2>`,
  'bold lines': (title) => `<p><strong>${title}</strong></p>`,
}

const cell = (html: string) => `<table role="presentation" width="100%"><tr><td>${html}</td></tr></table>`
const paragraph = (text: string) => `<p>${text}</p>`

/** Pages laid out as these tools do, with the words above. */
const tools: Record<string, (heading: Heading) => string> = {
  Mailchimp: (heading) =>
    `<center><table id="bodyTable"><tr><td><table><tr><td>${cell('<a href="https://l.example/v">View this email in your browser</a>')}${stories.map(([title, text]) => cell(heading(title) + paragraph(text))).join('')}${cell(footers.map((line) => `<em>${line}</em><br>`).join(''))}</td></tr></table></td></tr></table></center>`,
  Substack: (heading) =>
    `<table><tr><td><div class="post"><div class="body markup">${stories.map(([title, text]) => heading(title) + paragraph(text)).join('')}</div></div>${cell(paragraph('© 2026 Lantern Press') + paragraph(footers[1] ?? '') + paragraph(footers[2] ?? ''))}</td></tr></table>`,
  beehiiv: (heading) =>
    cell(
      cell('<p>Read online</p>') +
        stories.map(([title, text]) => cell(cell(heading(title)) + cell(paragraph(text)))).join('') +
        cell(footers.map((line) => cell(paragraph(line))).join('')),
    ),
  Buttondown: (heading) =>
    `<div class="email-body">${stories.map(([title, text]) => heading(title) + paragraph(text)).join('<hr>')}</div><div class="footer-block">${footers.map(paragraph).join('')}</div>`,
  Ghost: (heading) =>
    `<table class="body"><tr><td class="container"><table class="main"><tr><td class="post-content">${stories.map(([title, text]) => heading(title) + paragraph(text)).join('')}</td></tr><tr><td>${cell(paragraph(`Lantern © 2026 – ${footers[2]}`))}</td></tr></table></td></tr></table>`,
  'one of nested tables': (heading) =>
    cell(
      stories
        .map(([title, text]) => cell(cell(`<div>${heading(title)}</div>`) + cell(`<div><span>${text}</span></div>`)))
        .join('') + cell(cell(footers.join('<br>'))),
    ),
}

const cases = Object.keys(tools).flatMap((tool) => Object.keys(headings).map((style) => [tool, style] as const))

test.each(cases)(
  'a newsletter in the layout of %s with %s has its stories as sections and no footer',
  async (tool, style) => {
    const body = tools[tool]?.(headings[style] as Heading)
    const page = `<!DOCTYPE html><html lang="en"><head><title>Lantern 12</title></head><body>${body}</body></html>`
    const { digest, problems } = await importDocument(page, {
      date: day('2026-03-12'),
      publication: 'main',
      vocabulary,
      file: 'page.html',
    })
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    if (!digest) throw new Error('nothing was imported')
    expect(digest.sections.map(({ title }) => plainText(title))).toEqual(stories.map(([title]) => title))
    const written = writeDigest(digest, vocabulary)
    for (const [, text] of stories) expect(written.replace(/\s+/g, ' ')).toContain(text)
    expect(written).not.toMatch(/unsubscribe|preferences|Mill Lane|receiving this|in your browser/i)
  },
)

test('without headings, lines in bold are the titles of sections', async () => {
  const text = stories.map(([title, about]) => `**[${title}](https://e.example/a)**\n${about}\n`).join('\n')
  const { digest } = await importDocument(text, {
    date: day('2026-03-12'),
    publication: 'main',
    vocabulary,
    file: 'page',
  })
  expect(digest?.sections.map(({ title, body }) => [plainText(title), blocksText(body)])).toEqual(stories)
  expect(digest?.sections.every(({ source }) => source !== undefined)).toBe(true)
})

test.each([
  ['title,url\nGlass,https://e.example/1\nRivers,https://e.example/2\n', /^This is CSV/],
  ['[{"title": "Glass"}]', /^This is JSON/],
  [stories.map(([title, text]) => `**${title}:**\n${text}\n`).join('\n'), /no headings/],
])('what is no digest is refused with its reason: %j', async (text, message) => {
  const { digest, problems } = await importDocument(text, {
    date: day('2026-03-12'),
    publication: 'main',
    vocabulary,
    file: 'page',
  })
  expect(digest).toBeUndefined()
  expect(problems.map(inEnglish).at(-1)?.message).toMatch(message)
})

const options = { date: day('2026-03-12'), publication: 'main', vocabulary, file: 'page.html' }

test('a mail without nested tables is imported without its hidden words, buttons and columns as titles', async () => {
  const row = (html: string) => `<table cellpadding="0"><tr><td>${html}</td></tr></table>`
  const rows = [
    '<a href="https://l.example/v">View Online</a> | <a href="https://l.example/s">Sign Up</a>',
    '<h1>🚀</h1>',
    '<h1>Science</h1>',
    ...stories.map(
      ([title, text]) => `<a href="https://l.example/1"><strong>${title}</strong></a><br><br><span>${text}</span>`,
    ),
    '<p><a href="https://l.example/s">Subscribe now</a></p>',
  ]
  const hidden = '<div style="display: none; max-height:0">Words beside the subject</div><!--[if mso]>x<![endif]-->'
  const page = `<html><head><title>Lantern 12</title></head><body>${hidden}${rows.map(row).join('')}</body></html>`
  const { digest } = await importDocument(page, options)
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(stories.map(([title]) => title))
  const written = writeDigest(digest ?? never(), vocabulary)
  expect(written).toContain('🚀 Science')
  expect(written).not.toMatch(/beside the subject|View Online|Subscribe now/)
})

test('the name of a column above a title is a line below it', async () => {
  const body = stories.map(([title, text]) => `<h6>NEWS</h6><h2>${title}</h2><p>${text}</p>`).join('')
  const { digest } = await importDocument(`<html><body>${body}</body></html>`, options)
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(stories.map(([title]) => title))
  expect(writeDigest(digest ?? never(), vocabulary).match(/NEWS/g)).toHaveLength(stories.length)
})

function never(): never {
  throw new Error('nothing was imported')
}

test('a newsletter in plain text has a note for each story, and none for its footer', async () => {
  const story = (title: string) => `${title}\nText of it.\nhttps://l.example/${title.length}\n`
  const text = `Lantern 12\n\n${stories.map(([title]) => story(title)).join('\n')}\n--\nUnsubscribe: https://l.example/u\n`
  const { digest } = await importDocument(text, options)
  expect(digest?.notes?.map(({ title, text }) => `${plainText(title)}|${plainText(text)}`)).toEqual(
    stories.map(([title]) => `${title}|Text of it.`),
  )
})

test('the text of a short e-mail stays below its link to the browser', async () => {
  const row = (text: string) => `<tr><td>${text}</td></tr>`
  const head = row('<a href="https://l.example/v">View in browser</a>')
  const foot = row('You receive this because you signed up. <a href="https://l.example/u">Unsubscribe</a>')
  const texts = stories.map(([title]) =>
    row(`<p style="font-size:24px;font-weight:bold">${title}</p><p>It is short.</p>`),
  )
  const { digest } = await importDocument(`<table>${head}${texts.join('')}${foot}</table>`, {
    ...options,
    isMail: true,
  })
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(stories.map(([title]) => title))
  expect(writeDigest(digest ?? never(), vocabulary)).not.toMatch(/browser|signed up/)
})

test('a thread in plain text has a note for each post', async () => {
  const { digest } = await importDocument('1/ A paper. A thread\n\n2/ It forgets.\n\n3/ The end.\n', options)
  expect(digest?.notes?.map(({ number, title }) => [number, plainText(title)])).toEqual([
    ['1', 'A paper. A thread'],
    ['2', 'It forgets.'],
    ['3', 'The end.'],
  ])
})

const markdown = stories.map(([title, text]) => `## ${title}\n\n${text}\n`).join('\n')

test.each([
  `Hi {{first_name}},\n\n${markdown}\n---\n\n[Unsubscribe]({{unsubscribe_url}}) | [View in browser]({{view_url}})\n`,
  `# Letter\n\nView this email in your browser (https://l.example/v)\n\n${markdown}\nCopyright © 2026 Lantern, All rights reserved.\nYou are receiving this because you signed up.\n`,
  `[View this email in your browser](*|ARCHIVE|*)\n\n${markdown}\n*|LIST:DESCRIPTION|*\n\nUnsubscribe *|EMAIL|* from this list: *|UNSUB|*\n`,
  `{% if name %}Hello {{ name | default: "friend" }}{% endif %},\n\n${markdown}\n{{{ pm:unsubscribe }}}\n`,
  `${markdown}\n###### © 2026 Lantern Press. All rights reserved. [Manage preferences](https://l.example/p)\n`,
  `${markdown}\n[Twitter](https://l.example/t) | [Website](https://l.example/w)\n\n**Our mailing address is:**\n12 Mill Lane\n\nWant to change how you receive these emails? [Unsubscribe](https://l.example/u)\n`,
  `${markdown}\n## About this newsletter\n\nYou received this email because you subscribed.\n\nLantern Press, 12 Mill Lane, Cambridge CB1 2AB\n`,
  `<table><tr><td>\n\n${markdown}\n</td></tr></table>\n\n<img src="https://l.example/o.gif" width="1" height="1">\n`,
])('a newsletter in Markdown has its stories as sections and neither greeting nor footer: %#', async (text) => {
  const { digest } = await importDocument(text, options)
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(stories.map(([title]) => title))
  const written = writeDigest(digest ?? never(), vocabulary)
  for (const [, words] of stories) expect(written).toContain(words)
  expect(written).not.toMatch(/[{}|]|subscri|browser|Mill Lane|Lantern|preferences|o\.gif/i)
})

test('words beside a greeting stay, and a field in the text or in code is recognized', async () => {
  const { digest } = await importDocument(`Hello *|FNAME|*, here is the news.\n\n${markdown}`, options)
  expect(writeDigest(digest ?? never(), vocabulary)).toMatch(/^here is the news\.$/m)
  const code = await importDocument(`${markdown}\nWrite \`{{ name }}\` there, and $\\frac{{a}}{{b}}$.\n`, options)
  expect(writeDigest(code.digest ?? never(), vocabulary)).toContain('{{ name }}')
  const link = await importDocument(`${markdown}\n[Tell us]({{ site.pull }}) what you think.\n`, options)
  expect(link.problems.map(({ line, rule }) => [line, rule])).toEqual([[13, 'unusable-link']])
  expect(writeDigest(link.digest ?? never(), vocabulary)).toContain('Tell us what you think.')
  const field = await importDocument(`${markdown}\nYour city, {{ contact.city }}, has news.\n`, options)
  expect(field.digest).toBeUndefined()
  expect(field.problems.map(inEnglish)[0]).toMatchObject({
    line: 13,
    message: expect.stringContaining('{{ contact.city }}'),
  })
})

test.each(['span', 'div'])('lines that only the style of a %s makes titles are titles', async (name) => {
  const style = { span: 'font-size:22px;font-weight:700', div: 'font-weight: bold' }[name]
  const rows = stories.map(([title, text]) =>
    cell(`<${name} style="${style}">${title}</${name}><br><br><span>${text}</span>`),
  )
  const { digest } = await importDocument(`<html><body>${cell(rows.join(''))}</body></html>`, options)
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(stories.map(([title]) => title))
})

test('the last section may be about leaving a list', async () => {
  const { digest } = await importDocument(
    `${markdown}\n## A law on lists\n\nUsers may opt out, and unsubscribe.\n`,
    options,
  )
  expect(digest?.sections).toHaveLength(4)
  expect(writeDigest(digest ?? never(), vocabulary)).toContain('Users may opt out, and unsubscribe.')
})

test.each([
  ['RTF', '{\\rtf1 Hello}'],
  ['LaTeX', '\\documentclass{article}\n- a https://e.org/a\n- b https://e.org/b\n'],
  ['reStructuredText', 'One\n---\n\nText `link <https://e.org>`_\n'],
  ['Org', '#+TITLE: x\n* One\n* Two\n'],
  ['AsciiDoc', '= Title\n\n== One\n\nText https://e.org[link]\n'],
  ['AsciiDoc', '= Title\n\n== One\n\nText.\n'],
  ['MediaWiki', "== One ==\n\n[https://e.org link] and '''bold'''\n"],
  ['BBCode', '[url=https://e.org]a[/url]\n- b\n- c\n'],
  ['a PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'],
  ['OPML', '<?xml version="1.0"?><opml version="2.0"></opml>'],
])('%s is refused by its name', async (name, text) => {
  const { digest, problems } = await importDocument(text, options)
  expect(digest).toBeUndefined()
  expect(problems.map((each) => describeProblem(each))).toEqual([
    `This is ${name}. Save it as HTML or Markdown, and import that.`,
  ])
})
