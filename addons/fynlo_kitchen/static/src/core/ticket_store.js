/**
 * The tickets that a screen knows, keyed by uuid and version, so that none is shown twice and none
 * is missed, whatever order replies come in.
 *
 * A read (`beginRead`, `endRead`) gives all open tickets as they were at one moment. A command's
 * reply (`learn`) gives one ticket. Of two states of a ticket the one with the higher version holds;
 * a read that began before something was learned cannot take that back. What a finger did is shown
 * at once (`expect`) over all that, until the server has answered.
 */
export class TicketStore {
    constructor(isShown = () => true) {
        this.isShown = isShown;
        // uuid -> {ticket, at}: `at` counts reads and replies.
        this.known = new Map();
        this.expected = [];
        this.count = 0;
        this.latest = 0;
    }

    /** Before all open tickets are asked for; the answer belongs to `endRead`. */
    beginRead() {
        return ++this.count;
    }

    /** Take the answer of a read in; returns the uuids of what is shown for the first time. */
    endRead(began, tickets) {
        if (began < this.latest) {
            return [];
        }
        this.latest = began;
        const present = new Set();
        const fresh = [];
        for (const ticket of tickets) {
            present.add(ticket.id);
            const entry = this.known.get(ticket.id);
            if (this.isNew(entry, ticket)) {
                fresh.push(ticket.id);
            }
            if (!entry || entry.ticket.version <= ticket.version) {
                this.known.set(ticket.id, { ticket, at: Math.max(began, entry?.at ?? 0) });
            }
        }
        for (const [id, entry] of this.known) {
            if (!present.has(id) && entry.at <= began) {
                this.known.delete(id);
            }
        }
        return fresh;
    }

    /** Whether nobody at this screen knows of it yet: what a finger did here is nothing new. */
    isNew(entry, ticket) {
        const wasShown = entry && this.isShown(entry.ticket);
        const isExpected = this.expected.some((item) => item.id === ticket.id);
        return this.isShown(ticket) && !wasShown && !isExpected;
    }

    /** Take one ticket in, as a command's reply gives it. */
    learn(ticket) {
        const entry = this.known.get(ticket.id);
        if (!entry || entry.ticket.version <= ticket.version) {
            this.known.set(ticket.id, { ticket, at: ++this.count });
        }
    }

    /** Show what a command will do, until `settle`. `change` makes a changed copy of a ticket. */
    expect(id, change) {
        const expectation = { id, change };
        this.expected.push(expectation);
        return expectation;
    }

    /** The server has answered: with the ticket, or it refused (no ticket). */
    settle(expectation, ticket = null) {
        this.expected = this.expected.filter((item) => item !== expectation);
        if (ticket) {
            this.learn(ticket);
        }
    }

    /** A ticket as it is shown; without what is expected, as the server last told it. */
    get(id, { isExpected = true } = {}) {
        const ticket = this.known.get(id)?.ticket;
        return (ticket && (isExpected ? this.changed(ticket) : ticket)) || null;
    }

    /** The tickets to show, the oldest first; or others that are known. */
    shown(isShown = this.isShown) {
        return [...this.known.values()]
            .map(({ ticket }) => this.changed(ticket))
            .filter(isShown)
            .sort(byAge);
    }

    changed(ticket) {
        return this.expected
            .filter((item) => item.id === ticket.id)
            .reduce((changed, item) => item.change(changed), ticket);
    }

    /** Forget everything: what was seen no longer holds. */
    clear() {
        this.known.clear();
        this.expected = [];
    }
}

/** Rushed tickets first, then the oldest; of two of one second that of the earlier order. */
export function byAge(one, other) {
    return (
        Number(other.isRushed) - Number(one.isRushed) ||
        one.sentAt - other.sentAt ||
        String(one.reference).localeCompare(String(other.reference), "en", { numeric: true }) ||
        (one.id < other.id ? -1 : 1)
    );
}
