import { withdrawnReasonMax } from '../../domain/digest.ts'
import type { ProblemWords } from '../../domain/problem.ts'

/** What is wrong with the value of a key, after its name. */
const faults = {
  'no-text': 'is no text',
  empty: 'is empty',
  'no-language': 'is no language code such as `en` or `zh`',
  'no-address': 'is no full address that begins with https://',
  'no-day': 'is no day',
  'no-words': 'is no list of words',
  'no-name': 'is no name',
  'no-boolean': 'is neither true nor false',
  'no-reason': 'gives no reason',
  'long-reason': `is longer than ${withdrawnReasonMax} characters`,
  unreadable: 'cannot be read',
}
export type FrontMatterFault = keyof typeof faults

/** What to do about a value that cannot be used. */
const fixes = {
  title: 'Put it in quotes.',
  date: 'Write it as YYYY-MM-DD.',
  draft: 'Write `draft: true`, or remove the line.',
  withdrawn: 'Write a reason for readers, as in `withdrawn: The figures were wrong.`, or remove the line.',
  other: 'Correct it, or remove the line.',
}
export type FrontMatterFix = keyof typeof fixes

/** The keys at the top of a digest. */
export const enFrontMatterProblems = {
  'front-matter-value': (key: string, fault: FrontMatterFault, fix: FrontMatterFix) => [
    `\`${key}\` ${faults[fault]}.`,
    fixes[fix],
  ],
  'front-matter-left-out': (key: string, fault: FrontMatterFault, fix: FrontMatterFix) => [
    `\`${key}\` ${faults[fault]}; it is left out.`,
    fixes[fix],
  ],
  'front-matter-open': (fence: '---' | '+++') => [
    'The front matter that begins here has no end.',
    `End it with a line of three ${fence === '---' ? 'dashes' : 'plus signs'} and nothing else.`,
  ],
  'front-matter-late': () => ['There is something before the front matter.', 'Begin the file with it.'],
  /** `quoted`: how the line would be right, if that is known. */
  'front-matter-yaml': (reason: string, quoted: string) => [
    `The front matter is no valid YAML: ${reason}.`,
    `${quoted ? `Write \`${quoted}\`. ` : ''}A text with a colon in it, or one that begins with a bracket, a quote or another sign, needs quotes.`,
  ],
  'front-matter-twice': (key: string) => [`\`${key}\` is in the front matter twice.`, 'Remove one of the two lines.'],
  'front-matter-toml': (reason: string) => [
    `The front matter is no valid TOML: ${reason}.`,
    'Write lines such as `title = "…"`.',
  ],
  'front-matter-no-keys': () => ['The front matter is no list of keys.', 'Write lines such as `title: …`.'],
  'critical-key': (key: string, meant: string) => [`\`${key}\` is no key of a digest.`, `Did you mean \`${meant}\`?`],
  /** `meant` is empty if no key is similar. */
  'unknown-key': (key: string, meant: string, known: readonly string[]) => [
    `\`${key}\` is no key of a digest, and has no effect.`,
    meant ? `Did you mean \`${meant}\`?` : `The keys are ${known.join(', ')}.`,
  ],
  'yaml-nothing': (source: string, key: string) => [
    `To YAML, \`${source}\` means nothing at all.`,
    `If it is the text, write \`${key}: "${source}"\`.`,
  ],
  'yaml-no-text': (source: string, key: string) => [
    `\`${source}\` is no text to YAML; it is read as it is written.`,
    `To be sure, put it in quotes: \`${key}: "${source}"\`.`,
  ],
  'yaml-remark': (quoted: string) => [
    'What follows `#` is a remark that is not posted.',
    `If it is part of the text, write \`${quoted}\`.`,
  ],
  'yaml-sign': (sign: string, quoted: string) => [
    `To YAML, \`${sign}\` in this line begins something else than text; it is read as text.`,
    `To be sure, write \`${quoted}\`.`,
  ],
} satisfies ProblemWords
