import { Component } from "@odoo/owl";
import { Icon } from "../parts/icon";

/** How many of each dish are still to be made, over all tickets. */
export class AllDayPanel extends Component {
    static template = "fynlo_kitchen.AllDayPanel";
    static components = { Icon };
    static props = { counts: Array, onClose: Function };
}
