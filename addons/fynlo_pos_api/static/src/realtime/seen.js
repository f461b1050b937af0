/** The ids of the last events, so that one that comes by websocket and by the feed counts once. */
export class Seen {
    /**
     * @param {number} [most] how many are kept: more than can come between two readings of the
     *     feed, or what was pushed before is delivered again
     */
    constructor(most = 20_000) {
        this.most = most;
        /** @type {Set<number>} which keeps the order in which ids were added */
        this.ids = new Set();
    }

    /**
     * Remember an id.
     * @param {number} id
     * @returns {boolean} whether it is new
     */
    add(id) {
        if (this.ids.has(id)) {
            return false;
        }
        this.ids.add(id);
        if (this.ids.size > this.most) {
            this.ids.delete(this.ids.values().next().value);
        }
        return true;
    }

    /** Forget them all: the server counts anew. */
    clear() {
        this.ids.clear();
    }
}
