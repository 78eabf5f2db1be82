/** A key of front matter with a text or a number on its line. */
const scalar =
  /^([\w-]{1,60})[ \t]*[:=][ \t]*(?:"([^"\\\n]{1,500})"|'([^'\n]{1,500})'|([^\s"'[{|>&*!#][^\n#]{0,500}?))[ \t]*$/gm

/** The texts and numbers in the front matter of a file, which its templates may show. */
export function matterValues(written: string): Map<string, string> {
  const [matter = ''] = /^\ufeff?(---|\+\+\+)[ \t]*\n[\s\S]*?\n\1[ \t]*(?=\n|$)/.exec(written) ?? []
  return new Map(
    [...matter.matchAll(scalar)].map(([, key = '', double, single, plain]) => [key, double ?? single ?? plain ?? '']),
  )
}

/** `{year}`, `{frontmatter.title}`, `{" "}`: what MDX puts in. Formulas have braces behind a letter or a sign. */
export const expression =
  /(?<![\\={])\{\s*(?:"([^"{}\n]{0,200})"|'([^'{}\n]{0,200})'|(?<![\\$={}\w^_]\{\s*)([A-Za-z_][\w.]{0,60}))\s*\}(?!\})/

export const onlyExpression = new RegExp(`^${expression.source}$`)

/** A text or a number that a file of MDX names. */
const constant =
  /^export\s+(?:const|let)\s+(\w{1,60})\s*=\s*(?:"([^"\n]{0,500})"|'([^'\n]{0,500})'|(-?[\d.]{1,20}))\s*;?[ \t]*$/gm

/** What a file of MDX names, in its front matter or as a constant. */
export function mdxValues(text: string): ReadonlyMap<string, string> {
  const constants = [...text.matchAll(constant)].map(([, name = '', double, single, number]) => {
    return [name, double ?? single ?? number ?? ''] as const
  })
  return new Map([...matterValues(text), ...constants])
}

/** The value of an expression, if the file says it. */
export function shownBy(found: string, values: ReadonlyMap<string, string>): string | undefined {
  const [, double, single, name = ''] = onlyExpression.exec(found) ?? []
  return double ?? single ?? values.get(name.replace(/^(?:frontmatter|props|meta|page)\./, ''))
}
