import { expect, test } from 'vitest'
import { directAddress } from '../../../src/digests/import/direct-address.ts'
import { importDocument } from '../../../src/digests/import/import-document.ts'
import { writeDigest } from '../../../src/digests/markdown/write-digest.ts'
import { plainText } from '../../../src/domain/text.ts'
import { day } from '../../builders.ts'
import { vocabulary } from './pages.ts'

const options = { date: day('2026-03-12'), publication: 'main', vocabulary, file: 'page.html' }

async function imported(body: string, head = '') {
  const { digest, problems } = await importDocument(`<html><head>${head}</head><body>${body}</body></html>`, options)
  if (!digest) throw new Error(JSON.stringify(problems))
  const titles = digest.sections.map(({ title }) => plainText(title))
  return { titles, markdown: writeDigest(digest, vocabulary), digest }
}

const text = 'Sand from the first bend decides where the second one starts, says a model of forty rivers.'
const names = ['Rivers bend twice', 'Glass remembers', 'A compiler for knitting']

test.each([
  ['heading', (name: string) => `<h2 class="header-anchor-post">${name}<div><button>Link</button></div></h2>`],
  ['frame', (name: string) => `<div class="story-header"><h3>${name}</h3></div>`],
])('a %s that its site calls a header keeps its words', async (_, heading) => {
  const stories = names.map((name) => `${heading(name)}<p>${text}</p><p>${text}</p>`).join('')
  const { titles } = await imported(
    `<div class="post-header"><h1>Issue 9</h1></div><article><div class="body">${stories}</div></article>`,
  )
  expect(titles).toEqual(names)
})

test('text that a script of the site shows is read, and its words in bold are titles', async () => {
  const stories = names.map((name, at) => {
    const title = `<section><strong>0${at + 1} </strong><strong><span>${name}</span></strong></section>`
    return `${title}<section><p>${text}</p><p><img data-src="https://e.example/${at}.png" alt="Plot"></p></section>`
  })
  const { titles, markdown } = await imported(
    `<div><h1>Issue 9</h1><em>12 March</em><div style="visibility: hidden">${stories.join('')}</div></div>`,
  )
  expect(titles).toEqual(names)
  expect(markdown).toContain('![Plot](https://e.example/2.png)')
})

test('short cells of an e-mail are read beside a long one', async () => {
  const cell = (html: string) => `<tr><td><table cellpadding="0"><tr><td>${html}</td></tr></table></td></tr>`
  const stories = names.map((name, at) =>
    cell(`<p><b>${name}</b></p><p>${at === 0 ? text.repeat(4) : `Short ${at}.`}</p>`),
  )
  const { titles, markdown } = await imported(`<table>${stories.join('')}</table>`)
  expect(titles).toEqual(names)
  expect(markdown).toContain('Short 2.')
})

test('a last list of links is no menu', async () => {
  const links = names.map((name) => `<li><a href="https://e.example/${name.length}">${name}</a></li>`).join('')
  const stories = names.map((name) => `<h2>${name}</h2><p>${text}</p><p>${text}</p>`).join('')
  const { titles, markdown } = await imported(
    `<main><header><h1>Issue 9</h1></header><div>${stories}<h2 class="header">Links</h2><ul class="menu">${links}</ul></div></main>`,
  )
  expect(titles).toEqual([...names, 'Links'])
  expect(markdown).toContain('(https://e.example/15)')
})

