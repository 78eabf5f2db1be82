/** Countries and continents whose adjective is irregular. */
const table = `
netherlands dutch holland
france french
spain spanish spaniard spaniards
poland polish
germany german germans
switzerland swiss
denmark danish danes
sweden swedish swedes
finland finnish finns
norway norwegian
iceland icelandic
ireland irish
england english
scotland scottish scots
wales welsh
britain british uk
greece greek
turkey turkish
portugal portuguese
czech czechia bohemian
china chinese
japan japanese
thailand thai
philippines filipino
peru peruvian
canada canadian
mexico mexican
usa us american americans america
europe european
asia asian
africa african
israel israeli
iraq iraqi
pakistan pakistani
argentina argentine argentinian
belgium belgian
cyprus cypriot
congo congolese
`

const groups = new Map<string, string>()
for (const line of table.trim().split('\n')) for (const name of line.split(' ')) groups.set(name, line)

/** A country for its people and the other way round: Brazil and Brazilian, the Netherlands and Dutch. */
export function isSamePeople(one: string, other: string): boolean {
  const [mine, theirs] = [singular(one), singular(other)]
  if (groups.has(mine)) return groups.get(mine) === groups.get(theirs)
  const [short, long] = mine.length < theirs.length ? [mine, theirs] : [theirs, mine]
  const root = /^(.{3,}?)(?:i|ia|n|an|ian|ean|ese|ish|ic|i)$/.exec(long)?.[1]
  return (
    root !== undefined && root.length >= 4 && short.startsWith(root.slice(0, -1)) && short.length - root.length <= 2
  )
}

/** Norwegians are Norwegian. */
function singular(name: string): string {
  const word = name.toLowerCase()
  return !groups.has(word) && groups.has(word.replace(/s$/, '')) ? word.replace(/s$/, '') : word
}
