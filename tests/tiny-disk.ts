import { spawnSync } from 'node:child_process'

/** A disk of this size, in KiB: room for an empty ledger and a little more. */
const sizeKib = 1_024

/** Runs a program with its own mounts, where the system allows it without privileges. */
const apart = 'unshare'

/** How the disk is made small, by what the machine allows. Both really refuse writes. */
export type SmallDisk =
  /** A file system of its own in the folder, in memory; seen by the process alone. */
  | 'file-system'
  /** No file may grow beyond the size. */
  | 'file-size'

export const smallDisk: SmallDisk =
  spawnSync(apart, ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0 ? 'file-system' : 'file-size'

/** The command that runs a command whose folder cannot be written until `mended` exists. */
export function onReadOnlyDisk(folder: string, mended: string, command: readonly string[]): string[] {
  if (smallDisk === 'file-system') {
    const mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'
    const mend = 'while [ ! -e "$1" ]; do sleep 0.1; done; mount -o remount,bind,rw "$0"'
    return [apart, '-rm', 'sh', '-c', `${mount} && { (${mend}) & } && shift && exec "$@"`, folder, mended, ...command]
  }
  // A folder in its place: the lock cannot be opened.
  const block = 'rm -f "$0/lock.sqlite"; mkdir "$0/lock.sqlite"'
  const mend = 'while [ ! -e "$1" ]; do sleep 0.1; done; rmdir "$0/lock.sqlite"'
  return ['sh', '-c', `${block}; { (${mend}) & } && shift && exec "$@"`, folder, mended, ...command]
}

/** The command that runs a command whose folder is on a small disk. */
export function onSmallDisk(folder: string, command: readonly string[]): string[] {
  return smallDisk === 'file-system'
    ? [apart, '-rm', 'sh', '-c', `mount -t tmpfs -o size=${sizeKib}k tmpfs "$0" && exec "$@"`, folder, ...command]
    : // Counted in units of 512 bytes: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
      ['sh', '-c', `ulimit -f ${2 * sizeKib} && exec "$@"`, 'sh', ...command]
}
