import { Component, useState } from "@odoo/owl";
import { Age } from "./age";
import { Icon } from "./icon";

// A connection that is back this soon was not missed by anybody.
const PATIENCE_MS = 3_000;

/** Says big that the connection is lost, and since when; what is shown stays. */
export class ConnectionBanner extends Component {
    static template = "fynlo_kitchen.ConnectionBanner";
    static components = { Age, Icon };
    static props = { connection: Object };

    setup() {
        this.clock = useState(this.env.clock.shown);
    }

    get isShown() {
        const { since } = this.props.connection;
        return since !== null && this.clock.now - since >= PATIENCE_MS;
    }

    get text() {
        const time = this.env.time(this.props.connection.since);
        return this.env.say("offline.since", { time });
    }
}
