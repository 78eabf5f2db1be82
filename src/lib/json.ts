/** A JSON object whose members are not checked. */
export type Json = Readonly<Record<string, unknown>>

/** The value as a JSON object; empty if it is anything else. */
export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function records(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(record) : []
}

export function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
