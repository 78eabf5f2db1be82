/** The logins with one token, over restarts, and of all machines that share a database. Times are in milliseconds. */
export interface LoginRecord {
  /** How long ago each login within that time was, the oldest first. */
  ages(platform: string, withinMs: number): Promise<readonly number[]>
  /** Notes a login; false if there were that many within the time, and then it is not noted. */
  add(platform: string, withinMs: number, most: number): Promise<boolean>
  /** Takes the next of the turns of this number, which are `everyMs` apart. Returns after how long it comes. */
  takeTurn(platform: string, turn: number, everyMs: number): Promise<number>
}
