// Mocha's own spec reporter, with one plain closing line that any reader of a log understands.
import Mocha from 'mocha';

export default class SpecWithCounts extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const {passes, failures, pending} = this.stats;
      console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
}
