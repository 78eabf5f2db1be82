/** Normalizes a text for comparison: compatibility forms, and quotation marks, dashes and blanks of every kind. */
export function normalize(text: string): string {
  return (
    text
      // Superscripts and special units would lose their meaning.
      .replace(/℃/g, '°C')
      // Full-width marks become narrow ones, and would join the numbers on both sides.
      .replace(/[，；：]/g, (mark) => ({ '，': ', ', '；': '; ', '：': ': ' })[mark] ?? mark)
      .replace(/([⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, '^$1')
      .normalize('NFKC')
      .replace(/(?<=\S)\p{Cf}+(?=\S)|\p{Cf}/gu, '')
      .replace(/[‘’‚‛′`´]/g, "'")
      .replace(/[“”„‟″«»「」『』]/g, '"')
      .replace(/[‐‑‒–—―−]/g, '-')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

/** Whether a BCP 47 language writes a comma before decimals, as in `12,5`. */
export function writesDecimalComma(language: string): boolean {
  return /^(?:de|fr|es|it|pt|nl|pl|ru|uk|cs|sk|sv|da|nb|nn|no|fi|tr|hu|ro|bg|el|hr|sl|sr|lt|lv|et|id|vi|ca|is)\b/i.test(
    language,
  )
}
