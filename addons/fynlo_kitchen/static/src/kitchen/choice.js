import { reactive } from "@odoo/owl";

/** The card and the line that keys act on. It is the card, not its place: others may come. */
export class Choice {
    constructor(cards) {
        this.cards = cards;
        this.state = reactive({ card: null, line: null, recall: 0 });
    }

    get card() {
        return this.cards().find((item) => item.id === this.state.card) || null;
    }

    get line() {
        return this.card?.lines.find((item) => item.id === this.state.line) || null;
    }

    /** Choose a card by its place, from 1. */
    place(number) {
        const card = this.cards()[number - 1];
        if (card) {
            this.take(card);
        }
    }

    /** Choose the next card or the one before; without a choice the first. */
    move(step) {
        const all = this.cards();
        const index = all.findIndex((item) => item.id === this.state.card);
        const next = index < 0 ? 0 : Math.min(Math.max(index + step, 0), all.length - 1);
        if (all[next]) {
            this.take(all[next]);
        }
    }

    moveLine(step) {
        if (!this.card) {
            this.move(0);
        }
        const lines = this.card?.lines || [];
        const index = lines.findIndex((item) => item.id === this.state.line);
        const next = index < 0 ? (step > 0 ? 0 : lines.length - 1) : index + step;
        this.state.line = lines[Math.min(Math.max(next, 0), lines.length - 1)]?.id || null;
    }

    take(card) {
        this.state.card = card.id;
        this.state.line = null;
    }

    clear() {
        Object.assign(this.state, { card: null, line: null, recall: 0 });
    }
}
