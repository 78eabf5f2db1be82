/**
 * Makes an id unique among those seen, by a suffix that parsers of the id ignore, and adds it to them: platforms
 * refuse duplicates.
 */
export function uniqueId(id: string, seen: Set<string>): string {
  let unique = id
  for (let next = 2; seen.has(unique); next += 1) unique = `${id}:${next}`
  seen.add(unique)
  return unique
}
