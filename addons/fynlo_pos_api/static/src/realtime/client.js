/**
 * Fynlo's events in a browser: at once by websocket, what was missed from the feed, each one once.
 *
 *     import { RealtimeClient } from "/fynlo_pos_api/static/src/realtime/client.js";
 *     const client = new RealtimeClient({ token: async () => accessToken });
 *     client.on("order.status_changed", (event) => show(event));
 *     await client.start();   // it has its place in the feed: read the state now
 *
 * docs/realtime.md has a whole example. No framework, and no other file than those beside it.
 */

import { Backoff } from "./backoff.js";
import { Connection, TOKEN_REFUSED } from "./connection.js";
import { Feed } from "./feed.js";
import { FeedReader } from "./reader.js";
import { Seen } from "./seen.js";

/**
 * @typedef {Object} RealtimeEvent
 * @property {number} id the same on the websocket and in the feed
 * @property {string} name such as "order.status_changed"
 * @property {string} aggregate what it is about: the name of its model
 * @property {number} aggregate_id
 * @property {string | null} aggregate_uuid
 * @property {number} version that what it is about has had since
 * @property {number | null} till_id
 * @property {string} occurred_at RFC 3339
 * @property {string} cursor its place in the feed
 * @property {Object} [payload] what happened; absent for who may not read it
 *
 * @typedef {"connecting" | "online" | "offline"} State
 *
 * @typedef {Object} Timings in milliseconds
 * @property {number} connectMs how long a websocket may take until it is authenticated
 * @property {number} pingMs how long it may be silent until it is asked for a sign of life
 * @property {number} pongMs how long that may take
 * @property {number} quietMs the feed is read this long after the last message, about
 * @property {number} busyMs and this long after the first, when there is no quiet moment
 * @property {number} restMs and this often when nothing happens
 * @property {number} pollMs and this often while no websocket can be had
 * @property {number} stableMs a connection that held this long starts with short waits again
 *
 * @callback GetToken gives the access token; one that still holds for a while
 * @param {{refused: boolean}} hint whether the server refused the last one: get another
 * @returns {Promise<string>}
 */

/** @type {Timings} */
const TIMINGS = {
    connectMs: 10_000,
    pingMs: 20_000,
    pongMs: 8_000,
    quietMs: 3_000,
    busyMs: 20_000,
    restMs: 60_000,
    pollMs: 4_000,
    stableMs: 10_000,
};

/** Keeps a page told of what happens: see the beginning of this file. */
export class RealtimeClient {
    /**
     * @param {Object} options
     * @param {GetToken} options.token
     * @param {string} [options.baseUrl] of the server; the page's own without one
     * @param {string} [options.websocketUrl] where another one than baseUrl serves websockets
     * @param {string | null} [options.cursor] where to go on; without one: from now
     * @param {string} [options.language] of the server's texts, such as "en_GB"
     * @param {(event: RealtimeEvent) => void} [options.onEvent] hears every event once
     * @param {(state: State) => void} [options.onState] hears each change of `state`
     * @param {() => void} [options.onReset] read the state anew: what was missed is not known
     * @param {Partial<Timings>} [options.timings]
     * @param {Backoff} [options.backoff] waits between tries to connect
     */
    constructor({
        token,
        baseUrl = globalThis.location.origin,
        websocketUrl = `${baseUrl.replace(/^http/, "ws")}/websocket/fynlo`,
        cursor = null,
        language,
        onEvent = () => {},
        onState = () => {},
        onReset = () => {},
        timings = {},
        backoff = new Backoff(),
    }) {
        Object.assign(this, { token, websocketUrl, language, onState, onReset, backoff });
        this.timings = { ...TIMINGS, ...timings };
        this.feed = new Feed({ url: `${baseUrl}/api/v1/events`, token, cursor });
        this.seen = new Seen();
        this.reader = new FeedReader({
            feed: this.feed,
            timings: this.timings,
            isPushed: () => this._isPushed,
            onEvents: (events) => this._deliver(events),
            onEnd: (isRead) => this._hasRead(isRead),
            onExpired: () => this.seen.clear(),
            onReset: () => this._call(this.onReset),
        });
        /** @type {Map<string, Set<(event: RealtimeEvent) => void>>} */
        this.handlers = new Map();
        /** @type {State} */
        this.state = "offline";
        this.isRunning = false;
        this.on("*", onEvent);
    }

    // === WHAT A PAGE CALLS === //

