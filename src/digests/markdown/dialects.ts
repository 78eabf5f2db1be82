import type { Text } from 'mdast'
import { truncate } from '../../domain/truncate.ts'
import type { Dialect } from '../../i18n/en/problems-digests.ts'
import { problemText } from '../../i18n/problems.ts'
import { findField, withoutGreetingField } from '../import/merge-tags.ts'
import { meaningfulKind } from './alerts.ts'
import type { ParseContext } from './context.ts'

/** Tags in a sentence, which shows something that is not in the file. */
const foreign: readonly (readonly [find: (text: string) => string | undefined, dialect: Dialect])[] = [
  [(text) => /\{\{[<%].*?[>%]\}\}/.exec(text)?.[0], 'hugo'],
  [(text) => /(?<!\{)\{%-?\s*\w.*?%\}/.exec(text)?.[0], 'liquid'],
  // To Markdown, the stars of `*|NAME|*` are emphasis.
  [(text) => findField(text) ?? /^\|[A-Z0-9_:]{2,60}\|$/.exec(text)?.[0], 'template'],
]

/** A line of MDX, which may be the text of another file. */
const moduleLine = /^(?:import .* from ['"]|import ['"]|export (?:const|default) )/m

/** `![[plot.png]]`, `[[Page#Part|the words]]`, `[[Page]]`. */
const wikiLink = /!?\[\[(?!\s|\d+\]\])([^[\]|\n]{1,200})(?:\|([^[\]\n]{1,200}))?\]\]/g

/** Behind the name of a picture, Obsidian writes how wide it is. */
const width = /^\d+(?:x\d+)?$/

/** `^name` at the end of a block, by which Obsidian finds it. */
const blockName = /[ \t]\^(?=[\d-]*[a-z])[a-z\d-]{4,40}[ \t]*(?=\n|$)/g

/** `%%not for readers%%`, a comment of Obsidian. */
const comment = /(?<!\d[ \t]*)(?:[ \t]+|(?<=^|[\s([{]))%%(?=\s?\p{L}).*?%%(?=[\s.,;:!?)\]]|$)/gsu

/** `^[a note]`, a footnote at its place. */
const inlineNote = /(?<!\\)[ \t]?\^\[([^[\]\n]{2,500})\]/g

/** `id:: 64f1…`, properties with which Logseq keeps its own state. */
const ownState = /(?:^|\n)[ \t]*(?:id|collapsed|created-at|updated-at|logseq\.[\w.-]{1,60})::[ \t][^\n]*/g

/** `==marked==`, with no blanks inside, as in a comparison. */
const highlight = /(?<![=\w])==(?![\s=])([^=\n]{1,200}?)(?<![\s=])==(?![=\w])/g

/** `{: target="_blank"}` anywhere, `{#anchor}` and `{.class}` at the end of a line: attributes of kramdown, Pandoc and Hugo. */
const attributes =
  /\s*\{(?:#[^\s{}]{1,200}\}(?=[ \t]*(?:\n|$))|:\s*(?:[#.]?[\w-]{1,60}(?:="[^"\n]{0,200}")?\s*){1,8}\}|(?=[#.])(?:[#.]?[\w-]{1,60}(?:="[^"\n]{0,200}")?\s*){1,8}\}(?=[ \t]*(?:\n|$)))/g

/** `::: {.note}`: the fences of blocks in Pandoc, MyST and others. */
const fence = /^:{3,}([ \t]*[\w{][^\n]{0,120})?[ \t]*(?:\n|$)|\n:{3,}([ \t]*[\w{][^\n]{0,120})?[ \t]*(?=\n|$)/g

/** Behind such a fence: the kind of the block, and its title as `[Title]`, `title="…"` or the rest of the line. */
const fenceWords =
  /^\s*(?:\{[^}\n]*?title="([^"\n]+)"[^}\n]*\}|\{?\.?([\w-]+)\}?(?:\[([^\]\n]+)\]|[ \t]+(\p{L}[^\n]*))?)/u

/** `[words][name]` and `[words][]` whose address is in another file: no index of an array, no tags, no citations. */
const lostLink =
  /(?<![\p{L}\p{N}\])!\\])\[(?!\^)([^[\]]{0,200}(?:\p{L}{3}|\p{Lo}{2}|\p{L}+\d)[^[\]]{0,200})\]\[((?!\p{Lu}[^\s\d\]]*\])[^[\]]{2,200}|)\]/gu

/** Converts Obsidian's markup to words, and reports tags of other programs. */
export function readDialect(node: Text, source: string, context: ParseContext): void {
  if (!/\s\^|\^\[|::[ \t]|\[\[|\]\[|\{[{%:#.$]|^\||%%|==|^:::|^(?:import|export) /m.test(node.value)) return
  const { start, end } = node.position ?? {}
  const written = source.slice(start?.offset ?? 0, end?.offset ?? 0)
  // A backslash escapes what follows it.
  const isWritten = (found: string) => written.includes(found) && !written.includes(`\\${found}`)
  node.value = node.value
    .replace(wikiLink, (found, page: string, words?: string) =>
      isWritten(found)
        ? ((width.test(words ?? '') ? undefined : words) ?? page.replace(/[#^].*$/, '')).trim() || page
        : found,
    )
    .replace(inlineNote, (found, words: string) => (isWritten(found.trim()) ? ` (${words})` : found))
    .replace(ownState, (found) => (isWritten(found.trim()) ? '' : found))
    .replace(blockName, (found) => (isWritten(found) ? '' : found))
    .replace(comment, (found) => {
      if (!isWritten(found)) return found
      context.warn('html-comment', problemText('html-comment'), node)
      return ''
    })
    .replace(lostLink, (found, words: string, name: string) => {
      if (!isWritten(found)) return found
      context.warn('unusable-link', problemText('lost-link', (name || words).replace(/\s+/g, ' ')), node)
      return words
    })
    .replace(highlight, (found, words: string) => (isWritten(found) ? words : found))
    .replace(fence, (found, first?: string, later?: string) =>
      isWritten(found.trim()) ? withTitle(found, first ?? later ?? '') : found,
    )
    .replace(attributes, (found) => (isWritten(found.trim()) ? '' : found))
  reportTags(node, isWritten, context)
}

/** A tag of a template in a sentence is an error: readers would see the tag in place of what it shows. */
function reportTags(node: Text, isWritten: (found: string) => boolean, context: ParseContext): void {
  node.value = withoutGreetingField(node.value)
  for (const [find, dialect] of foreign) {
    const found = find(node.value)
    if (found === undefined || !isWritten(found)) continue
    context.error('template-tag', problemText('template-unknown', truncate(found, 40), dialect), node)
    return
  }
  const [line] = moduleLine.exec(node.value) ?? []
  if (line === undefined || !isWritten(line)) return
  context.warnOnce('template-tag', 'mdx', problemText('template-tag', truncate(line, 40), 'mdx'), node)
}

/** What readers get of a fence: the title of its block, and its kind if it warns. Line ends stay. */
function withTitle(found: string, written: string): string {
  const [, named, kind = '', boxed, behind] = fenceWords.exec(written) ?? []
  const words = [meaningfulKind.test(kind) ? kind : '', (named ?? boxed ?? behind ?? '').trim()]
    .filter(Boolean)
    .join(': ')
  const isAbove = /\n$/.test(found) && !/\p{P}$/u.test(words)
  return words === '' ? '' : found.replace(/\S[^\n]*/, isAbove ? `${words}:` : words)
}
