import { Component, onWillUnmount } from "@odoo/owl";
import { Icon } from "../parts/icon";

const LONG_PRESS_MS = 550;

/** One line of a ticket: a tap bumps it, a long press shows how the dish is made. */
export class TicketLine extends Component {
    static template = "fynlo_kitchen.TicketLine";
    static components = { Icon };
    static props = { line: Object, isChosen: Boolean, onBump: Function, onRecipe: Function };

    setup() {
        this.wasLong = false;
        onWillUnmount(() => this.endPress());
    }

    get line() {
        return this.props.line;
    }

    /** Whether there is nothing more to do for it here. */
    get isFixed() {
        return ["done", "voided", "held"].includes(this.line.state);
    }

    get label() {
        const { line, env } = this;
        const key = line.kind === "voided" ? "voided" : this.isFixed ? line.state : "open";
        return env.say(`line.${key}`, { dish: line.name, quantity: env.number(line.quantity) });
    }

    get classes() {
        const { line, props } = this;
        return {
            [`k-line_${line.state}`]: true,
            [`k-kind_${line.kind}`]: true,
            "k-line_chosen": props.isChosen,
        };
    }

    get clashes() {
        return this.env.allergens(this.line.clashes);
    }

    beginPress() {
        this.wasLong = false;
        if (this.line.hasRecipe) {
            this.timer = setTimeout(() => {
                this.wasLong = true;
                this.props.onRecipe();
            }, LONG_PRESS_MS);
        }
    }

    endPress() {
        clearTimeout(this.timer);
    }

    onClick() {
        this.endPress();
        if (!this.wasLong && !this.isFixed) {
            this.props.onBump();
        }
        this.wasLong = false;
    }
}
