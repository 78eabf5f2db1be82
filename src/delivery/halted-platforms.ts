import type { Platform } from '../domain/platform.ts'

/** Those of which it was said that they do not accept our token. */
const halted = new WeakSet<Platform>()

/** Whether it is news that a platform does not accept our token: a thousand deliveries may hear of it at once. */
export function isFirstRefusal(platform: Platform): boolean {
  if (halted.has(platform)) return false
  halted.add(platform)
  return true
}
