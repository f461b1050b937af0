import { reactive } from "@odoo/owl";

export const LANGUAGES = { en: "English", es: "Español", ar: "العربية" };
const RIGHT_TO_LEFT = new Set(["ar"]);
const FOLDER = "/fynlo_kitchen/static/i18n";
const KEY = "fynlo.kitchen.language";

/** What the screen says, in the language that is chosen on it, else the station's, else English. */
export class Texts {
    constructor({ storage, fetch = window.fetch.bind(window) }) {
        this.storage = storage;
        this.fetch = fetch;
        this.dictionaries = {};
        this.state = reactive({ language: "en" });
    }

    /** Show the first of the languages that there is; a choice on this screen comes before all. */
    async start(...wished) {
        const found = [this.storage.get(KEY), ...wished, "en"]
            .map((code) => (code || "").slice(0, 2).toLowerCase())
            .find((code) => code in LANGUAGES);
        await this.use(found);
    }

    async choose(language) {
        this.storage.set(KEY, language);
        await this.use(language);
    }

    /** The next language, for a bump bar without a mouse. */
    async chooseNext() {
        const codes = Object.keys(LANGUAGES);
        await this.choose(codes[(codes.indexOf(this.state.language) + 1) % codes.length]);
    }

    async use(language) {
        const codes = new Set(["en", language]);
        await Promise.all([...codes].map((code) => this.load(code)));
        this.plurals = new Intl.PluralRules(language);
        // The figures of a clock and of a ticket are the same in every language: 0 to 9.
        this.numbers = new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 3 });
        this.state.language = language;
        document.documentElement.lang = language;
        document.documentElement.dir = this.isRightToLeft ? "rtl" : "ltr";
    }

    async load(code) {
        if (!this.dictionaries[code]) {
            const answer = await this.fetch(`${FOLDER}/${code}.json`);
            this.dictionaries[code] = await answer.json();
        }
    }

    get isRightToLeft() {
        return RIGHT_TO_LEFT.has(this.state.language);
    }

    /** The text of a key: `{name}` is filled in, and `count` chooses between forms. */
    say(key, values = {}) {
        const { language } = this.state;
        const entry = this.dictionaries[language]?.[key] ?? this.dictionaries.en?.[key] ?? key;
        const form = typeof entry === "string" ? entry : this.formOf(entry, values.count);
        return form.replace(/\{(\w+)\}/g, (_whole, name) => this.shown(values[name]));
    }

    /** Whether there is a text of a key. */
    has(key) {
        return key in (this.dictionaries.en || {});
    }

    formOf(entry, count) {
        return entry[this.plurals.select(count)] ?? entry.other;
    }

    shown(value) {
        return typeof value === "number" ? this.number(value) : String(value ?? "");
    }

    number(value) {
        return this.numbers.format(value);
    }

    /** A moment by the clock on the wall: 19:40. */
    time(moment) {
        return new Date(moment).toLocaleTimeString(`${this.state.language}-u-nu-latn`, {
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
        });
    }
}

/** How long something has lasted, as a kitchen reads it: 4:05, 1:02:09. */
export function lasted(milliseconds) {
    const seconds = Math.max(Math.floor(milliseconds / 1000), 0);
    const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
    const hours = Math.floor(seconds / 3600);
    const [minutes, rest] = parts.map((part) => String(part).padStart(2, "0"));
    return hours ? `${hours}:${minutes}:${rest}` : `${Number(minutes)}:${rest}`;
}
