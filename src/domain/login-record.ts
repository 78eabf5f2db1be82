/** The logins with one token, over restarts, and of all machines that share a database. Times are in milliseconds. */
export interface LoginRecord {
  /** How long ago each login within that time was, the oldest first. */
  ages(platform: string, withinMs: number): Promise<readonly number[]>
  /** Notes a login; false if there were that many within the time, and then it is not noted. */
  add(platform: string, withinMs: number, most: number): Promise<boolean>
  /**
   * Takes a turn of this number if the last one was `everyMs` ago: then 0. Otherwise returns after how long to ask
   * again. No turn is taken in advance: the others would wait for a machine that was killed meanwhile.
   */
  takeTurn(platform: string, turn: number, everyMs: number): Promise<number>
}
