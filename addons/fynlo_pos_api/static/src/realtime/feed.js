/** The server does not know the cursor (any more): the state must be read anew. */
export class CursorExpired extends Error {}

/** The feed gave no page. */
export class FeedFailed extends Error {
    /**
     * @param {string} message
     * @param {number} [retryAfterMs] how long the server asks to wait
     */
    constructor(message, retryAfterMs = 0) {
        super(message);
        this.retryAfterMs = retryAfterMs;
    }
}

/**
 * @typedef {Object} Page
 * @property {import("./client.js").RealtimeEvent[]} items in the feed's order
 * @property {string} cursor where the next page begins
 * @property {boolean} hasMore whether another page can be had at once
 * @property {number} lagSeconds how far the feed is behind, since a transaction is under way
 */

/**
 * The events that were missed, in order, from GET /api/v1/events.
 *
 * Its cursor is what a page said, when that page's events were delivered, and nothing else. A
 * message of the websocket has a cursor too, but a transaction that began earlier may commit after
 * it, and the feed would then begin behind that one's events.
 */
export class Feed {
    /**
     * @param {Object} options
     * @param {string} options.url where the feed is
     * @param {(hint: {refused: boolean}) => Promise<string>} options.token
     * @param {string | null} [options.cursor] where to go on; null: from now
     * @param {number} [options.limit] how many events a page has
     * @param {number} [options.timeoutMs] how long to wait for a page
     */
    constructor({ url, token, cursor = null, limit = 200, timeoutMs = 15_000 }) {
        this.url = url;
        this.token = token;
        this.cursor = cursor;
        this.limit = limit;
        this.timeoutMs = timeoutMs;
    }

    /**
     * Read the page after the cursor. The first one without a cursor has no events, and gives one.
     * @param {AbortSignal} signal ends the request
     * @returns {Promise<Page>}
     * @throws {CursorExpired} the state must be read anew
     * @throws {FeedFailed} no page could be had
     */
    async read(signal) {
        let answer = await this._get(signal, false);
        if (answer.status === 401) {
            answer = await this._get(signal, true);
        }
        if (answer.status === 410 && this.cursor !== null) {
            throw new CursorExpired("The server does not know the cursor.");
        }
        if (answer.status !== 200) {
            throw new FeedFailed(`The feed answered ${answer.status}.`, answer.retryAfterMs);
        }
        const { items, cursor, has_more: hasMore, lag_seconds: lagSeconds } = answer.page;
        return { items, cursor, hasMore, lagSeconds };
    }

    /** One request, which ends by the signal, or when it takes too long. */
    async _get(signal, refused) {
        const request = new AbortController();
        const end = () => request.abort();
        const timer = setTimeout(end, this.timeoutMs);
        signal.addEventListener("abort", end);
        try {
            const token = await this.token({ refused });
            const response = await fetch(`${this.url}?${this._words()}`, {
                headers: { Authorization: `Bearer ${token}` },
                cache: "no-store",
                // Who asks is known by the token and by nothing else.
                credentials: "omit",
                signal: request.signal,
            });
            const { status, headers } = response;
            const retryAfterMs = 1000 * (Number(headers.get("Retry-After")) || 0);
            return { status, retryAfterMs, page: status === 200 ? await response.json() : null };
        } finally {
            clearTimeout(timer);
            signal.removeEventListener("abort", end);
        }
    }

    _words() {
        const words = new URLSearchParams({ limit: String(this.limit) });
        if (this.cursor !== null) {
            words.set("cursor", this.cursor);
        }
        return words;
    }
}
