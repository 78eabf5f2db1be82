import { expect, test } from 'vitest'
import type { ProblemKey, ProblemText, ProblemValue } from '../../src/domain/problem.ts'
import { en } from '../../src/i18n/en/index.ts'
import { languages } from '../../src/i18n/messages.ts'
import { describeProblem, formatProblem, problemSentences, problemText } from '../../src/i18n/problems.ts'

const rule = problemText('must-be-zone')
const advice = problemText('slack-user-id')
const whole = problemText('missing-source')
const missing = { first: '2026-03-02', last: '2026-03-16', count: 3, named: ['2026-03-02', '2026-03-09', '2026-03-16'] }
const names: ProblemValue = ['‹1›', '‹2›']

/** Values of the texts whose values are not all strings; several for those that have several forms. */
const samples: Partial<Record<keyof typeof en.problems, readonly (readonly ProblemValue[])[]>> = {
  'unreadable-file': ['files', 'disk', 'loop', 'other'].map((cause) => ['‹code›', cause]),
  'unreadable-folder': ['files', 'disk', 'loop', 'other'].map((cause) => ['‹code›', cause]),
  'unreadable-config': ['files', 'disk', 'loop', 'other'].map((cause) => ['‹code›', cause]),
  'special-file': [['folder'], ['pipe'], ['socket'], ['device']],
  'too-large': [
    [600_000, 524_288, 'digest'],
    [100, 99, 'page'],
  ],
  'too-many-parts': ['blocks', 'quotes', 'pieces', 'cells'].map((part) => [7, part]),
  'long-run': [
    [7, 'characters'],
    [7, 'marks'],
  ],
  'two-files': [[names]],
  'undated-files': [[5, names]],
  'date-mismatch': [
    ['‹1›', '‹2›', true],
    ['‹1›', '‹2›', false],
  ],
  'free-form': ['sections', 'notes', 'prose'].flatMap((as) => [0, 2].map((level) => ['‹1›', as, level])),
  'moved-text': ['list', 'table', 'code', 'blockquote', 'heading', 'math', 'image', 'html', 'paragraph'].flatMap(
    (kind) => ['overview', 'before-sections', 'after-takeaways', 'notes', 'no-heading'].map((place) => [kind, place]),
  ),
  'read-as-markdown': [['‹1›']],
  'mail-parts': [
    ['‹1›', 1],
    ['‹1›', 3],
  ],
  'template-left-out': ['hugo', 'liquid', 'mdx'].map((dialect) => ['‹1›', dialect]),
  'template-tag': ['hugo', 'liquid', 'template', 'mdx'].map((dialect) => ['‹1›', dialect]),
  'template-unknown': ['hugo', 'liquid', 'template', 'mdx'].map((dialect) => ['‹1›', dialect]),
  'unusable-link': ['incomplete', 'login', 'scheme'].map((fault) => ['‹1›', fault]),
  'chat-mark': ['person', 'group', 'channel', 'everyone', 'command'].map((kind) => ['‹1›', kind]),
  'front-matter-value': [
    'no-text',
    'empty',
    'no-language',
    'no-address',
    'no-day',
    'no-words',
    'no-name',
    'no-boolean',
    'no-reason',
    'long-reason',
    'unreadable',
  ].flatMap((fault) => ['title', 'date', 'draft', 'withdrawn', 'other'].map((fix) => ['‹1›', fault, fix])),
  'front-matter-left-out': [['‹1›', 'no-words', 'other']],
  'front-matter-open': [['---'], ['+++']],
  'front-matter-yaml': [
    ['‹1›', ''],
    ['‹1›', '‹2›'],
  ],
  'unknown-key': [
    ['‹1›', '', names],
    ['‹1›', '‹2›', names],
  ],
  'long-text': [
    ['title', 200, 100, 'forum-title'],
    ['section-title', 200, 100, 'thread-name'],
    ['section-title', 200, 150, 'bold-title'],
    ['address', 600, 512, 'no-button'],
  ],
  'untagged-section': [[''], ['‹1›']],
  'unknown-tag': [
    ['‹1›', ''],
    ['‹1›', '‹2›'],
  ],
  'untranslated-language': [['fr', ['en', 'zh']]],
  gap: [
    [{ ...missing, count: 1, named: [], areInRow: true }],
    [{ ...missing, named: [], areInRow: true }],
    [{ ...missing, areInRow: false }],
    [{ ...missing, named: [], areInRow: false }],
  ],
  'many-messages': [
    [
      'Slack',
      'sections',
      13,
      [
        { layout: 'thread', inChannel: 1, inThread: 12 },
        { layout: 'overview', inChannel: 1, inThread: 0 },
      ],
    ],
  ],
  habit: [[whole, 5, 6, 7]],
  'same-in-lines': [
    [whole, [1, 2], 3],
    [whole, [1], 0],
  ],
  'moved-line': ['overview', 'before-items', 'notes', 'no-heading'].map((place) => ['‹1›', place]),
  'implied-heading': [
    ['‹1›', 'featured'],
    ['‹1›', 'overview'],
  ],
  'undecided-hyphen': [
    ['‹1›', 'numbers'],
    ['‹1›', 'lower-case'],
  ],
  'no-entry': [['‹1›', names]],
  'other-markup': [['pdf'], ['RTF']],
  'unknown-config-key': [['‹1›', '‹2›', names]],
  'missing-value': [[''], ['‹1›']],
  'wrong-value': [
    ['', rule, ''],
    ['‹1›', rule, '‹2›'],
  ],
  'workspace-elsewhere': [['‹1›', '‹2›', advice]],
  'no-workspace': [['‹1›', advice]],
  'layout-elsewhere': [['‹1›', '‹2›', names]],
  'wrong-id': [['‹1›', advice]],
  'wrong-channel-id': [['‹1›', advice]],
  'tag-not-known': [
    ['‹1›', ''],
    ['‹1›', '‹2›'],
  ],
  'fixed-zone': [
    ['‹1›', '‹2›', ''],
    ['‹1›', '‹2›', '‹3›'],
  ],
  calendar: [['‹1›', problemText('no-file')]],
  'no-member': [['‹1›', advice]],
  'one-review-channel': [[names]],
  'must-be-one-of': [[names]],
  'must-be-type': [['string'], ['number'], ['int'], ['boolean'], ['array'], ['object'], ['bigint']],
  'must-not-be-less': [
    [1, 'array'],
    [1, 'number'],
  ],
  'misplaced-config-key': [
    ['‹1›', 'object', '‹2›'],
    ['‹1›', 'entry', '‹2›'],
    ['‹1›', 'name', '‹2›'],
  ],
  'must-be-number-of': ['days', 'minutes', 'seconds', 'candidates', 'points', 'sections', 'requests', 'tokens'].map(
    (unit) => [unit, 1, 9],
  ),
}

