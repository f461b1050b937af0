import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { timeText } from "@fynlo_pos_api/dashboard/texts";
import { _t } from "@web/core/l10n/translation";
import { pyToJsLocale } from "@web/core/l10n/utils";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Card, kindLabel } from "./card";
import { Chime } from "./chime";
import { useServerClock } from "./clock";
import { useFollowing } from "./follow";
import { refusal } from "./refusal";

const SCREEN = "fynlo.service.request.screen";

/** What guests and waiters ask for, for a tablet at the pass and the phones of the staff. */
export class Board extends Component {
    static template = "fynlo_guest.ServiceRequestBoard";
    static components = { Layout, Card };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Service requests");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.asked = 0;
        this.clock = useServerClock();
        this.state = useState({ items: null, at: "", error: null, busy: {}, spoken: "" });
        this.chime = new Chime();
        this.sound = useState(this.chime.state);
        this.following = useFollowing({
            isOurs: (name) => name.startsWith("service_request."),
            load: () => this.load(),
        });
        onWillStart(async () => {
            this.isManager = await user.hasGroup("fynlo_pos_api.group_manager");
            await this.following.loadNow();
        });
        onWillUnmount(() => this.chime.context?.close());
    }

    /** Ask what waits; of two questions only the later one's answer is shown. */
    async load() {
        const asked = ++this.asked;
        try {
            const answer = await this.orm.silent.call(SCREEN, "read_waiting", []);
            this.show(asked, answer);
        } catch (error) {
            if (asked === this.asked) {
                this.state.error = refusal(error);
            }
        }
    }

    show(asked, { now, items }) {
        if (asked !== this.asked) {
            return;
        }
        this.clock.learn(now);
        this.announce(items);
        Object.assign(this.state, { items, at: now, error: null });
    }

    /** A sound, and words for a screen reader, for what was not there before. */
    announce(items) {
        const known = new Set((this.state.items || items).map(({ id }) => id));
        const fresh = items.filter(({ id, state }) => state === "open" && !known.has(id));
        if (fresh.length) {
            this.state.spoken = fresh
                .map((request) => `${kindLabel(request)}: ${request.table.name}`)
                .join(". ");
            this.chime.play();
        }
    }

    take(request) {
        return this.run("take", request);
    }

    done(request) {
        return this.run("close_request", request);
    }

    /** Run a command; one that is refused says why, and the board shows how it is now. */
    async run(command, { id }) {
        const asked = ++this.asked;
        this.state.busy[id] = true;
        try {
            this.show(asked, await this.orm.call(SCREEN, command, [id]));
        } catch (error) {
            this.notification.add(refusal(error).text, { type: "warning" });
            await this.following.loadNow();
        } finally {
            delete this.state.busy[id];
        }
    }

    openHistory() {
        this.action.doAction("fynlo_guest.action_service_requests");
    }

    // === WHAT IS SHOWN === //

    /** Whether what is shown follows what happens: live, waiting, or offline. */
    get connection() {
        if (!this.following.isOnline || this.state.error?.isAway) {
            return "offline";
        }
        return this.following.isLive ? "live" : "waiting";
    }

    get connectionText() {
        return {
            live: _t("Live"),
            waiting: _t("Connecting"),
            offline: _t("Offline"),
        }[this.connection];
    }

    /** What is wrong, and what to do; offline the browser knows it before the server is missed. */
    get problem() {
        if (!this.following.isOnline) {
            return _t("This device is offline. Check its network; the board goes on by itself.");
        }
        return this.state.error?.text;
    }

    get shownAt() {
        return timeText(this.state.at, pyToJsLocale(user.lang));
    }

    get openCount() {
        return this.state.items.filter(({ state }) => state === "open").length;
    }

    get takenCount() {
        return this.state.items.length - this.openCount;
    }
}

registry.category("actions").add("fynlo_service_requests", Board);
