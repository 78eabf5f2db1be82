/** The JSON object in an answer, which may have other text around it. Undefined if there is no complete one. */
export function findJson(text: string): unknown {
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const end = endOf(text, start)
    if (end === undefined) continue
    try {
      return JSON.parse(text.slice(start, end))
    } catch {
      // The brace was in the prose before the JSON.
    }
  }
  return undefined
}

/** Where the object that begins at `start` ends. */
function endOf(text: string, start: number): number | undefined {
  let [depth, isInString] = [0, false]
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (isInString) {
      if (character === '\\') at += 1
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '{') depth += 1
    else if (character === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return undefined
}
