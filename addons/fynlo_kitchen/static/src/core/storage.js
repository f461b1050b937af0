/** What is kept on the device. A browser that keeps nothing (private mode) is no failure. */
export class Storage {
    constructor(kept = () => window.localStorage) {
        this.kept = kept;
        this.held = new Map();
    }

    get(key) {
        try {
            return this.kept().getItem(key) ?? this.held.get(key) ?? null;
        } catch {
            return this.held.get(key) ?? null;
        }
    }

    set(key, value) {
        if (value === null) {
            this.held.delete(key);
        } else {
            this.held.set(key, value);
        }
        try {
            if (value === null) {
                this.kept().removeItem(key);
            } else {
                this.kept().setItem(key, value);
            }
        } catch {
            // Held in memory then, until the page is closed.
        }
    }
}
