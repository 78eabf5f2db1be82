import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { closestWord } from '../lib/fuzzy-match.ts'

/** ` Did you mean "digests"?`, if a file or folder beside the missing one has a similar name; otherwise nothing. */
export function didYouMeanPath(missing: string): string {
  const [folder, name] = [dirname(missing), basename(missing)]
  // The digest of another day is another digest, and not similar.
  const similar = closestWord(
    name,
    namesIn(folder).filter((each) => withoutDigits(each) !== withoutDigits(name)),
  )
  return similar === undefined ? '' : ` Did you mean "${join(folder, similar)}"?`
}

const withoutDigits = (name: string) => name.replaceAll(/\d/g, '')

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
