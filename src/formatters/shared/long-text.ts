import type { Block, Inline } from '../../domain/digest.ts'

/** Whether blocks have more than that many characters of text. Looks no further than there. */
export function isLongerThan(blocks: readonly Block[], max: number): boolean {
  return blocksRoom(blocks, max) < 0
}

/** How much of the room is left; below 0 once it is used up. */
function blocksRoom(blocks: readonly Block[], room: number): number {
  return spend(blocks, room, blockRoom)
}

function inlinesRoom(inlines: readonly Inline[], room: number): number {
  return spend(inlines, room, (node, left) =>
    'children' in node ? inlinesRoom(node.children, left) : left - ('value' in node ? node.value.length : 1),
  )
}

function spend<T>(items: readonly T[], room: number, after: (item: T, left: number) => number): number {
  let left = room
  for (const item of items) {
    if (left < 0) return left
    left = after(item, left)
  }
  return left
}

function blockRoom(block: Block, room: number): number {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlinesRoom(block.children, room)
    case 'list':
      return spend(block.items, room, ({ children }, left) => blocksRoom(children, left))
    case 'quote':
      return blocksRoom(block.children, room)
    case 'code':
    case 'math':
      return room - block.value.length
    case 'table':
      return spend([block.header, ...block.rows], room, (row, left) => spend(row, left, inlinesRoom))
    case 'image':
    case 'rule':
      return room
  }
}
