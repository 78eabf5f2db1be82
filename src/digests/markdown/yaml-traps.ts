import type { ParseContext } from './context.ts'

/** A key on a line of its own, with an unquoted text behind it. */
const plainLine = /^([a-z]+):[ \t]+(?!["'|>])(\S.*?)[ \t]*$/

/** `#42` in a text is a comment to YAML. `# a remark`, with a blank behind the sign, was meant as one. */
const hashInText = /(?:^|[ \t])#[^\s#]/
const remark = /(?:^|[ \t])#(?:[ \t]|$)/
/** The keys whose texts readers see. */
const sentences = ['title', 'withdrawn']
/** `!important` is a tag to YAML, and `&more` an anchor; neither is part of the text. */
const mark = /^(?!!!)[!&]\S/

/**
 * The front matter with quotes around texts of which YAML would silently drop a part, and a warning for each. Lines stay
 * where they are; `firstLine` is the number of the first one, in the file.
 */
export function quoteTraps(yaml: string, keys: readonly string[], firstLine: number, context: ParseContext): string {
  const lines = yaml.split('\n')
  return lines
    .map((line, at) => {
      const [, key = '', text = ''] = plainLine.exec(line) ?? []
      const isContinued = /^[ \t]+\S/.test(lines[at + 1] ?? '')
      const place = { line: firstLine + at, column: line.indexOf(text, key.length + 1) + 1 }
      const isTrap = hashInText.test(text) || mark.test(text)
      if (!isTrap && sentences.includes(key) && remark.test(text)) {
        const message = `What follows \`#\` is a remark that is not posted. If it is part of the text, write \`${key}: ${quote(text)}\`.`
        context.warn('unquoted-text', message, place)
      }
      if (!keys.includes(key) || isContinued || !isTrap) return line
      const sign = mark.exec(text)?.[0][0] ?? '#'
      const fix = `${key}: ${quote(text)}`
      const message = `To YAML, \`${sign}\` in this line begins something else than text. It is read as text; to be sure, write \`${fix}\`.`
      context.warn('unquoted-text', message, place)
      return fix
    })
    .join('\n')
}

/** How a line that YAML refuses would be right; undefined where quotes do not help. */
export function quotedLine(line: string, keys: readonly string[]): string | undefined {
  const [, key = '', text = ''] = /^([a-z]+):[ \t]+(\S.*?)[ \t]*$/.exec(line) ?? []
  const isClosed = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/.test(text)
  return keys.includes(key) && !isClosed ? `${key}: ${quote(text)}` : undefined
}

function quote(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : `"${text.replace(/[\\"]/g, '\\$&')}"`
}
