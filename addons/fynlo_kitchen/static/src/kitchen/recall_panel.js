import { Component } from "@odoo/owl";
import { Age } from "../parts/age";
import { Icon } from "../parts/icon";
import { dishesOf } from "./ticket";

/** The tickets that were completed last, to be called back. */
export class RecallPanel extends Component {
    static template = "fynlo_kitchen.RecallPanel";
    static components = { Age, Icon };
    static props = { tickets: Array, chosen: Number, onRecall: Function, onClose: Function };

    dishes(ticket) {
        return dishesOf(ticket)
            .map((line) => `${this.env.number(line.quantity)} ${line.name}`)
            .join(", ");
    }
}