test('a picture beside a story is below its title', async () => {
  const row = (name: string) =>
    `<tr><td><img src="https://e.example/a.png" alt="${name} shown"></td><td><h3>${name}</h3><p>${text}</p></td></tr>`
  const { markdown } = await imported(`<table cellpadding="0">${names.map(row).join('')}</table>`)
  expect(markdown).toMatch(/Rivers bend twice\n[^#]*!\[Rivers bend twice shown\][^#]*\n### 02/)
})

test('a list in a cell keeps its items apart, and small numbers stay numbers', async () => {
  const table = '<table><tr><th>Time</th></tr><tr><td><p>Full</p><ul><li>one</li><li>two</li></ul></td></tr></table>'
  const { markdown } = await imported(
    names.map((name) => `<h2>${name}</h2><p>10<sup>6</sup>, 10<sup>-6.5</sup> and H<sub>2</sub>O</p>${table}`).join(''),
  )
  expect(markdown).toContain('| Full one; two |')
  expect(markdown).toContain('10⁶, 10^-6.5 and H₂O')
})

test('the head of an e-mail that was passed on is left out', async () => {
  const head = '---------- Forwarded message ---------<br>From: Ada &lt;ada@e.example&gt;<br>Subject: Notes'
  const { markdown } = await imported(
    `<div><div>${head}</div>${names.map((name) => `<h2>${name}</h2><p>${text}</p>`).join('')}</div>`,
  )
  expect(markdown).not.toMatch(/Forwarded|ada@/)
})

test('titles that a class of the page sets in large or bold letters are titles', async () => {
  const style = '<style>.c3{font-size:16pt;color:#000}.c4{font-weight:700}.c1{font-size:11pt}</style>'
  const stories = names.map(
    (name, at) => `<p><span class="c${3 + (at % 2)}">${name}</span></p><p><span class="c1">${text}</span></p>`,
  )
  expect((await imported(stories.join(''), style)).titles).toEqual(names)
})

const paragraph = (words: string) => `<p class="MsoNormal">${words}</p>`

test.each([
  ['a border', 'border="1"', ''],
  ['a class', 'class="MsoTableGrid"', ''],
  ['bordered cells', 'border="0"', 'border:solid windowtext 1.0pt'],
  ['nothing but rows', '', ''],
])('a table of paragraphs with %s keeps its rows', async (_, table, cell) => {
  const row = (...cells: string[]) =>
    `<tr>${cells.map((words) => `<td style="${cell}">${paragraph(words)}</td>`).join('')}</tr>`
  const rows = row('<b>Cell</b>', '<b>Area</b>') + row('Tandem', '1.0 cm²') + row('Record', '16 cm²')
  const { markdown, titles } = await imported(
    names.map((name) => `<h1>${name}</h1>${paragraph(text)}<table ${table}>${rows}</table>`).join(''),
  )
  expect(titles).toEqual(names)
  expect(markdown).toContain('| Cell | Area |\n| - | - |\n| Tandem | 1.0 cm² |\n| Record | 16 cm² |')
})

test('a page in two columns is no table', async () => {
  const column = (name: string) => `<td><p><b>${name}</b></p><p>${text.repeat(3)}</p></td>`
  const { titles } = await imported(`<table><tr>${column('Left')}${column('Right')}</tr></table>`)
  expect(titles).toEqual(['Left', 'Right'])
})

test('items as Word writes them are a list', async () => {
  const item = (mark: string, words: string) =>
    `<p class=MsoListParagraphCxSpMiddle><span>${mark}<span>&nbsp;&nbsp; </span></span><b>${words}</b> of it</p>`
  const { markdown } = await imported(
    names
      .map((name) => `<h1>${name}</h1>${item('·', 'One')}${item('·', 'Two')}<p>${text}</p>${item('1.', 'Three')}`)
      .join(''),
  )
  expect(markdown).toContain(`- **One** of it\n- **Two** of it\n\n${text}\n\n1. **Three** of it`)
})

test('terms with a line about each are notes', async () => {
  const term = (name: string) => `<dt><a href="https://e.example/a">${name}</a></dt><dd>First.</dd><dd>Second.</dd>`
  const { digest } = await imported(`<dl>${names.map(term).join('')}</dl>`)
  expect(digest.notes?.map(({ title, text: words }) => `${plainText(title)}|${plainText(words)}`)).toEqual(
    names.map((name) => `${name}|First. Second.`),
  )
})

test('a picture without an alternative text is described by its caption', async () => {
  const figure = '<figure><img src="https://e.example/a.png" alt=""><figcaption>The second bend</figcaption></figure>'
  const { markdown } = await imported(names.map((name) => `<h2>${name}</h2><p>${text}</p>${figure}`).join(''))
  expect(markdown).toContain('![The second bend](https://e.example/a.png)')
})

test('a page that is one table is read', async () => {
  const { markdown } = await imported(
    '<h2>Press</h2><table><tr><th>Paper</th></tr><tr><td><a href="https://e.example/">Line</a></td></tr></table>',
  )
  expect(markdown).toContain('| Paper |\n| - |\n| [Line](https://e.example/) |')
})

test('the title of a page is that of its heading, without the names of author and site', async () => {
  const stories = names.map((name) => `<h2>${name}</h2><p>${text}</p>`).join('')
  const { digest } = await imported(`<h1>Issue 9</h1>${stories}`, '<title>Issue 9 | by A. Writer | Site</title>')
  expect(digest.title).toBe('Issue 9')
})

test.each([
  [
    'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb%3Fc%3D1%26d%3D2&data=05%7Cme%40x.example',
  ],
  ['https://www.google.com/url?q=https://a.example/b%3Fc%3D1%26d%3D2&sa=D&usg=x'],
  ['https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_b-3Fc-3D1-26d-3D2&d=x'],
  ['https://urldefense.com/v3/__https://a.example/b?c=1&d=2__;!!x$'],
  ['https://link.zhihu.com/?target=https%3A//a.example/b%3Fc%3D1%26d%3D2'],
  ['https://t.example/CL0/https:%2F%2Fa.example%2Fb%3Fc=1%26d=2/1/0100/x=400'],
  [
    'https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fa.example%2Fb%3Fc%3D1%26d%3D2__%3B!!x%24&data=1',
  ],
])('the address of a service in front of a link is left out: %s', (url) => {
  expect(directAddress(url)).toBe('https://a.example/b?c=1&d=2')
})

test.each([
  'https://www.google.com/search?q=https://a.example',
  'https://www.youtube.com/watch?v=1&q=https://a.example',
  'https://a.example/?url=https://b.example',
  'https://link.mail.beehiiv.com/ss/c/u001.abc',
  'https://eur03.safelinks.protection.outlook.com/?url=javascript:alert(1)',
  'https://urldefense.com/v3/__https://a.example/*x__;Iw!!x$',
  'mailto:a@b.example',
])('any other address stays: %s', (url) => {
  expect(directAddress(url)).toBe(url)
})
