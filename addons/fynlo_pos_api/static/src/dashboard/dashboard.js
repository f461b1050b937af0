import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { pyToJsLocale } from "@web/core/l10n/utils";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { HoursChart } from "./hours_chart";
import { countText, durationText, moneyText, timeText } from "./texts";

const EVENT = "fynlo.event";
const QUIET_MS = 5000;

/** The owner's dashboard: the figures of a business date, and what is open or out now. */
export class Dashboard extends Component {
    static template = "fynlo_pos_api.Dashboard";
    static components = { HoursChart, Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Dashboard");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.locale = pyToJsLocale(user.lang);
        this.display = { controlPanel: {} };
        this.state = useState({
            day: "",
            tillId: 0,
            tills: [],
            figures: null,
            error: "",
            isLoading: true,
        });
        this.asked = 0;
        this.lastAsked = 0;
        this.waiting = null;
        onWillStart(async () => {
            await Promise.all([loadBundle("web.chartjs_lib"), this.load()]);
        });
        const onEvent = () => this.refreshSoon();
        this.bus.subscribe(EVENT, onEvent);
        this.bus.start();
        onWillUnmount(() => {
            this.bus.unsubscribe(EVENT, onEvent);
            clearTimeout(this.waiting);
        });
    }

    /** Ask for the figures; of two questions only the later one's answer is shown. */
    async load() {
        clearTimeout(this.waiting);
        this.waiting = null;
        this.lastAsked = Date.now();
        const asked = ++this.asked;
        this.state.isLoading = true;
        try {
            const answer = await this.orm.silent.call(
                "fynlo.dashboard.screen",
                "read_figures",
                [],
                { day: this.state.day || false, till_id: this.state.tillId || false }
            );
            if (asked === this.asked) {
                this.show(answer);
            }
        } catch (error) {
            if (asked === this.asked) {
                this.state.error =
                    error.data?.message || _t("The server cannot be reached. Try again.");
            }
        } finally {
            if (asked === this.asked) {
                this.state.isLoading = false;
            }
        }
    }

    show({ figures, tills, decimals }) {
        this.decimals = decimals;
        Object.assign(this.state, { figures, tills, error: "" });
    }

    /** Something happened in the restaurant: load again, but not more often than every 5 s. */
    refreshSoon() {
        if (this.waiting === null) {
            const wait = Math.max(QUIET_MS - (Date.now() - this.lastAsked), 0);
            this.waiting = setTimeout(() => this.load(), wait);
        }
    }

    onDay(event) {
        this.state.day = event.target.value;
        this.load();
    }

    onTill(event) {
        this.state.tillId = Number(event.target.value);
        this.load();
    }

    // === WHAT IS SHOWN === //

    get figures() {
        return this.state.figures;
    }

    get tiles() {
        const figures = this.figures;
        return [
            { label: _t("Gross sales"), value: this.money(figures.gross), isMain: true },
            { label: _t("Net sales"), value: this.money(figures.net) },
            { label: _t("Orders"), value: this.count(figures.order_count) },
            { label: _t("Average order"), value: this.money(figures.average) },
            { label: _t("Covers"), value: this.count(figures.covers) },
        ];
    }

    get payments() {
        const most = Math.max(...this.figures.payments.map((item) => item.amount.amount), 1);
        return this.figures.payments.map((item) => ({
            ...item,
            share: Math.max(Math.round((100 * item.amount.amount) / most), 0),
        }));
    }

    kind(item) {
        return item.kind === "comp" ? _t("Comp") : _t("Void");
    }

    remaining(item) {
        return item.state === "out" ? _t("Out") : _t("%s left", this.count(item.remaining));
    }

    money(amount) {
        return moneyText(amount, this.decimals, this.locale);
    }

    count(number) {
        return countText(number, this.locale);
    }

    time(moment) {
        return timeText(moment, this.locale);
    }

    age(moment) {
        return durationText(moment, this.figures.at);
    }

    // === WAYS TO THE RECORDS === //

    async openOrder(uuid) {
        const [id] = await this.orm.search("pos.order", [["uuid", "=", uuid]], { limit: 1 });
        if (id) {
            this.openForm("pos.order", id);
        }
    }

    openForm(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openAction(name) {
        this.action.doAction(`fynlo_pos_api.${name}`);
    }
}

registry.category("actions").add("fynlo_dashboard", Dashboard);
