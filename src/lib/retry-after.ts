/** `Retry-After` in milliseconds from now: seconds or a date. https://httpwg.org/specs/rfc9110.html#field.retry-after */
export function readRetryAfter(value: string | null | undefined, now: number): number | undefined {
  const text = value?.trim() ?? ''
  // Some services send fractions.
  if (/^\d{1,9}(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  // JavaScript reads almost anything as a date: `in 5` is in May 2001.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
