/** Nouns that no stemmer knows to be one: singular and plural. */
const pairs: readonly (readonly [string, string])[] = [
  ['child', 'children'],
  ['person', 'people'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['goose', 'geese'],
  ['mouse', 'mice'],
  ['louse', 'lice'],
  ['die', 'dice'],
  ['ox', 'oxen'],
  ['quiz', 'quizzes'],
  ['genus', 'genera'],
  ['corpus', 'corpora'],
  ['schema', 'schemata'],
  ['stigma', 'stigmata'],
]

/** Endings of such nouns, singular and plural, behind the letters that they have in common. */
const endings: readonly (readonly [stem: RegExp, singular: string, plural: string])[] = [
  [/m$/u, 'an', 'en'],
  [/(?:s|ax)$/u, 'is', 'es'],
  [/^(?:ind|vert|vort|ap|cort|cod|lat|simpl)$/u, 'ex', 'ices'],
  [/^(?:matr|append|hel|rad|cervic)$/u, 'ix', 'ices'],
  [/^(?:criteri|phenomen|automat|gangli|polyhedr|neur)$/u, 'on', 'a'],
  [
    /^(?:dat|spectr|strat|bacteri|curricul|memorand|errat|maxim|minim|optim|quant|moment|symposi|millenni|continu|compendi|addend)$/u,
    'um',
    'a',
  ],
  [/^(?:radi|stimul|nucle|foc|loc|alumn|syllab|cact|fung|modul|tor|calcul|bacill)$/u, 'us', 'i'],
  [/^(?:formul|alg|larv|vertebr|antenn|nebul|supernov)$/u, 'a', 'ae'],
  [/^(?:cal|el|hal|kni|lea|li|loa|scar|sel|shea|shel|thie|wi|wol|whar|hoo)$/u, 'f', 'ves'],
  [/^(?:kni|li|wi)$/u, 'fe', 'ves'],
  [/^(?:bure|plate|table|tro)$/u, 'au', 'aux'],
]

/**
 * The singular or plural of an English noun whose other form no stemmer finds: `mice` of `mouse`, `index` of `indices`.
 * Some are no words, such as `humen`.
 */
export function otherNumbers(noun: string): string[] {
  const whole = pairs.flatMap(([one, many]) => (noun === one ? many : noun === many ? one : []))
  const others = endings.flatMap(([stem, singular, plural]) => {
    const swapped = (from: string, to: string) => {
      const rest = noun.slice(0, -from.length)
      return noun.endsWith(from) && stem.test(rest) ? rest + to : []
    }
    return [swapped(singular, plural), swapped(plural, singular)].flat()
  })
  return [...whole, ...others]
}
