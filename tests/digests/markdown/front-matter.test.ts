import { expect, test } from 'vitest'
import { describeProblem } from '../../../src/i18n/problems.ts'
import { inEnglish } from '../../in-english.ts'
import { goodDigest, read } from './digest-fixture.ts'

function complaints(frontMatter: string): string[] {
  const { problems } = read(goodDigest.replace(/^---.*?---\n/s, frontMatter))
  return problems.map(
    ({ line, column, severity, rule, ...text }) => `${line}:${column} ${severity} ${rule}: ${describeProblem(text)}`,
  )
}

const withoutReason =
  'error front-matter: `withdrawn` gives no reason. Write a reason for readers, as in `withdrawn: The figures were wrong.`, or remove the line.'

test.each([
  [
    '---\nlanguage: en\nwithdrwan: It was wrong.\n---\n',
    '3:1 error unknown-key: `withdrwan` is no key of a digest. Did you mean `withdrawn`?',
  ],
  [
    '---\nlanguage: en\ndrfat: true\n---\n',
    '3:1 error unknown-key: `drfat` is no key of a digest. Did you mean `draft`?',
  ],
  [
    '---\nlanguage: en\ndraft: soon\n---\n',
    '3:8 error front-matter: `draft` is neither true nor false. Write `draft: true`, or remove the line.',
  ],
  ['---\nlanguage: en\ndate: 03/04/2026\n---\n', '3:7 error front-matter: `date` is no day. Write it as YYYY-MM-DD.'],
  ['---\nlanguage: en\ndate: soon\n---\n', '3:7 error front-matter: `date` is no day. Write it as YYYY-MM-DD.'],
  ['+++\ntitle = \n+++\n', /^2:\d+ error front-matter: The front matter is no valid TOML: /],
  [
    '+++\ntitle = "A"\n\n',
    '1:1 error front-matter: The front matter that begins here has no end. End it with a line of three plus signs and nothing else.',
  ],
  ['---\ntitle: [a, b]\nlanguage: en\n---\n', '2:8 error front-matter: `title` is no text. Put it in quotes.'],
  [
    '---\ntitle: One\nlanguage: en\ntitle: Two\n---\n',
    '4:1 error front-matter: `title` is in the front matter twice. Remove one of the two lines.',
  ],
  ['---\nlanguage: klingonisch\n---\n', /^2:11 error front-matter: `language` is no language code/],
  [
    '---\nlanguage: not a language\n---\n',
    '2:11 error front-matter: `language` is no language code such as `en` or `zh`. Correct it, or remove the line.',
  ],
  [
    '---\nlanguage: en\nurl: example.org/x\n---\n',
    '3:6 error front-matter: `url` is no full address that begins with https://. Correct it, or remove the line.',
  ],
  [
    '---\nlanguage: en\nurl: "javascript:alert(1)"\n---\n',
    '3:6 error front-matter: `url` is no full address that begins with https://. Correct it, or remove the line.',
  ],
  [
    '---\nlanguage: en\ndate: 2026-03-13\n---\n',
    '3:7 error date-mismatch: The date 2026-03-13 does not agree with the file’s name, which says 2026-03-12. Correct the date, or rename the file.',
  ],
  ['---\nlanguage: en\nwithdrawn:\n---\n', `3:11 ${withoutReason}`],
  ['---\nlanguage: en\nwithdrawn: ""\n---\n', `3:12 ${withoutReason}`],
  ['---\nlanguage: en\nwithdrawn: >\n\n   \n---\n', `3:12 ${withoutReason}`],
  ['---\nlanguage: en\nwithdrawn: true\n---\n', `3:12 ${withoutReason}`],
  [
    `---\nlanguage: en\nwithdrawn: ${'too long '.repeat(112)}\n---\n`,
    '3:12 error front-matter: `withdrawn` is longer than 1000 characters. Write a reason for readers, as in `withdrawn: The figures were wrong.`, or remove the line.',
  ],
  ['---\nlanguage: en\n- a\n---\n', /^3:1 error front-matter: The front matter is no valid YAML: /],
  [
    '---\nlanguage: en\ntitle: Code: a chain\n---\n',
    /^3:8 error front-matter: .* A text with a colon in it, .* needs quotes\.$/,
  ],
  [
    '---\nlanguage: en\nlanguage: zh\n---\n',
    '3:1 error front-matter: `language` is in the front matter twice. Remove one of the two lines.',
  ],
  ['---\nlanguage: "en\n---\n', /^\d:\d+ error front-matter: /],
  [
    '---\njust a text\n---\n',
    '2:1 error front-matter: The front matter is no list of keys. Write lines such as `title: …`.',
  ],
  [
    '---\ntitle: A\nlanguage: en\n\n',
    '1:1 error front-matter: The front matter that begins here has no end. End it with a line of three dashes and nothing else.',
  ],
  [
    '\n---\ntitle: A\nlanguage: en\n---\n',
    '2:1 error front-matter: There is something before the front matter. Begin the file with it.',
  ],
])('%j is an error at its place', (frontMatter, complaint) => {
  const found = complaints(frontMatter)
  expect(found.some((one) => (typeof complaint === 'string' ? one === complaint : complaint.test(one)))).toBe(true)
})