    /**
     * Begin, or go on after stop() from where it was.
     * @returns {Promise<void>} resolves when the feed's cursor is there: a state that is read from
     *     then on, and the events that come, leave nothing between them
     */
    start() {
        if (!this.isRunning) {
            this.isRunning = true;
            this.hasPlace = new Promise((resolve) => (this.foundPlace = resolve));
            /** How the last reading of the feed ended: "", "read" or "failed". */
            this.reading = "";
            /** Whether a websocket was tried, so that the feed alone counts as online. */
            this.wasTried = false;
            this.listening = new AbortController();
            this._listen(this.listening.signal);
            this._tellState();
            this._connect();
            this.reader.start();
        }
        return this.hasPlace;
    }

    /** End everything: connection, timers, requests. Handlers stay, and so does the cursor. */
    stop() {
        if (this.isRunning) {
            this.isRunning = false;
            this.listening.abort();
            this.reader.stop();
            this._drop();
            this._tellState();
        }
    }

    /**
     * Hear the events of a name; "*" is every event.
     * @param {string} name
     * @param {(event: RealtimeEvent) => void} handler
     * @returns {() => void} ends it
     */
    on(name, handler) {
        const handlers = this.handlers.get(name) || new Set();
        this.handlers.set(name, handlers.add(handler));
        return () => handlers.delete(handler);
    }

    /** The token is another one (somebody signed in): say so to the server at once. */
    tokenChanged() {
        if (this.connection?.isAuthenticated) {
            this.connection.authenticate();
        } else if (this.isRunning) {
            this._connect();
        }
    }

    /** Where the feed was read up to, to be given to another client as `cursor`. */
    get cursor() {
        return this.feed.cursor;
    }

    // === WEBSOCKET === //

    get _isPushed() {
        return Boolean(this.connection?.isAuthenticated);
    }

    _connect(refused = false) {
        this._drop();
        this.connection = new Connection({
            url: this.websocketUrl,
            token: this.token,
            language: this.language,
            timings: this.timings,
            onAuthenticated: () => this._connected(),
            onEvents: (events) => {
                this._deliver(events);
                this.reader.pushed();
            },
            onEnd: (code) => this._lost(code === TOKEN_REFUSED),
        });
        this.connection.open(refused);
    }

    _drop() {
        clearTimeout(this.retry);
        clearTimeout(this.stable);
        this.connection?.close();
        this.connection = null;
    }

    _connected() {
        this.wasTried = true;
        this.stable = setTimeout(() => this.backoff.reset(), this.timings.stableMs);
        this._tellState();
        this.reader.now();
    }

    /** The feed goes on alone; whether it can be had is not known yet. */
    _lost(refused = false) {
        this._drop();
        this.wasTried = true;
        this.reading = "";
        this._tellState();
        this.retry = setTimeout(() => this._connect(refused), this.backoff.next());
        this.reader.now();
    }

    // === WHAT THE BROWSER SAYS === //

    _listen(signal) {
        const { document } = globalThis;
        const look = () => document.visibilityState === "visible" && this._look();
        globalThis.addEventListener("online", () => this._look(), { signal });
        globalThis.addEventListener("offline", () => this._lost(), { signal });
        globalThis.addEventListener("pageshow", look, { signal });
        document.addEventListener("visibilitychange", look, { signal });
    }

    /** The network or the reader is back: do not wait for the next try, or for silence. */
    _look() {
        if (this._isPushed) {
            this.connection.check();
            this.reader.now();
        } else {
            this.backoff.reset();
            this._connect();
            this.reader.now();
        }
    }

    // === WHAT THE PAGE HEARS === //

    _hasRead(isRead) {
        this.reading = isRead ? "read" : "failed";
        if (isRead) {
            this.foundPlace();
        }
        this._tellState();
    }

    _tellState() {
        const state = this._currentState();
        if (state !== this.state) {
            this.state = state;
            this._call(this.onState, state);
        }
    }

    _currentState() {
        if (!this.isRunning) {
            return "offline";
        }
        if (this.reading === "failed") {
            return this._isPushed ? "connecting" : "offline";
        }
        const isKnown = this._isPushed || this.wasTried;
        return isKnown && this.reading === "read" ? "online" : "connecting";
    }

    _deliver(events) {
        for (const event of events) {
            if (this.isRunning && this.seen.add(event.id)) {
                for (const name of [event.name, "*"]) {
                    this.handlers.get(name)?.forEach((handler) => this._call(handler, event));
                }
            }
        }
    }

    /** What one handler does wrong is reported, and the others hear the event all the same. */
    _call(handler, value) {
        try {
            handler(value);
        } catch (error) {
            globalThis.reportError(error);
        }
    }
}
