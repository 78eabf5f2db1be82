/** Something that takes long to load and is not needed at the start. */
interface Lazy<Value> {
  /** Loads it the first time, and again after a failure. */
  get(): Promise<Value>
  /** The loaded value; undefined before the first load. */
  readonly loaded: Promise<Value> | undefined
}

export function lazy<Value>(load: () => Promise<Value>): Lazy<Value> {
  let loaded: Promise<Value> | undefined
  return {
    get() {
      const value = loaded ?? load()
      loaded = value
      value.catch(() => {
        loaded = undefined
      })
      return value
    },
    get loaded() {
      return loaded
    },
  }
}
