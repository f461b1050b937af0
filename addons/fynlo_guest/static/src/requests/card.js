import { Component } from "@odoo/owl";
import { clockText, timeText } from "@fynlo_pos_api/dashboard/texts";
import { _t } from "@web/core/l10n/translation";
import { pyToJsLocale } from "@web/core/l10n/utils";
import { user } from "@web/core/user";

const NEW_SECONDS = 20;
const LONG_SECONDS = 3 * 60;
const VERY_LONG_SECONDS = 6 * 60;

const KINDS = {
    waiter: { icon: "fa-bell", label: _t("Waiter") },
    bill: { icon: "fa-file-text", label: _t("Bill") },
    water: { icon: "fa-tint", label: _t("Water") },
    help: { icon: "fa-life-ring", label: _t("Help") },
};

/** What is wanted, for people. */
export function kindLabel(request) {
    return KINDS[request.kind].label;
}

/** One request: who wants what, where, since when, and who is on the way. */
export class Card extends Component {
    static template = "fynlo_guest.ServiceRequestCard";
    static props = {
        request: Object,
        now: Number,
        isBusy: Boolean,
        onTake: Function,
        onDone: Function,
    };

    get request() {
        return this.props.request;
    }

    get kind() {
        return KINDS[this.request.kind];
    }

    get isTaken() {
        return this.request.state === "taken";
    }

    get seconds() {
        const waited = (this.props.now - new Date(this.request.asked_at)) / 1000;
        return Math.max(Math.floor(waited), 0);
    }

    get age() {
        return clockText(this.seconds);
    }

    /** How urgent it is. Where somebody is on the way nobody else need go. */
    get tone() {
        if (this.isTaken) {
            return "taken";
        }
        if (this.seconds >= VERY_LONG_SECONDS) {
            return "very_long";
        }
        if (this.seconds >= LONG_SECONDS) {
            return "long";
        }
        return this.seconds < NEW_SECONDS ? "new" : "";
    }

    get toneText() {
        return {
            new: _t("New"),
            long: _t("Waits long"),
            very_long: _t("Waits very long"),
        }[this.tone];
    }

    get askedBy() {
        const time = timeText(this.request.asked_at, pyToJsLocale(user.lang));
        return this.request.by_guest
            ? _t("A guest asked at %s", time)
            : _t("Staff asked at %s", time);
    }

    get onTheWay() {
        const taker = this.request.taken_by || this.request.taken_by_user;
        return taker ? _t("%s is on the way", taker.name) : _t("Somebody is on the way");
    }
}
