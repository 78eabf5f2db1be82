/** Digits and letters as wide as Chinese characters, and what stands between such digits, in their usual form. */
export function halfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ]+/gu, (found) => found.normalize('NFKC'))
    .replace(/(?<=\d)[－／．：](?=\d)/gu, (found) => found.normalize('NFKC'))
}
