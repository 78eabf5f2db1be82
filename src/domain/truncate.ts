const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Words on one line of at most `max` characters (UTF-16 units): for labels and names, whose words stand in full
 * elsewhere. Never ends inside what a reader sees as one character.
 */
export function truncate(words: string, max: number): string {
  const line = words.replace(/\s+/g, ' ').trim()
  if (line.length <= max) return line
  if (/^[ -~]*$/.test(line.slice(0, max))) return `${line.slice(0, max - 1).trimEnd()}…`
  let kept = ''
  for (const { segment } of segmenter.segment(line.slice(0, max))) {
    if (kept.length + segment.length > max - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
