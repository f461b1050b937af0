const KEY = "fynlo.kitchen.size";
const SIZES = [0.85, 1, 1.15, 1.3, 1.5];

/** How large everything is: a screen on a far wall needs more than a tablet at hand. */
export class TextSize {
    constructor({ storage }) {
        this.storage = storage;
        this.place = Math.max(SIZES.indexOf(Number(storage.get(KEY) ?? 1)), 0);
        this.show();
    }

    /** One step larger (1) or smaller (-1). */
    change(step) {
        this.place = Math.min(Math.max(this.place + step, 0), SIZES.length - 1);
        this.storage.set(KEY, String(SIZES[this.place]));
        this.show();
        window.dispatchEvent(new Event("resize"));
    }

    show() {
        document.documentElement.style.setProperty("--size", SIZES[this.place]);
    }
}
