import { Problem } from "../core/problem";
import { openLines, ticketOf } from "./ticket";

const withLines = (ticket, from, to) => ({
    ...ticket,
    lines: ticket.lines.map((line) => (from.includes(line.state) ? { ...line, state: to } : line)),
});

/** What becomes of a course of an order that is fired or held. */
const COURSE_CHANGES = {
    fire: (now) => (ticket) => ({
        ...withLines(ticket, ["held"], "new"),
        state: "new",
        sentAt: now,
    }),
    hold: () => (ticket) => ({ ...withLines(ticket, ["new"], "held"), state: "held" }),
};

/** What each command makes of a ticket, as the screen shows it until the server has answered. */
const CHANGES = {
    start: (ticket) => ({ ...withLines(ticket, ["new"], "started"), state: "started" }),
    complete: (ticket) => ({
        ...withLines(ticket, ["new", "started"], "done"),
        state: "completed",
    }),
    recall: (ticket) => ({ ...ticket, state: "recalled" }),
    rush: (ticket) => ({ ...ticket, isRushed: !ticket.isRushed }),
    undo: (ticket) => ticket,
};

function bumped(ticket, lineId) {
    const lines = ticket.lines.map((line) =>
        line.id === lineId ? { ...line, state: "done" } : line,
    );
    const isLast = openLines({ lines }).length === 0;
    return { ...ticket, lines, state: isLast ? "completed" : "started" };
}

const rowsOf = (line) => [line.id, ...line.noteIds];

/** What a finger or a key does. It is seen at once, and taken back when the server refuses. */
export class Commands {
    constructor({ kitchen, api, messages }) {
        Object.assign(this, { kitchen, api, messages });
        // ticket -> the last command that was sent for it: they go out one after the other.
        this.queues = new Map();
    }

    start(ticket) {
        return this.act(ticket, "start");
    }

    /** Complete what the cook has seen: a ticket that has grown since is refused. */
    complete(ticket, checked = []) {
        const seen = new Set(ticket.lines.flatMap(rowsOf));
        const body = () => {
            const known = this.kitchen.store.get(ticket.id, { isExpected: false });
            if (known?.lines.flatMap(rowsOf).some((id) => !seen.has(id))) {
                throw new Problem({ status: 409, code: "version_conflict" });
            }
            return { checked, base_version: known?.version };
        };
        return this.act(ticket, "complete", body, true);
    }

    recall(ticket) {
        this.kitchen.store.learn(ticket);
        return this.act(ticket, "recall", undefined, true);
    }

    rush(ticket) {
        return this.act(ticket, "rush", () => ({ rushed: !ticket.isRushed }));
    }

    undo(ticket) {
        return this.act(ticket, "undo");
    }

    /** A line is made; the rows of its changes were seen with it. The last one completes it all. */
    bumpLine(ticket, line, isChecked = false) {
        for (const id of line.noteIds) {
            this.inTurn(ticket.id, () => this.api.post(`/kitchen/lines/${id}/bump`, {})).catch(
                () => {},
            );
        }
        return this.run({
            ticket,
            path: `/kitchen/lines/${line.id}/bump`,
            body: () => ({ checked: isChecked }),
            change: (item) => bumped(item, line.id),
            said: ["said.bumped", { dish: line.name, number: ticket.number }],
            canUndo: true,
        });
    }

    /** At the pass: let the stations make a course of an order, by its tickets that wait. */
    fire(order, { number, tickets }) {
        return this.course(order, number, "fire", tickets);
    }

    /** At the pass: hold a course back that no station has begun with. */
    hold(order, number) {
        const tickets = order.courses.filter((ticket) => ticket.course === number);
        return this.course(order, number, "hold", tickets);
    }

    async course(order, number, name, tickets) {
        const change = COURSE_CHANGES[name](this.kitchen.clock.now());
        const expected = tickets.map(({ id }) => this.kitchen.store.expect(id, change));
        this.kitchen.show();
        try {
            await this.inTurn(order.id, () =>
                this.api.post(`/orders/${order.id}/courses/${number}/${name}`),
            );
            // The reply names the tickets in short: they are read before the server's word counts.
            await this.kitchen.refresh();
        } catch (error) {
            this.refused(error, order);
        } finally {
            expected.forEach((item) => this.kitchen.store.settle(item));
            this.kitchen.show();
        }
    }

    act(ticket, name, body = () => ({}), canUndo = false) {
        return this.run({
            ticket,
            path: `/kitchen/orders/${ticket.id}/${name}`,
            body,
            change: CHANGES[name],
            said: [`said.${name}`, { number: ticket.number }],
            canUndo,
        });
    }

    /** Show and send a command; true when the server did it. */
    async run({ ticket, path, body, change, said, canUndo }) {
        const expectation = this.kitchen.store.expect(ticket.id, change);
        this.kitchen.show();
        if (canUndo) {
            this.messages.tellUndo(ticket, ...said);
        }
        const sent = this.inTurn(ticket.id, () => this.send(path, body, expectation));
        try {
            await sent;
            return true;
        } catch (error) {
            this.refused(error, ticket);
            return false;
        }
    }

    async send(path, body, expectation) {
        let reply = null;
        try {
            reply = ticketOf(await this.api.post(path, body()));
        } finally {
            this.kitchen.store.settle(expectation, reply);
            this.kitchen.show();
        }
    }

    inTurn(id, send) {
        const before = this.queues.get(id) || Promise.resolve();
        const sent = before.catch(() => {}).then(send);
        this.queues.set(id, sent);
        const forget = () => this.queues.get(id) === sent && this.queues.delete(id);
        sent.then(forget, forget);
        return sent;
    }

    refused(error, ticket) {
        if (!(error instanceof Problem)) {
            throw error;
        }
        this.messages.tellRefusal(ticket, error);
        // What the server knows better is read at once.
        this.kitchen.refresh();
    }
}
