/**
 * What Discord's client makes of markdown, as far as it matters here: the words shown, where links lead, and every
 * mark or mention that should not be there.
 */
export interface Shown {
  readonly text: string
  readonly links: string[]
  /** Marks of the author's that would be read as markup, and marks of ours that show. */
  readonly stray: string[]
}

type Rule = (rest: string, shown: Shown) => { length: number; text: string } | undefined

export function shown(content: string): Shown {
  const result: Shown = { text: '', links: [], stray: [] }
  const pieces = unquote(content).split(/^```(?:[a-z0-9_+.#-]+)?\n([\s\S]*?)\n```$/gim)
  const texts = pieces.map((piece, at) => (at % 2 === 1 ? piece : read(withoutLineMarks(piece), result)))
  return { ...result, text: texts.join('\n') }
}

function unquote(content: string): string {
  let fenced = false
  let quoted = false
  return content
    .split('\n')
    .map((line) => {
      if (!fenced) quoted = /^> /.test(line)
      const bare = quoted ? line.replace(/^> ?/, '') : line
      if (bare.startsWith('```')) fenced = !fenced
      return bare
    })
    .join('\n')
}

function withoutLineMarks(text: string): string {
  return text.replace(/^ *(?:[-*]|\d+\.) (?:[☑☐] )?/gm, '').replace(/^(?:#{1,3}|-#) +/gm, '')
}

const rules: Rule[] = [
  match(/^\\([^0-9A-Za-z\s])/, ([, char = '']) => char),
  match(/^(`+)([\s\S]*?[^`])\1(?!`)/, ([, , code = '']) => code.trim()),
  match(
    /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)/,
    ([all, label = '', url = ''], shown) => {
      shown.links.push(url.replace(/\\([^0-9A-Za-z\s])/g, '$1'))
      if (!/^https?:/.test(url) || label.includes('://')) shown.stray.push(all)
      return read(label, shown)
    },
  ),
  match(/^<((?:https?:\/|[^\s<>@]+@)[^\s<>]+)>/, ([, url = ''], shown) => {
    shown.links.push(url)
    return url
  }),
  match(/^<t:\d+:D>/, () => ' '),
  match(/^(?:https?|steam):\/\/[^\s<]+/, strayed),
  longer(
    /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/,
    /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/,
  ),
  match(/^~~([\s\S]+?)~~(?!_)/, ([, inner = ''], shown) => read(inner, shown)),
  match(/^(?:@everyone|@here|<[@#/:a-z!&]|<id:|:[\w+~-]+:|[*_~`|[\]\\])/i, strayed),
]

function match(pattern: RegExp, show: (found: RegExpExecArray, shown: Shown) => string): Rule {
  return (rest, shown) => {
    const found = pattern.exec(rest)
    return found ? { length: found[0].length, text: show(found, shown) } : undefined
  }
}

/** Of strong and emphasised text the client takes what reaches further. */
function longer(strong: RegExp, emphasis: RegExp): Rule {
  return (rest, shown) => {
    const [bold, italic] = [strong.exec(rest), emphasis.exec(rest)]
    const found = (italic?.[0].length ?? 0) >= (bold?.[0].length ?? 0) ? italic : bold
    return found ? { length: found[0].length, text: read(found[1] ?? '', shown) } : undefined
  }
}

function strayed([all]: RegExpExecArray, shown: Shown): string {
  shown.stray.push(all)
  return all
}

function read(text: string, shown: Shown): string {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const plain = /^[^\\`[\]<h@*_~|:s]+/.exec(rest)?.[0] ?? ''
    const found = plain ? { length: plain.length, text: plain } : firstMatch(rest, shown)
    out += found?.text ?? rest[0]
    at += found?.length ?? 1
  }
  return out
}

function firstMatch(rest: string, shown: Shown) {
  for (const rule of rules) {
    const found = rule(rest, shown)
    if (found) return found
  }
  return undefined
}
