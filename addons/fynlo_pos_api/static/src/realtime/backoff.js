/**
 * Waits between tries that grow, with full jitter: clients that lost the same server together do
 * not come back to it together.
 */
export class Backoff {
    /**
     * @param {Object} [options]
     * @param {number} [options.firstMs] the longest that the first wait can be
     * @param {number} [options.longestMs] the longest that any wait can be
     * @param {() => number} [options.random] a number from 0 up to, but not, 1
     */
    constructor({ firstMs = 1000, longestMs = 30_000, random = Math.random } = {}) {
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.random = random;
        this.tries = 0;
    }

    /**
     * How long to wait before the next try.
     * @returns {number} milliseconds, anything from 0 to a limit that doubles with each try
     */
    next() {
        const limit = Math.min(this.firstMs * 2 ** this.tries, this.longestMs);
        this.tries += 1;
        return this.random() * limit;
    }

    /** It worked: begin with short waits again. */
    reset() {
        this.tries = 0;
    }
}
