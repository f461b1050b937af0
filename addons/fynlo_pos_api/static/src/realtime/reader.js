import { Backoff } from "./backoff.js";
import { CursorExpired } from "./feed.js";

/** Half as long again at most, and half as long at least: many clients do not ask together. */
function about(milliseconds) {
    return milliseconds * (0.5 + Math.random());
}

/**
 * Decides when the feed is read: at once after each connect, a quiet moment after messages of the
 * websocket, now and then when nothing happens, and every few seconds without a websocket.
 */
export class FeedReader {
    /**
     * @param {Object} options
     * @param {import("./feed.js").Feed} options.feed
     * @param {import("./client.js").Timings} options.timings
     * @param {() => boolean} options.isPushed whether a websocket brings what happens
     * @param {(events: import("./client.js").RealtimeEvent[]) => void} options.onEvents
     * @param {(isRead: boolean) => void} options.onEnd called after each reading
     * @param {() => void} options.onExpired the cursor is not known; another one is asked for
     * @param {() => void} options.onReset that is there: the state can be read anew
     */
    constructor(options) {
        Object.assign(this, options);
        this.backoff = new Backoff({ firstMs: this.timings.pollMs });
        this.timers = {};
        this.isReading = false;
        this.isReset = false;
    }

    /** Begin to read. */
    start() {
        this.stopping = new AbortController();
        this.readAgain = false;
        this.pushedAt = 0;
        this.now();
    }

    /** End what is planned and what is under way. */
    stop() {
        this.stopping.abort();
        this._forgetPlans();
    }

    /** Read at once; and a moment later, for a transaction that was under way may have ended. */
    now() {
        this.isFollowed = true;
        this._read();
    }

    /** The websocket brought something: read in a quiet moment, so that the cursor keeps up. */
    pushed() {
        if (this.stopping.signal.aborted) {
            return;
        }
        const now = Date.now();
        this.pushedAt ||= now;
        const latest = this.pushedAt + this.timings.busyMs - now;
        clearTimeout(this.timers.quiet);
        this.timers.quiet = setTimeout(
            () => this._read(),
            Math.max(Math.min(about(this.timings.quietMs), latest), 0)
        );
    }

    _forgetPlans() {
        Object.values(this.timers).forEach(clearTimeout);
        this.pushedAt = 0;
    }

    /** One reading at a time; a wish meanwhile is one more afterwards. */
    async _read() {
        this._forgetPlans();
        this.readAgain = this.isReading;
        if (this.isReading) {
            return;
        }
        this.isReading = true;
        const { signal } = this.stopping;
        const wait = await this._readPages(signal).catch((error) => this._failed(error, signal));
        this.isReading = false;
        if (this.stopping.signal.aborted) {
            return;
        }
        if (this.readAgain || signal.aborted) {
            this._read();
        } else {
            this.timers.rest = setTimeout(() => this._read(), wait);
        }
    }

    /** Read to the end. Gives how long to rest. */
    async _readPages(signal) {
        const isFollowed = this.isFollowed;
        this.isFollowed = false;
        let page;
        do {
            page = await this.feed.read(signal);
            if (!signal.aborted) {
                this.onEvents(page.items);
            }
            // A page that was not delivered to its end is read again after the next start().
            if (signal.aborted) {
                return 0;
            }
            this.feed.cursor = page.cursor;
        } while (page.hasMore);
        this.backoff.reset();
        this.onEnd(true);
        this._tellReset();
        const { quietMs, restMs, pollMs } = this.timings;
        const rest = this.isPushed() ? restMs : pollMs;
        return about(isFollowed || page.lagSeconds > 0 ? Math.min(quietMs, rest) : rest);
    }

    _tellReset() {
        if (this.isReset) {
            this.isReset = false;
            this.onReset();
        }
    }

    _failed(error, signal) {
        if (signal.aborted) {
            return 0;
        }
        if (error instanceof CursorExpired) {
            this.feed.cursor = null;
            this.isReset = true;
            this.onExpired();
            return 0;
        }
        this.isFollowed = true;
        this.onEnd(false);
        return Math.max(this.backoff.next(), error.retryAfterMs || 0);
    }
}
