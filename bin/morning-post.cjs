#!/usr/bin/env node
// Old syntax only: the Node that starts this file may be too old for everything else.
'use strict'

var oldestSupported = 24
var args = process.argv.slice(2)
var asksForHelp = ['', 'help', '--help', '-h'].indexOf(args[0] || '') >= 0
var advice = [
  ['Morning Post needs Node', oldestSupported, 'or newer, this is', process.versions.node].join(' '),
  ['run npx --package=node@26 --package=morning-post morning-post'].concat(args).join(' '),
].join(': ')

if (parseInt(process.versions.node, 10) >= oldestSupported) require('./run.cjs')
else if (args[0] === '--version' || args[0] === '-V')
  process.stdout.write(require('../package.json').version.concat('\n'))
else if (asksForHelp) process.stdout.write(['Usage: morning-post [options] [command]', '', advice, ''].join('\n'))
else {
  process.stderr.write(advice.concat('\n'))
  process.exitCode = 1
}
