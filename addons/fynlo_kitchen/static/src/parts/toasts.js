import { Component, useState } from "@odoo/owl";
import { Icon } from "./icon";

/** The messages at the foot: each with a way to undo or to close it. */
export class Toasts extends Component {
    static template = "fynlo_kitchen.Toasts";
    static components = { Icon };
    static props = { onUndo: Function };

    setup() {
        this.messages = this.env.messages;
        this.items = useState(this.messages.items);
    }

    undo(item) {
        this.messages.close(item.id);
        this.props.onUndo(item.ticket);
    }
}
