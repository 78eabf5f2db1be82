import type { Block, Inline, ListItem } from '../../domain/digest.ts'

/** Whether blocks have more than this number of characters. Stops counting there. */
export function isLongerThan(blocks: readonly Block[], max: number): boolean {
  return spend(blocks, max) < 0
}

/** How much of the room is left; below 0 once it is used up. */
function spend(nodes: readonly (Block | Inline | ListItem)[], room: number): number {
  let left = room
  for (const node of nodes) {
    if (left < 0) return left
    if ('value' in node) left -= node.value.length
    else if ('children' in node) left = spend(node.children, left)
    else if ('items' in node) left = spend(node.items, left)
    else if ('rows' in node) left = [node.header, ...node.rows].reduce((most, row) => spend(row.flat(), most), left)
    else left -= 1
  }
  return left
}
