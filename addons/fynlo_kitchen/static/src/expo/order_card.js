import { Component, useState } from "@odoo/owl";
import { LEVEL_ICONS } from "../kitchen/ticket_card";
import { Age } from "../parts/age";
import { Icon } from "../parts/icon";
import { isCourseReady, isReady, levelOfOrder } from "./orders";

const MADE_ICONS = {
    new: "circle",
    held: "pause",
    started: "flame",
    done: "check",
    voided: "close",
};

/** An order at the pass: its courses, each dish with the stations that make it. */
export class OrderCard extends Component {
    static template = "fynlo_kitchen.OrderCard";
    static components = { Age, Icon };
    static props = {
        order: Object,
        isChosen: Boolean,
        place: Number,
        showPlace: Boolean,
        onComplete: Function,
        onFire: Function,
        onHold: Function,
    };

    setup() {
        this.clock = useState(this.env.clock.shown);
        this.levelIcons = LEVEL_ICONS;
        this.madeIcons = MADE_ICONS;
        this.isReady = isReady;
        this.isCourseReady = isCourseReady;
    }

    get order() {
        return this.props.order;
    }

    get level() {
        return levelOfOrder(this.order, this.clock.coarse);
    }

    /** Whether what is handed out has to say which course it is. */
    get isInCourses() {
        return this.order.courses.length + this.order.waiting.length > 1;
    }

    /** Whether all that was fired is out or ready: the next course may be due. */
    get isDue() {
        return this.order.isWaiting || this.order.isReady;
    }

    isHoldable(ticket) {
        return this.order.holdable.includes(ticket);
    }

    get allergens() {
        return this.env.allergens(this.order.allergens);
    }
}
