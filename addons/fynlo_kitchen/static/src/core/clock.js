import { reactive } from "@odoo/owl";

const SECOND = 1000;
// The tickets' colours are looked at anew this often; their ages tick each second.
const COARSE_SECONDS = 5;

/** The server's time, as far as its replies tell it: a tablet's own clock may be wrong. */
export class Clock {
    constructor() {
        this.offset = 0;
        this.shown = reactive({ now: Date.now(), coarse: Date.now() });
    }

    start() {
        this.timer = setInterval(() => this.tick(), SECOND);
    }

    stop() {
        clearInterval(this.timer);
    }

    /** Learn from the time in a reply; what it took to come is not told from a small difference. */
    learn(at) {
        const offset = Date.parse(at || "") - Date.now();
        if (Math.abs(offset - this.offset) > 2 * SECOND) {
            this.offset = Math.abs(offset) > 2 * SECOND ? offset : 0;
            this.tick(true);
        }
    }

    now() {
        return Date.now() + this.offset;
    }

    tick(isCoarse = false) {
        const now = this.now();
        this.shown.now = now;
        if (
            isCoarse ||
            now - this.shown.coarse >= COARSE_SECONDS * SECOND ||
            now < this.shown.coarse
        ) {
            this.shown.coarse = now;
        }
    }
}
