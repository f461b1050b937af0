import { Component, useState } from "@odoo/owl";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";

/** What must be looked at and ticked before a ticket is complete. */
export class CheckDialog extends Component {
    static template = "fynlo_kitchen.CheckDialog";
    static components = { Dialog, Icon };
    static props = { ticket: Object, lines: Array, onComplete: Function, onClose: Function };

    setup() {
        this.state = useState({ ticked: {} });
    }

    get isWhole() {
        return this.props.lines.every((line) => this.state.ticked[line.id]);
    }

    complete() {
        this.props.onComplete(this.props.lines.map((line) => line.id));
    }
}
