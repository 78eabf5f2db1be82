// Updates a page in place: only the pieces that changed are replaced.

/** The markup of each piece as it came from the server, whatever was done to it since. */
let drawn = new Map()

const piecesOf = (main) => [...main.querySelectorAll('[data-piece]')]
const draw = (pieces) => new Map(pieces.map((piece) => [piece.id, piece.outerHTML]))

/** Remembers the original markup before anything else changes it. */
export function rememberPieces() {
  drawn = draw(piecesOf(document.querySelector('main')))
}

/** Brings a page up to date piece by piece; false when it is made of other pieces, or of none. */
export function patchPieces(standing, coming) {
  const pieces = piecesOf(coming)
  const fresh = draw(pieces)
  const isSame = pieces.length > 0 && [...drawn.keys()].join('\n') === [...fresh.keys()].join('\n')
  if (!isSame || piecesOf(standing).length !== pieces.length) return false
  for (const piece of pieces) {
    if (drawn.get(piece.id) !== fresh.get(piece.id)) replace(document.getElementById(piece.id), piece)
  }
  for (const { name, value } of coming.attributes) standing.setAttribute(name, value)
  drawn = fresh
  return true
}

/** Focus and scrolling stay where they were in it. */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : ''
  const top = old.scrollTop
  old.replaceWith(document.adoptNode(fresh))
  fresh.scrollTop = top
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
}
