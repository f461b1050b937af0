import { reactive } from "@odoo/owl";
import { Problem } from "../core/problem";
import { TicketStore } from "../core/ticket_store";
import { isHeld, ticketOf } from "./ticket";

const OPEN = new Set(["new", "started", "recalled"]);
// What the server tells of is read together when more of it comes this soon.
const TOGETHER_MS = 120;
const RETRY_MS = 3_000;
// Beside the events: what is shown is never older.
const LONGEST_MS = 60_000;
const TICKET = "fynlo.kitchen.ticket";
const PAGE = 100;
const RECENT = 20;

/** What a station's screen knows, kept equal to the server's; the components only draw it. */
export class Kitchen {
    constructor({ api, station, clock, sound, onSignOut }) {
        Object.assign(this, { api, clock, sound, onSignOut });
        this.store = new TicketStore((ticket) => OPEN.has(ticket.state));
        this.state = reactive({
            station,
            tickets: [],
            // At the pass: what is on hold until its course is fired.
            waiting: [],
            recent: [],
            counts: [],
            isRead: false,
            // The numbers of the newest tickets, for a screen reader.
            announced: "",
            connection: { state: "connecting", since: null },
        });
        this.reading = null;
        this.isStale = false;
        this.timers = {};
    }

    /** The first state; what changes afterwards is told by the events. */
    async start(realtime) {
        this.realtime = realtime;
        this.timers.safety = setInterval(() => this.refresh(), LONGEST_MS);
        this.refresh();
        // Once the feed has its place, a read leaves nothing between it and the events.
        await realtime.start();
        await this.refresh();
    }

    stop() {
        Object.values(this.timers).forEach(clearTimeout);
        this.realtime?.stop();
    }

    // === WHAT THE SERVER TELLS === //

    /** Of a ticket of the station's own; at the pass also of those that its dishes are on. */
    onEvent(event) {
        if (event.aggregate !== TICKET) {
            return;
        }
        this.timers.soon ??= setTimeout(() => {
            this.timers.soon = null;
            this.refresh();
        }, TOGETHER_MS);
    }

    onConnection(state) {
        const { connection } = this.state;
        if (state === "online") {
            Object.assign(connection, { state, since: null });
            this.refresh();
        } else {
            Object.assign(connection, { state, since: connection.since ?? this.clock.now() });
        }
    }

    // === READING === //

    /** Read all open tickets. One read at a time; a wish during one is one more after it. */
    refresh() {
        this.isStale = true;
        this.reading ||= this.readWhileStale().finally(() => {
            this.reading = null;
        });
        return this.reading;
    }

    /** The server tells another history, as a restored database does: nothing known holds. */
    startAnew() {
        this.store.clear();
        this.state.isRead = false;
        return this.refresh();
    }

    async readWhileStale() {
        while (this.isStale) {
            this.isStale = false;
            try {
                await this.read();
            } catch (error) {
                this.notRead(error);
                return;
            }
        }
    }

    async read() {
        const began = this.store.beginRead();
        const station_id = this.state.station.id;
        const [items, recent, summary] = await Promise.all([
            this.allTickets(station_id),
            this.api.get("/kitchen/orders", { station_id, state: "completed", limit: RECENT }),
            this.api.get("/kitchen/summary", { station_id }),
        ]);
        const fresh = this.store.endRead(began, items.map(ticketOf));
        this.state.recent = recent.items.map(ticketOf);
        this.state.counts = summary.items;
        this.show();
        if (this.state.isRead) {
            this.announce(fresh);
        }
        this.state.isRead = true;
    }

    /** What is to be made; the pass shows what waits for its course too. */
    async allTickets(station_id) {
        const state = this.state.station.kind === "expo" ? "unfinished" : "open";
        const items = [];
        let cursor;
        do {
            const asked = { station_id, state, limit: PAGE, cursor };
            const page = await this.api.get("/kitchen/orders", asked);
            this.clock.learn(page.at);
            items.push(...page.items);
            cursor = page.next_cursor ?? undefined;
        } while (cursor);
        return items;
    }

    notRead(error) {
        if (error instanceof Problem && error.isSignIn) {
            this.onSignOut(error);
            return;
        }
        clearTimeout(this.timers.retry);
        this.timers.retry = setTimeout(() => this.refresh(), RETRY_MS);
        if (!(error instanceof Problem)) {
            throw error;
        }
    }

    show() {
        this.state.tickets = this.store.shown();
        this.state.waiting = this.store.shown(isHeld);
    }

    announce(ids) {
        const tickets = this.state.tickets.filter((ticket) => ids.includes(ticket.id));
        if (tickets.length) {
            this.sound.play(tickets.some((ticket) => ticket.isRushed) ? "rush" : "new");
            this.state.announced = tickets.map((ticket) => ticket.number).join(", ");
        }
    }
}
