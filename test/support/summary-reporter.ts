import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

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
    // The other reporters have not finished printing here.
    process.once('exit', () => {
      process.stdout.write(`${line}\n`);
    });
  }
}
