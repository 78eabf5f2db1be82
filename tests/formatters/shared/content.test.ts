import { expect, test } from 'vitest'
import { code, unstyled } from '../../../src/domain/build.ts'
import { plainText } from '../../../src/domain/text.ts'
import { sourceLine, tagged } from '../../../src/formatters/shared/content.ts'
import { labelsFor } from '../../../src/i18n/messages.ts'
import { aSection } from '../../builders.ts'

const line = (tag: string, ...pieces: string[]) =>
  plainText(tagged(tag ? [[code(tag)]] : [], ...pieces.map((each) => [unstyled(each)])))

test('what is written from right to left keeps its direction after a tag and a label, as one text', () => {
  const title = 'מודל שפה באורך 128K'
  expect(line('Training', title, 'Open.')).toBe(`Training \u2068${title} Open.\u2069`)
  expect(line('', title)).toBe(title)
  expect(line('Training', 'A model of 128K')).toBe('Training A model of 128K')
  const source = sourceLine(aSection('A', { source: [unstyled('ورقة: SWE-bench')] }), labelsFor('en'))
  expect(plainText(source)).toBe('Source: \u2068ورقة: SWE-bench\u2069')
})
