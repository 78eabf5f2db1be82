import type { ProblemWords } from '../../domain/problem.ts'

const kinds = {
  list: 'list',
  table: 'table',
  code: 'code block',
  blockquote: 'quote',
  heading: 'heading',
  math: 'formula',
  image: 'image',
  html: 'HTML',
  paragraph: 'paragraph',
}
export type MovedKind = keyof typeof kinds

/** Where a text does not fit, and where it is shown instead. */
const places = {
  overview: ['into the overview', 'as a text of its own'],
  'before-sections': ['before the first section', 'as a text of its own'],
  'after-takeaways': ['behind the takeaways or the source', 'at the end of the section’s text'],
  notes: ['into a list of notes', 'as a text of its own'],
  'no-heading': ['under any heading', 'as a text of its own'],
} as const
export type MovedPlace = keyof typeof places

/** What other programs put into Markdown. */
const dialects = {
  hugo: 'a shortcode of Hugo',
  liquid: 'a tag of Liquid or Nunjucks',
  template: 'a field of a template',
  mdx: 'a line of MDX',
}
export type Dialect = keyof typeof dialects

const linkFaults = {
  incomplete: ['is no full address', 'Write it with https://.'],
  login: ['holds a user name or a password', 'Take it out of the address.'],
  scheme: [
    'is an address of a kind that chat platforms do not open',
    'Use an address that begins with https:// or mailto:.',
  ],
} satisfies Record<string, readonly [what: string, fix: string]>
export type LinkFault = keyof typeof linkFaults

const chatMarks = {
  person: ['the id of a person', 'Write their name instead.'],
  group: ['the id of a group of people', 'Write its name instead.'],
  channel: ['the id of a channel', 'Write its name instead, such as #general.'],
  everyone: ['a call to everybody in a channel', 'Take it out, or write whom you mean.'],
  command: ['the id of a command', 'Write what people type instead.'],
} satisfies Record<string, readonly [what: string, fix: string]>
export type ChatMark = keyof typeof chatMarks

const inCode = (heading: string): string => `\`## ${heading}\``

