#!/usr/bin/env node
// Runs the pinned Node on this checkout, whatever Node started this file and from whatever folder.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const checkout = new URL('../../', import.meta.url);
const pinned = ['node_modules/node/bin/node', 'node_modules/node/bin/node.exe']
  .map((path) => fileURLToPath(new URL(path, checkout)))
  .find((path) => existsSync(path));

if (pinned === undefined) {
  console.error(`Falta instalar el programa: ejecute «npm ci» en ${fileURLToPath(checkout)}`);
  process.exit(78);
}

// Compiled once, each command starts in a third of the time. Node leaves it out where it may not write.
const compiled = fileURLToPath(new URL('node_modules/.cache/libro', checkout));
const main = fileURLToPath(new URL('ops/cli/main.ts', checkout));
const child = spawn(pinned, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { NODE_COMPILE_CACHE: compiled, ...process.env },
});
// A Ctrl-C reaches the child by itself: this process only has to outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal === 'SIGINT' || child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
