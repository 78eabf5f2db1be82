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

/** The command that runs a command whose folder is on a small disk. */
export function onSmallDisk(folder: string, command: readonly string[]): string[] {
  return smallDisk === 'file-system'
    ? [apart, '-rm', 'sh', '-c', `mount -t tmpfs -o size=${sizeKib}k tmpfs "$0" && exec "$@"`, folder, ...command]
    : // Counted in units of 512 bytes: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
      ['sh', '-c', `ulimit -f ${2 * sizeKib} && exec "$@"`, 'sh', ...command]
}
