/** The server's code for a token that it does not take, or that has ended. */
export const TOKEN_REFUSED = 4001;

const SOON_MS = 10_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * One connection, from its opening to its end: it authenticates, does so again before the token
 * ends, and notices when the other side has gone without a word.
 */
export class Connection {
    /**
     * @param {Object} options
     * @param {string} options.url the websocket's address
     * @param {(hint: {refused: boolean}) => Promise<string>} options.token
     * @param {string} [options.language] the language of the server's texts
     * @param {import("./client.js").Timings} options.timings
     * @param {() => void} options.onAuthenticated called once
     * @param {(events: import("./client.js").RealtimeEvent[]) => void} options.onEvents
     * @param {(code: number, reason: string) => void} options.onEnd called once, unless close() was
     */
    constructor(options) {
        Object.assign(this, options);
        this.isAuthenticated = false;
        this.hasEnded = false;
        this.heardAt = 0;
        this.timers = {};
    }

    /**
     * Connect.
     * @param {boolean} refused whether the last connection ended because of its token
     */
    open(refused) {
        this.socket = new WebSocket(this.url);
        this.socket.onopen = () => this.authenticate(refused);
        this.socket.onmessage = (message) => this._hear(message.data);
        this.socket.onclose = ({ code, reason }) => this._end(code, reason);
        this.timers.connect = setTimeout(
            () => this._end(0, "no answer"),
            this.timings.connectMs
        );
    }

    /**
     * Say who is there: at first, before the token ends, and when it has changed.
     * @param {boolean} [refused] whether the last token was refused
     */
    async authenticate(refused = false) {
        clearTimeout(this.timers.token);
        try {
            const token = await this.token({ refused });
            this._send({ type: "authenticate", token, language: this.language });
        } catch {
            // What is authenticated goes on as long as its token; the server ends the rest.
            if (!this.hasEnded) {
                this.timers.token = setTimeout(() => this.authenticate(), SOON_MS);
            }
        }
    }

    /** Ask for a sign of life; without one within `pongMs` the connection has ended. */
    check() {
        if (!this.isAuthenticated || this.timers.pong) {
            return;
        }
        this._send({ type: "ping" });
        this.timers.pong = setTimeout(() => this._end(0, "no pong"), this.timings.pongMs);
    }

    /** End the connection, and say nothing of it. */
    close() {
        this.onEnd = () => {};
        this._end(1000, "");
    }

    _send(message) {
        if (!this.hasEnded && this.socket.readyState === WebSocket.OPEN) {
            this.socket.send(JSON.stringify(message));
        }
    }

    _hear(text) {
        this.heardAt = Date.now();
        clearTimeout(this.timers.pong);
        this.timers.pong = null;
        const message = JSON.parse(text);
        if (message.type === "authenticated") {
            this._authenticated(message.expires_at);
        } else if (message.type === "events") {
            this.onEvents(message.items);
        }
    }

    _authenticated(expiresAt) {
        clearTimeout(this.timers.connect);
        clearTimeout(this.timers.token);
        if (expiresAt) {
            const left = new Date(expiresAt) - Date.now();
            // A fifth of its life before the end, at most a minute. A wrong clock makes no storm.
            const wait = Math.max(left - Math.min(left / 5, 60_000), SOON_MS);
            this.timers.token = setTimeout(
                () => this.authenticate(),
                Math.min(wait, LONGEST_TIMER_MS)
            );
        }
        if (!this.isAuthenticated) {
            this.isAuthenticated = true;
            this._beat();
            this.onAuthenticated();
        }
    }

    _beat() {
        this.timers.beat = setTimeout(() => {
            if (Date.now() - this.heardAt >= this.timings.pingMs) {
                this.check();
            }
            this._beat();
        }, this.timings.pingMs);
    }

    /** The browser's own end of a dead connection comes minutes late: it is not waited for. */
    _end(code, reason) {
        if (this.hasEnded) {
            return;
        }
        this.hasEnded = true;
        this.isAuthenticated = false;
        Object.values(this.timers).forEach(clearTimeout);
        const { socket } = this;
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
        this.onEnd(code, reason);
    }
}
