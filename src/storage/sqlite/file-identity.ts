import { statSync } from 'node:fs'

/** Which file stands there, whatever it is called; undefined where there is none. */
export function fileIdentity(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev}:${stat.ino}`
}
