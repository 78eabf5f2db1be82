import { parseEnv } from 'node:util'
import { decodeText } from '../digests/markdown/decode.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { describeProblem } from '../i18n/problems.ts'

/** The text of a `.env` file with these values, and the names whose other value was replaced. */
interface ChangedDotenv {
  readonly text: string
  readonly replaced: readonly string[]
}

/**
 * Sets variables in the text of a `.env` file. Every other line stays as it is; an empty line of the same name is filled
 * in. Throws `ConfigurationError` if the file is not text.
 */
export function setVariables(
  bytes: Uint8Array | undefined,
  values: Readonly<Record<string, string>>,
  path = '.env',
): ChangedDotenv {
  const decoded = decodeText(bytes ?? new Uint8Array())
  if (!('text' in decoded)) {
    throw new ConfigurationError(
      `${path}:${decoded.line}:${decoded.column}: ${describeProblem(decoded)} Nothing was changed.`,
    )
  }
  const known = parseEnv(decoded.text)
  let text = decoded.text
  const replaced: string[] = []
  for (const [name, value] of Object.entries(values)) {
    const current = known[name]?.trim() ?? ''
    if (current === value) continue
    if (current !== '') replaced.push(name)
    text = setVariable(text, name, value)
  }
  return { text, replaced }
}

function setVariable(text: string, name: string, value: string): string {
  const lines = text.split('\n')
  const line = `${name}=${value}`
  // The last line of a name counts.
  const at = lines.findLastIndex((each) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(each))
  if (at >= 0) return lines.with(at, line).join('\n')
  const body = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return `${body}${line}\n`
}
