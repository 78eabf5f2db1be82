import { expect, test } from 'vitest'
import { describeProblem } from '../../../src/i18n/problems.ts'
import { readBody, remarks } from './digest-fixture.ts'

/** What is said about the text of a section, whose first line is the ninth of the file. */
const slips = (body: string) =>
  remarks(readBody(body)).filter((each) =>
    /(?:merge-conflict|open-code|open-comment|open-style|unfinished-text|broken-table|mail-encoding|chat-mark)$/.test(
      each,
    ),
  )

const conflict = '<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> main'

test.each([
  [`Text.\n\n${conflict}\n\nMore.`, '11:1 error merge-conflict'],
  [`<<<<<<<\nOurs.\n\nMore of it.\n\n=======\n\n- a list\n\n>>>>>>> 1f2e3d4 (a commit)`, '9:1 error merge-conflict'],
  ['Text.\n\n```python\nprint(1)\n\nWords that were never meant as code.', '11:1 warning open-code'],
  ['Text.\n\n~~~\nprint(1)\n```\n\nWords.', '11:1 warning open-code'],
  ['Text.\n\n```', '11:1 warning open-code'],
  ['- An item\n\n  ```sh\n  make\n\nWords.', undefined],
  ['Text.\n\n<!-- a remark\n\nWords that are lost.', '11:1 warning open-comment'],
  ['| a | b |\n|---|\n| 1 | 2 |', '9:1 warning broken-table'],
  ['a | b | c\n--- | ---\n1 | 2 | 3', '9:1 warning broken-table'],
  ['Text.\n\nTODO: write this', '11:1 warning unfinished-text'],
  ['- [ ] FIXME ask Robin', '9:7 warning unfinished-text'],
  ['Thanks to <@U0123ABC>.', '9:11 warning chat-mark'],
  ['One\ntwo **<@123456789012345678>**', '10:7 warning chat-mark'],
  ['- see <#C0123>', '9:7 warning chat-mark'],
  ['see <#123456789012345678>, again <#123456789012345678>', '9:5 warning chat-mark'],
  ['Hello <!here>', '9:7 warning chat-mark'],
  ['<!channel|channel> read this', '9:1 warning chat-mark'],
  ['> for <@&123>', '9:7 warning chat-mark'],
  ['for <!subteam^S0123ABC|@editors>', '9:5 warning chat-mark'],
  ['| a | b |\n|---|---|\n| 1 | <@!123456789012345678> |', '11:7 warning chat-mark'],
  ['try </digest:123456789012345678>', '9:5 warning chat-mark'],
  ['待补充', '9:1 warning unfinished-text'],
  ['The EU=E2=80=99s act.', '9:1 warning mail-encoding'],
  ['About =?utf-8?Q?The_Daily?= today', '9:1 warning mail-encoding'],
  ['Some **bold without an end.', '9:1 warning open-style'],
  ['这里 **粗体没有结束。', '9:1 warning open-style'],
])('%j', (body, expected) => {
  expect(slips(body)).toEqual(expected === undefined ? [expect.stringMatching(/open-code$/)] : [expected])
})

test.each([
  `How git shows it:\n\n\`\`\`diff\n${conflict}\n\`\`\``,
  'A heading\n=======\n\nText.',
  '<<<<<<< is how a conflict begins.',
  '```js\nlet a = 1\n```\n\nText.',
  '````\n```\ninside\n```\n````',
  '- An item\n\n  ```sh\n  make\n  ```',
  '> ```\n> quoted\n> ```',
  '    indented code\n\nText.',
  '<!-- a remark --> Text.',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '| a \\| b |\n|---|\n| 1 |',
  'a | b\n\n--- | ---',
  'Written as `<@U0123ABC>` or in\n\n```\n<!here>\n```',
  'By <@U0123ABC|ana> in <#C0123ABC|general>, <:party:1234> at <t:1700000000:R>',
  'a <#5 and b <@c> d <!-- here --> e',
  'Written as `caf=C3=A9`.',
  'a=C3 and b=A9',
  'Either | or\nwithout a line of dashes',
  'A TODO list in 20 lines, and TODOs in code.',
  'TODO-driven development',
  '`TODO: x` and 2 ** 3, f(**kwargs), x**2, \\*\\*plain',
  'call **kwargs here',
])('%j is as it should be', (body) => {
  expect(slips(body)).toEqual([])
})

const said = (body: string) =>
  readBody(body)
    .problems.map((each) => describeProblem(each))
    .join(' ')

test('a conflict is not posted, and says what to do', () => {
  expect(readBody(conflict).digest).toBeUndefined()
  expect(said(conflict)).toContain('Keep one, and remove the lines of')
})

test('a table with a wrong delimiter row says how many columns are missing', () => {
  expect(said('| a | b | c |\n|---|---|\n| 1 | 2 | 3 |')).toContain('the first has 3 columns, the line of dashes 2.')
})
