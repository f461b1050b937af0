import { Component, useState } from "@odoo/owl";
import { ConnectionBanner } from "../parts/connection_banner";
import { Icon } from "../parts/icon";

// So many numbers fill a half of the screen at their largest; more are shown smaller.
const FEW = 6;
const MANY = 15;

/** The guests' screen: the numbers that are made, and those that can be picked up. */
export class PickupBoard extends Component {
    static template = "fynlo_kitchen.PickupBoard";
    static components = { ConnectionBanner, Icon };
    static props = { pickup: Object };

    setup() {
        this.pickup = useState(this.props.pickup.state);
        this.clock = useState(this.env.clock.shown);
    }

    get halves() {
        return [
            { name: "preparing", icon: "flame", items: this.pickup.preparing },
            { name: "ready", icon: "check", items: this.pickup.ready },
        ];
    }

    size({ items }) {
        return items.length <= FEW ? "few" : items.length <= MANY ? "some" : "many";
    }

    isNew({ number }) {
        return this.pickup.news.includes(number);
    }
}
