import { Component, useState } from "@odoo/owl";
import { levelOf } from "../core/age";
import { Age } from "../parts/age";
import { Icon } from "../parts/icon";
import { openLines } from "./ticket";
import { TicketLine } from "./ticket_line";

export const LEVEL_ICONS = { fresh: "clock", warn: "bell", late: "alert" };

/** One ticket: a tap on its head starts it, on a line bumps the line, on Done completes it. */
export class TicketCard extends Component {
    static template = "fynlo_kitchen.TicketCard";
    static components = { Age, Icon, TicketLine };
    static props = {
        ticket: Object,
        place: Number,
        isChosen: Boolean,
        chosenLine: { type: [String, { value: null }], optional: true },
        showPlace: Boolean,
        onStart: Function,
        onComplete: Function,
        onRush: Function,
        onBumpLine: Function,
        onRecipe: Function,
    };

    setup() {
        this.clock = useState(this.env.clock.shown);
        this.icons = LEVEL_ICONS;
    }

    get ticket() {
        return this.props.ticket;
    }

    get level() {
        return levelOf(this.ticket, this.clock.coarse);
    }

    /** Whether all that is left is to send it out. */
    get isDone() {
        return openLines(this.ticket).length === 0;
    }

    get classes() {
        const { ticket, props } = this;
        return {
            [`k-level_${this.level}`]: true,
            [`k-state_${ticket.state}`]: true,
            "k-ticket_rushed": ticket.isRushed,
            "k-ticket_chosen": props.isChosen,
        };
    }

    get allergens() {
        return this.env.allergens(this.ticket.allergens);
    }

    onHead() {
        if (this.ticket.state !== "started") {
            this.props.onStart(this.ticket);
        }
    }
}