/** What is in a digest. */
export const enDigestProblems = {
  'empty-file': () => ['This file is empty.', 'Write a digest, or remove the file.'],
  draft: () => ['This is a draft and is not posted.', 'Remove `draft: true` when it is ready.'],
  unverified: () => [
    'A draft could not be verified here.',
    'Check what the mark says against the source, then correct the text and remove the mark.',
  ],
  'missing-language': (language: string) => [
    `No language is given, so this is taken for \`${language}\`.`,
    `Write \`language: ${language}\` at the top.`,
  ],
  'unknown-day': () => [
    'The day of this digest is not known.',
    'Name the file after it (`2026-03-12.md`), or write `date: 2026-03-12` at the top.',
  ],
  'date-mismatch': (written: string, named: string, counts: boolean) => [
    `The date ${written} does not agree with the file’s name, which says ${named}${counts ? ' and counts' : ''}.`,
    'Correct the date, or rename the file.',
  ],

  'no-content': () => ['There is no text in this file but its title.', 'Write sections, notes or a text.'],
  'second-title': () => [
    'This heading is another title than that at the top of the file; it is shown as a text of its own.',
    'Remove one of the two, or make them the same.',
  ],
  'uncited-footnote': (identifier: string) => [
    'Nothing refers to this footnote; it is shown at the end.',
    `Write \`[^${identifier}]\` where it belongs, or remove it.`,
  ],
  'too-many-sections': (count: number, max: number) => [
    `This file has ${count} sections and texts with a heading; a digest may have ${max}.`,
    'Lower headings by one level.',
  ],
  'duplicate-heading': (heading: string, line: number) => [
    `“${heading}” is in line ${line} already.`,
    'Put both texts below one of them.',
  ],
  'unknown-heading': (heading: string, meant: string) => [
    `“${heading}” is shown as a text of its own.`,
    `Did you mean “${meant}”?`,
  ],
  'no-section': (chapter: string) => [
    'There is no featured section.',
    `Write ${inCode(chapter)}, and below it \`### 01 [Tag] Title\`.`,
  ],
  'section-outside': (chapter: string) => [
    'There is no featured section.',
    `This looks like one: write ${inCode(chapter)} above it.`,
  ],
  'duplicate-number': (number: string, line: number) => [
    `Number ${number} is taken already, in line ${line}.`,
    'Give one of the two another number.',
  ],
  'empty-title': () => ['This section has no title.', 'Write one behind the number and the tag.'],
  'empty-takeaways': () => ['There is no takeaway below this line.', 'Write each as a bullet: `- First point`.'],
  'empty-observation': () => ['There is no text below this heading.', 'Write one, or remove the heading.'],
  'rule-under-text': () => [
    'A line of dashes right under a text makes it a heading.',
    'Leave a line blank between the two.',
  ],
  /** `level` is that of the headings, 0 if it is not the same everywhere. */
  'free-form': (chapter: string, as: 'sections' | 'notes' | 'prose', level: number) => {
    const read = {
      sections: level > 0 ? `each heading \`${'#'.repeat(level)}\` begins a section` : 'its headings begin sections',
      notes: 'its list is read as short notes',
      prose: 'it is read as one text',
    }[as]
    return [
      `There is no ${inCode(chapter)} in this file, so ${read}.`,
      'With the headings of the format, readers get an overview and takeaways to discuss.',
    ]
  },
  'moved-text': (kind: MovedKind, place: MovedPlace) => {
    const [from, to] = places[place]
    return [`This ${kinds[kind]} does not fit ${from}; it is shown ${to}.`, 'Move it if it belongs somewhere else.']
  },

  'merge-conflict': () => [
    'Both versions of a conflict are in this file, as git leaves them.',
    'Keep one, and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`.',
  ],
  'open-code': () => [
    'This block of code has no end, so all that follows is shown as code.',
    'End it with a line of the same sign.',
  ],
  'mail-encoding': (letters: string) => [
    `“${letters}” is how an e-mail carries letters, and is posted as it is written.`,
    'Use the command `import`, which reads it.',
  ],
  'chat-mark': (mark: string, kind: ChatMark) => [
    `\`${mark}\` is ${chatMarks[kind][0]}: readers see these characters, and nobody is notified.`,
    chatMarks[kind][1],
  ],
  'open-comment': () => [
    'This HTML comment has no end, so what follows is left out of the post.',
    'End it with `-->`.',
  ],
  'open-style': () => [
    'These two stars begin a bold text that has no end, so readers see the stars.',
    'Close it with `**` in the same paragraph, or write `\\*\\*`.',
  ],
  'unfinished-text': (mark: string) => [
    `“${mark}” looks like a note to yourself, and readers will see it.`,
    'Finish the text, or take the note out.',
  ],
  'broken-table': (header: number, line: number) => [
    `These lines are no table and are shown as they are written: the first has ${header} columns, the line of dashes ${line}.`,
    'Give both the same number.',
  ],
  'html-comment': () => ['A comment is left out of the post.', 'Write it as text if readers should see it.'],
  'html-script': () => ['A script or a style is left out of the post.', 'Remove it: no chat runs or applies it.'],
  'html-as-text': () => ['This HTML is shown as it is written.', 'Use Markdown instead.'],
  'template-tag': (found: string, dialect: Dialect) => [
    `“${found}” is ${dialects[dialect]}, and is posted as it is written.`,
    'Remove it.',
  ],
  'template-unknown': (found: string, dialect: Dialect) => [
    `“${found}” is ${dialects[dialect]}, and what it shows is not in this file.`,
    'Write what readers should see, or put it in backticks if they should see it as it is.',
  ],
  'template-left-out': (found: string, dialect: Dialect) => [
    `“${found}” is ${dialects[dialect]}, and is left out of the post.`,
    'Write what readers should see in Markdown.',
  ],
  'read-as-markdown': (format: string) => [
    `This looks like ${format}, but is read as Markdown, so its marks are posted as they are written.`,
    'Convert it, for example with pandoc.',
  ],
  'mail-parts': (line: string, count: number) => [
    `Lines that seem to be about an e-mail are posted: “${line}”${count > 1 ? ` and ${count - 1} more` : ''}.`,
    'Delete them if they are: their links belong to the one who got it.',
  ],
  'lost-link': (name: string) => [
    `The address of the link [${name}] is not in this file; only its text is kept.`,
    `Add a line \`[${name}]: https://…\`.`,
  ],
  'same-page-link': (url: string) => [
    `“${url}” leads to a place in the same page, which a message does not have; only its text is kept.`,
    'Link the full address of the page.',
  ],
  'unusable-link': (url: string, fault: LinkFault) => {
    const [what, fix] = linkFaults[fault]
    return [`“${url}” ${what}; only its text is kept.`, fix]
  },
  'private-link': (url: string) => [
    `“${url}” has no host on the public web: chat platforms do not link it, so it is shown as text.`,
    'Use an address that readers can reach.',
  ],
  'unused-link': (label: string) => [
    `No text links to [${label}], so this address is left out.`,
    `Write \`[words][${label}]\` in a text, or remove it.`,
  ],
  'link-as-text': () => [
    'To Markdown this line is the address of a link; it is shown as it is written.',
    'To be sure, put a backslash before the bracket.',
  ],
  'large-table': (columns: number, rows: number, maxColumns: number, maxCells: number) => [
    `This table has ${columns} columns and ${rows} rows, so each row is shown as a line of text.`,
    `A table may have ${maxColumns} columns and ${maxCells} cells: make it smaller.`,
  ],
  'insecure-image': () => [
    'This image has an address without https, and chats load images by https only, so it is shown as a link.',
    'Use an https address.',
  ],
  'long-image-address': (length: number, max: number) => [
    `This image has an address of ${length} characters; ${max} are allowed, so it is shown as a link.`,
    'Use a shorter address.',
  ],
  'svg-image': () => [
    'This image is an SVG file, which chats do not show, so it is shown as a link.',
    'Use a PNG file.',
  ],
  'image-without-alt': (used: string) => [
    `This image has no alternative text, so “${used}” is used.`,
    'Write `![what it shows](address)`.',
  ],
} satisfies ProblemWords
