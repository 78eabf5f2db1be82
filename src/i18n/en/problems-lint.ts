import type { ProblemSentences, ProblemWords, TextLimit } from '../../domain/problem.ts'

const effects: Record<TextLimit['effect'], string> = {
  'bold-title': 'Slack shows it as bold text, not as a heading',
  'forum-title': 'a Discord forum post shows the beginning only',
  'thread-name': 'a Discord thread is named by the beginning only',
  'no-button': 'Discord shows a link in the text, but no button',
}

/** Days without a digest between two that have one. */
export type MissingDays = {
  readonly first: string
  readonly last: string
  readonly count: number
  /** The days, unless they are in a row or too many to be named. */
  readonly named: readonly string[]
  readonly areInRow: boolean
}

/** A layout with the messages that a digest is in it. */
export type LayoutCount = { readonly layout: string; readonly inChannel: number; readonly inThread: number }

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function missingDays({ first, last, count, named, areInRow }: MissingDays): string {
  if (count === 1) return `${first} (1 day)`
  if (areInRow) return `${first} to ${last} (${count} days)`
  if (named.length > 0) return `${named.slice(0, -1).join(', ')} and ${last} (${count} days)`
  return `${count} days between ${first} and ${last} on which one usually appears`
}

/** Warnings about digests that can be read, and what platforms would refuse. */
export const enLintProblems = {
  'long-text': (of: TextLimit['of'], length: number, max: number, effect: TextLimit['effect']) => [
    `The ${of === 'address' ? of : 'title'} has ${length} characters; above ${max} ${effects[effect]}.`,
    'Shorten it.',
  ],
  'missing-overview': () => [
    'There is no overview, so readers see titles only.',
    'Write a bullet for each section above them.',
  ],
  'overview-count': (bullets: number, sections: number) => [
    `The overview has ${plural(bullets, 'bullet')} for ${plural(sections, 'section')}.`,
    'Write one for each, in the same order.',
  ],
  'overview-order': (bullet: number, section: string) => [
    `Bullet ${bullet} seems to be about section ${section}.`,
    'Put the bullets in the order of the sections.',
  ],
  'empty-notes': () => ['There is no note below this heading.', 'Write each as a bullet, or remove the heading.'],
  'unlisted-takeaways': () => [
    'The key takeaways of this section are no list.',
    'Write each as a bullet on a line of its own.',
  ],
  'missing-takeaways': () => [
    'This section has no key takeaways; readers can discuss it as a whole only.',
    'Write `**Key takeaways**`, and bullets below it.',
  ],
  'missing-source': () => ['This section names no source.', 'End it with `Source: [Title](https://…)`.'],
  'source-without-link': () => ['This source has no link.', 'Write `Source: [Title](https://…)`.'],
  /** `likely`: words of the title that are a tag of the vocabulary, if there are any. */
  'untagged-section': (likely: string) => [
    'This section has no tag.',
    likely ? `If “${likely}” is one, write [${likely}].` : 'Write one in brackets: `### 01 [Tag] Title`.',
  ],
  'unknown-tag': (tag: string, meant: string) => [
    `[${tag}] is not in the vocabulary.`,
    meant ? `Did you mean [${meant}]?` : 'Add it to the vocabulary, or choose one of its tags.',
  ],
  'untranslated-language': (language: string, translated: readonly string[]) => [
    `Dates are in ${new Intl.DisplayNames('en', { type: 'language' }).of(language)}, but labels such as “Key takeaways” and “Read source” are in English: there are words for ${translated.join(', ')} only.`,
    'Leave it so if your readers understand both.',
  ],
  'repeated-source': (words: string, date: string, file: string, line: number) => [
    `“${words}” was featured before, on ${date} (${file}:${line}).`,
    'Choose another one, unless there is something new.',
  ],
  gap: (missing: MissingDays) => [`There is no digest for ${missingDays(missing)}.`, 'Add it if one is missing.'],
  'many-messages': (platform: string, layout: string, inChannel: number, others: readonly LayoutCount[]) => {
    const advice = others.map((other) => {
      const below = other.inThread > 0 ? ` and ${other.inThread} in its thread` : ''
      return `\`${other.layout}\` posts ${other.inChannel}${below}`
    })
    return [
      `This digest posts ${inChannel} messages in a channel of ${platform} with \`layout: ${layout}\`.`,
      `Choose another layout: ${advice.join(', ')}.`,
    ]
  },
  'refused-part': (platform: string, part: string, refusal: string) => [
    `${platform} would refuse the part ${part}: ${refusal}`,
    'Shorten or simplify this part of the digest.',
  ],
  /** The habit of a publication. */
  habit: ({ message, fix }: ProblemSentences, affected: number, total: number, places: number) => [
    `${message} This holds for ${affected} of the ${total} digests of this publication, at ${places} places.`,
    `${fix} Check a digest by itself to see its own.`,
  ],
  /** `more`: lines that are not named. */
  'same-in-lines': ({ message, fix }: ProblemSentences, lines: readonly number[], more: number) => [
    `${message} The same is in line ${lines.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    fix,
  ],
} satisfies ProblemWords
