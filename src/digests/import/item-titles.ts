import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import type { ProblemText } from '../../domain/problem.ts'
import { plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from '../markdown/context.ts'
import { dropStart } from '../markdown/inline-text.ts'
import { type PrefixedTitle, readPrefixedTitle } from '../markdown/title-prefix.ts'
import { type FoundTag, findTag } from './item-tags.ts'
import { type PageLine, quote } from './page-line.ts'

/** The line that begins an item. */
export interface ItemLine {
  readonly line: PageLine
  /** The number that it begins with, where it has one that fits. */
  readonly number?: number | undefined
}

interface Draft {
  readonly line: PageLine
  readonly caption: PrefixedTitle
  readonly found?: FoundTag
}

/** Numbers, tags and titles of the items of a page. Where the words leave it open, the other items decide, with a warning. */
export function readItemTitles(
  items: readonly ItemLine[],
  taken: ReadonlySet<number>,
  context: ParseContext,
): PrefixedTitle[] {
  const drafts = items.map(({ line, number }) => draftCaption(line, context, number ?? 0))
  const numbers = new Set(taken)
  return drafts.map((draft) => withoutTaken(settle(draft, drafts, context), draft.line, numbers, context))
}

/** Items are requested by number, so numbers are unique. */
function withoutTaken(
  caption: PrefixedTitle,
  line: PageLine,
  taken: Set<number>,
  context: ParseContext,
): PrefixedTitle {
  const { number, ...rest } = caption
  if (number === undefined) return caption
  if (taken.has(Number(number))) {
    context.warn('duplicate-number', problemText('lost-number', number), line.at)
    return rest
  }
  taken.add(Number(number))
  return caption
}

function draftCaption(line: PageLine, { vocabulary }: ParseContext, expected: number): Draft {
  const words = line.number === undefined ? line.words : [unstyled(`${line.number} `), ...line.words]
  const caption = readPrefixedTitle(words, vocabulary, Number(line.number ?? expected))
  // The tag is spelled as in the vocabulary: pages may show their tags in capitals.
  if (line.tag !== undefined)
    return { line, caption: { ...caption, tag: findTag(`${line.tag} .`, vocabulary)?.tag ?? line.tag } }
  const found = caption.tag === undefined ? findTag(plainText(caption.title), vocabulary) : undefined
  return { line, caption, ...(found && { found }) }
}

function settle({ line, caption, found }: Draft, drafts: readonly Draft[], context: ParseContext): PrefixedTitle {
  const others = drafts.filter((draft) => draft.line !== line)
  const tagged = others.filter((draft) => draft.found || draft.caption.tag !== undefined).length
  const mostHaveOne = others.length > 0 && tagged * 2 >= others.length
  if (!found) {
    if (caption.tag === undefined && mostHaveOne && tagged > 1)
      context.warn('missing-tag', problemText('missing-tag', quote(plainText(caption.title))), line.at)
    return caption
  }
  if (found.shorter !== undefined)
    context.warn('undecided-tag', problemText('two-tags', found.shorter, found.tag), line.at)
  const isTag =
    found.reading === 'sure' ||
    (mostHaveOne && !continuesInLowerCase(caption, found)) ||
    (others.length === 0 && found.reading === 'likely')
  if (found.reading === 'phrase' || (!isTag && found.reading === 'likely'))
    context.warn('undecided-tag', doubt(caption, found, isTag), line.at)
  return isTag ? { ...caption, tag: found.tag, title: dropStart(caption.title, found.length) } : caption
}

function doubt({ title }: PrefixedTitle, { tag, length }: FoundTag, isTag: boolean): ProblemText {
  if (!isTag) return problemText('left-in-title', tag)
  return problemText('taken-for-tag', tag, quote(plainText(dropStart(title, length))))
}

/** Titles begin with a capital letter. */
function continuesInLowerCase({ title }: PrefixedTitle, { length }: FoundTag): boolean {
  const rest: readonly Inline[] = dropStart(title, length)
  return /^\p{Ll}/u.test(plainText(rest))
}
