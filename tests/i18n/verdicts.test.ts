import { expect, test } from 'vitest'
import { describeVerdict, fine, verdictText, wrong, wrongInWords } from '../../src/i18n/verdicts.ts'
import { zhChecks } from '../../src/i18n/zh/checks.ts'
import { zhStatus } from '../../src/i18n/zh/status.ts'

/** Every text of a catalog; what it mentions is a number, which all languages write alike. */
function textsOf(value: unknown, path = ''): (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') {
    const values = Array.from({ length: value.length }, (_, at) => (path.endsWith('no-scopes') ? ['commands'] : at + 1))
    return textsOf(value(...values), path)
  }
  return Object.entries(value as object).flatMap(([key, each]) => textsOf(each, `${path}/${key}`))
}

const { sentence, ...frames } = zhChecks.doctor
const texts = textsOf({ ...zhStatus, checks: zhChecks.checks, frames }).filter(([, text]) => /\p{L}/u.test(text))

test.for(texts)('%s is in Chinese: %s', ([, text]) => {
  expect(text).toMatch(/\p{Script=Han}/u)
  // Names of programs, variables and buttons are left.
  expect(text.replace(/`[^`]*`|“[^”]*”/g, '')).not.toMatch(/[a-z]{2,} [a-z]{2,}/)
})

test('a verdict is told in a language, and its own words as they are', () => {
  expect(texts.length).toBeGreaterThan(100)
  expect([sentence('原因'), sentence('原因。')]).toEqual(['原因。', '原因。'])
  expect(verdictText(wrong('port-used', 'PORT'), 'zh')).toBe('被另一个程序占用。请把 PORT 设为别的端口。')
  expect(verdictText(wrong('port-used', 'PORT'))).toBe('Another program has it. Set PORT to another number.')
  expect(describeVerdict(fine('port'), 'zh-CN')).toEqual({ message: '未被占用。', fix: '' })
  expect(verdictText(wrongInWords('No.', 'Yes.'), 'zh')).toBe('No. Yes.')
})