test('an alias that expands to much more than itself is refused, not followed', () => {
  const bomb = '---\na: &a [x, x, x]\nlanguage: *a\n---\n'
  expect(complaints(bomb).map((one) => one.split(' ').slice(0, 3).join(' '))).toEqual([
    '2:1 warning unknown-key:',
    '3:11 error front-matter:',
  ])
})

test.each([
  ['---\nlanguage: en\ndate: 2026-03-12\n---\n', {}],
  ['---\nlanguage: en\ndate: 2026-03-12T08:30:00+01:00\n---\n', {}],
  ['---\nlanguage: en\ndate: 2026-03-11 22:00:00 -0800\n---\n', {}],
  ['---\nlanguage: en\ndate: 2026/3/12\n---\n', {}],
  ['---\nlanguage: en\ndate: 12.03.2026\n---\n', {}],
  ['---\nlanguage: en\ndate: 20260312\n---\n', {}],
  ['---\nlanguage: en\npubDate: March 12th, 2026\n---\n', {}],
  ['---\nlanguage: en\ndatePublished: Thu Mar 12 2026 07:00:00 GMT+0000 (UTC)\n---\n', {}],
  ['---\nlanguage: en\ndate: 12. März 2026\n---\n', {}],
  ['---\nlanguage: en\ndate: 2026年3月12日 星期四\n---\n', {}],
  ['---\nlanguage: en\ncanonical_url: https://example.org/a\n---\n', { url: 'https://example.org/a' }],
  ['---\nlang: zh\n---\n', { language: 'zh' }],
  ['---\nlanguage: en\nauthor: Ada\n---\n', { author: 'Ada' }],
  ['---\nlanguage: en\nauthors:\n  - name: Ada\n  - Grace\n---\n', { author: 'Ada, Grace' }],
  ['---\nlanguage: en\ntags: [Agent, Image Gen]\n---\n', { tags: ['Agent', 'Image Gen'] }],
  ['---\nlanguage: en\ntags: Agent, Image  Gen\n---\n', { tags: ['Agent', 'Image Gen'] }],
  ['---\nlanguage: en\ndraft: false\n---\n', {}],
  [
    '+++\ntitle = "A"\ndate = 2026-03-12T08:30:00Z\nlanguage = "en"\ntags = ["Agent"]\n+++\n',
    { title: 'A', language: 'en', tags: ['Agent'] },
  ],
  ['---\nlanguage: en\ntitle:\nurl:\n---\n', {}],
  ['---\n# a remark\nlanguage: zh-Hans\n---\n', { language: 'zh-Hans' }],
  ['---\nlanguage: en\ntitle: "Code: a chain"\n---\n', { title: 'Code: a chain' }],
  ['---\r\nlanguage: en\r\ntitle: |\r\n  Long\r\n---\r\n', { title: 'Long' }],
  ['---\nlanguage: en\nwithdrawn: The figures were wrong.\n---\n', { withdrawn: 'The figures were wrong.' }],
  ['---\nlanguage: en\nwithdrawn: |\n  Section 02\n\n  was *wrong*.\n---\n', { withdrawn: 'Section 02 was *wrong*.' }],
])('%j is fine', (frontMatter, expected) => {
  const { digest, problems } = read(goodDigest.replace(/^---.*?---\n/s, frontMatter))
  expect(problems).toEqual([])
  expect(digest).toMatchObject(expected)
})

test.each([
  ['title', 'Issue #42 is out', '#'],
  ['title', '#1 in the charts', '#'],
  ['title', 'Small #models, large #memories', '#'],
  ['title', '!important news', '!'],
  ['title', '! A warning', '!'],
  ['title', '&more of it', '&'],
  ['title', '& so on', '&'],
  ['withdrawn', 'See #42', '#'],
  ['withdrawn', '!wrong figures', '!'],
  ['title', 'Small models,\n  #2 in the charts', '#'],
  ['title', 'Issue #42 is\n  out', '#'],
])('%s: %j is read as it is written, with a warning that says how to write it', (key, written, sign) => {
  const text = written.replace('\n ', '')
  const frontMatter = `---\nlanguage: en\n${key}: ${written}\n---\n`
  const { digest, problems } = read(goodDigest.replace(/^---.*?---\n/s, frontMatter))
  expect(digest).toMatchObject({ [key]: text })
  const message = `To YAML, \`${sign}\` in this line begins something else than text; it is read as text.`
  const fix = `To be sure, write \`${key}: "${text}"\`.`
  const column = key.length + 3
  expect(problems.map(inEnglish)).toMatchObject([
    { line: 3, column, severity: 'warning', rule: 'unquoted-text', message, fix },
  ])
})

