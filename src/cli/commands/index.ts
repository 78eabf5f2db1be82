import type { Command } from 'commander'

/** All commands, in the order of `--help`. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand,
  init: async () => (await import('./init.ts')).initCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  import: async () => (await import('./import.ts')).importCommand,
  candidates: async () => (await import('./candidates.ts')).candidatesCommand,
  draft: async () => (await import('./draft.ts')).draftCommand,
  preview: async () => (await import('./preview.ts')).previewCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  post: async () => (await import('./post.ts')).postCommand,
  status: async () => (await import('./status.ts')).statusCommand,
  resolve: async () => (await import('./resolve.ts')).resolveCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  installations: async () => (await import('./installations.ts')).installationsCommand,
  manifest: async () => (await import('./manifest.ts')).manifestCommand,
  invite: async () => (await import('./invite.ts')).inviteCommand,
  completion: async () => (await import('./completion.ts')).completionCommand,
}

/**
 * The command of that name alone, as loading all of them takes longer than most of them run; else all of them. The script
 * for a shell names all of them.
 */
export async function loadCommands(name = '', args: readonly string[] = []): Promise<readonly Command[]> {
  const namesAll = name === 'completion' && !args.includes('--names')
  const only = namesAll ? undefined : loaders[name]
  return Promise.all((only ? [only] : Object.values(loaders)).map((load) => load()))
}
