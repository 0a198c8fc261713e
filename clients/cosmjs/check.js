// Steps with names, run one after the other; the first that fails ends the run.
import assert from "node:assert/strict";

export class Steps {
  constructor(title) {
    this.title = title;
    this.count = 0;
  }

  async step(name, body) {
    const started = performance.now();
    try {
      const result = await body();
      this.count += 1;
      console.log(`ok    ${this.title}  ${name}  (${Math.round(performance.now() - started)} ms)`);
      return result;
    } catch (error) {
      console.log(`FAIL  ${this.title}  ${name}`);
      throw error;
    }
  }

  /** Expects a rejection whose message matches. */
  async refused(name, pattern, body) {
    await this.step(name, () =>
      assert.rejects(body, (error) => {
        assert.match(error.message, pattern);
        return true;
      }),
    );
  }
}
