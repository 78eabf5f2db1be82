/** The format of a file to be imported. */
export type PageKind = 'feed' | 'html' | 'markdown' | 'text'

const feedRoot = /^<(?:rss|feed|(?:\w+:)?RDF)[\s>]/i
const htmlStart = /^<(?:!doctype\s+html|!--|\/?[a-z][\w-]*[\s/>])/i

/** A heading, a link in brackets, an image, or a list of links: text that people copy from a page has none of them. */
const markdownMarks = [
  /^#{1,6}\s+\S/m,
  /^\S.*\n(?:={3,}|-{3,})\s*$/m,
  /\[[^\]\n]+\]\((?:<|https?:|\/|#)/,
  /^\s*[-*+]\s+\*\*\S/m,
]

/** Detects the format by the beginning of the text and its markup, not by the file name. */
export function pageKind(page: string): PageKind {
  const text = page.replace(/^\uFEFF/, '').trimStart()
  const root = text.replace(
    /^(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE(?!\s+html)[^>[]*(?:\[[\s\S]*?\])?[^>]*>|\s)+/i,
    '',
  )
  if (feedRoot.test(root) || /^\{[\s\S]{0,2000}"version"\s*:\s*"https?:\/\/(?:www\.)?jsonfeed\.org/.test(text))
    return 'feed'
  if (/^(?:---|\+\+\+)\r?\n/.test(text)) return 'markdown'
  // Markdown may begin with a tag; a whole page is HTML, whatever its scripts hold.
  const isFragment = !/^<(?:!doctype|html|head|body)\b/i.test(text)
  if (htmlStart.test(text) && !(isFragment && /^#{1,6} \S/m.test(text))) return 'html'
  return markdownMarks.some((mark) => mark.test(text)) ? 'markdown' : 'text'
}

/** Data that is no text: rows with the same separators, or JSON. */
export function dataKind(page: string): 'CSV' | 'JSON' | undefined {
  const text = page.replace(/^\uFEFF/, '').trim()
  if (/^[[{]/.test(text) && isJson(text)) return 'JSON'
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const counts = (separator: RegExp) =>
    new Set(lines.map((line) => line.replace(/"[^"]*"/g, '').match(separator)?.length ?? 0))
  const isTable = [/,(?! )/g, /;(?! )/g, /\t/g].some((separator) => {
    const [count = 0, ...others] = counts(separator)
    return lines.length > 1 && others.length === 0 && count > 0
  })
  return isTable ? 'CSV' : undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Other markup languages with their markup, all of which must occur in a text. Each pattern takes time in proportion to
 * the text.
 */
const markups: readonly (readonly [name: string, ...marks: RegExp[]])[] = [
  ['RTF', /^\{\\rtf\d/],
  ['LaTeX', /^\\(?:documentclass|begin\{document\})/m],
  ['reStructuredText', /`[^`\n]{1,200} <https?:[^>\n]{1,500}>`_|^\.\. [\w-]{1,40}::/m],
  ['Org', /^#\+(?:title|author|date|options|begin_\w+)[:\s]/im],
  ['Org', /^\*{1,9} \S/m, /\[\[https?:[^\]\n]{1,500}\]\[[^\]\n]{1,200}\]\]/],
  ['AsciiDoc', /^= [^=\n]+$/m, /^== [^=\n]+$/m],
  ['AsciiDoc', /^== \S/m, /https?:[^\s[]{1,500}\[[^\]\n]{1,200}\]/],
  ['MediaWiki', /^==[^=\n]{1,200}==[ \t]*$/m, /\[https?:\S{1,500} [^\]\n]{1,200}\]|\[\[|'''/],
  ['Textile', /^h[1-6]\. \S/m],
  ['BBCode', /\[url=[^\]\n]{1,500}\]/i, /\[\/url\]/i],
  ['pdf', /^%PDF-\d/],
  ['OPML', /^(?:<\?xml[^>]*>\s*)?<opml[\s>]/i],
  ['XML', /^<\?xml[^>]*>\s*(?:<!--[\s\S]*?-->\s*)?<(?!html|!doctype html)[a-z]/i],
]

/** The markup language of a text; undefined for Markdown, HTML and text without markup. */
export function markupKind(page: string): string | undefined {
  const text = page.replace(/^\uFEFF/, '').trimStart()
  return markups.find(([, ...marks]) => marks.every((mark) => mark.test(text)))?.[0]
}
