import type { ProblemSentences, ProblemWords } from '../../domain/problem.ts'

const correctCalendar = 'Correct the path or the file, or take it out of "skip".'

/** The files of the configuration. */
export const enConfigProblems = {
  'config-missing': (command: string) => ['There is no such file.', `Run \`${command}\`, which writes one.`],
  'named-file-missing': () => ['There is no such file.', 'Put it there.'],
  'config-folder': () => ['This is a folder.', 'Name the file in it.'],
  'config-too-large': () => ['The file is too large for a configuration.', 'Name the right one.'],
  'config-pipe': () => ['This is a pipe that nothing is written into.', 'Put a file there.'],
  'yaml-empty-list': () => ['This is an empty list or object, but it goes on below.', 'Take the [] or {} off.'],
  'yaml-invalid': (reason: string) => [`This is not YAML: ${reason}.`, 'Correct this line.'],
  'yaml-key-twice': () => ['This key is there twice.', 'Keep one of the two.'],
  'yaml-two-keys': () => [
    'There are two keys on one line, or the next line is indented too far.',
    'Begin a line for each key, in the same column. Put a text with a colon in quotes.',
  ],
  'yaml-open-quote': () => ['The quote that begins here is not closed.', 'Write it at the end of its text as well.'],
  'yaml-open-bracket': () => ['The bracket that begins here is not closed.', 'Write ] or } at the end.'],
  'yaml-after-quote': () => [
    'More text follows a value that has ended, such as one in quotes.',
    'Put all of it in double quotes ("), with single ones (\') inside.',
  ],
  'yaml-tab': () => ['The line begins with a tab.', 'Indent it with blanks.'],
  'yaml-indent': () => ['The line is not indented as the keys beside it.', 'Begin it in the same column as them.'],
  'yaml-documents': () => ['A line --- begins a second document, which is not read.', 'Remove that line.'],
  'yaml-reserved': () => ['A value cannot begin with this character.', 'Put the value in quotes.'],
  'yaml-no-blank': () => ['There is no blank after the colon.', 'Write one: `key: value`.'],
  'typographic-quotes': (written: string) => [
    `The quotes of ${written} are typographic, so they are part of the value.`,
    'Write straight ones ("), or none.',
  ],
  'yaml-alias': () => [
    'An alias (*) must name an anchor (&) above it and must not contain itself.',
    'Write the value out instead.',
  ],
  'renamed-config-key': (key: string, renamed: string) => [`Unknown key "${key}".`, `It is called "${renamed}" now.`],
  /** `meant` is empty if no key is similar. */
  'unknown-config-key': (key: string, meant: string, known: readonly string[]) => [
    `Unknown key "${key}".`,
    `${meant && `Did you mean "${meant}"? `}Known are ${known.join(', ')}.`,
  ],
  'misplaced-config-key': (key: string, kind: 'object' | 'entry' | 'name', of: string) => [
    `The key "${key}" does not belong here.`,
    {
      object: `Write it below "${of}:", indented.`,
      entry: `Write it in an entry of "${of}", in the same column as the other keys there.`,
      name: `Write it below "${of}:" and a name, indented twice.`,
    }[kind],
  ],
  'keys-for-list': (key: string) => [
    `"${key}" is written with keys, and takes a list.`,
    'Begin each entry with a dash: `- name: …`, and the other keys of it in the same column as the first.',
  ],
  'list-for-keys': (key: string) => [
    `"${key}" is written as a list, and takes keys.`,
    'Take the dashes off: `key: value`.',
  ],
  'list-for-file': () => [
    'The file is written as a list, and takes keys.',
    'Write the key of the list on a line above it, such as `destinations:`.',
  ],
  'text-for-list': (key: string, list: string) => [`"${key}" takes a list.`, `Write it in brackets: ${list}.`],
  'text-for-entry': (key: string) => [`An entry of "${key}" takes keys.`, 'Write them: `- name: …`.'],
  /** `key` is empty for the file as a whole. */
  'missing-value': (key: string) => [`${key ? `"${key}"` : 'The file'} is missing.`, 'Add it.'],
  /** `rule`: what holds for the value; `meant` is empty if no value is similar. */
  'wrong-value': (key: string, rule: ProblemSentences, meant: string) => [
    `${key ? `"${key}"` : 'The file'} has a wrong value.`,
    `It ${rule.message}.${meant ? ` Did you mean ${meant}?` : ''}`,
  ],

  'destination-twice': (name: string) => [`Two destinations are called "${name}".`, 'Give each a name of its own.'],
  'posted-twice': (first: string, publication: string) => [
    `"${first}" posts the publication "${publication}" to this channel already: every digest would come twice.`,
    'Remove one of the two, or choose another channel or publication.',
  ],
  'until-before-at': (until: string, at: string) => [
    `"until" (${until}) is not later than "at" (${at}).`,
    'Write a later time.',
  ],
  'workspace-elsewhere': (platform: string, workspace: string, advice: ProblemSentences) => [
    `A channel of ${platform} is in no workspace "${workspace}".`,
    advice.message,
  ],
  'no-workspace': (workspace: string, advice: ProblemSentences) => [`"${workspace}" is no workspace.`, advice.message],
  'layout-elsewhere': (layout: string, platform: string, layouts: readonly string[]) => [
    `The layout "${layout}" is not for ${platform}.`,
    `Choose one of ${layouts.join(', ')}.`,
  ],
  'id-inside': (written: string, id: string) => [`"${written}" has the id in it.`, `Write ${id} alone.`],
  'wrong-id': (id: string, advice: ProblemSentences) => [`"${id}" is not an id of this kind.`, advice.message],
  'wrong-channel-id': (id: string, advice: ProblemSentences) => [`"${id}" is not an id of a channel.`, advice.message],
  'tag-not-known': (tag: string, meant: string) => [
    `"${tag}" is not in the vocabulary of tags.`,
    meant ? `Did you mean "${meant}"?` : 'Choose one of its tags, or add this one.',
  ],
  /** `likely`: a place with the same time in winter, if there is one. */
  'fixed-zone': (zone: string, offset: string, likely: string) => [
    `"${zone}" has no summer time: it is UTC${offset} all year.`,
    `Name a place${likely && `, such as ${likely}`}, or UTC.`,
  ],
  'no-publication': (name: string) => [
    `There is no folder "${name}" among the digests yet.`,
    'Make it, and put a digest into it.',
  ],
  calendar: (path: string, why: ProblemSentences) => [
    `The calendar ${path} cannot be read: ${why.message}.`,
    correctCalendar,
  ],
  /** `why`: the words of the system or of a library. */
  'calendar-broken': (path: string, why: string) => [`The calendar ${path} cannot be read: ${why}.`, correctCalendar],
  'backup-beside': (platform: string) => [
    `The backup is for when ${platform} is down.`,
    'Choose a channel of another platform.',
  ],
  'member-alone': () => ['An id is the same in all servers.', 'Write it alone.'],
  'no-member': (written: string, advice: ProblemSentences) => [
    `"${written}" is no person of another workspace.`,
    `${advice.message} A person there is the workspace and their id, such as slack:T0123456789/U0123456789.`,
  ],

  'review-in-git': () => [
    'The digests come from a git repository, into which the bot cannot put a draft.',
    'Use a folder for them.',
  ],
  'one-review-channel': (platforms: readonly string[]) => [
    'A draft is reviewed in one channel.',
    `Name it with ${platforms.join(' or ')}.`,
  ],
  'no-reviewers': () => ['No one may review.', 'Name people or roles by their ids.'],
  'drafts-in-git': (publication: string) => [
    `The bot cannot put drafts of "${publication}" into the git repository of the digests.`,
    'Write "draftAt: off" under the publication and use "candidates" and "draft" on the command line, or keep the digests in a folder.',
  ],
  'no-review': (publication: string) => [
    `Drafts of "${publication}" need a review before they are posted.`,
    'Name a channel and reviewers under "review", or write "review: off" to post them unreviewed.',
  ],
  'draft-time': (publication: string, at: string, zone: string, draftAt: string) => [
    `"${publication}" is first posted at ${at} (${zone}), which is before ${draftAt}, so each digest is drafted on the day before.`,
    `Write a time before ${at} to draft it on its own day.`,
  ],
} satisfies ProblemWords
