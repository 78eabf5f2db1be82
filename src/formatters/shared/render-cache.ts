import type { Digest } from '../../domain/digest.ts'
import type { Part } from '../../domain/part.ts'
import type { Renderer } from '../../domain/platform.ts'

type Render = Renderer['render']

/** Renders a digest once for each layout and discussion mode, for any number of destinations. */
export function withRenderCache(render: Render): Render {
  const known = new WeakMap<Digest, Map<string, readonly Part[]>>()
  return (digest, layout, discussion, marks) => {
    // Marks differ between destinations.
    if (marks && marks.size > 0) return render(digest, layout, discussion, marks)
    const rendered = known.get(digest) ?? new Map<string, readonly Part[]>()
    known.set(digest, rendered)
    const key = `${layout} ${discussion}`
    const parts = rendered.get(key) ?? render(digest, layout, discussion)
    rendered.set(key, parts)
    return parts
  }
}
