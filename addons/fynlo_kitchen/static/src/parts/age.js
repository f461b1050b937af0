import { Component, useState } from "@odoo/owl";
import { lasted } from "../core/texts";

/** How long ago a moment was, ticking each second. */
export class Age extends Component {
    static template = "fynlo_kitchen.Age";
    static props = { since: Number };

    setup() {
        this.clock = useState(this.env.clock.shown);
    }

    get text() {
        return lasted(this.clock.now - this.props.since);
    }
}