const texts = Object.entries(en.problems).flatMap(([key, words]) => {
  const plain = Array.from({ length: words.length }, (_, at) => `‹${at + 1}›`)
  const given: Readonly<Record<string, readonly (readonly ProblemValue[])[]>> = samples
  return (given[key] ?? [plain]).map((values): ProblemText => ({ key: key as ProblemKey, values }))
})

/** Texts that are a part of others, or the words of a source. */
const isPart = ({ key }: ProblemText) => /^(?:must-|is-no-|(?:.+-)?calendar$|no-file$|event-|unreadable-feed)/.test(key)

test.each(Object.keys(languages))('%s has sentences for every problem, with all that they mention', (language) => {
  for (const text of texts) {
    const said = describeProblem(text, language)
    const name = `${language} ${text.key}: ${said}`
    expect(said, name).not.toMatch(/undefined|NaN|\[object|null|\(\)|（）| {2}/)
    const english = describeProblem(text)
    for (const value of english.match(/‹.+?›/g) ?? []) expect(said, name).toContain(value)
    if (text.key !== 'unreadable-feed' && language !== 'en') expect(said, name).not.toBe(english)
    const { message, fix } = problemSentences(text, language)
    const end = language === 'en' ? /[.?]$|‹3›$/ : /[。？]$|‹3›$/
    if (!isPart(text)) expect(message, name).toMatch(end)
    if (fix !== '') expect(fix, name).toMatch(end)
  }
  expect(texts.length).toBeGreaterThan(200)
})

/** What a Chinese sentence may have in Latin letters, besides what is to be typed: names, formats, units. */
const properNames =
  /Markdown|YAML|TOML|HTML|SVG|PNG|PDF|RTF|CSV|JSON|MDX|pandoc|UTF-(?:8|16)|Latin-1|Windows-1252|ASCII|IANA|UTC|MB|KB|DTSTART|ID|Slack|Discord|GitHub|Git LFS|git|arXiv|Morning Post|LimitNOFILE|systemd|Hugo|Liquid|Nunjucks|Obsidian|GIT_TOKEN_FILE|ICS|token|true|false|bigint/g

/** In code, in quotation marks or brackets, an address, an id, a key or a path: the same in every language. */
const verbatim = [/`[^`]*`/g, /‹.+?›/g, /“[^”]*”/g, /\[[^\]]*\]/g, /[\w.-]*[:/@.#][\w:/@….-]*/g, /\b[A-Z]\d{6,}\b/g]

test('no Chinese sentence about a problem is partly in English', () => {
  const foreign = texts.flatMap((text) => {
    const said = describeProblem(text, 'zh')
    const left = [...verbatim, properNames].reduce((words, pattern) => words.replace(pattern, ' '), said)
    return /[A-Za-z]{2,}/.test(left.replace(/\b(?:en|zh|YYYY-MM-DD|thread|overview|sections|https|quant-ph)\b/g, ''))
      ? [said]
      : []
  })
  expect(foreign).toEqual([])
})

test('Chinese sentences are set as Chinese is: no half-width punctuation, and a gap beside Latin letters', () => {
  const wrong = texts.flatMap((text) => {
    const said = describeProblem(text, 'zh').replace(/`[^`]*`/g, '`x`')
    const isWrong =
      /\p{Script=Han}[,;:!?()]|[,;!?()]\p{Script=Han}|\p{Script=Han}[A-Za-z0-9`]|[A-Za-z0-9`]\p{Script=Han}|[，。；：？、（）“”] | [，。；：？、（）“”]/u.test(
        said,
      )
    return isWrong ? [said] : []
  })
  expect(wrong).toEqual([])
})

test('a problem has its place, and is said in the language that is asked for', () => {
  const place = {
    file: 'digests/2026-03-12.md',
    line: 14,
    column: 3,
    severity: 'error',
    rule: 'duplicate-number',
  } as const
  const problem = { ...place, ...problemText('duplicate-number', '02', 9) }
  expect(formatProblem(problem)).toBe(
    'digests/2026-03-12.md:14:3  error  Number 02 is taken already, in line 9. Give one of the two another number. (duplicate-number)',
  )
  expect(formatProblem(problem, 'zh-CN')).toBe(
    'digests/2026-03-12.md:14:3  错误  编号 02 已在第 9 行使用。请把其中一个改成别的编号。 (duplicate-number)',
  )
  expect(JSON.parse(JSON.stringify(problem))).toEqual(problem)
})

test('a text inside another one is said in the same language', () => {
  const text = problemText('wrong-value', 'at', problemText('must-be-time'), '')
  expect(describeProblem(text)).toBe('"at" has a wrong value. It must be a time of day such as "08:30".')
  expect(describeProblem(text, 'zh')).toBe('“at”的值不正确。必须是一天中的时间，例如“08:30”。')
})
