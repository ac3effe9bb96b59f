import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/** Of a whole run, the files that took longest are named. */
const SLOWEST = 15;

/** Ends the output with one line that a script can read: `tests: N passed, N failed, N skipped`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[], reason: TestRunEndReason): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that does not load, or a hook that fails, has errors of its own and no failed test.
    const broken = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const errors = broken.reduce((sum, task) => sum + task.errors().length, 0) + unhandled.length;
    // A run that fails as a whole (its set-up, no files) must not read as good.
    const failed = Math.max(inState('failed') + errors, reason === 'passed' ? 0 : 1);
    const skipped = inState('skipped') + inState('pending');
    const line = `tests: ${inState('passed')} passed, ${failed} failed, ${skipped} skipped`;
    const slowest = modules.length > SLOWEST ? slowestOf(modules) : '';
    // The other reporters have not finished printing here.
    process.once('exit', () => {
      process.stdout.write(`${slowest}${line}\n`);
    });
  }
}

function slowestOf(modules: readonly TestModule[]): string {
  const seconds = modules.map((module) => [module.relativeModuleId, secondsOf(module)] as const);
  const sorted = seconds.toSorted(([, a], [, b]) => b - a).slice(0, SLOWEST);
  return `slowest:\n${sorted.map(([name, took]) => `  ${took.toFixed(0).padStart(5)} s  ${name}\n`).join('')}`;
}

function secondsOf(module: TestModule): number {
  const { collectDuration, duration } = module.diagnostic();
  return (collectDuration + duration) / 1000;
}
