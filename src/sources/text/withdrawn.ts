/**
 * The beginning of the abstract of a paper that its authors, or arXiv, withdrew.
 * https://info.arxiv.org/help/withdraw.html
 */
const withdrawn =
  /^\W*(?:(?:this|the)\s+(?:\w+\s+)?(?:paper|submission|article|manuscript|work|preprint|version)\s+(?:\([^)\n]{1,60}\)\s+)?(?:has(?: now)? been|was|is(?: being)?)\s+(?:temporarily\s+)?withdrawn\b|withdrawn\b\W*(?:$|by\b|due\b|because\b))/i

/** Whether an abstract says that its paper was withdrawn. */
export function isWithdrawn(abstract: string): boolean {
  return withdrawn.test(abstract)
}
