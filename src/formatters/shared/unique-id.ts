/**
 * An id that is not among those seen, which it joins: platforms want each once. What is added stands behind the id,
 * where the reader of the id does not look.
 */
export function uniqueId(id: string, seen: Set<string>): string {
  let unique = id
  for (let next = 2; seen.has(unique); next += 1) unique = `${id}:${next}`
  seen.add(unique)
  return unique
}
