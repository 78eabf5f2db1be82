/** The language of a text by its script, for digests that do not say. */
export function languageByScript(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const share = (script: RegExp) => (text.match(script)?.length ?? 0) / Math.max(1, letters)
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja'
  if (share(/\p{Script=Hangul}/gu) > 0.2) return 'ko'
  return share(/\p{Script=Han}/gu) > 0.2 ? 'zh' : 'en'
}
