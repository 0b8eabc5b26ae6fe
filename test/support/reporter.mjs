// Mocha's own spec reporter, with one plain closing line that any reader of a log understands.
import {inspect} from 'node:util';
import Mocha from 'mocha';

export default class SpecWithCounts extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    // Mocha compares values by valueOf, which Temporal's forbid: it would fall over a failure that holds one, and
    // end with exit code 0.
    runner.prependListener('fail', (_test, error) => {
      if (typeof error?.actual === 'object') error.actual = inspect(error.actual, {depth: 9, sorted: true});
      if (typeof error?.expected === 'object')
        error.expected = inspect(error.expected, {depth: 9, sorted: true});
    });
    runner.once('end', () => {
      const {passes, failures, pending} = this.stats;
      console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
}
