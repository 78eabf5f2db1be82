// Stops the process when the shell is gone in which npm runs its scripts and npx its programs: npm passes signals on to
// that shell alone, and a bot without it would go on posting unseen. Windows has no such signals.
'use strict'

if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
