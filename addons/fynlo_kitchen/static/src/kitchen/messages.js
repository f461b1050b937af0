import { reactive } from "@odoo/owl";

const REFUSAL_MS = 10_000;

/** The short messages at the foot of the screen: what was done and can be undone, what was refused. */
export class Messages {
    constructor({ texts }) {
        this.texts = texts;
        // How long the server lets an action be undone: it says so.
        this.undoMs = 0;
        this.items = reactive([]);
        this.count = 0;
    }

    /** The newest thing that can be undone. */
    get undoable() {
        return this.items.findLast((item) => item.kind === "undo") || null;
    }

    tellUndo(ticket, key, values) {
        // The server undoes what was done last on a ticket: an older message of it is past.
        this.drop((item) => item.ticket.id === ticket.id);
        this.add({ kind: "undo", ticket, text: this.texts.say(key, values), lasts: this.undoMs });
    }

    tellRefusal(ticket, problem) {
        this.drop((item) => item.ticket.id === ticket.id);
        const reason = this.reasonOf(problem);
        const text = this.texts.say("said.refused", { number: ticket.number, reason });
        this.add({ kind: "refusal", ticket, text, lasts: REFUSAL_MS });
    }

    /** Why something was refused, in the screen's language where it has words for it. */
    reasonOf(problem) {
        const key = `problem.${problem.code}`;
        return this.texts.has(key) ? this.texts.say(key) : problem.detail;
    }

    add(item) {
        const added = { ...item, id: ++this.count };
        this.items.push(added);
        if (this.items.length > 3) {
            this.items.shift();
        }
        setTimeout(() => this.close(added.id), item.lasts);
    }

    close(id) {
        this.drop((item) => item.id === id);
    }

    drop(isMeant) {
        for (let index = this.items.length - 1; index >= 0; index--) {
            if (isMeant(this.items[index])) {
                this.items.splice(index, 1);
            }
        }
    }
}
