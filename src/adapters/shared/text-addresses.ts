/** An address in running text, up to a blank, an enclosing mark or Chinese punctuation; 2,000 characters at most. */
const address = /https?:\/\/[^\s<>|"“”«»`。，；：！？、）】」』]{1,2000}/gi

/** Punctuation of the sentence around an address. */
const trailing = /[.,;:!?'’*_~]+$/

/** The addresses in a text as their readers see them, in order, each once. */
export function addressesInText(text: string): string[] {
  return [...new Set((text.match(address) ?? []).map(tidy))].filter((each) => URL.canParse(each))
}

/** Drops punctuation of the sentence after an address. A closing bracket is kept if the address has the opening one. */
function tidy(found: string): string {
  for (let [before, after] = ['', found]; ; [before, after] = [after, withoutBracket(after.replace(trailing, ''))]) {
    if (before === after) return after
  }
}

function withoutBracket(found: string): string {
  const count = (character: string) => found.split(character).length
  const isUnopened = (open: string, close: string) => found.endsWith(close) && count(close) > count(open)
  return isUnopened('(', ')') || isUnopened('[', ']') ? found.slice(0, -1) : found
}
