import type { ProblemWords } from '../../domain/problem.ts'

/** Where a line of a page does not fit. */
const places = {
  overview: 'into the overview',
  'before-items': 'before the first item',
  notes: 'into a list of notes',
  'no-heading': 'under any heading',
}
export type LinePlace = keyof typeof places

/** Files that hold no text in a form that can be imported. */
const formats = { pdf: 'a PDF' }

const moveIt = 'Move it in the result if that is wrong.'
const correctIt = 'Correct it in the result if that is wrong.'

/** Words and lines of the page come in quotation marks, shortened. */
export const enImportProblems = {
  'lost-text': () => [
    'There is nothing below this heading; its text was lost when the page was copied.',
    'Copy it once more, or write it in the result.',
  ],
  'moved-line': (line: string, place: LinePlace) => [
    `${line} does not fit ${places[place]}; it was kept as a text of its own.`,
    moveIt,
  ],
  'moved-to-end': (line: string) => [
    `${line} is after the takeaways or the source; it was put at the end of the section’s text.`,
    moveIt,
  ],
  'implied-heading': (line: string, chapter: 'featured' | 'overview') => [
    `${line} is under no heading of the vocabulary; it was taken for the first line of “${chapter}”.`,
    moveIt,
  ],
  'mail-field': (field: string) => [
    `This text has fields that a mailing program fills in, such as ${field}.`,
    'Import the e-mail as it was sent, or replace them.',
  ],
  'mail-link': () => [
    'A mailing program fills in the address of this link: its words are kept as text.',
    'Write the address in the result.',
  ],
  'few-words': () => [
    'This has neither headings nor a list, and too few words for a text of its own.',
    'Import the whole text.',
  ],
  'bold-lines': (count: number) => [
    `This has no headings, but ${count} lines in bold that may be some.`,
    'Make them headings, such as `## Title`.',
  ],
  'number-gap': (number: number) => [`Number ${number} is missing before this item.`, 'Look whether an item was lost.'],
  'no-item': () => ['There is no featured item.', 'Begin each with a line such as `01 Agent A title`.'],
  'page-too-deep': () => [
    'The elements of this page are nested too deep to be read.',
    'Copy its text, and import that.',
  ],
  'empty-page': () => ['There is no text on this page.', 'Save it once it is shown whole, or copy its text.'],
  'empty-mail': () => ['This e-mail has no text that can be read.', 'Open it in a mail program, and copy its text.'],
  'already-markdown': () => ['This is a digest in Markdown already.', 'Put it among the digests as it is.'],
  'long-page': (characters: number) => [
    `This page has ${characters} characters, which is too much for a digest.`,
    'Copy the text of one day, and import that.',
  ],
  'undecided-hyphen': (words: string, because: 'numbers' | 'lower-case') => [
    `The hyphen before ${words} may begin a takeaway or stand inside one; ${
      because === 'numbers' ? 'numbers stand on both sides' : 'a word in lower case follows'
    }, so it was left where it is.`,
    'Begin a bullet there in the result if that is wrong.',
  ],
  'lost-number': (number: string) => [
    `Another item has the number ${number} already, so this one lost it.`,
    'Number it in the result.',
  ],
  'missing-tag': (title: string) => [
    `Nothing before ${title} is in the vocabulary of tags, so this item has none; the others have one.`,
    'Write one in the result: `[Tag] Title`.',
  ],
  'two-tags': (shorter: string, longer: string) => [
    `This item may be tagged “${shorter}” or “${longer}”; the longer one was taken.`,
    correctIt,
  ],
  'taken-for-tag': (tag: string, title: string) => [
    `“${tag}” may be the tag of this item or the first word of its title; it was taken for the tag, as the other items have one, which leaves ${title}.`,
    correctIt,
  ],
  'left-in-title': (tag: string) => [
    `“${tag}” may be the tag of this item or the first word of its title; it was left in the title.`,
    correctIt,
  ],
  'undated-feed': () => [
    'The entries of this feed have no dates, so none can be chosen.',
    'Import the page of the issue.',
  ],
  'no-entry': (date: string, latest: readonly string[]) => [
    `No entry of this feed is dated ${date}.`,
    `Its latest are of ${latest.join(', ')}.`,
  ],
  'continued-line': (line: string) => [
    `${line} was added to the item above.`,
    'Make it an item in the result if that is wrong.',
  ],
  'unclear-part': (percent: number) => [
    `It is not clear which part of this page is the digest: ${percent} % of its text is outside the part that looks like it.`,
    'Save that part alone as HTML, or copy it as Markdown.',
  ],
  'data-file': (format: string) => [
    `This is ${format}, and not a text.`,
    'Write it as a list with one `- [Title](https://…)` in each line.',
  ],
  'other-markup': (format: string) => [
    `This is ${Object.hasOwn(formats, format) ? formats[format as keyof typeof formats] : format}.`,
    'Save it as HTML or Markdown, and import that.',
  ],
  'no-parts': () => [
    'This text has no headings, no list and no links, so it is not clear where its parts begin.',
    'Save the page as HTML, or write its headings as `## Title`.',
  ],
  'unclear-digest': () => ['It is not clear what the digest of this file is.', 'Import its text as Markdown.'],
  /** `why` is a sentence. */
  'unreadable-feed': (why: string) => [why, 'Save the feed once more, and import that.'],
} satisfies ProblemWords
