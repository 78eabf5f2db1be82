import type { CommandContext } from '../app/context.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { didYouMean } from '../lib/fuzzy-match.ts'

/** The publications that have sources, digests or a destination. */
export function publicationsIn({ config, repository }: Pick<CommandContext, 'config' | 'repository'>): string[] {
  const posted = config.destinations.map(({ publication }) => publication)
  return [...new Set([...Object.keys(config.sources), ...repository.publications(), ...posted])]
}

/** Throws `ConfigurationError` if nothing is known of the publication: its name may be misspelt. */
export function requirePublication(publication: string, known: readonly string[]): void {
  if (known.includes(publication)) return
  throw new ConfigurationError(`There is no publication "${publication}". ${adviceOnSources(publication, known)}`)
}

/** What to do about a publication without sources: another one may be meant. */
export function adviceOnSources(publication: string, known: readonly string[]): string {
  const isKnown = known.includes(publication)
  return `${isKnown ? '' : didYouMean(publication, known)}docs/sources.md says how to add some.`
}
