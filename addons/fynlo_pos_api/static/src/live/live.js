import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { pyToJsLocale } from "@web/core/l10n/utils";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { clockText, countText, moneyText, percentText, weekdayText } from "../dashboard/texts";

const EVENT = "fynlo.event";
const QUIET_MS = 4000;
const REST_MS = 60_000;
// Without the bus nobody says that something happened.
const ALONE_MS = 15_000;

/** How the day goes, at a glance, for a screen that is left open. */
export class Live extends Component {
    static template = "fynlo_pos_api.Live";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Live");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useState(useService("bus_service"));
        this.locale = pyToJsLocale(user.lang);
        this.display = { controlPanel: {} };
        this.state = useState({
            tillId: 0,
            tills: [],
            figures: null,
            error: "",
            isLoading: true,
            isOnline: navigator.onLine,
        });
        this.asked = 0;
        this.lastAsked = 0;
        this.timer = null;
        this.isSoon = false;
        onWillStart(() => this.load());
        this.listen();
    }

    listen() {
        const onEvent = () => this.refreshSoon();
        const onNetwork = () => {
            this.state.isOnline = navigator.onLine;
            this.load();
        };
        this.bus.subscribe(EVENT, onEvent);
        this.bus.addEventListener("BUS:RECONNECT", onEvent);
        this.bus.start();
        window.addEventListener("online", onNetwork);
        window.addEventListener("offline", onNetwork);
        onWillUnmount(() => {
            this.isGone = true;
            this.bus.unsubscribe(EVENT, onEvent);
            this.bus.removeEventListener("BUS:RECONNECT", onEvent);
            window.removeEventListener("online", onNetwork);
            window.removeEventListener("offline", onNetwork);
            clearTimeout(this.timer);
        });
    }

    /** Ask for the figures; of two questions only the later one's answer is shown. */
    async load() {
        clearTimeout(this.timer);
        this.isSoon = false;
        this.lastAsked = Date.now();
        const asked = ++this.asked;
        this.state.isLoading = true;
        try {
            const values = { till_id: this.state.tillId || false };
            const call = this.orm.silent.call("fynlo.dashboard.screen", "read_live", [], values);
            this.answer(asked, { ...(await call), error: "" });
        } catch (error) {
            const message = error.data?.message || _t("The server cannot be reached.");
            this.answer(asked, { error: message });
        }
    }

    answer(asked, { decimals, ...shown }) {
        if (asked !== this.asked || this.isGone) {
            return;
        }
        this.decimals = decimals ?? this.decimals;
        Object.assign(this.state, shown, { isLoading: false });
        // What happened since it was asked for may not be in the answer.
        if (!this.isSoon) {
            this.plan(this.connection === "live" ? REST_MS : ALONE_MS);
        }
    }

    plan(wait) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load(), wait);
    }

    /** Something happened in the restaurant: load again, but not more often than every 4 s. */
    refreshSoon() {
        if (!this.isSoon) {
            this.isSoon = true;
            this.plan(Math.max(QUIET_MS - (Date.now() - this.lastAsked), 0));
        }
    }

    onTill(event) {
        this.state.tillId = Number(event.target.value);
        this.load();
    }

    openOrders() {
        this.action.doAction("fynlo_pos_api.action_live_orders");
    }

    // === WHAT IS SHOWN === //

    get figures() {
        return this.state.figures;
    }

    /** Whether what is shown follows what happens: live, waiting, or offline. */
    get connection() {
        if (!this.state.isOnline || this.state.error) {
            return "offline";
        }
        return this.bus.workerState === "CONNECTED" ? "live" : "waiting";
    }

    get connectionText() {
        return {
            live: _t("Live"),
            waiting: _t("Connecting"),
            offline: _t("Offline"),
        }[this.connection];
    }

    get weekday() {
        return weekdayText(this.figures.last_week.date, this.locale);
    }

    /** How today compares: the arrow and the words, and a class for the colour. */
    get comparison() {
        const percent = this.figures.change_percent;
        if (percent === null) {
            return { text: _t("Nothing was sold by now last %s", this.weekday) };
        }
        if (percent > 0) {
            const text = _t("%(percent)s more than last %(day)s by now", this.change);
            return { mark: "▲", tone: "up", text };
        }
        if (percent < 0) {
            const text = _t("%(percent)s less than last %(day)s by now", this.change);
            return { mark: "▼", tone: "down", text };
        }
        return { text: _t("As much as last %s by now", this.weekday) };
    }

    get change() {
        const percent = percentText(Math.abs(this.figures.change_percent), this.locale);
        return { percent, day: this.weekday };
    }

    /** How much of last week's whole day today has reached, and where last week was by now. */
    get race() {
        const { today, last_week: before } = this.figures;
        const most = Math.max(before.whole_day.gross.amount, today.gross.amount, 1);
        const share = (amount) => Math.min(Math.max((100 * amount) / most, 0), 100);
        return { today: share(today.gross.amount), by_now: share(before.by_now.gross.amount) };
    }

    get tiles() {
        const { today, last_week: before, open_orders: open, wait } = this.figures;
        const late = this.figures.late_tickets;
        const minutes = wait.average_seconds === null ? "–" : clockText(wait.average_seconds);
        return [
            {
                label: _t("Orders paid"),
                value: this.count(today.order_count),
                note: _t("%s by now last week", this.count(before.by_now.order_count)),
            },
            {
                label: _t("Open orders"),
                value: this.count(open.count),
                note: _t("%s due", this.money(open.due)),
            },
            {
                label: _t("Average wait"),
                value: minutes,
                note: wait.order_count
                    ? _t("from order to ready (orders: %s)", this.count(wait.order_count))
                    : _t("no order was ready yet"),
            },
            {
                label: _t("Late tickets"),
                value: this.count(late),
                note: late ? _t("in the kitchen now") : _t("the kitchen keeps up"),
                isBad: late > 0,
            },
        ];
    }

    get statuses() {
        return this.figures.open_orders.by_status;
    }

    get bestSellers() {
        const items = this.figures.best_sellers;
        const most = Math.max(...items.map((item) => item.quantity), 1);
        return items.map((item) => ({ ...item, share: (100 * item.quantity) / most }));
    }

    money(amount) {
        return moneyText(amount, this.decimals, this.locale);
    }

    count(number) {
        return countText(number, this.locale);
    }

    time(moment) {
        return new Date(moment).toLocaleTimeString(this.locale);
    }
}

registry.category("actions").add("fynlo_live", Live);