test.each([
  ['title: Models', 'Models'],
  ['title: Yes', 'Yes'],
  ['title: 2026-03-12', '2026-03-12'],
  ['title: C# and F#', 'C# and F#'],
  ['title: "#1 and !more"', '#1 and !more'],
  ["title: '&more'", '&more'],
  ['title: !!str 42', '42'],
])('%s is read without a warning', (line, title) => {
  const { digest, problems } = read(goodDigest.replace(/^---.*?---\n/s, `---\nlanguage: en\n${line}\n---\n`))
  expect(problems).toEqual([])
  expect(digest).toMatchObject({ title })
})

test.each([
  ['title: Code: a chain', 'Write `title: "Code: a chain"`.'],
  ['title: @someone', 'Write `title: "@someone"`.'],
  ['title: [Draft] "Models"', `Write \`title: '[Draft] "Models"'\`.`],
  ['title: "Attention" is all', `Write \`title: '"Attention" is all'\`.`],
  ['title: > 50% faster', 'Write `title: "> 50% faster"`.'],
  ['title: "Models', 'Write `title: "Models"`.'],
  ['title:Models', 'Write `title: "Models"`.'],
  ['title：小模型', 'Write `title: "小模型"`.'],
  ['withdrawn: Wrong: see 02', 'Write `withdrawn: "Wrong: see 02"`.'],
  ['title: We are # 1', 'If it is part of the text, write `title: "We are # 1"`.'],
  ['title: # 1 in the charts', 'If it is part of the text, write `title: "# 1 in the charts"`.'],
  ['title: 1.10', 'in quotes'],
  ['title: *x', 'in quotes'],
  ['title: true', 'in quotes'],
  ['title: ~', 'write `title: "~"`'],
  ['title: null', 'write `title: "null"`'],
])('%s is reported with what to write instead', (line, advice) => {
  expect(complaints(`---\nlanguage: en\n${line}\n---\n`).join()).toContain(advice)
})

test('one mistake hides nothing that is right', () => {
  const { problems } = read(goodDigest.replace(/^---.*?---\n/s, '---\ntitles: Robin\nlanguage: en\n---\n'))
  expect(problems.map(({ rule }) => rule)).toEqual(['unknown-key'])
})

test('a digest that was withdrawn may have nothing left but the reason', () => {
  const { digest, problems } = read('---\nlanguage: en\nwithdrawn: The figures were wrong.\n---\n')
  expect(problems).toEqual([])
  expect(digest).toMatchObject({ withdrawn: 'The figures were wrong.', sections: [], prose: [] })
})

test.each([
  ['layout: post', 'layout'],
  ['titles: A', 'titles'],
  ['categories: [a, b]', 'categories'],
])('%s is kept, with a warning', (line, key) => {
  const { digest, problems } = read(goodDigest.replace(/^---.*?---\n/s, `---\nlanguage: en\n${line}\n---\n`))
  expect(problems).toMatchObject([{ line: 3, column: 1, severity: 'warning', rule: 'unknown-key' }])
  expect(problems.map(inEnglish)[0]?.message).toContain(`\`${key}\` is no key of a digest`)
  expect(Object.keys(digest?.otherKeys ?? {})).toEqual([key])
})

test.each(['title: 2026', 'title: 1.10', 'title: true'])('%s is read as it is written', (line) => {
  const { digest, problems } = read(goodDigest.replace(/^---.*?---\n/s, `---\nlanguage: en\n${line}\n---\n`))
  expect(digest?.title).toBe(line.slice('title: '.length))
  expect(problems).toMatchObject([{ severity: 'warning', rule: 'unquoted-text' }])
})

test.each([
  ['draft: true', true],
  ['draft: yes', true],
  ['published: false', true],
  ['draft: false', undefined],
])('%s: is it a draft? %s', (line, expected) => {
  const { digest, problems } = read(goodDigest.replace(/^---.*?---\n/s, `---\nlanguage: en\n${line}\n---\n`))
  expect(digest?.isDraft).toBe(expected)
  expect(problems.some(({ rule }) => rule === 'draft')).toBe(expected === true)
})

test.each(['summary', 'description'])('the %s opens the overview, unless the text begins with it', (key) => {
  const introduction = (text: string) =>
    read(goodDigest.replace('language: en', `language: en\n${key}: ${text}`)).digest?.prose.filter(
      ({ before }) => before === 'overview',
    )
  expect(introduction('What a map is for.')).toMatchObject([
    { title: [], blocks: [{ type: 'paragraph', children: [{ value: 'What a map is for.' }] }] },
  ])
  expect(introduction('Small models can plan')).toEqual([])
})

test('a path for an address, as site generators have it, is left out with a warning', () => {
  const { digest, problems } = read(goodDigest.replace(/^url: .*$/m, 'url: /weekly/380'))
  expect(digest?.url).toBeUndefined()
  expect(problems).toMatchObject([{ line: 4, column: 6, severity: 'warning', rule: 'front-matter' }])
})
