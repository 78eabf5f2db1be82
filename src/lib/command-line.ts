/** The installed package runs emitted JavaScript, a checkout its TypeScript. */
const program = import.meta.url.endsWith('.ts') ? 'npm run --silent cli --' : 'npx morning-post'

/** A command of the command line as it is typed where this program runs: `commandLine('resolve')`. */
export const commandLine = (command: string): string => `${program} ${command}`
