// Two digits that follow one another this fast are one number.
const TOGETHER_MS = 700;

/** What each key of a keyboard or a bump bar does; shown in the help too. */
export const KEYS = {
    Enter: "complete",
    b: "complete",
    s: "start",
    " ": "bumpLine",
    u: "undo",
    Backspace: "undo",
    r: "recall",
    a: "allDay",
    x: "rush",
    f: "fire",
    p: "hold",
    i: "recipe",
    ArrowRight: "forward",
    ArrowLeft: "back",
    ArrowDown: "lineDown",
    ArrowUp: "lineUp",
    PageDown: "pageForward",
    PageUp: "pageBack",
    m: "sound",
    "+": "larger",
    "-": "smaller",
    l: "language",
    h: "help",
    "?": "help",
    Escape: "leave",
};

/** Actions in the order in which the help lists them. */
export const ACTIONS = [...new Set(Object.values(KEYS))];

/** Turns key presses into actions: digits choose a ticket by its place. */
export class KeyReader {
    constructor({ act, now = Date.now }) {
        this.act = act;
        this.now = now;
        this.digits = "";
        this.digitAt = 0;
    }

    /** Handle a keydown event; true when it meant something. */
    read(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
            return false;
        }
        if (/^[0-9]$/.test(event.key)) {
            this.digit(event.key);
            return true;
        }
        const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
        // Enter and the space bar press the button that has the focus, if the keyboard put it there.
        const isButton = event.target?.closest?.("button, a, input, select");
        if (!action || (isButton && ["Enter", " "].includes(event.key))) {
            return false;
        }
        this.digits = "";
        this.act(action);
        return true;
    }

    digit(key) {
        const isNext = this.now() - this.digitAt < TOGETHER_MS;
        this.digits = isNext && this.digits.length === 1 ? this.digits + key : key;
        this.digitAt = this.now();
        // The key 0 alone is the tenth place, as on a bump bar.
        const place = this.digits === "0" ? 10 : Number(this.digits);
        this.act("choose", place);
    }
}

function isTyping(target) {
    return Boolean(target?.closest?.("input:not([type=checkbox]), textarea, select"));
}
