import type { Vocabulary } from '../domain/vocabulary.ts'

/** The key `sections` of publications: `h2` is level 2. */
export function sectionLevelsOf(
  publications: Readonly<Record<string, { readonly sections?: string }>>,
): Pick<Vocabulary, 'sectionLevels'> {
  const levels = Object.entries(publications).flatMap(([name, { sections }]): [string, number][] =>
    sections ? [[name, Number(sections.slice(1))]] : [],
  )
  return levels.length > 0 ? { sectionLevels: Object.fromEntries(levels) } : {}
}
